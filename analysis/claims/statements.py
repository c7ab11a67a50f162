"""The statements of one event as vectors: what of them is compared.

What the event's other statements say counts through the inverse document frequency within the
event: what all of them have in common says little.

References
----------
Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval; Mu and Viswanath
(2018), All-but-the-top: what all vectors have in common says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
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
from analysis.claims.verbs import verb_class
from analysis.encoder import Vectors
from analysis.stems import normal_form, stem

Floats = NDArray[np.float64]
Embed = Callable[[Sequence[str]], Vectors]

_OPEN = re.compile(
    r"\b(?i:should|if|would|could|may|might|must|will|shall|unless|whether)\b|"
    r"\b[Tt]o (?!(?:the|a|an|his|her|its|their|our|my|your|this|that|these|those|him|them|us|me|it|"
    r"any|all|some|other|another|one|two|three|four|five)\b)[a-z]"
)
"""What is to be, may be or is supposed, and infinitives, but no "to" before a noun."""
_DIRECTIONS = 4
_LEAST_VARIED = 15


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
    senses: sparse.csr_matrix
    """1 for each term, verbs that say the same made one."""
    unnamed: sparse.csr_matrix
    """The same without names and countries, which all statements of an event share."""
    negative: NDArray[np.bool_]
    is_open: NDArray[np.bool_]
    """Whether something in it is not told as done: a modal verb, a condition, an infinitive."""
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
    names = _names_of(texts, variants)
    senses = {term: verb_class(term) for term in vocabulary}
    named = {term for term in vocabulary if term.startswith("@")}.union(*names)
    return Statements(
        texts=tuple(texts),
        terms=tuple(terms),
        weights=_unit(raw),
        plain=_unit(_binary(counts) @ sparse.diags_array(background)),
        mass=np.asarray(raw.sum(axis=1)).ravel(),
        raw=raw.tocsr(),
        letters=_unit(_log(letters) @ sparse.diags_array(_idf(letters) ** 2)),
        pairs=_unit(pairs @ sparse.diags_array(_idf(pairs))),
        names=_name_matrix(names),
        numbers=_number_matrix(texts),
        senses=_sense_matrix(terms, senses),
        unnamed=_sense_matrix(terms, {t: s for t, s in senses.items() if t not in named}),
        negative=np.array([find_polarity(text).negative for text in texts], bool),
        is_open=np.array([bool(_OPEN.search(text)) for text in texts], bool),
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


def _names_of(texts: Sequence[str], variants: dict[str, str]) -> list[list[str]]:
    return [
        sorted({variants.get(stem(name), stem(name)) for name in names_in(text)}) for text in texts
    ]


def _sense_matrix(terms: Sequence[Sequence[str]], senses: Mapping[str, str]) -> sparse.csr_matrix:
    """Return 1 for each sense of a statement's terms; terms without one are left out."""
    return _binary(_counts([[senses[term] for term in row if term in senses] for row in terms])[0])


def _name_matrix(bags: Sequence[Sequence[str]]) -> sparse.csr_matrix:
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
    return _unit_rows(vectors - vectors.mean(axis=0))


def but_the_top(vectors: Vectors) -> Vectors:
    """Return the vectors of an event less their mean and the four directions they vary most in.

    Parameters
    ----------
    vectors : array, shape (statements, 384)
        Of one event; of fewer than 16 only the mean is taken off.

    Returns
    -------
    array of the same shape
        Of unit length.

    References
    ----------
    Mu and Viswanath (2018), All-but-the-top: a hundredth of the dimensions.
    """
    moved = vectors - vectors.mean(axis=0)
    if len(vectors) > _LEAST_VARIED:
        # Both have the same right singular vectors, the largest first; the smaller is quicker.
        small = moved if len(moved) < moved.shape[1] else moved.T @ moved
        top = np.linalg.svd(small, full_matrices=False)[2][:_DIRECTIONS]
        moved = moved - moved @ top.T @ top
    return _unit_rows(moved)


def _unit_rows(vectors: Vectors) -> Vectors:
    norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return np.asarray(vectors / norms, np.float32)
