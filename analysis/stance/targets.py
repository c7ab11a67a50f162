"""Targets proposed from an event: the people, countries, organisations and proposals it is about.

Names of one thing are counted together: surnames with full names, demonyms and seats of government
with their country, acronyms with what they stand for, spellings of one word. The list is a
proposal; a person edits it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.stance.lists import word_list
from analysis.stance.names import (
    country_of,
    initials,
    is_capital,
    is_person_name,
    spelling_key,
    strip_name,
)

if TYPE_CHECKING:
    from analysis.records import Reading
    from sources.article import Article

_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LAW", "EVENT"})
_PROPOSALS = word_list("proposals")
_POINTING = word_list("pointing")
_AGENCIES = word_list("agencies")
_MOST_A_SOURCE = 6
"""Mentions that count from one article: a long article must not choose the targets alone."""
_PLACE_WEIGHT = 0.4
"""Towns and regions are mostly where something happens, seldom what is judged."""


@dataclass(slots=True)
class _Candidate:
    """One thing under all its names, with how often each article names it."""

    names: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)

    def add(self, other: _Candidate) -> None:
        self.names.update(other.names)
        self.articles.update(other.articles)
        self.labels.update(other.labels)


def propose_targets(
    articles: Sequence[Article], readings: Mapping[str, Reading], *, limit: int = 6
) -> list[str]:
    """Return what these articles could be for or against, the most shared first.

    Parameters
    ----------
    articles : sequence of Article
        The articles of one event; their order does not matter.
    readings : mapping of str to Reading
        By article id.
    limit : int
        At most as many.

    Returns
    -------
    list of str
        Names ("Turkey", "Uyghurs") and things ("the treaty").

    Notes
    -----
    Ranked by ``(articles that name it / articles) * log(1 + mentions)``, at most six mentions an
    article, towns and regions at 0.4 of that. With three articles or more, two must name it.
    """
    found = _count_entities(articles, readings)
    _merge(found)
    found |= _count_proposals(articles, readings)
    least = 2 if len(articles) >= 3 else 1
    ranked = sorted(
        ((-_weight(entry, len(articles)), _display(key, entry)) for key, entry in found.items()
         if len(entry.articles) >= least),
    )  # fmt: skip
    outlets = {strip_name(article.outlet).lower() for article in articles}
    names = dict.fromkeys(name for _, name in ranked if strip_name(name).lower() not in outlets)
    return list(names)[:limit]


def _weight(entry: _Candidate, total: int) -> float:
    mentions = sum(min(count, _MOST_A_SOURCE) for count in entry.articles.values())
    weight = len(entry.articles) / max(total, 1) * math.log1p(mentions)
    label = min(entry.labels, key=lambda label: (-entry.labels[label], label))
    is_place = label == "GPE" and not any(country_of(name) for name in entry.names)
    return weight * (_PLACE_WEIGHT if is_place else 1.0)


def _display(key: str, entry: _Candidate) -> str:
    """Return the country's name, else the name that is used most."""
    if key.startswith("country:"):
        return key.removeprefix("country:")
    if key.startswith("thing:"):
        return "the " + key.removeprefix("thing:")
    most = max(entry.names.values())
    usual = [name for name, count in entry.names.items() if count * 4 >= most or " " in name]
    # A person's fullest common name; otherwise the most frequent form.
    if any(is_person_name(name) for name in usual):
        people = [name for name in usual if is_person_name(name)]
        return min(people, key=lambda name: (-entry.names[name], -len(name), name))
    plural = [name for name in entry.names if entry.labels["NORP"] and name.endswith("s")]
    if plural:
        return min(plural, key=lambda name: (" " in name, -entry.names[name], name))
    return min(entry.names, key=lambda name: (-entry.names[name], name))


def _count_entities(
    articles: Iterable[Article], readings: Mapping[str, Reading]
) -> dict[str, _Candidate]:
    found: dict[str, _Candidate] = defaultdict(_Candidate)
    for article in articles:
        for entity in readings[article.id].entities:
            if entity.label not in _LABELS:
                continue
            name = " ".join(strip_name(article.text[entity.start : entity.end]).split())
            if not _usable(name, entity.label):
                continue
            entry = found[_key(name)]
            entry.names[name] += 1
            entry.articles[article.id] += 1
            entry.labels[entity.label] += 1
    return dict(found)


def _usable(name: str, label: str) -> bool:
    words = name.lower().split()
    return (
        1 < len(name) <= 60
        and any(c.isupper() for c in name)
        and not any(c.isdigit() or c in "/@#|[]" for c in name)
        and not all(word in _AGENCIES for word in words)
        and not (label == "NORP" and name.islower())
    )


def _key(name: str) -> str:
    country = country_of(name)
    if country:
        return f"country:{country}"
    if " " not in name:
        return f"word:{name[0].lower()}{spelling_key(name) or name.lower().removesuffix('s')}"
    return f"name:{name.lower()}"


def _merge(found: dict[str, _Candidate]) -> None:
    """Join surnames to full names, short names to longer ones, acronyms to what they stand for."""
    _join_peoples(found)
    singles: dict[str, list[str]] = defaultdict(list)
    for key, entry in sorted(found.items()):
        if not key.startswith("name:"):
            continue
        name = min(entry.names)
        if is_person_name(name):
            singles[_key(name.split()[-1])].append(key)
        if initials(name):
            singles[_key(initials(name))].append(key)
    for single, fulls in sorted(singles.items()):
        fulls = [full for full in fulls if full in found]
        if not fulls:
            continue
        # Two people of one surname: the bare surname goes to the one who is named more.
        best = min(fulls, key=lambda full: (-sum(found[full].articles.values()), full))
        for other in [single, *fulls]:
            if other != best and other in found and _same_person(best, other):
                found[best].add(found.pop(other))


def _join_peoples(found: dict[str, _Candidate]) -> None:
    """Join "Uyghur Muslims" to "Uyghurs", and leave out what is only ever an adjective."""
    for key, entry in sorted(found.items()):
        if key.startswith("country:"):
            continue
        short = _key(min(entry.names).split()[0])
        if key.startswith("name:"):
            if not _is_people(entry) or short not in found or short == key:
                continue
            found[short].add(found.pop(key))
        elif entry.labels["NORP"] and not any(name.endswith("s") for name in entry.names):
            del found[key]


def _is_people(entry: _Candidate) -> bool:
    """Return whether a name of several words ends like that of a people ("Uyghur Muslims")."""
    return any(name.split()[-1].lower() in word_list("peoples") for name in entry.names)


def _same_person(best: str, other: str) -> bool:
    """Whether one name only shortens the other ("R. T. Erdogan", "Erdogan")."""
    if not other.startswith("name:"):
        return True
    a, b = best.removeprefix("name:").split(), other.removeprefix("name:").split()
    return a[0][0] == b[0][0] and (a[0] == b[0] or min(len(a[0]), len(b[0])) <= 2)


def _count_proposals(
    articles: Iterable[Article], readings: Mapping[str, Reading]
) -> dict[str, _Candidate]:
    found: dict[str, _Candidate] = defaultdict(_Candidate)
    pointed: Counter[str] = Counter()
    for article in articles:
        tokens = readings[article.id].tokens
        for number, lemma in enumerate(tokens.lemma):
            if lemma not in _PROPOSALS or tokens.pos[number] not in {"NOUN", "PROPN"}:
                continue
            entry = found[f"thing:{lemma}"]
            entry.names[lemma] += 1
            entry.articles[article.id] += 1
            entry.labels["THING"] += 1
            before = tokens.lemma[max(0, number - 3) : number]
            pointed[f"thing:{lemma}"] += any(word in _POINTING for word in before)
    # Something that is never pointed at ("a plan", "sanctions") is no proposal of this event.
    return {key: entry for key, entry in found.items() if pointed[key] >= 2}


def same_target(first: str, second: str) -> bool:
    """Return whether two names stand for one target, as far as the names alone can tell.

    Parameters
    ----------
    first, second : str
        For instance "Beijing" and "China", or "Uighurs" and "Uyghurs".

    Returns
    -------
    bool
        Symmetric.
    """
    a, b = strip_name(first), strip_name(second)
    if _key(a) == _key(b) and a and b:
        return True
    if is_capital(a) and is_capital(b):
        return country_of(a) == country_of(b)
    return bool(a and b) and (initials(a) == b or initials(b) == a)
