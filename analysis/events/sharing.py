"""How much of an article lies in terms that somebody else uses, too.

A term of one article alone ties it to nothing; it only makes its vector longer, the more of them
the longer the text. Cosines over the other terms tell better who tells the same story.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.vectors import COLUMNS

Floats = NDArray[np.float32]
Columns = NDArray[np.int32]

_AT_ONCE = 2_000_000
_RANGES = 16
"""Of the columns, in piles too large to sort at once."""
_LEAST = 1e-3
_ROWS = 20_000


def shared_lengths(table: sparse.csr_array, common: Columns) -> Floats:
    """Return the length of each row over the terms that are not its own alone.

    Parameters
    ----------
    table : scipy.sparse.csr_array
        A row of length 1 an article (`analysis.vectors.Vectors`).
    common : array of int32
        Columns of terms in general use (`analysis.background.common_columns`).

    Returns
    -------
    array of float32, shape (articles,)
        Over 0, up to 1: a term counts when it is in general use or another row has it.

    Notes
    -----
    Two rows share none but such terms, so their cosine over these alone is their dot product
    divided by both lengths.
    """
    if len(table.indices) <= _AT_ONCE:
        shared = _shared(table.indices, common)
    else:
        shared = np.zeros(len(table.indices), np.bool_)
        for begin in range(0, COLUMNS, COLUMNS // _RANGES):
            _mark(table.indices, common, begin, begin + COLUMNS // _RANGES, shared)
    # Counting takes whole numbers and floats of eight bytes each: some rows at a time.
    squares = [np.empty(0), *(_squares(table, shared, part) for part in _row_ranges(table))]
    lengths = np.maximum(np.sqrt(np.concatenate(squares)), _LEAST)
    # Rounded: an article's terms added up in another order must give the same figure.
    result: Floats = np.round(np.minimum(lengths, 1), 5).astype(np.float32)
    return result


def _row_ranges(table: sparse.csr_array) -> Iterator[range]:
    count = table.shape[0]
    return (range(b, min(b + _ROWS, count)) for b in range(0, count, _ROWS))


def _squares(
    table: sparse.csr_array, shared: NDArray[np.bool_], part: range
) -> NDArray[np.float64]:
    """Return the sum of the squared shared entries of each row of a part."""
    ends = table.indptr[part.start : part.stop + 1]
    own = slice(ends[0], ends[-1])
    rows = np.repeat(np.arange(len(part)), np.diff(ends))
    weights = np.where(shared[own], table.data[own] ** 2, 0)
    result: NDArray[np.float64] = np.bincount(rows, weights, len(part)).astype(np.float64)
    return result


def _shared(columns: Columns, common: Columns) -> NDArray[np.bool_]:
    return np.isin(columns, _repeated(columns)) | np.isin(columns, common)


def _repeated(columns: Columns) -> Columns:
    ordered = np.sort(columns)
    result: Columns = ordered[1:][ordered[1:] == ordered[:-1]]
    return result


def _mark(
    columns: Columns, common: Columns, begin: int, end: int, shared: NDArray[np.bool_]
) -> None:
    """Mark the places of the columns from begin to end that are shared: a table, not a search."""
    places = np.flatnonzero((columns >= begin) & (columns < end))
    own = columns[places] - np.int32(begin)
    table = np.zeros(end - begin, np.bool_)
    table[_repeated(own)] = True
    table[common[(common >= begin) & (common < end)] - np.int32(begin)] = True
    shared[places] = table[own]
