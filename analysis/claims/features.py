"""What speaks for two statements making the same claim: named features of a pair.

Pairs are the edges of a graph over the statements of one event; what the event's other statements
say is used through the inverse document frequency within the event and through ranks: a pair of
which each is the other's nearest is likelier the same claim than one with rivals.

References
----------
Salton and Buckley (1988), Term-weighting approaches; Ernst et al. (2021), SuperPAL; Zhang et al.
(2018), reciprocal ranks for alignment; Mu and Viswanath (2018), All-but-the-top: what all vectors
have in common says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.background import load_background
from analysis.claims.figures import find_figures
from analysis.claims.letters import letter_counts
from analysis.claims.polarity import find_polarity
from analysis.claims.terms import names_in, spelling_variants, terms_of
from analysis.encoder import Vectors
from analysis.stems import normal_form, stem

Floats = NDArray[np.float64]
Edges = NDArray[np.int64]
Embed = Callable[[Sequence[str]], Vectors]

_CHUNK = 50_000
"""Pairs whose letters are held at once: some 300 MB."""


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of one event, as vectors."""

    texts: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]
    weights: sparse.csr_matrix
    """Rows of unit length; background IDF times the root of the IDF within the event."""
    plain: sparse.csr_matrix
    """The same with the background IDF alone."""
    mass: Floats
    """Sum of each statement's distinct term weights."""
    raw: sparse.csr_matrix
    """Weights of distinct terms, not normalised."""
    letters: sparse.csr_matrix
    """Character 3- to 5-grams."""
    pairs: sparse.csr_matrix
    """Neighbouring terms."""
    names: sparse.csr_matrix
    """One column a name, weighted like the terms."""
    numbers: sparse.csr_matrix
    """One column a figure's value."""
    negative: NDArray[np.bool_]
    vectors: Vectors | None
    """Encoder vectors of unit length; None when the encoder is off."""
    centred: Vectors | None
    """The same less the event's mean, of unit length."""


@lru_cache(maxsize=200_000)
def background_idf(term: str) -> float:
    """Return the background's inverse document frequency of a term, at least 1."""
    parts = term.lstrip("@").split("_")
    return max(load_background().idf(stem(part)) for part in parts)


def describe(texts: Sequence[str], *, embed: Embed | None, alone: bool = False) -> Statements:
    """Return the vectors of the statements of one event.

    Parameters
    ----------
    texts : sequence of str
        Statements.
    embed : callable or None
        Gives unit-length vectors; None switches the encoder off.
    alone : bool
        Whether the texts come from no common event: then only the background weighs terms.
    """
    variants = {} if alone else spelling_variants(texts)
    terms = [tuple(terms_of(text, variants)) for text in texts]
    counts, vocabulary = _counts(terms)
    background = np.array([background_idf(term) for term in vocabulary])
    event = np.ones(len(vocabulary)) if alone else _idf(counts)
    raw = _binary(counts) @ sparse.diags_array(background * np.sqrt(event))
    vectors = embed(texts) if embed is not None and texts else None
    letters = letter_counts(texts)
    pairs, _ = _counts([[" ".join(p) for p in pairwise(t)] for t in terms])
    return Statements(
        texts=tuple(texts),
        terms=tuple(terms),
        weights=_unit(raw),
        plain=_unit(_binary(counts) @ sparse.diags_array(background)),
        mass=np.asarray(raw.sum(axis=1)).ravel(),
        raw=raw.tocsr(),
        letters=_unit(_log(letters) @ sparse.diags_array(_idf(letters) ** 2)),
        pairs=_unit(pairs @ sparse.diags_array(_idf(pairs))),
        names=_name_matrix(texts, variants),
        numbers=_number_matrix(texts),
        negative=np.array([find_polarity(text).negative for text in texts], bool),
        vectors=vectors,
        centred=None if vectors is None else _centred(vectors),
    )


def _counts(bags: Sequence[Sequence[str]]) -> tuple[sparse.csr_matrix, list[str]]:
    columns: dict[str, int] = {}
    indices = [columns.setdefault(term, len(columns)) for bag in bags for term in bag]
    bounds = np.cumsum([0, *(len(bag) for bag in bags)])
    matrix = sparse.csr_matrix(
        (np.ones(len(indices)), np.array(indices, np.int64), bounds),
        shape=(len(bags), max(1, len(columns))),
    )
    matrix.sum_duplicates()
    return matrix, list(columns) or [""]


def _binary(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    result = matrix.copy()
    result.data = np.ones_like(result.data)
    return result


def _log(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    result = matrix.copy()
    result.data = 1 + np.log(result.data)
    return result


def _idf(counts: sparse.csr_matrix) -> Floats:
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.log((1 + counts.shape[0]) / (1 + frequency)) + 1


def _unit(matrix: Any) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    result: sparse.csr_matrix = (sparse.diags_array(1 / np.maximum(norms, 1e-12)) @ matrix).tocsr()
    return result


def _name_matrix(texts: Sequence[str], variants: dict[str, str]) -> sparse.csr_matrix:
    bags = [
        sorted({variants.get(stem(name), stem(name)) for name in names_in(text)}) for text in texts
    ]
    counts, _ = _counts(bags)
    result: sparse.csr_matrix = (counts @ sparse.diags_array(np.sqrt(_idf(counts)))).tocsr()
    return result


def _number_matrix(texts: Sequence[str]) -> sparse.csr_matrix:
    bags = []
    for text in texts:
        values = {f"{figure.low:g}" for figure in find_figures(text)}
        values |= {
            normal_form(word) for word in text.split() if word[:1].isdigit() and word.isalnum()
        }
        bags.append(sorted(values))
    return _counts(bags)[0]


def _centred(vectors: Vectors) -> Vectors:
    if len(vectors) < 3:
        return vectors
    moved = vectors - vectors.mean(axis=0)
    norms = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
    return np.asarray(moved / norms, np.float32)


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


def pair_features(
    statements: Statements, edges: Edges, *, alone: bool = False
) -> dict[str, Floats]:
    """Return the features of pairs of statements, by name.

    Parameters
    ----------
    statements : Statements
        From `describe`.
    edges : array of int, shape (pairs, 2)
        Which statements; the ranks run over the pairs that are given.
    alone : bool
        Whether each pair stands alone: ranks are then left out.

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
    features |= _set_features("names", statements.names, edges)
    features |= _set_features("numbers", statements.numbers, edges)
    if not alone:
        count = len(statements.texts)
        features |= _ranks("words", words, edges, count)
        features |= _ranks("letters", letters, edges, count)
    if statements.vectors is not None and statements.centred is not None:
        cosine = _cosines(statements.vectors, edges)
        features["encoder"] = cosine
        features["encoder_words"] = cosine * words
        if not alone:
            centred = _cosines(statements.centred, edges)
            features["encoder_centred"] = centred
            features |= _ranks("encoder", centred, edges, len(statements.texts))
    return features


def term_cosines(statements: Statements, edges: Edges) -> Floats:
    """Return the cosine of the weighted terms of each pair, 0 to 1.

    Parameters
    ----------
    statements : Statements
        From `describe`.
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
