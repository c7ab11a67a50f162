"""Which names are spellings, short forms or titled forms of one name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import OSA

from analysis.naming.lists import words_in
from analysis.naming.phrases import Phrase
from analysis.words.terms import house_style

_GENERIC = words_in("places")
"""Words that a longer name of a place adds."""
_VOWELS = re.compile(r"[aeiouyàâäáãåèéêëìíîïòóôöõùúûüýāēīōū'’ʻ]+")


def canonical_words(names: Iterable[str]) -> dict[str, str]:
    """Return one spelling for each single-word name that has several: the first in the alphabet."""
    labels = {name.removesuffix("s"): {"NAME"} for name in names if " " not in name}
    found: dict[str, str] = {}
    for first, other, _ in _spellings(labels):
        found[other] = first
    return found


def link_names(phrases: Iterable[Phrase]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of keys that are forms of one name, each with the reason.

    Parameters
    ----------
    phrases : iterable of Phrase
        From all articles; phrases that are no names are passed over.
    """
    labels: dict[str, set[str]] = defaultdict(set)
    for phrase in phrases:
        if phrase.name and phrase.head.removesuffix("s") not in house_style():
            labels[phrase.key].add(phrase.name)
    yield from _spellings(labels)
    yield from _longer_places(labels)
    yield from _acronyms(labels)


def skeleton(name: str) -> str:
    """Return the consonants of a name in order: what its transcriptions have in common.

    Examples
    --------
    >>> skeleton("uighur") == skeleton("uyghur")
    True
    """
    return _VOWELS.sub("", name.lower().replace("ph", "f"))


def _spellings(labels: Mapping[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    by_skeleton: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(labels):
        if len(key) >= 5 and any(len(skeleton(part)) >= 2 for part in _parts(key)):
            by_skeleton[tuple(sorted(map(skeleton, _parts(key.removesuffix("s")))))].append(key)
    for keys in by_skeleton.values():
        for first, other in combinations(keys, 2):
            if (first[0] == other[0] or " " in first) and _near(first, other):
                yield first, other, f"“{first}” and “{other}” are spellings of one name"


def _parts(key: str) -> list[str]:
    return key.replace("-", " ").split()


def _near(a: str, b: str) -> bool:
    parts = zip(sorted(_parts(a)), sorted(_parts(b)), strict=False)
    return all(OSA.distance(x, y) <= max(1, min(len(x), len(y)) // 3) for x, y in parts)


def _longer_places(labels: Mapping[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    by_first: dict[str, list[str]] = defaultdict(list)
    for key in sorted(labels):
        by_first[key.split()[0]].append(key)
    for key in sorted(labels):
        parts = key.split()
        if len(parts) > 2 or not labels[key] & {"GPE", "LOC", "FAC", "NAME", "ORG"}:
            continue
        for longer in by_first[parts[0]]:
            rest = longer.split()[len(parts) :]
            if longer != key and longer.split()[: len(parts)] == parts and rest[-1] in _GENERIC:
                yield key, longer, f"“{longer}” is a longer name of “{key}”"


def _acronyms(labels: Mapping[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    by_initials: dict[str, list[str]] = defaultdict(list)
    for key in sorted(labels):
        parts = [p for p in key.split() if p not in ("of", "the", "for", "and", "in", "on")]
        if len(parts) >= 3:
            by_initials["".join(part[0] for part in parts)].append(key)
    for key in sorted(labels):
        long = by_initials.get(key.replace(".", ""), [])
        if len(long) == 1 and long[0] != key:
            yield key, long[0], f"“{key.upper()}” are the initials of “{long[0]}”"
