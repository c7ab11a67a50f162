"""Which pairs of statements are worth comparing: the nearest few of each, found sparsely.

References
----------
Bayardo, Ma and Srikant (2007), Scaling up all pairs similarity search, WWW.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.claims.features import Edges
from analysis.claims.statements import Floats, Statements

_BLOCK = 1_000
EXACT = 1_200
"""Up to so many statements all pairs are compared."""
_MOST_POSTINGS = 400
"""A term used by more statements than this is too common to propose a pair by itself."""


def candidate_pairs(statements: Statements, apart: Sequence[Hashable], *, neighbours: int) -> Edges:
    """Return pairs of statements that share a term or lie near each other, without repeats.

    Parameters
    ----------
    statements : Statements
        The statements of one event.
    apart : sequence
        Statements with the same key are never a pair.
    neighbours : int
        How many of the nearest others are taken for each statement, by words and by encoder.

    Returns
    -------
    array of int, shape (pairs, 2)
        Sorted; the smaller number first.

    References
    ----------
    Bayardo, Ma and Srikant (2007), Scaling up all pairs similarity search.
    """
    count = len(statements.texts)
    if count < 2:
        return np.zeros((0, 2), np.int64)
    if count <= EXACT:
        a, b = np.triu_indices(count, 1)
        pairs = np.stack([a, b], axis=1).astype(np.int64)
        pairs = pairs[_near(statements, pairs)]
    else:
        pairs = _nearest_by_words(statements, neighbours)
        if statements.centred is not None:
            pairs = np.concatenate([pairs, _nearest_by_vectors(statements, neighbours)])
        pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    numbers: dict[Hashable, int] = {}
    keys = np.array([numbers.setdefault(key, len(numbers)) for key in apart])
    apart_now = keys[pairs[:, 0]] != keys[pairs[:, 1]]
    return np.asarray(pairs[apart_now], np.int64)


def _near(statements: Statements, pairs: Edges) -> np.ndarray:
    words = np.asarray((statements.weights @ statements.weights.T).todense())
    near = words[pairs[:, 0], pairs[:, 1]] > 0
    if statements.centred is not None:
        cosines = statements.centred @ statements.centred.T
        near |= cosines[pairs[:, 0], pairs[:, 1]] > 0.25
    return np.asarray(near)


def _nearest_by_words(statements: Statements, neighbours: int) -> Edges:
    """Nearest by the terms that are not too common, block by block."""
    weights = statements.weights.tocsc()
    used = np.diff(weights.indptr)
    limit = max(_MOST_POSTINGS, int(np.sort(used)[-1] ** 0.5))
    rare = weights[:, used <= limit].tocsr()
    turned = rare.T.tocsr()
    found = []
    for begin in range(0, rare.shape[0], _BLOCK):
        block = (rare[begin : begin + _BLOCK] @ turned).tocsr()
        found.append(_top(block, begin, neighbours))
    return np.concatenate(found)


def _top(block: sparse.csr_matrix, begin: int, most: int) -> Edges:
    """Return the `most` largest of each row and the row itself, the lower number first of equals.

    Row by row: sorting a whole block at once took half the time of an event of 30,000 statements.
    """
    found = []
    data = np.round(block.data, 9)
    for row in range(block.shape[0]):
        bounds = slice(block.indptr[row], block.indptr[row + 1])
        columns = block.indices[bounds]
        nearest = columns[largest(data[bounds], columns, most + 1)]
        nearest = nearest[nearest != begin + row]
        found.append(np.stack([np.full(len(nearest), begin + row), nearest], axis=1))
    return np.concatenate(found).astype(np.int64)


def largest(values: Floats, columns: NDArray[np.integer[Any]], most: int) -> Edges:
    """Return where the `most` largest values stand; of equal ones at the edge the lowest columns.

    Parameters
    ----------
    values : array
        Numbers.
    columns : array of int
        What each belongs to, all different.
    most : int
        How many, at least 1.
    """
    if len(values) <= most:
        return np.arange(len(values))
    least = np.partition(values, len(values) - most)[len(values) - most]
    above = np.flatnonzero(values > least)
    level = np.flatnonzero(values == least)
    level = level[np.argsort(columns[level], kind="stable")][: most - len(above)]
    return np.concatenate([above, level])


def _nearest_by_vectors(statements: Statements, neighbours: int) -> Edges:
    vectors = statements.centred
    assert vectors is not None
    found = []
    for begin in range(0, len(vectors), _BLOCK):
        cosines = vectors[begin : begin + _BLOCK] @ vectors.T
        nearest = np.argpartition(-cosines, neighbours, axis=1)[:, : neighbours + 1]
        rows = np.repeat(np.arange(begin, begin + len(cosines)), nearest.shape[1])
        pairs = np.stack([rows, nearest.ravel()], axis=1)
        found.append(pairs[pairs[:, 0] != pairs[:, 1]])
    return np.concatenate(found).astype(np.int64)
