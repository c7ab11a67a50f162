"""Which phrases name one person: titles, surnames, and what stands before the name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from analysis.naming.phrases import Phrase

_FAR_MORE = 5
"""A surname that two people bear is the one's who is named so many times as often."""


def link_persons(phrases: Iterable[Phrase]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of keys that name one person, each with the reason.

    Parameters
    ----------
    phrases : iterable of Phrase
        All of all articles; only those that the language model took for a person's name count.
    """
    named = [phrase for phrase in phrases if phrase.core]
    uses = Counter(phrase.core for phrase in named)
    for phrase in sorted(named, key=lambda p: (p.key, p.core)):
        if phrase.key != phrase.core:
            yield phrase.key, phrase.core, f"“{phrase.key}” is “{phrase.core}” with a title"
    yield from _short_names(uses)
    yield from _descriptions(named)


def _short_names(uses: Mapping[str, int]) -> Iterator[tuple[str, str, str]]:
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
        owner = _owner(name, bearers[name], uses)
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


def _descriptions(named: Iterable[Phrase]) -> Iterator[tuple[str, str, str]]:
    """Link "northern rebel leader" with the one person who is so described."""
    described: dict[str, set[str]] = defaultdict(set)
    for phrase in named:
        if len(phrase.description.split()) >= 2:
            described[phrase.description].add(phrase.core)
    for description, cores in sorted(described.items()):
        families = {core.split()[-1] for core in cores}
        if len(families) == 1:
            core = min(cores, key=lambda name: (-len(name), name))
            yield description, core, f"“{description}” stands before the name “{core}”"
