"""How much a term tells: its inverse document frequency, and what that weighs in a vector.

References
----------
Sparck Jones (1972), A statistical interpretation of term specificity, Journal of Documentation 28.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from analysis.hashed_terms import Terms, Weights

Idf = Callable[[Terms], Weights]
"""Gives each term its inverse document frequency."""


def weigh(terms: Terms, counts: Weights, idf: Idf) -> Weights:
    """Return the TF-IDF weights of one article: a vector of length 1.

    Parameters
    ----------
    terms, counts : array, shape (terms,)
        What occurs how often.
    idf : callable
        Gives the inverse document frequency of each term.

    Returns
    -------
    array of float32, shape (terms,)
        0 to 1; empty for no terms.

    Notes
    -----
    ``w(t) = (1 + ln count(t)) idf(t)``, divided by the Euclidean length of the vector.

    References
    ----------
    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, IPM 24(5).
    """
    weights = (1 + np.log(counts)) * idf(terms)
    length = np.sqrt(np.dot(weights, weights))
    result: Weights = (weights / length if length else weights).astype(np.float32)
    return result


def smooth_idf(document_frequency: NDArray[np.int64], documents: int) -> Weights:
    """Return ``ln((1 + n) / (1 + df)) + 1`` for each document frequency, as scikit-learn does.

    References
    ----------
    Sparck Jones (1972), A statistical interpretation of term specificity, J. Documentation 28(1).
    """
    result: Weights = (np.log((1 + documents) / (1 + document_frequency)) + 1).astype(np.float32)
    return result


def pile_idf(piles: Iterable[Terms]) -> Idf:
    """Return the inverse document frequencies of the articles at hand.

    Parameters
    ----------
    piles : iterable of array
        The terms of each article, each once.

    Returns
    -------
    callable
        Takes terms, gives their `smooth_idf`; a term in no article gets the highest.
    """
    each = list(piles)
    known, frequency = np.unique(
        np.concatenate([*each, np.empty(0, np.uint32)]), return_counts=True
    )

    def idf(terms: Terms) -> Weights:
        return smooth_idf(look_up(known, frequency, terms), len(each))

    return idf


def look_up(keys: Terms, values: NDArray[np.int64], terms: Terms) -> NDArray[np.int64]:
    """Return the value of each term in a sorted table; 0 where it is not in it."""
    if not len(keys):
        return np.zeros(len(terms), np.int64)
    place = np.minimum(np.searchsorted(keys, terms), len(keys) - 1)
    return np.where(keys[place] == terms, values[place], 0).astype(np.int64)
