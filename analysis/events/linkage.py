"""Average linkage on a sparse graph, by merging reciprocal nearest neighbours.

Clusters that are each other's nearest are merged, all such pairs in one sweep: a sweep is a handful
of array operations, and a million articles take a few dozen sweeps. How near two clusters are is
their mean score, less a penalty where both hold together better than they do with each other: two
look-alike stories are alike throughout, but each is more so within itself. So are two pieces of one
story, though: what would be no larger than stories here are wont to be pays no penalty.

References
----------
Karypis, Han and Kumar (1999), Chameleon: hierarchical clustering using dynamic modeling, Computer
32(8): clusters are merged by how close they are relative to how close each is within itself.
Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms, Comput. J. 26.
Sokal and Michener (1958), A statistical method for evaluating systematic relationships (UPGMA).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.events.clusters import (
    SCALE,
    Clusters,
    Labels,
    contract,
    find_reciprocal,
    usual_size,
    whole_scores,
)
from analysis.events.decisions import Constraints, Pair

Clash = Callable[[Labels, Labels], float]
"""What speaks against two clusters, given by their rows, being one: taken off their score."""

_FREE = Constraints()
_NEVER = -(2.0**50)
"""Outweighs the scores of some ten million pairs."""
_WHOLE = 0.8
"""Usual sizes from which on a cluster is taken for a story, not for a piece of one."""


def link_average(
    scores: sparse.csr_array,
    cut: float,
    constraints: Constraints = _FREE,
    usual: float | None = None,
) -> Labels:
    """Return a cluster label for each row.

    Parameters
    ----------
    scores : scipy.sparse.csr_array, shape (n, n)
        Symmetric, zero diagonal, 0 to 1; a pair that is not stored scores 0.
    cut : float
        Clusters are merged while their score is at least this; over 0.
    constraints : Constraints
        Pairs of rows that are one cluster whatever they score, and pairs that never are.
    usual : float, optional
        Of a larger table, from which these rows were taken; `usual_size` of the scores when absent.

    Returns
    -------
    array of int64, shape (n,)
        Each label is the number of the cluster's first row.

    Notes
    -----
    The score of two clusters is ``m - s (1 - v) 4/n max(0, min(w) - m) + v/40``: m the mean between
    them, w the mean within each of them (0 in a cluster of one), n the articles of the larger, ``v
    = min(1, max(0, n/4 - 1))``: the larger a story, the wider it may range. ``s`` goes from 0 to 1
    as the articles of both together go from 5/4 to 3/2 of the usual. Of equally near neighbours the
    one whose cluster begins first is taken.

    References
    ----------
    Karypis, Han and Kumar (1999), Chameleon, Computer 32(8).
    Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms, Comput. J.
    """
    usual = usual_size(scores) if usual is None else usual
    labels, _ = _link(scores, cut, constraints, usual, None, 0)
    return labels


def find_clashes(
    scores: sparse.csr_array, cut: float, clash: Clash, enough: int
) -> tuple[Pair, ...]:
    """Return the first rows of every two clusters that average linkage would merge but for a clash.

    Parameters
    ----------
    scores, cut
        As in `link_average`.
    clash : callable
        Two clusters are not merged where their score less this is under the cut.
    enough : int
        Articles of the smaller cluster from which on it is asked; before, if they are two or more
        and at least 0.8 of the usual, which is `usual_size`, or that of their own articles where
        that is more: a piece of a story has words of its own.

    Returns
    -------
    tuple of (int, int)
        The lower row first: as `Constraints.apart` keeps them.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
    """
    _, refused = _link(scores, cut, _FREE, usual_size(scores), clash, enough)
    return tuple(sorted(refused))


def _link(
    scores: sparse.csr_array,
    cut: float,
    constraints: Constraints,
    usual: float,
    clash: Clash | None,
    enough: int,
) -> tuple[Labels, list[Pair]]:
    """Return a label a row, and the first rows of the clusters that clash."""
    count = scores.shape[0]
    first = np.arange(count)
    labels = first.copy()
    refused: list[Pair] = []
    # Whole numbers add up to the same sum in any order, so ties stay ties.
    sums = sparse.csr_array(
        (whole_scores(scores.data), scores.indices, scores.indptr), scores.shape
    )
    ties: NDArray[np.float64] = sums.sum(axis=1)
    sums = sums + _apart(constraints.apart, count)
    clusters = Clusters(sums, np.zeros(count), np.ones(count), ties)
    to = _joined(constraints.together, count)
    while True:
        kept, place = np.unique(to, return_inverse=True)
        clusters = contract(clusters, place, len(kept))
        first, labels = first[kept], place[labels]
        merged, score = find_reciprocal(clusters, cut, usual)
        if not len(merged):
            return first[labels], refused
        to = np.arange(len(kept))
        if clash is not None:
            whole = _are_whole(merged, clusters, usual, enough)
            clashing = _clashing(merged, score - cut, whole, labels, clash)
            refused += [(int(first[a]), int(first[b])) for a, b in merged[clashing]]
            _forbid(clusters.sums, merged[clashing])
            merged = merged[~clashing]
        to[merged[:, 1]] = merged[:, 0]


def _clashing(
    merged: Labels,
    margin: NDArray[np.float64],
    asked: NDArray[np.bool_],
    labels: Labels,
    clash: Clash,
) -> NDArray[np.bool_]:
    """Tell which of the pairs of clusters that are asked about clash by more than their margin."""
    result = np.zeros(len(merged), np.bool_)
    if asked.any():
        order = np.argsort(labels, kind="stable")
        ends = np.concatenate(([0], np.cumsum(np.bincount(labels))))
        for number in np.flatnonzero(asked).tolist():
            a, b = (order[ends[cluster] : ends[cluster + 1]] for cluster in merged[number])
            result[number] = clash(a, b) > margin[number]
    return result


def _are_whole(merged: Labels, clusters: Clusters, usual: float, enough: int) -> NDArray[np.bool_]:
    """Tell which pairs of clusters are stories each, not pieces of one, as far as sizes tell."""
    sizes = clusters.sizes[merged]
    own = 1 + clusters.ties[merged].sum(axis=1) / (sizes.sum(axis=1) * SCALE)
    least = np.clip(_WHOLE * np.maximum(own, usual), 2, enough)
    result: NDArray[np.bool_] = sizes.min(axis=1) >= least
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
