"""Clusters of articles, the scores between them, and which are each other's nearest.

References
----------
Karypis, Han and Kumar (1999), Chameleon: hierarchical clustering using dynamic modeling, Computer
32(8): clusters are merged by how close they are relative to how close each is within itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Labels = NDArray[np.int64]

SCALE = 2.0**24
"""What a score of 1 counts, as a whole number: those add up to the same sum in any order."""
_GAP = 4
"""What is taken off for two look-alike stories: so many gaps, over the articles of the larger."""
_WIDE = 4
"""Articles up to which the gap counts in full; from twice as many on it does not count."""
_LARGE = 1.25
"""Usual sizes up to which the gap does not count."""
_LARGER = 1.5
"""Usual sizes from which on it counts in full."""
_EASE = 0.025
"""What is then given instead: the far ends of a large story are less alike."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """What is known of the clusters of one sweep; scores are whole numbers."""

    sums: sparse.csr_array
    """Scores between each two, added up."""
    inside: NDArray[np.float64]
    """Scores within each, added up."""
    sizes: NDArray[np.float64]
    ties: NDArray[np.float64]
    """Scores of the rows of each with all others, added up."""


def usual_size(scores: sparse.csr_array) -> float:
    """Return how many articles a story has, as an article meets it: 1 and the mean of its scores.

    Parameters
    ----------
    scores : scipy.sparse.csr_array, shape (n, n)
        As in `link_average`.
    """
    return 1 + float(whole_scores(scores.data).sum()) / SCALE / max(scores.shape[0], 1)


def find_reciprocal(
    clusters: Clusters, cut: float, usual: float
) -> tuple[Labels, NDArray[np.float64]]:
    """Return the pairs (lower, higher) that are each other's nearest, near enough; their scores."""
    count = len(clusters.sizes)
    rows, columns, score = _near(clusters, cut * SCALE, usual)
    best = np.zeros(count)
    np.maximum.at(best, rows, score)
    is_best = score == best[rows]
    nearest = np.full(count, count)
    np.minimum.at(nearest, rows[is_best], columns[is_best])
    some = np.flatnonzero(nearest < count)
    lower = some[(nearest[nearest[some]] == some) & (some < nearest[some])]
    pairs = np.stack([lower, nearest[lower]], axis=1).astype(np.int64)
    return pairs, best[lower] / SCALE


def _near(
    clusters: Clusters, cut: float, usual: float
) -> tuple[Labels, Labels, NDArray[np.float64]]:
    """Return the pairs of clusters, both ways round, that score at least the cut, and the score."""
    sums, sizes = clusters.sums, clusters.sizes
    rows = np.repeat(np.arange(len(sizes)), np.diff(sums.indptr))
    between = sums.data / (sizes[rows] * sizes[sums.indices])
    near = between >= cut - _EASE * SCALE
    rows, columns, between = rows[near], sums.indices[near].astype(np.int64), between[near]
    within = clusters.inside / np.maximum(sizes * (sizes - 1) / 2, 1)
    gap = np.maximum(np.minimum(within[rows], within[columns]) - between, 0)
    larger = np.maximum(sizes[rows], sizes[columns])
    wide = np.clip(larger / _WIDE - 1, 0, 1)
    size = (sizes[rows] + sizes[columns]) / usual
    counts = np.clip((size - _LARGE) / (_LARGER - _LARGE), 0, 1) * (1 - wide)
    score = between - gap * _GAP / larger * counts + _EASE * SCALE * wide
    near = score >= cut
    return rows[near], columns[near], score[near]


def contract(clusters: Clusters, place: Labels, count: int) -> Clusters:
    """Return as many clusters as counted, each made of those whose place it is."""
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
    ties = np.bincount(place, clusters.ties, count)
    return Clusters(between, *(each.astype(np.float64) for each in (inside, sizes, ties)))


def whole_scores(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return scores of 0 to 1 as whole numbers."""
    result: NDArray[np.float64] = np.rint(scores.astype(np.float64) * SCALE)
    return result
