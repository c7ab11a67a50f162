"""Which phrases name one thing by nouns of one kind: "fare rise", "fare hike", "adjustment"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from analysis.naming.contexts import Surroundings, share_names, told_apart
from analysis.naming.linked import LinkedPhrases
from analysis.naming.lists import kinds
from analysis.naming.phrases import Phrase

Same = Sequence[Phrase]
Link = tuple[str, str, str]

_MOST = 0.7
"""Share of the longer phrases of a kind that must name one thing, for the bare noun to name it."""
_LEAST = 3
"""Times that it must be named so."""


def link_kinds(phrases: Mapping[str, Same], surroundings: Surroundings) -> Iterator[Link]:
    """Yield pairs of keys whose heads are words for one kind of thing, each with the reason.

    Parameters
    ----------
    phrases : mapping of str to sequence of Phrase
        All phrases by key.
    surroundings : Surroundings
        Of all articles.

    Notes
    -----
    Two phrases are linked when their heads stand in one line of the list of kinds and they share a
    modifier ("fare rise", "fare hike"), or when both stand bare with "the" and two proper names in
    common in their sentences or those beside them. What stands bare names what most of the longer
    phrases of its kind name. Phrases that a figure, a name or a word such as "northern" tells
    apart are not linked.
    """
    kind_of = {word: number for number, words in enumerate(kinds()) for word in words}
    by_kind: dict[int, list[str]] = defaultdict(list)
    for key in sorted(phrases):
        first = phrases[key][0]
        if not first.name and first.head in kind_of:
            by_kind[kind_of[first.head]].append(key)
    for _, keys in sorted(by_kind.items()):
        bare = [key for key in keys if _is_bare(phrases[key])]
        for a, b in combinations(bare, 2):
            shared = share_names(phrases[a], phrases[b], surroundings)
            if shared:
                yield a, b, f"“{a}” and “{b}” are words for one kind of thing, and {shared}"
        longer = [key for key in keys if phrases[key][0].modifiers]
        links = list(_share_modifier(longer, phrases))
        yield from links
        main = _main_thing(longer, links, phrases)
        for key in bare if main else ():
            yield key, main, f"“{key}” stands for “{main}”, the only such thing here"


def _is_bare(same: Same) -> bool:
    return not same[0].modifiers and not any(phrase.indefinite for phrase in same)


def _share_modifier(keys: Sequence[str], phrases: Mapping[str, Same]) -> Iterator[Link]:
    for a, b in combinations(keys, 2):
        one, other = phrases[a][0], phrases[b][0]
        shared = sorted(set(one.modifiers) & set(other.modifiers))
        if shared and not told_apart(one, other):
            yield a, b, f"“{a}” and “{b}” are words for one kind of thing, both “{shared[0]}”"


def _main_thing(keys: Sequence[str], links: Sequence[Link], phrases: Mapping[str, Same]) -> str:
    """Return a key of the group that holds most mentions; empty when none does."""
    groups = LinkedPhrases({})
    for key in keys:
        groups.link(key, key, "")
    for a, b, reason in links:
        groups.link(a, b, reason)
    sizes = {
        tuple(members): sum(len(phrases[key]) for key in members) for members, _ in groups.groups()
    }
    if not sizes:
        return ""
    largest = min(sizes, key=lambda members: (-sizes[members], members))
    enough = sizes[largest] >= max(_LEAST, _MOST * sum(sizes.values()))
    return min(largest, key=lambda key: (-len(phrases[key]), key)) if enough else ""
