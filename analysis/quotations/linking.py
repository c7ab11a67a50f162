"""One speaker for one person across articles, however the name is spelt, with the reasons.

Names are joined when they are the same once accents and titles are gone, when one is the only
surname of its kind, or when they sound alike after a transliteration *and* the articles give both
the same post or nearly the same statement. Organisations are joined only when all their words
agree: a word more is another organisation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from analysis.quotations.evidence import acronyms
from analysis.quotations.identity import _one_article, given_agree, same_person
from analysis.quotations.names import (
    fold,
    name_words,
    organisation_key,
)
from analysis.quotations.speaker_roles import RoleReader
from analysis.quotations.speaking import Node, gather_names
from analysis.records import Reading, Speaker
from sources.article import Article


def link_speakers(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    *,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[Speaker]:
    """Return the speakers of all articles, each once, with why names were joined.

    Parameters
    ----------
    articles : sequence of Article
        The articles of one event.
    readings : mapping of str to Reading
        By article id; an article without a reading counts as one without quotations.
    together, apart : iterable of (str, str)
        Pairs of names that a person joined or parted; they outrank every rule.

    Returns
    -------
    list of Speaker
        Most quotations first. ``reasons`` holds a sentence for each join.

    References
    ----------
    Kondrak, G. (2003). Phonetic alignment and similarity. Computers and the Humanities 37.
    """
    nodes = gather_names(articles, readings)
    everyone = _everyone(articles, readings, nodes)
    groups = _Groups(nodes, apart)
    for a, b in together:
        groups.join_named(a, b)
    _join_people(groups, everyone)
    _join_organisations(groups, articles)
    roles = RoleReader(articles, readings)
    speakers = [
        _speaker([nodes[i] for i in members], groups.reasons.get(members[0], ()), roles)
        for members in groups.members()
    ]
    return sorted(speakers, key=lambda s: (-len(s.quotations), s.name, s.id))


def _everyone(
    articles: Sequence[Article], readings: Mapping[str, Reading], nodes: list[Node]
) -> dict[tuple[str, ...], set[str]]:
    """Every personal name of the articles, spoken or not: folded words to spellings."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for node in nodes:
        if node.kind == "person":
            found[node.key] |= set(node.names)
    for article in articles:
        reading = readings.get(article.id)
        for entity in reading.entities if reading else ():
            if entity.label == "PERSON":
                text = " ".join(article.text[entity.start : entity.end].split())
                text = text.removesuffix("’s").removesuffix("'s")
                words = name_words(text)
                if words and not any(c.isdigit() for c in text) and len(words) <= 5:
                    found[words].add(text)
    return found


class _Groups:
    """Joined names: a union-find that refuses what must stay apart and remembers why it joined."""

    def __init__(self, nodes: list[Node], apart: Iterable[tuple[str, str]]) -> None:
        self.nodes = nodes
        self.parent = list(range(len(nodes)))
        self.reasons: dict[int, list[str]] = defaultdict(list)
        self.apart = [(fold(a), fold(b)) for a, b in apart]

    def find(self, i: int) -> int:
        while self.parent[i] != i:
            i = self.parent[i]
        return i

    def members(self) -> list[list[int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self.nodes)):
            groups[self.find(i)].append(i)
        return [groups[root] for root in sorted(groups)]

    def join(self, a: int, b: int, reason: str) -> bool:
        """Join two names and note why, unless any of their groups must stay apart."""
        first, second = sorted((self.find(a), self.find(b)))
        if first == second:
            return True
        ours = [i for i in range(len(self.nodes)) if self.find(i) == first]
        theirs = [i for i in range(len(self.nodes)) if self.find(i) == second]
        if any(self._apart(i, j) for i in ours for j in theirs):
            return False
        self.parent[second] = first
        self.reasons[first] += [*self.reasons.pop(second, []), reason]
        return True

    def join_named(self, a: str, b: str) -> None:
        numbers = [
            [i for i, n in enumerate(self.nodes) if fold(x) in map(fold, n.names)] for x in (a, b)
        ]
        for i in numbers[0]:
            for j in numbers[1]:
                self.join(i, j, f"a person joined “{a}” and “{b}”")

    def _apart(self, i: int, j: int) -> bool:
        ours = {fold(n) for n in self.nodes[i].names}
        theirs = {fold(n) for n in self.nodes[j].names}
        if any((a in ours and b in theirs) or (b in ours and a in theirs) for a, b in self.apart):
            return True
        a, b = self.nodes[i].key, self.nodes[j].key
        return (
            self.nodes[i].kind == self.nodes[j].kind == "person"
            and len(a) > 1 < len(b)
            and a[-1] == b[-1]
            and not given_agree(a, b)
        )


def _join_people(groups: _Groups, everyone: dict[tuple[str, ...], set[str]]) -> None:
    people = [i for i, node in enumerate(groups.nodes) if node.kind == "person"]
    nodes = groups.nodes
    full: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words in everyone:
        if len(words) > 1:
            full[words[-1]].add(words)
    for i in people:
        _take_spellings(nodes[i], full, everyone)
    for a in people:
        for b in people:
            if a < b:
                reason = same_person(nodes[a], nodes[b], full) or _one_article(nodes[a], nodes[b])
                if reason:
                    groups.join(a, b, reason)


def _take_spellings(
    node: Node, full: dict[str, set[tuple[str, ...]]], everyone: dict[tuple[str, ...], set[str]]
) -> None:
    """Add the spellings under which articles name a speaker without letting them speak."""
    named = full[node.key[-1]]
    if len(node.key) == 1:
        fuller = sorted(named, key=lambda w: (-len(w), w))
        if fuller and all(given_agree(fuller[0], other) for other in fuller):
            for words in fuller:
                node.others |= everyone[words]
    elif all(given_agree(node.key, other) for other in named):
        for words in [*named, (node.key[-1],)]:
            node.others |= everyone.get(words, set())
    node.others |= everyone.get(node.key, set())


def _join_organisations(groups: _Groups, articles: Sequence[Article]) -> None:
    nodes = groups.nodes
    bodies = [i for i, node in enumerate(nodes) if node.kind == "organisation"]
    explained: dict[str, str] = {}
    for article in articles:
        for short, name in acronyms(article.text).items():
            explained.setdefault(short, name)
    by_key = {nodes[i].key: i for i in bodies}
    for i in bodies:
        for name in sorted(nodes[i].names):
            full = explained.get(name.replace(".", ""), explained.get(name))
            j = by_key.get(organisation_key(full)) if full else None
            if j is not None and j != i:
                groups.join(i, j, f"“{name}” is explained as “{full}” in an article.")


def _speaker(ours: list[Node], reasons: Iterable[str], roles: RoleReader) -> Speaker:
    names: Counter[str] = Counter()
    others: set[str] = set()
    for node in ours:
        names.update(node.names)
        others |= node.others
    kind = ours[0].kind
    every = {*names, *others}
    name = (
        min(every, key=lambda n: (-len(name_words(n)), -names[n], -_accents(n), n))
        if kind == "person"
        else min(names, key=lambda n: (-names[n], -len(n), n))
    )
    why = [
        *sorted({note for node in ours for note in node.notes}),
        *reasons,
        *_spelling_reasons(every if kind == "person" else set(names), name, kind),
    ]
    role, evidence = roles.read(ours, kind)
    seed = "\x1f".join((kind, *min(node.key for node in ours)))
    return Speaker(
        id="speaker-" + sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:10],
        name=name,
        variants=(name, *sorted(every - {name})),
        kind=kind,
        role=role,
        quotations=tuple(sorted(q for node in ours for q in node.quotations)),
        reasons=tuple(dict.fromkeys(why)),
        role_evidence=evidence,
    )


def _accents(name: str) -> int:
    return sum(ord(c) > 127 for c in name)


def _spelling_reasons(every: set[str], name: str, kind: str) -> list[str]:
    """Say why spellings with the same key are one: accents, titles, spelling of a word."""
    reasons = []
    for other in sorted(every - {name}):
        if other.casefold() == name.casefold():
            continue
        if kind == "organisation":
            reasons.append(f"“{other}” and “{name}” have the same words, spelt alike.")
        elif (
            fold(other).split()[-1:] == fold(name).split()[-1:]
            and other.split()[-1] != name.split()[-1]
        ):
            reasons.append(f"“{other}” is the name “{name}” written without its accents.")
        elif (
            len(name_words(other)) < len(name_words(name))
            and name_words(other)[-1] == name_words(name)[-1]
        ):
            reasons.append(f"“{other}” is the surname of “{name}”, and of nobody else here.")
    return reasons
