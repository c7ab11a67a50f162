"""The names that speak in the articles of an event, each with what is said of it and by it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from analysis.quotations.evidence import Post, posts_of
from analysis.quotations.given_names import GENDER_OF
from analysis.quotations.names import (
    AGENCIES,
    TITLES,
    fold,
    name_words,
    organisation_key,
)
from analysis.records import Reading
from sources.article import Article

_BODIES = frozenset({"organisation", "own voice"})
_FORMS_OF_COMPANY = frozenset({"ltd", "inc", "corp", "llc", "plc", "gmbh", "ag", "limited"})


_DETERMINERS = ("The ", "the ", "A ", "a ", "An ", "an ", "This ", "this ", "Its ", "its ")


@dataclass(slots=True)
class Node:
    """One name in the articles where it speaks."""

    kind: str
    key: tuple[str, ...]
    names: Counter[str] = field(default_factory=Counter)
    quotations: list[tuple[str, int]] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    statements: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    others: set[str] = field(default_factory=set)
    """Spellings seen where the person does not speak."""
    notes: set[str] = field(default_factory=set)
    """Why a quotation is this speaker's, where no name says so."""

    @property
    def name(self) -> str:
        """The fullest spelling, the most frequent of equals."""
        return min(self.names, key=lambda n: (-len(name_words(n)), -self.names[n], n))


def gather_names(articles: Sequence[Article], readings: Mapping[str, Reading]) -> list[Node]:
    """Return every name that speaks, sorted by kind and words, with where and what it says."""
    nodes: dict[tuple[str, tuple[str, ...]], Node] = {}
    people = _people(articles, readings)
    bodies, known = _bodies(articles, readings), _organisations(articles, readings)
    for article in articles:
        reading = readings.get(article.id)
        for number, quotation in enumerate(reading.quotations if reading else ()):
            own = quotation.speaker_kind == "own voice"
            name = quotation.speaker or (article.outlet if own else "")
            if not name:
                continue
            kind = "organisation" if quotation.speaker_kind in _BODIES else quotation.speaker_kind
            if kind == "organisation" and (bearer := _bearer(name, people)):
                kind, name = "person", bearer
            elif (kind == "person" and name_words(name) in bodies) or (
                kind in {"collective", "unnamed"} and organisation_key(name) in known
            ):
                kind = "organisation"
            key = _key(kind, name, article.id)
            node = nodes.setdefault((kind, key), Node(kind, key))
            node.names[name] += 1
            if own and not quotation.speaker:
                node.notes.add(f"“We” in a text that “{name}” published is “{name}”.")
            node.quotations.append((article.id, number))
            words = " ".join(article.text[s:e] for s, e in quotation.content)
            node.statements[article.id].append((number, words))
    ordered = [nodes[key] for key in sorted(nodes)]
    for node in ordered:
        if node.kind == "person":
            for article in articles:
                if article.id in node.statements:
                    node.posts += posts_of(article, _forms(node))
    return ordered


def _people(articles: Sequence[Article], readings: Mapping[str, Reading]) -> set[tuple[str, ...]]:
    """Return full names and their surnames: the model often takes them for organisations."""
    found = set()
    for article in articles:
        reading = readings.get(article.id)
        for quotation in reading.quotations if reading else ():
            if quotation.speaker and quotation.speaker_kind == "person":
                words = name_words(quotation.speaker)
                found |= {words, words[-1:]} if len(words) > 1 else set()
    return found


def _bearer(name: str, people: Set[tuple[str, ...]]) -> str:
    """Return the part of a name that is a person's: what follows the title; empty for none."""
    parts = name.split()
    if fold(name) in AGENCIES:
        return ""
    if name_words(name) in people:
        return name
    titled = fold(parts[0]).strip(".") in TITLES
    return next(
        (
            rest
            for k in range(1, len(parts) - (not titled))
            if name_words(rest := " ".join(parts[k:])) in people
        ),
        "",
    )


def _organisations(
    articles: Sequence[Article], readings: Mapping[str, Reading]
) -> set[tuple[str, ...]]:
    """Return the keys of the names of more than one word under which organisations speak."""
    keys = {
        organisation_key(quotation.speaker or article.outlet)
        for article in articles
        if article.id in readings
        for quotation in readings[article.id].quotations
        if quotation.speaker_kind in _BODIES
    }
    return {key for key in keys if len(key) > 1}


def _bodies(articles: Sequence[Article], readings: Mapping[str, Reading]) -> set[tuple[str, ...]]:
    """Return names that the articles as a whole show to be a body's, not a person's.

    One mention with a corporate form ("Ltd.") is enough; else the name must have two words, never
    a known given name, be labelled as something else than a person in one mention of four, and
    its last word must never stand alone for it.
    """
    people: Counter[tuple[str, ...]] = Counter()
    others: Counter[tuple[str, ...]] = Counter()
    found = set()
    for article in articles:
        reading = readings.get(article.id)
        for entity in reading.entities if reading else ():
            words = name_words(article.text[entity.start : entity.end])
            if words and words[-1] in _FORMS_OF_COMPANY:
                found.add(words[:-1])
            (people if entity.label == "PERSON" else others)[words] += 1
    for words, count in people.items():
        alone = people[words[-1:]] + others[words[-1:]] if len(words) > 1 else 1
        if not alone and words[0] not in GENDER_OF and 3 * others[words] >= count:
            found.add(words)
    return found


def _forms(node: Node) -> tuple[str, ...]:
    """Return the spellings to look for in a text: full names, and the surname alone."""
    return tuple(sorted({form for name in node.names for form in (name, name.split()[-1])}))


def _key(kind: str, name: str, article: str) -> tuple[str, ...]:
    if kind == "person":
        return name_words(name)
    described = name.startswith(_DETERMINERS) and name.rpartition(" ")[2].islower()
    if kind == "organisation" and not described:
        return organisation_key(name) or (fold(name),)
    words = [fold(w) for w in name.split() if fold(w) not in {"the", "a", "an", "some"}]
    # "A source", "the company" of one article are not another's; "experts" are experts anywhere.
    return tuple(words) if kind == "collective" else (*words, article)
