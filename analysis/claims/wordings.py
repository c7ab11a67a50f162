"""Which mentions of a claim need comparing: those that are worded alike differ in nothing.

What hundreds of articles repeat, most of them repeat in the same few wordings; pairs of mentions
grow with the square of their number, wordings hardly.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations

from analysis.claims.mentions import Mention


def differing_pairs(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of mentions by independent sources that may differ, in order.

    Parameters
    ----------
    mentions : sequence of Mention
        The mentions of one claim.

    Yields
    ------
    tuple of (int, int)
        Two that are worded differently, the lower number first. Of each wording the first mentions
        of two sources are compared with all others; so each mention meets every other wording by a
        source that is not its own.
    """
    numbers: dict[Hashable, int] = {}
    wording = [numbers.setdefault(_wording(mention), len(numbers)) for mention in mentions]
    sources: dict[int, list[str]] = {}
    stands_for = []
    for mention, number in zip(mentions, wording, strict=True):
        known = sources.setdefault(number, [])
        stands_for.append(len(known) < 2 and mention.source not in known)
        if stands_for[-1]:
            known.append(mention.source)
    for a, b in combinations(range(len(mentions)), 2):
        if (
            wording[a] != wording[b]
            and (stands_for[a] or stands_for[b])
            and mentions[a].source != mentions[b].source
        ):
            yield a, b


def _wording(mention: Mention) -> Hashable:
    """Return all that decides what a mention says: its words, who says so, and when."""
    return (
        mention.sentence_text,
        mention.clause.start - mention.base,
        mention.clause.end - mention.base,
        mention.published if mention.slots.times else None,
        mention.assertion,
        mention.speaker,
        mention.actor_id,
        "" if mention.voice is None else mention.voice.name,
        tuple((label.referent, label.text) for label in mention.labels),
    )
