"""Pairs of claims that were nearly one: what a person may want to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.claims.features import Edges
from analysis.claims.matching import shared_reasons
from analysis.claims.settings import ClaimSettings
from analysis.claims.statements import Floats, Statements
from analysis.records import Claim, NearClaim

_BANDS = 2
"""So many review bands below the match threshold a pair of claims is nearly one."""
_MOST = 300
"""Pairs of claims kept for one event, the nearest to the threshold first."""


def with_near_claims(
    claims: Sequence[Claim],
    groups: Sequence[Sequence[int]],
    labels: Sequence[int],
    edges: Edges,
    scores: Floats,
    statements: Statements,
    settings: ClaimSettings,
) -> list[Claim]:
    """Return the claims with those that each was nearly joined to.

    Parameters
    ----------
    claims : sequence of Claim
        In the order of `groups`.
    groups : sequence of sequence of int
        Mentions of each claim, in the order of its own.
    labels : sequence of int
        Cluster of each mention; clusters in ascending order are `groups`.
    edges : array of int, shape (pairs, 2)
        Candidate pairs of mentions.
    scores : array, shape (pairs,)
        How surely each makes the same claim, 0 to 1.
    statements : Statements
        Their texts as vectors.
    settings : ClaimSettings
        The match threshold and the review band.

    Notes
    -----
    Nearness of two claims is what average link joins by: the sum of the scores between them divided
    by the number of pairs.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
    """
    order = {label: place for place, label in enumerate(sorted(set(labels)))}
    place_of = np.array([order[label] for label in labels], np.int64)
    found = _nearly(place_of, [len(group) for group in groups], edges, scores, settings)
    near: dict[int, list[NearClaim]] = {}
    for mean, pair in found[:_MOST]:
        a, b = (int(number) for number in edges[pair])
        if place_of[a] > place_of[b]:
            a, b = b, a
        one, other = int(place_of[a]), int(place_of[b])
        here, there = groups[one].index(a), groups[other].index(b)
        if claims[one].mentions[here].article != claims[other].mentions[there].article:
            reasons = shared_reasons(statements, a, b)
            nearly = NearClaim(claims[other].id, here, there, round(mean, 4), reasons)
            near.setdefault(one, []).append(nearly)
    return [
        replace(claim, near=tuple(near[number])) if number in near else claim
        for number, claim in enumerate(claims)
    ]


def _nearly(
    place_of: Edges, sizes: Sequence[int], edges: Edges, scores: Floats, settings: ClaimSettings
) -> list[tuple[float, int]]:
    """Return the mean score and best edge of each pair of nearly joined clusters, nearest first."""
    low = settings.match_threshold - _BANDS * settings.review_band
    ends = np.sort(place_of[edges], axis=1)
    between = np.flatnonzero(ends[:, 0] != ends[:, 1])
    if not len(between):
        return []
    codes = ends[between, 0] * len(sizes) + ends[between, 1]
    # Ordered by pair of clusters, best edge first: the first of each run is the one to show.
    ordered = between[np.lexsort((between, -scores[between], codes))]
    codes = np.sort(codes)
    first = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    best = ordered[first]
    count = np.asarray(sizes)
    means = np.add.reduceat(scores[ordered], first) / (count[ends[best, 0]] * count[ends[best, 1]])
    chosen = np.flatnonzero((means >= low) & (means < settings.match_threshold))
    rows = [(float(means[number]), int(best[number])) for number in chosen]
    return sorted(rows, key=lambda row: (-row[0], row[1]))
