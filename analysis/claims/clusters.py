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

from analysis.claims.features import Edges, Floats


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
    members: dict[int, list[int]] = {number: [number] for number in range(count)}
    if not len(edges):
        return _numbered(count, members)
    inside = _within_components(count, edges, scores, cut)
    edges, scores = edges[inside], scores[inside]
    links: dict[int, dict[int, float]] = {}
    for (a, b), score in zip(edges.tolist(), scores.tolist(), strict=True):
        here, there = links.setdefault(a, {}), links.setdefault(b, {})
        here[b] = there[a] = max(score, here.get(b, 0.0))
    keys: dict[int, set[Hashable]] = {number: {apart[number]} for number in links}
    heap = [
        (-score, a, b)
        for a in sorted(links)
        for b, score in links[a].items()
        if a < b and score >= cut
    ]
    heapq.heapify(heap)
    while heap:
        negative, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in links[a]:
            continue
        mean = links[a][b] / (len(members[a]) * len(members[b]))
        if mean < cut or abs(mean + negative) > 1e-12:
            continue  # an older entry: the pair's mean has changed since
        if keys[a] & keys[b]:
            # Never joined; and what is joined later to either stays apart from the other.
            continue
        _join(a, b, links, members, keys)
        for other, total in sorted(links[a].items()):
            mean = total / (len(members[a]) * len(members[other]))
            if mean >= cut:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return _numbered(count, members)


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
