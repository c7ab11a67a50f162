"""What speaks for two statements making the same claim: named features of a pair.

Pairs are the edges of a graph over the statements of one event; what the event's other statements
say is used through the inverse document frequency within the event and through ranks: a pair of
which each is the other's nearest is likelier the same claim than one with rivals.

References
----------
Salton and Buckley (1988), Term-weighting approaches; Ernst et al. (2021), SuperPAL; Zhang et al.
(2018), reciprocal ranks for alignment.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.claims.statements import Floats, Statements, but_the_top
from analysis.encoder import Vectors

Edges = NDArray[np.int64]
Unit = Literal["articles", "clauses", "sentences", "alone"]

_CHUNK = 50_000
"""Pairs whose letters are held at once: some 300 MB."""


def _dots(matrix: sparse.csr_matrix, edges: Edges) -> Floats:
    parts = [
        np.asarray(matrix[e[:, 0]].multiply(matrix[e[:, 1]]).sum(axis=1)).ravel()
        for e in _chunks(edges)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _chunks(edges: Edges) -> list[Edges]:
    return [edges[begin : begin + _CHUNK] for begin in range(0, len(edges), _CHUNK)]


def _cosines(vectors: Vectors, edges: Edges) -> Floats:
    parts = [
        np.einsum("ij,ij->i", vectors[e[:, 0]], vectors[e[:, 1]]).astype(np.float64)
        for e in _chunks(edges)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def pair_features(statements: Statements, edges: Edges, unit: Unit) -> dict[str, Floats]:
    """Return the features of pairs of statements, by name.

    Parameters
    ----------
    statements : Statements
        From `statements.describe`.
    edges : array of int, shape (pairs, 2)
        Which statements; the ranks run over the pairs that are given.
    unit : {"articles", "clauses", "sentences", "alone"}
        What they are. Pairs that stand alone have no ranks; clauses of articles are not compared by
        their verbs and by what is told as done, for their grammar says more of the verbs, and "may"
        on one side is a conflict to be found, no other claim.

    Returns
    -------
    dict of str to array, shape (pairs,)
        Features named ``encoder_…`` are there only when the statements have vectors.

    References
    ----------
    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval.
    """
    left, right = edges[:, 0], edges[:, 1]
    words = _dots(statements.weights, edges)
    shared = _dots(_root(statements.raw), edges)
    small = np.minimum(statements.mass[left], statements.mass[right])
    large = np.maximum(statements.mass[left], statements.mass[right])
    letters = _dots(statements.letters, edges)
    features = {
        "words": words,
        "words_plain": _dots(statements.plain, edges),
        "words_inside": shared / np.maximum(small, 1e-9),
        "words_jaccard": shared / np.maximum(small + large - shared, 1e-9),
        "word_pairs": _dots(statements.pairs, edges),
        "letters": letters,
        "length_ratio": small / np.maximum(large, 1e-9),
        "short": 1 / np.sqrt(np.maximum(small, 1.0)),
        "negation_differs": (statements.negative[left] != statements.negative[right]) * 1.0,
    }
    if unit != "articles":
        features |= {
            "open_differs": (statements.is_open[left] != statements.is_open[right]) * 1.0,
            "senses_jaccard": _jaccard(statements.senses, edges),
            "unnamed_inside": _inside(statements.unnamed, edges),
        }
    features |= _set_features("names", statements.names, edges)
    features |= _set_features("numbers", statements.numbers, edges)
    if unit != "alone":
        count = len(statements.texts)
        features |= _ranks("words", words, edges, count)
        features |= _ranks("letters", letters, edges, count)
    if statements.vectors is not None and statements.centred is not None:
        cosine = _cosines(statements.vectors, edges)
        features["encoder"] = cosine
        features["encoder_words"] = cosine * words
        if unit != "alone":
            centred = _cosines(statements.centred, edges)
            features["encoder_centred"] = centred
            features |= _ranks("encoder", centred, edges, len(statements.texts))
        if unit in {"clauses", "sentences"}:
            features["encoder_apart"] = _cosines(but_the_top(statements.vectors), edges)
    return features


def _jaccard(matrix: sparse.csr_matrix, edges: Edges) -> Floats:
    """Return how many columns both of a pair have, over those that either has."""
    shared, sizes = _dots(matrix, edges), _sizes(matrix, edges)
    return np.asarray(shared / np.maximum(sizes.sum(axis=1) - shared, 1))


def _inside(matrix: sparse.csr_matrix, edges: Edges) -> Floats:
    """Return how many columns both of a pair have, over those of the one that has fewer."""
    return np.asarray(_dots(matrix, edges) / np.maximum(_sizes(matrix, edges).min(axis=1), 1))


def _sizes(matrix: sparse.csr_matrix, edges: Edges) -> Floats:
    return np.asarray(matrix.getnnz(axis=1), float)[edges]


def term_cosines(statements: Statements, edges: Edges) -> Floats:
    """Return the cosine of the weighted terms of each pair, 0 to 1.

    Parameters
    ----------
    statements : Statements
        From `statements.describe`.
    edges : array of int, shape (pairs, 2)
        Pairs.

    References
    ----------
    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval.
    """
    return _dots(statements.weights, edges)


def _root(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    result = matrix.copy()
    result.data = np.sqrt(result.data)
    return result


def _set_features(name: str, matrix: sparse.csr_matrix, edges: Edges) -> dict[str, Floats]:
    """Shared, and present on both sides with nothing shared, and on one side only."""
    shared = _dots(matrix, edges)
    has = np.asarray(matrix.getnnz(axis=1)) > 0
    both = has[edges[:, 0]] & has[edges[:, 1]]
    one = has[edges[:, 0]] ^ has[edges[:, 1]]
    return {
        f"{name}_shared": np.log1p(shared),
        f"{name}_differ": (both & (shared <= 0)) * 1.0,
        f"{name}_one_side": one * 1.0,
    }


def _ranks(name: str, scores: Floats, edges: Edges, count: int) -> dict[str, Floats]:
    """How a pair stands among its statements' other pairs."""
    best = np.full(count, -np.inf)
    np.maximum.at(best, edges[:, 0], scores)
    np.maximum.at(best, edges[:, 1], scores)
    ranks_left, ranks_right = reciprocal_ranks(scores, edges)
    return {
        f"{name}_below_best": scores - (best[edges[:, 0]] + best[edges[:, 1]]) / 2,
        f"{name}_rank_mean": (ranks_left + ranks_right) / 2,
        f"{name}_rank_worse": np.minimum(ranks_left, ranks_right),
    }


def reciprocal_ranks(scores: Floats, edges: Edges) -> tuple[Floats, Floats]:
    """Return one divided by the rank of each pair among those of its left, and of its right side.

    Parameters
    ----------
    scores : array, shape (pairs,)
        Higher is nearer.
    edges : array of int, shape (pairs, 2)
        The pairs.

    Returns
    -------
    tuple of array
        Each 0 to 1; equal scores share the better rank.
    """
    many = len(scores)
    nodes = np.concatenate([edges[:, 0], edges[:, 1]])
    both = np.round(np.concatenate([scores, scores]), 9)
    order = np.lexsort((-both, nodes))
    ordered_nodes, ordered = nodes[order], both[order]
    place = np.arange(2 * many)
    new_node = np.r_[True, ordered_nodes[1:] != ordered_nodes[:-1]] if many else np.zeros(0, bool)
    new_score = new_node | (np.r_[True, ordered[1:] != ordered[:-1]] if many else new_node)
    begin = np.maximum.accumulate(np.where(new_node, place, 0))
    tied = np.maximum.accumulate(np.where(new_score, place, 0))
    ranks = np.empty(2 * many)
    ranks[order] = 1 / (1 + tied - begin)
    return ranks[:many], ranks[many:]
