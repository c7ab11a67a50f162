"""A claim with more mentions than each is compared with stays one claim."""

from __future__ import annotations

import numpy as np

from analysis.claims.clusters import average_link
from analysis.claims.pieces import join_pieces

COMPARED = 10


def repeated(count: int, first: int = 0) -> np.ndarray:
    """Pairs of one claim: each mention is compared with the first few alone."""
    pairs = [(a, b) for b in range(count) for a in range(min(b, COMPARED))]
    return np.array(pairs, np.int64) + first


def test_pieces_of_a_claim_often_repeated_are_joined_and_others_left():
    edges = np.concatenate([repeated(60), repeated(4, first=60), [[0, 60], [3, 61]]])
    scores = np.r_[np.full(len(edges) - 2, 0.9), 0.5, 0.5]
    apart = list(range(64))

    pieces = average_link(64, edges, scores, cut=0.4, apart=apart)
    assert len(set(pieces[:60])) > 1
    whole = join_pieces(pieces, edges, scores, cut=0.4, apart=apart, compared=COMPARED)

    assert whole == [0] * 60 + [1] * 4
    one_sentence = [*range(63), 0]
    kept = join_pieces(pieces, edges, scores, cut=0.4, apart=one_sentence, compared=COMPARED)
    assert kept[63] != kept[0]


def test_small_clusters_are_left_as_average_link_made_them():
    edges = np.array([[0, 1], [2, 3], [1, 2]], np.int64)
    scores = np.array([0.9, 0.9, 0.7])

    found = join_pieces([0, 0, 1, 1], edges, scores, cut=0.4, apart=range(4), compared=COMPARED)

    assert found == [0, 0, 1, 1]
