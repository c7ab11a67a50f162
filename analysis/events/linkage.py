"""Average linkage on a sparse graph, by merging reciprocal nearest neighbours.

Clusters that are each other's nearest are merged, all such pairs in one sweep: a sweep is a handful
of array operations, and a million articles take a few dozen sweeps. How near two clusters are is
their mean score, less a penalty where both hold together better than they do with each other: two
look-alike stories are alike throughout, but each is more so within itself.

References
----------
Karypis, Han and Kumar (1999), Chameleon: hierarchical clustering using dynamic modeling, Computer
32(8): clusters are merged by how close they are relative to how close each is within itself.
Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms, Comput. J. 26.
Sokal and Michener (1958), A statistical method for evaluating systematic relationships (UPGMA).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.events.decisions import Constraints, Pair

Labels = NDArray[np.int64]
Clash = Callable[[Labels, Labels], float]
"""What speaks against two clusters, given by their rows, being one: taken off their score."""

_FREE = Constraints()
_SCALE = 2.0**24
_NEVER = -(2.0**50)
"""Outweighs the scores of some ten million pairs."""
_WIDE = 4
"""Articles up to which the gap counts in full; from twice as many on it does not count."""
_EASE = 0.025
"""What is then given instead: the far ends of a large story are less alike."""


@dataclass(frozen=True, slots=True)
class _Clusters:
    """What is known of the clusters of one sweep; scores are whole numbers."""

    sums: sparse.csr_array
    """Scores between each two, added up."""
    inside: NDArray[np.float64]
    """Scores within each, added up."""
    sizes: NDArray[np.float64]


def link_average(scores: sparse.csr_array, cut: float, constraints: Constraints = _FREE) -> Labels:
    """Return a cluster label for each row.

    Parameters
    ----------
    scores : scipy.sparse.csr_array, shape (n, n)
        Symmetric, zero diagonal, 0 to 1; a pair that is not stored scores 0.
    cut : float
        Clusters are merged while their score is at least this; over 0.
    constraints : Constraints
        Pairs of rows that are one cluster whatever they score, and pairs that never are.

    Returns
    -------
    array of int64, shape (n,)
        Each label is the number of the cluster's first row.

    Notes
    -----
    The score of two clusters is ``m - (1 - v) 2/n max(0, min(w) - m) + v/40``: m the mean between
    them, w the mean within each of them (0 in a cluster of one), n the articles of the larger, ``v
    = min(1, max(0, n/4 - 1))``: the larger a story, the wider it may range. Of equally near
    neighbours the one whose cluster begins first is taken.

    References
    ----------
    Karypis, Han and Kumar (1999), Chameleon, Computer 32(8).
    Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms, Comput. J.
    """
    labels, _ = _link(scores, cut, constraints, None, 0)
    return labels


def find_clashes(
    scores: sparse.csr_array, cut: float, clash: Clash, least: int
) -> tuple[Pair, ...]:
    """Return the first rows of every two clusters that average linkage would merge but for a clash.

    Parameters
    ----------
    scores, cut
        As in `link_average`.
    clash : callable
        Two clusters are not merged where their score less this is under the cut.
    least : int
        Articles of the smaller cluster from which on it is asked.

    Returns
    -------
    tuple of (int, int)
        The lower row first: as `Constraints.apart` keeps them.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
    """
    _, refused = _link(scores, cut, _FREE, clash, least)
    return tuple(sorted(refused))


def _link(
    scores: sparse.csr_array, cut: float, constraints: Constraints, clash: Clash | None, least: int
) -> tuple[Labels, list[Pair]]:
    """Return a label a row, and the first rows of the clusters that clash."""
    count = scores.shape[0]
    first = np.arange(count)
    labels = first.copy()
    refused: list[Pair] = []
    # Whole numbers add up to the same sum in any order, so ties stay ties.
    sums = sparse.csr_array((_whole(scores.data), scores.indices, scores.indptr), scores.shape)
    sums = sums + _apart(constraints.apart, count)
    clusters = _Clusters(sums, np.zeros(count), np.ones(count))
    to = _joined(constraints.together, count)
    while True:
        kept, place = np.unique(to, return_inverse=True)
        clusters = _contract(clusters, place, len(kept))
        first, labels = first[kept], place[labels]
        merged, score = _reciprocal(clusters, cut)
        if not len(merged):
            return first[labels], refused
        to = np.arange(len(kept))
        if clash is not None:
            clashing = _clashing(merged, score - cut, clusters.sizes, labels, clash, least)
            refused += [(int(first[a]), int(first[b])) for a, b in merged[clashing]]
            _forbid(clusters.sums, merged[clashing])
            merged = merged[~clashing]
        to[merged[:, 1]] = merged[:, 0]


def _clashing(
    merged: Labels,
    margin: NDArray[np.float64],
    sizes: NDArray[np.float64],
    labels: Labels,
    clash: Clash,
    least: int,
) -> NDArray[np.bool_]:
    """Tell which pairs of clusters clash by more than their margin over the cut."""
    result = np.zeros(len(merged), np.bool_)
    large = np.flatnonzero(sizes[merged].min(axis=1) >= least)
    if len(large):
        order = np.argsort(labels, kind="stable")
        ends = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
        for number in large.tolist():
            a, b = (order[ends[cluster] : ends[cluster + 1]] for cluster in merged[number])
            result[number] = clash(a, b) > margin[number]
    return result


def _forbid(sums: sparse.csr_array, pairs: Labels) -> None:
    for a, b in np.concatenate((pairs, pairs[:, ::-1])).tolist():
        row = slice(sums.indptr[a], sums.indptr[a + 1])
        sums.data[row][sums.indices[row] == b] = _NEVER


def _apart(pairs: Sequence[Pair], count: int) -> sparse.csr_array:
    rows = np.array([*pairs, *((b, a) for a, b in pairs)], np.int64).reshape(-1, 2)
    never = np.full(len(rows), _NEVER)
    return sparse.coo_array((never, (rows[:, 0], rows[:, 1])), shape=(count, count)).tocsr()


def _joined(pairs: Sequence[Pair], count: int) -> Labels:
    """Return for each row the first row that it is together with."""
    if not pairs:
        return np.arange(count)
    rows = np.array(pairs, np.int64)
    graph = sparse.coo_array((np.ones(len(rows)), (rows[:, 0], rows[:, 1])), shape=(count, count))
    _, component = connected_components(graph, directed=False)
    _, first = np.unique(component, return_index=True)
    result: Labels = first[component].astype(np.int64)
    return result


def _whole(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = np.rint(scores.astype(np.float64) * _SCALE)
    return result


def _reciprocal(clusters: _Clusters, cut: float) -> tuple[Labels, NDArray[np.float64]]:
    """Return the pairs (lower, higher) that are each other's nearest, near enough; their scores."""
    count = len(clusters.sizes)
    rows, columns, score = _near(clusters, cut * _SCALE)
    best = np.zeros(count)
    np.maximum.at(best, rows, score)
    is_best = score == best[rows]
    nearest = np.full(count, count)
    np.minimum.at(nearest, rows[is_best], columns[is_best])
    some = np.flatnonzero(nearest < count)
    lower = some[(nearest[nearest[some]] == some) & (some < nearest[some])]
    pairs = np.stack([lower, nearest[lower]], axis=1).astype(np.int64)
    return pairs, best[lower] / _SCALE


def _near(clusters: _Clusters, cut: float) -> tuple[Labels, Labels, NDArray[np.float64]]:
    """Return the pairs of clusters, both ways round, that score at least the cut, and the score."""
    sums, sizes = clusters.sums, clusters.sizes
    rows = np.repeat(np.arange(len(sizes)), np.diff(sums.indptr))
    between = sums.data / (sizes[rows] * sizes[sums.indices])
    near = between >= cut - _EASE * _SCALE
    rows, columns, between = rows[near], sums.indices[near].astype(np.int64), between[near]
    within = clusters.inside / np.maximum(sizes * (sizes - 1) / 2, 1)
    gap = np.maximum(np.minimum(within[rows], within[columns]) - between, 0)
    larger = np.maximum(sizes[rows], sizes[columns])
    wide = np.clip(larger / _WIDE - 1, 0, 1)
    score = between - gap * 2 / larger * (1 - wide) + _EASE * _SCALE * wide
    near = score >= cut
    return rows[near], columns[near], score[near]


def _contract(clusters: _Clusters, place: Labels, count: int) -> _Clusters:
    sums = clusters.sums
    rows = place[np.repeat(np.arange(len(place)), np.diff(sums.indptr))]
    columns = place[sums.indices]
    one = rows == columns
    # Each pair within a cluster is met from both sides.
    joined = np.bincount(rows[one], sums.data[one], count) / 2
    inside = np.bincount(place, clusters.inside, count) + joined
    # Building from triples adds up what falls on one cell.
    between = sparse.coo_array(
        (sums.data[~one], (rows[~one], columns[~one])), shape=(count, count)
    ).tocsr()
    sizes = np.bincount(place, clusters.sizes, count)
    return _Clusters(between, inside.astype(np.float64), sizes.astype(np.float64))
