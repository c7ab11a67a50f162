"""Clusters of statements: average link on a sparse graph, with pairs that may never be joined.

References
----------
Sokal and Michener (1958), average linkage (UPGMA); Wagstaff et al. (2001), constrained clustering:
cannot-link.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.claims.features import Edges
from analysis.claims.statements import Floats


def average_link(
    count: int,
    edges: Edges,
    scores: Floats,
    *,
    cut: float,
    apart: Sequence[Hashable],
) -> list[int]:
    """Return a cluster number for each statement.

    Two clusters are joined, best first, while the mean score between their members is at least
    `cut`. A pair that is not among the edges counts as 0.

    Parameters
    ----------
    count : int
        Number of statements.
    edges : array of int, shape (pairs, 2)
        Pairs with a score.
    scores : array, shape (pairs,)
        How surely each makes the same claim, 0 to 1.
    cut : float
        Mean score at which joining stops, above 0.
    apart : sequence
        A key a statement; two with the same key are never joined (clauses of one sentence).

    Returns
    -------
    list of int
        Clusters are numbered by their first statement.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
    """
    return average_links(count, edges, scores, cuts=(cut,), apart=apart)[0]


def average_links(
    count: int,
    edges: Edges,
    scores: Floats,
    *,
    cuts: Sequence[float],
    apart: Sequence[Hashable],
) -> list[list[int]]:
    """Return the clusters at each of several cuts, joined in one pass.

    Parameters
    ----------
    count, edges, scores, apart
        As for `average_link`.
    cuts : sequence of float
        Mean scores at which joining stops, above 0, in any order.

    Returns
    -------
    list of list of int
        For each cut what `average_link` gives.

    Notes
    -----
    The mean score of a joined cluster with another is no higher than the better of its parts', and
    what must stay apart stays so after any joining: each joining is at most as sure as the one
    before, and a higher cut only stops earlier.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
    """
    found: dict[float, list[int]] = {}
    waiting = sorted(set(cuts))
    forest = _Forest(count, edges, scores, least=min(cuts), apart=apart)
    while waiting:
        mean = forest.surest()
        while waiting and mean < waiting[-1]:
            found[waiting.pop()] = _numbered(count, forest.members)
        if waiting:
            forest.join_surest()
    return [list(found[cut]) for cut in cuts]


class _Forest:
    """Clusters that are being joined, the surest two first."""

    def __init__(
        self, count: int, edges: Edges, scores: Floats, *, least: float, apart: Sequence[Hashable]
    ) -> None:
        self.members: dict[int, list[int]] = {number: [number] for number in range(count)}
        self._least = least
        self._links: dict[int, dict[int, float]] = {}
        """Sum of the scores between two clusters."""
        if len(edges):
            inside = _within_components(count, edges, scores, least)
            edges, scores = edges[inside], scores[inside]
        for (a, b), score in zip(edges.tolist(), scores.tolist(), strict=True):
            here, there = self._links.setdefault(a, {}), self._links.setdefault(b, {})
            here[b] = there[a] = max(score, here.get(b, 0.0))
        self._keys: dict[int, set[Hashable]] = {number: {apart[number]} for number in self._links}
        self._heap = [
            (-score, a, b)
            for a in sorted(self._links)
            for b, score in self._links[a].items()
            if a < b and score >= least
        ]
        heapq.heapify(self._heap)

    def surest(self) -> float:
        """Return the mean score of the two clusters to be joined next; -1 when there are none."""
        while self._heap:
            negative, a, b = self._heap[0]
            if a in self.members and b in self.members and b in self._links[a]:
                mean = self._mean(a, b)
                # An older entry is of no use: the pair's mean has changed since. What is kept
                # apart is never joined, nor is what is joined to either later.
                if abs(mean + negative) <= 1e-12 and not self._keys[a] & self._keys[b]:
                    return mean
            heapq.heappop(self._heap)
        return -1.0

    def join_surest(self) -> None:
        """Join the two clusters that `surest` speaks of."""
        _, a, b = heapq.heappop(self._heap)
        _join(a, b, self._links, self.members, self._keys)
        for other in sorted(self._links[a]):
            mean = self._mean(a, other)
            if mean >= self._least:
                heapq.heappush(self._heap, (-mean, min(a, other), max(a, other)))

    def _mean(self, a: int, b: int) -> float:
        return self._links[a][b] / (len(self.members[a]) * len(self.members[b]))


def _within_components(count: int, edges: Edges, scores: Floats, cut: float) -> NDArray[np.bool_]:
    """Return which edges can matter: those inside a component of the edges of at least `cut`.

    Two clusters whose mean is at least `cut` have a pair that is, so no cluster leaves its
    component; most edges, of low score, lie between components.
    """
    proper = (edges[:, 0] != edges[:, 1]) & (scores > 0)
    strong = edges[proper & (scores >= cut)]
    graph = sparse.coo_matrix((np.ones(len(strong)), strong.T), shape=(count, count))
    _, component = connected_components(graph, directed=False)
    return np.asarray(proper & (component[edges[:, 0]] == component[edges[:, 1]]))


def _join(
    a: int,
    b: int,
    links: dict[int, dict[int, float]],
    members: dict[int, list[int]],
    keys: dict[int, set[Hashable]],
) -> None:
    members[a] += members.pop(b)
    keys[a] |= keys.pop(b)
    for other, total in links[b].items():
        del links[other][b]
        if other != a:
            links[a][other] = links[other][a] = links[a].get(other, 0.0) + total
    links[b] = {}
    links[a].pop(b, None)


def _numbered(count: int, members: dict[int, list[int]]) -> list[int]:
    first = {min(group): group for group in members.values()}
    labels = np.zeros(count, int)
    for number, start in enumerate(sorted(first)):
        labels[first[start]] = number
    return [int(label) for label in labels]
