"""Mentions that would be the same claim but for the value they are in conflict about.

A differing date or figure makes two clauses less alike, so the very pairs that matter most are the
ones that matching misses. A mention that stands alone is brought to the claim with which it shares
enough words and a slot, filled differently.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.conflicts import find_differences
from analysis.claims.features import Edges, Floats, Statements, term_cosines
from analysis.claims.mentions import Mention

_LEAST_SHARED = 5
"""Terms that two mentions must share."""
_LEAST_LIKE = 0.3
"""Least cosine of their weighted terms."""
_LEAST_SCORE = 0.02
"""Least probability that they make the same claim, low as it is for the differing value."""
_LONELY = 2
"""A claim of at most so many mentions, all of one source, may be brought to another."""
_VALUES = frozenset({"number", "money", "date"})


def bridge_conflicts(
    labels: Sequence[int],
    mentions: Sequence[Mention],
    statements: Statements,
    edges: Edges,
    scores: Floats,
) -> list[int]:
    """Return the labels with lonely mentions joined to the claim they are in conflict with.

    Parameters
    ----------
    labels : sequence of int
        Cluster of each mention.
    mentions : sequence of Mention
        All mentions.
    statements : Statements
        Their terms.
    edges : array of int, shape (pairs, 2)
        Candidate pairs.
    scores : array, shape (pairs,)
        How surely each pair makes the same claim.

    Returns
    -------
    list of int
        No two mentions of one sentence come together.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text: contradiction needs
    the same event, not the same words.
    """
    result = list(labels)
    members: dict[int, set[int]] = {}
    for number, label in enumerate(result):
        members.setdefault(label, set()).add(number)
    terms = [frozenset(row) for row in statements.terms]
    likely = scores >= _LEAST_SCORE
    likely[likely] = term_cosines(statements, edges[likely]) >= _LEAST_LIKE
    for _, a, b in _pairs(edges[likely], scores[likely]):
        one, other = result[a], result[b]
        if one == other or len(terms[a] & terms[b]) < _LEAST_SHARED:
            continue
        lonely, home = sorted((one, other), key=lambda label: (len(members[label]), label))
        if not _may_join(members[lonely], members[home], mentions) or not _differ(
            mentions[a], mentions[b]
        ):
            continue
        members[home] |= members.pop(lonely)
        for number in members[home]:
            result[number] = home
    return result


def _pairs(edges: Edges, scores: Floats) -> list[tuple[float, int, int]]:
    rows = [(-score, a, b) for (a, b), score in zip(edges.tolist(), scores.tolist(), strict=True)]
    return sorted(rows)


def _may_join(lonely: set[int], home: set[int], mentions: Sequence[Mention]) -> bool:
    sources = {mentions[number].source for number in lonely}
    if len(lonely) > _LONELY or len(sources) > 1:
        return False
    sentences = {(mentions[n].article, mentions[n].clause.sentence) for n in lonely}
    return not any((mentions[n].article, mentions[n].clause.sentence) in sentences for n in home)


def _differ(one: Mention, other: Mention) -> bool:
    if one.source == other.source or not (
        (one.slots.figures and other.slots.figures) or (one.slots.times and other.slots.times)
    ):
        return False
    found = find_differences(one.slots, other.slots, clauses=True)
    return any(difference.kind in _VALUES for difference in found)
