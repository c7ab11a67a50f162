"""Which phrases name one person: titles, surnames, and what stands before the name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from analysis.naming.lists import words_in
from analysis.naming.phrases import Phrase

_TITLES = words_in("titles") - words_in("distinguishing") - {"deputy", "then", "ex"}
_LEAST = 3
"""Times that a title must stand before a name for the bare title to stand for the person."""
_FAR_MORE = 5
"""A surname that two people bear is the one's who is named so many times as often."""


def link_persons(phrases: Iterable[Phrase]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of keys that name one person, each with the reason.

    Parameters
    ----------
    phrases : iterable of Phrase
        All of all articles; only those that the language model took for a person's name count.
    """
    found = list(phrases)
    named = [phrase for phrase in found if phrase.core]
    uses = Counter(phrase.core for phrase in named)
    offices: dict[str, set[str]] = defaultdict(set)
    for phrase in named:
        offices[phrase.core] |= {_office(phrase.description.split())} - {""}
    for phrase in sorted(named, key=lambda p: (p.key, p.core)):
        if phrase.key != phrase.core:
            yield phrase.key, phrase.core, f"“{phrase.key}” is “{phrase.core}” with a title"
    yield from _short_names(uses, offices)
    yield from _descriptions(named, {p.key for p in found if not p.plural})
    yield from _offices(named, {p.key for p in found if not (p.name or p.indefinite)})


def _short_names(
    uses: Mapping[str, int], offices: Mapping[str, set[str]]
) -> Iterator[tuple[str, str, str]]:
    bearers: dict[str, list[str]] = defaultdict(list)
    for name in sorted(uses):
        parts = name.split()
        if len(parts) >= 2:
            # The last part, else the first: in many languages the family name leads.
            for part in dict.fromkeys((parts[-1], parts[0])):
                bearers[part].append(name)
    for name in sorted(uses):
        if " " in name:
            continue
        same_office = [bearer for bearer in bearers[name] if offices[bearer] & offices[name]]
        owner = _owner(name, same_office, uses) or _owner(name, bearers[name], uses)
        if owner:
            yield name, owner, f"“{owner}” is whom “{name}” stands for here"


def _owner(name: str, bearers: list[str], uses: Mapping[str, int]) -> str:
    last = [bearer for bearer in bearers if bearer.split()[-1] == name] or bearers
    together = Counter[str]()
    for bearer in last:
        together[bearer.replace("-", " ")] += uses[bearer]
    ranked = sorted(together, key=lambda bearer: (-together[bearer], bearer))
    if not ranked or (len(ranked) > 1 and together[ranked[0]] < _FAR_MORE * together[ranked[1]]):
        return ""
    return next(bearer for bearer in last if bearer.replace("-", " ") == ranked[0])


def _descriptions(named: Iterable[Phrase], singular: set[str]) -> Iterator[tuple[str, str, str]]:
    """Link "northern rebel leader" with the one person who is so described."""
    described: dict[str, set[str]] = defaultdict(set)
    for phrase in named:
        if len(phrase.description.split()) >= 2:
            described[phrase.description].add(phrase.core)
    for description, cores in sorted(described.items()):
        families = {core.split()[-1] for core in cores}
        if len(families) == 1 and description in singular:
            core = min(cores, key=lambda name: (-len(name), name))
            yield description, core, f"“{description}” stands before the name “{core}”"


def _offices(named: Iterable[Phrase], bare: set[str]) -> Iterator[tuple[str, str, str]]:
    """Link "the president" with the one person to whose name the articles put that title."""
    bearers: dict[str, Counter[str]] = defaultdict(Counter)
    cores: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for phrase in named:
        office, family = _office(phrase.description.split()), phrase.core.split()[-1]
        if office in bare:
            bearers[office][family] += 1
            cores[office, family][phrase.core] += 1
    for office, families in sorted(bearers.items()):
        ranked = sorted(families, key=lambda name: (-families[name], name))
        most = families[ranked[0]]
        rest = families[ranked[1]] if len(ranked) > 1 else 0
        if most >= max(_LEAST, _FAR_MORE * rest):
            uses = cores[office, ranked[0]]
            core = min(uses, key=lambda name: (-uses[name], name))
            yield office, core, f"“{office}” stands before the name “{core}”, and no other"


def _office(description: list[str]) -> str:
    """Return the title at the end of what stands before a name."""
    begin = len(description)
    while begin and description[begin - 1] in _TITLES:
        begin -= 1
    return " ".join(description[begin:])
