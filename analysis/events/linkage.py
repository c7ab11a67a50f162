"""Average linkage on a sparse graph, by merging reciprocal nearest neighbours.

Average linkage is reducible: two clusters that are each other's nearest may be merged at once, and
merging all such pairs in one sweep gives the same tree as merging the single best pair again and
again. So a sweep is a handful of array operations, and a million articles take a few dozen sweeps.

References
----------
Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms, Comput. J. 26.
Sokal and Michener (1958), A statistical method for evaluating systematic relationships (UPGMA).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.events.decisions import Constraints, Pair

Labels = NDArray[np.int64]

_FREE = Constraints()
_SCALE = 2.0**24
_NEVER = -(2.0**50)
"""Outweighs the scores of some ten million pairs."""


def link_average(scores: sparse.csr_array, cut: float, constraints: Constraints = _FREE) -> Labels:
    """Return a cluster label for each row.

    Parameters
    ----------
    scores : scipy.sparse.csr_array, shape (n, n)
        Symmetric, zero diagonal, 0 to 1; a pair that is not stored scores 0.
    cut : float
        Clusters are merged while their mean score is at least this; over 0.
    constraints : Constraints
        Pairs of rows that are one cluster whatever they score, and pairs that never are.

    Returns
    -------
    array of int64, shape (n,)
        Each label is the number of the cluster's first row.

    Notes
    -----
    Of equally near neighbours the one whose cluster begins first is taken.

    References
    ----------
    Murtagh (1983), A survey of recent advances in hierarchical clustering algorithms, Comput. J.
    """
    count = scores.shape[0]
    first = np.arange(count)
    labels = first.copy()
    sizes: NDArray[np.float64] = np.ones(count)
    # Whole numbers add up to the same sum in any order, so ties stay ties.
    sums = sparse.csr_array((_whole(scores.data), scores.indices, scores.indptr), scores.shape)
    sums = sums + _apart(constraints.apart, count)
    to = _joined(constraints.together, count)
    while True:
        kept, place = np.unique(to, return_inverse=True)
        sums = _contract(sums, place, len(kept))
        sizes = np.bincount(place, sizes).astype(np.float64)
        first, labels = first[kept], place[labels]
        merged = _reciprocal(sums, sizes, cut)
        if not len(merged):
            return first[labels]
        to = np.arange(len(sizes))
        to[merged[:, 1]] = merged[:, 0]


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


def _reciprocal(sums: sparse.csr_array, sizes: NDArray[np.float64], cut: float) -> Labels:
    """Return the pairs (lower, higher) that are each other's nearest and near enough."""
    count = len(sizes)
    rows = np.repeat(np.arange(count), np.diff(sums.indptr))
    mean = sums.data / (sizes[rows] * sizes[sums.indices])
    near = mean >= cut * _SCALE
    rows, columns, mean = rows[near], sums.indices[near], mean[near]
    best = np.zeros(count)
    np.maximum.at(best, rows, mean)
    is_best = mean == best[rows]
    nearest = np.full(count, count)
    np.minimum.at(nearest, rows[is_best], columns[is_best])
    some = np.flatnonzero(nearest < count)
    lower = some[(nearest[nearest[some]] == some) & (some < nearest[some])]
    return np.stack([lower, nearest[lower]], axis=1).astype(np.int64)


def _contract(sums: sparse.csr_array, place: Labels, count: int) -> sparse.csr_array:
    rows = place[np.repeat(np.arange(len(place)), np.diff(sums.indptr))]
    columns = place[sums.indices]
    apart = rows != columns
    # Building from triples adds up what falls on one cell.
    return sparse.coo_array(
        (sums.data[apart], (rows[apart], columns[apart])), shape=(count, count)
    ).tocsr()
