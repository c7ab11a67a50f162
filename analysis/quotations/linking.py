"""One speaker for one person across articles, however the name is spelt, with the reasons.

Names are joined when they are the same once accents and titles are gone, when one is the only
surname of its kind, or when they sound alike after a transliteration *and* the articles give both
the same post or nearly the same statement. Organisations are joined only when all their words
agree: a word more is another organisation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from analysis.quotations.evidence import (
    Post,
    acronyms,
    posts_of,
    shared_post,
    shared_statement,
)
from analysis.quotations.names import (
    fold,
    name_words,
    organisation_key,
    transliteration_similarity,
)
from analysis.quotations.roles import ROLES, role_of_organisation
from analysis.records import Reading, Speaker
from sources.article import Article

_BODIES = frozenset({"organisation", "own voice"})
_ALIKE = 0.99
"""Similarity of two transliterated words at which they may be one name."""


@dataclass(slots=True)
class _Node:
    """One name in the articles where it speaks."""

    kind: str
    key: tuple[str, ...]
    names: Counter[str] = field(default_factory=Counter)
    quotations: list[tuple[str, int]] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    posts: list[Post] = field(default_factory=list)
    statements: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    others: set[str] = field(default_factory=set)
    """Spellings seen where the person does not speak."""

    @property
    def name(self) -> str:
        """The fullest spelling, the most frequent of equals."""
        return min(self.names, key=lambda n: (-len(name_words(n)), -self.names[n], n))


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
    nodes = _nodes(articles, readings)
    everyone = _everyone(articles, readings, nodes)
    groups = _Groups(nodes, apart)
    for a, b in together:
        groups.join_named(a, b)
    _join_people(groups, everyone)
    _join_organisations(groups, articles)
    speakers = [_speaker(nodes, members, groups.reasons) for members in groups.members()]
    return sorted(speakers, key=lambda s: (-len(s.quotations), s.name, s.id))


def _nodes(articles: Sequence[Article], readings: Mapping[str, Reading]) -> list[_Node]:
    nodes: dict[tuple[str, tuple[str, ...]], _Node] = {}
    surnames = _surnames(articles, readings)
    for article in articles:
        reading = readings.get(article.id)
        for number, quotation in enumerate(reading.quotations if reading else ()):
            if not quotation.speaker:
                continue
            kind = "organisation" if quotation.speaker_kind in _BODIES else quotation.speaker_kind
            if kind == "organisation" and name_words(quotation.speaker) in surnames:
                kind = "person"
            key = _key(kind, quotation.speaker, article.id)
            node = nodes.setdefault((kind, key), _Node(kind, key))
            node.names[quotation.speaker] += 1
            node.quotations.append((article.id, number))
            if quotation.role != "other":
                node.roles[quotation.role] += 1
            words = " ".join(article.text[s:e] for s, e in quotation.content)
            node.statements[article.id].append((number, words))
    ordered = [nodes[key] for key in sorted(nodes)]
    for node in ordered:
        if node.kind == "person":
            for article in articles:
                if article.id in node.statements:
                    node.posts += posts_of(article.text, _forms(node))
    return ordered


def _surnames(articles: Sequence[Article], readings: Mapping[str, Reading]) -> set[tuple[str, ...]]:
    """Return the surnames of full names: alone, the model often takes them for organisations."""
    found = set()
    for article in articles:
        reading = readings.get(article.id)
        for quotation in reading.quotations if reading else ():
            if quotation.speaker and quotation.speaker_kind == "person":
                words = name_words(quotation.speaker)
                found |= {words[-1:]} if len(words) > 1 else set()
    return found


def _forms(node: _Node) -> tuple[str, ...]:
    """Return the spellings to look for in a text: full names, and the surname alone."""
    return tuple(sorted({form for name in node.names for form in (name, name.split()[-1])}))


def _key(kind: str, name: str, article: str) -> tuple[str, ...]:
    if kind == "person":
        return name_words(name)
    if kind == "organisation":
        return organisation_key(name) or (fold(name),)
    words = [fold(w) for w in name.split() if fold(w) not in {"the", "a", "an", "some"}]
    # "a source" of one article is not "a source" of another; "experts" are experts anywhere.
    return tuple(words) if kind == "collective" else (*words, article)


def _everyone(
    articles: Sequence[Article], readings: Mapping[str, Reading], nodes: list[_Node]
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

    def __init__(self, nodes: list[_Node], apart: Iterable[tuple[str, str]]) -> None:
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
            and not _given_agree(a, b)
        )


def _given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the given names of two full names may be one person's: each of the fewer is found."""
    short, long = sorted((a[:-1], b[:-1]), key=len)
    return all(
        any(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) or _close(x, y) for y in long)
        for x in short
    )


def _close(a: str, b: str) -> bool:
    """Whether two words differ by one letter at most, or one abbreviates the other."""
    if a == b:
        return True
    if min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)):
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    at = next(
        (k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    return a[at + 1 :] == b[at + 1 :] or a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]


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
                reason = _same_person(nodes[a], nodes[b], full)
                if reason:
                    groups.join(a, b, reason)


def _take_spellings(
    node: _Node, full: dict[str, set[tuple[str, ...]]], everyone: dict[tuple[str, ...], set[str]]
) -> None:
    """Add the spellings under which articles name a speaker without letting them speak."""
    named = full[node.key[-1]]
    if len(node.key) == 1:
        fuller = sorted(named, key=lambda w: (-len(w), w))
        if fuller and all(_given_agree(fuller[0], other) for other in fuller):
            for words in fuller:
                node.others |= everyone[words]
    elif all(_given_agree(node.key, other) for other in named):
        for words in [*named, (node.key[-1],)]:
            node.others |= everyone.get(words, set())
    node.others |= everyone.get(node.key, set())


def _same_person(a: _Node, b: _Node, full: dict[str, set[tuple[str, ...]]]) -> str:
    """Return why two names are one person's, a sentence; empty when nothing says so."""
    one, two = f"“{a.name}”", f"“{b.name}”"
    if a.key[-1] == b.key[-1]:
        if len(a.key) > 1 < len(b.key):
            if _given_agree(a.key, b.key):
                return f"{one} and {two} share the surname and their given names agree."
            return ""
        known = full[a.key[-1]]
        if all(_given_agree(x, y) for x in known for y in known):
            return f"{one} and {two} share a surname that only one person bears here."
        return ""
    if len(a.key) == len(b.key) > 1 and all(map(_close, a.key, b.key)):
        return f"{one} and {two} differ by a letter."
    if not _sound_alike(a.key, b.key):
        return ""
    support = [
        text
        for text in (shared_post(a.posts, b.posts), shared_statement(a.statements, b.statements))
        if text
    ]
    if not support:
        return ""
    return f"{one} and {two} sound alike once transliterated, and " + "; and ".join(support) + "."


def _sound_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = sorted((a, b), key=len)
    scores = [max(transliteration_similarity(x, y) for y in long) for x in short]
    if len(short) == 1:
        return scores[0] >= _ALIKE
    return max(scores) >= _ALIKE and min(scores) >= 0.6


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


def _speaker(nodes: list[_Node], members: list[int], reasons: Mapping[int, list[str]]) -> Speaker:
    ours = [nodes[i] for i in members]
    names: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    others: set[str] = set()
    for node in ours:
        names.update(node.names)
        roles.update(node.roles)
        others |= node.others
    kind = ours[0].kind
    every = {*names, *others}
    name = (
        min(every, key=lambda n: (-len(name_words(n)), -names[n], -_accents(n), n))
        if kind == "person"
        else min(names, key=lambda n: (-names[n], -len(n), n))
    )
    why = [
        *reasons.get(members[0], []),
        *_spelling_reasons(every if kind == "person" else set(names), name, kind),
    ]
    seed = "\x1f".join((kind, *min(node.key for node in ours)))
    return Speaker(
        id="speaker-" + sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:10],
        name=name,
        variants=(name, *sorted(every - {name})),
        kind=kind,
        role=_role(roles, ours, kind),
        quotations=tuple(sorted(q for node in ours for q in node.quotations)),
        reasons=tuple(dict.fromkeys(why)),
    )


def _accents(name: str) -> int:
    return sum(ord(c) > 127 for c in name)


def _spelling_reasons(every: set[str], name: str, kind: str) -> list[str]:
    """Say why spellings with the same key are one: accents, titles, spelling of a word."""
    reasons = []
    for other in sorted(every - {name}):
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


def _role(roles: Counter[str], nodes: list[_Node], kind: str) -> str:
    if roles:
        return min(roles, key=lambda r: (-roles[r], ROLES.index(r)))
    if kind == "document":
        return "document"
    for node in nodes:
        for post in node.posts:
            for organisation in post.organisation_names:
                role = role_of_organisation(organisation)
                if role:
                    return role
    return "other"
