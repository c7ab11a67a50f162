"""Character 3- to 5-grams of many short texts, counted without a Python step a letter.

References
----------
Cavnar and Trenkle (1994), N-gram-based text categorization.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

SIZES = (3, 4, 5)
_BITS = 63
"""So many bits name an n-gram exactly."""


def letter_counts(texts: Sequence[str]) -> sparse.csr_matrix:
    """Return how often each text has each run of three to five letters, blanks made one.

    Parameters
    ----------
    texts : sequence of str
        Any texts.

    Returns
    -------
    csr_matrix, shape (texts, n-grams)
        Columns in the order in which n-grams first occur, text by text and short ones first.

    References
    ----------
    Cavnar and Trenkle (1994), N-gram-based text categorization, SDAIR.
    """
    padded = [" " + " ".join(text.lower().split()) + " " for text in texts]
    letters, lengths = _letters(padded)
    alphabet, coded = np.unique(letters, return_inverse=True)
    bits = max(1, int(len(alphabet) - 1).bit_length())
    ends = np.cumsum(lengths)
    owner = np.repeat(np.arange(len(padded)), lengths)
    parts = [_grams(coded, owner, ends, size, bits) for size in SIZES]
    return _matrix(parts, len(texts))


def _letters(padded: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    joined = "".join(padded).encode("utf-32-le", "surrogatepass")
    lengths = np.array([len(text) for text in padded], np.int64)
    return np.frombuffer(joined, np.uint32), lengths


_Part = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], int]
"""Row and number of each n-gram, where each number first occurs, and how many numbers there are."""


def _grams(
    coded: NDArray[np.int64],
    owner: NDArray[np.int64],
    ends: NDArray[np.int64],
    size: int,
    bits: int,
) -> _Part:
    if len(coded) < size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), 0
    windows = len(coded) - size + 1
    whole = np.arange(windows) + size <= ends[owner[:windows]]
    starts = np.flatnonzero(whole)
    keys = np.zeros(len(starts), np.int64)
    for step in range(size):
        if (step + 1) * bits > _BITS:
            # A large alphabet: number the runs so far anew, so that the next letter fits.
            _, keys = np.unique(keys, return_inverse=True)
        keys = (keys << bits) | coded[starts + step]
    _, first, numbers = np.unique(keys, return_index=True, return_inverse=True)
    return owner[starts], numbers, starts[first], len(first)


def _matrix(parts: Sequence[_Part], count: int) -> sparse.csr_matrix:
    """Return the parts side by side, columns in the order of first occurrence."""
    first = np.concatenate([part[2] for part in parts])
    size = np.concatenate([np.full(part[3], number) for number, part in enumerate(parts)])
    rows = np.concatenate([part[0] for part in parts])
    shift = np.cumsum([0, *(part[3] for part in parts)])
    columns = np.concatenate([part[1] + shift[n] for n, part in enumerate(parts)])
    row_of = np.zeros(len(first), np.int64)
    row_of[columns[::-1]] = rows[::-1]
    rank = np.empty(len(first), np.int64)
    rank[np.lexsort((first, size, row_of))] = np.arange(len(first))
    return sparse.csr_matrix(
        (np.ones(len(rows)), (rows, rank[columns])), shape=(count, max(1, len(first)))
    )
