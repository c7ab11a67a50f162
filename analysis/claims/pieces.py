"""Claims with more mentions than each was compared with: their pieces are brought together.

Each statement of a large event is compared with its nearest few alone. Average link counts a pair
that was not compared as 0, so a claim that hundreds of articles repeat would fall into pieces.

References
----------
Sokal and Michener (1958), average linkage; here over the pairs that were compared.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Mapping, Sequence

import numpy as np

from analysis.claims.features import Edges
from analysis.claims.statements import Floats

_ENOUGH = 0.5
"""Share of the comparisons made for a statement that must lie between it and the other piece."""

_Known = dict[int, dict[int, tuple[float, int]]]
"""For two clusters: sum of the scores between them, and how many pairs were compared."""
_Entry = tuple[float, int, int]
"""Mean score of two clusters, negative, and the two, the lower number first."""


def join_pieces(
    labels: Sequence[int],
    edges: Edges,
    scores: Floats,
    *,
    cut: float,
    apart: Sequence[Hashable],
    compared: int,
) -> list[int]:
    """Return the clusters with the pieces of large ones joined.

    Parameters
    ----------
    labels : sequence of int
        Cluster of each statement.
    edges : array of int, shape (pairs, 2)
        Pairs that were compared.
    scores : array, shape (pairs,)
        How surely each makes the same claim, 0 to 1.
    cut : float
        Least mean score of the pairs that were compared.
    apart : sequence
        A key a statement; two with the same key are never joined.
    compared : int
        With how many others each statement was compared; a smaller cluster is no piece.

    Returns
    -------
    list of int
        Clusters are numbered by their first statement.

    Notes
    -----
    Two clusters are joined, best first, when the larger has at least `compared` members, each
    member of the smaller was compared with at least half of `compared` of them on average, and
    the mean of these scores is at least `cut`.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
    """
    members: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        members.setdefault(label, []).append(number)
    known = _known(np.asarray(labels), edges, scores, members, compared)
    keys = {label: {apart[number] for number in members[label]} for label in known}

    def entries(a: int) -> list[_Entry]:
        found = (_entry(a, b, known, members, cut, compared) for b in sorted(known[a]))
        return [entry for entry in found if entry is not None]

    heap = [entry for a in sorted(known) for entry in entries(a) if entry[1] == a]
    heapq.heapify(heap)
    while heap:
        popped = heapq.heappop(heap)
        _, a, b = popped
        is_new = b in known.get(a, {}) and _entry(a, b, known, members, cut, compared) == popped
        if not is_new or keys[a] & keys[b]:
            continue
        keep, gone = (a, b) if len(members[a]) >= len(members[b]) else (b, a)
        members[keep] += members.pop(gone)
        keys[keep] |= keys.pop(gone)
        _move(known, keep, gone)
        for entry in entries(keep):
            heapq.heappush(heap, entry)
    return _numbered(len(labels), members)


def _entry(
    a: int,
    b: int,
    known: _Known,
    members: Mapping[int, Sequence[int]],
    cut: float,
    compared: int,
) -> _Entry | None:
    """Return what speaks for joining two clusters, where that is enough."""
    total, pairs = known[a][b]
    small, large = sorted((len(members[a]), len(members[b])))
    if large < compared or pairs < _ENOUGH * compared * small or total < cut * pairs:
        return None
    return -total / pairs, min(a, b), max(a, b)


def _known(
    labels: Edges, edges: Edges, scores: Floats, members: dict[int, list[int]], compared: int
) -> _Known:
    """Return what was compared between clusters of which one is large."""
    sizes = np.zeros(int(labels.max(initial=0)) + 1, np.int64)
    for label, group in members.items():
        sizes[label] = len(group)
    ends = labels[edges]
    large = sizes[ends].max(axis=1, initial=0) >= compared
    chosen = (ends[:, 0] != ends[:, 1]) & large
    known: _Known = {}
    for (a, b), score in zip(ends[chosen].tolist(), scores[chosen].tolist(), strict=True):
        total, pairs = known.setdefault(a, {}).get(b, (0.0, 0))
        known[a][b] = known.setdefault(b, {})[a] = total + score, pairs + 1
    return known


def _move(known: _Known, keep: int, gone: int) -> None:
    """Give all that was compared with one cluster to another."""
    moved = known.pop(gone)
    del known[keep][gone]
    moved.pop(keep)
    for other, (total, pairs) in moved.items():
        del known[other][gone]
        before = known[keep].get(other, (0.0, 0))
        known[keep][other] = known[other][keep] = before[0] + total, before[1] + pairs


def _numbered(count: int, members: dict[int, list[int]]) -> list[int]:
    result = [0] * count
    for number, group in enumerate(sorted(members.values(), key=min)):
        for place in group:
            result[place] = number
    return result
