"""Which pairs of articles are worth scoring: a sparse product, block by block.

Piles of up to eight thousand are compared in full. In larger ones each article is stood for
by its heaviest terms, and dated articles are compared with those of near days only: the cost then
grows with the articles a window, not with the square of the pile.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.events.scoring import UNDATED, Floats, Pile, Rows
from analysis.events.settings import EventSettings
from analysis.vectors import Vectors

_BLOCK = 512
# Sorting terms by weight takes six times their memory; a part at a time it does not show.
_AT_ONCE = 5_000
_FOLD = 2**20
"""Columns the terms are folded into for the product: few share one, and the score is exact."""


def find_candidates(pile: Pile, settings: EventSettings) -> tuple[Rows, Rows]:
    """Return the pairs of rows that are alike enough to be scored, the lower row first.

    Parameters
    ----------
    pile : Pile
        In any order.
    settings : EventSettings
        ``candidate``, ``candidate_meaning``, ``all_pairs_up_to``, ``window_days``, ``heavy_terms``.

    Returns
    -------
    tuple of array of int64
        Rows a and b, a < b, sorted, each pair once.
    """
    parts = list(candidate_blocks(pile, settings))
    a = np.concatenate([*(part[0] for part in parts), np.empty(0, np.int64)])
    b = np.concatenate([*(part[1] for part in parts), np.empty(0, np.int64)])
    order = np.lexsort((b, a))
    return a[order], b[order]


def candidate_blocks(pile: Pile, settings: EventSettings) -> Iterator[tuple[Rows, Rows]]:
    """Yield the candidates block by block, to be scored while the next is made."""
    count = len(pile.days)
    small = count <= settings.all_pairs_up_to
    table = mix(pile.vectors, None if small else settings.heavy_terms)
    order = np.argsort(pile.days, kind="stable")
    table, days = table[order], pile.days[order]
    least = settings.candidate if small else settings.candidate_heavy
    dated = int(np.searchsorted(days, UNDATED + 1))
    for begin in range(0, count, _BLOCK):
        end = min(begin + _BLOCK, count)
        # Each pair is met once: a block looks at itself and at what comes later.
        last = count
        if not small and begin >= dated:
            last = int(np.searchsorted(days, days[end - 1] + settings.window_days, "right"))
        near = _near(table, begin, end, last, least)
        if pile.meanings is not None:
            near = _or_meaning(near, pile.meanings[order], begin, end, last, settings)
        rows, columns = near
        rows, columns = rows + begin, columns + begin
        keep = rows < columns
        if not small:
            keep &= _near_days(days[rows], days[columns], settings.window_days)
        a, b = order[rows[keep]], order[columns[keep]]
        yield np.minimum(a, b), np.maximum(a, b)


def mix(vectors: Vectors, heavy: int | None) -> sparse.csr_array:
    """Return words and pairs in one table, so that a dot product is the mean of both cosines.

    Parameters
    ----------
    vectors : Vectors
        Of the articles.
    heavy : int or None
        Terms of an article to keep, the heaviest; None keeps all.
    """
    parts = [
        _mixed(
            vectors.words[begin : begin + _AT_ONCE], vectors.pairs[begin : begin + _AT_ONCE], heavy
        )
        for begin in range(0, max(1, len(vectors.lengths)), _AT_ONCE)
    ]
    table: sparse.csr_array = sparse.vstack(parts, format="csr")
    return table


def _mixed(words: sparse.csr_array, pairs: sparse.csr_array, heavy: int | None) -> sparse.csr_array:
    both = sparse.hstack([_folded(words), _folded(pairs)], format="csr")
    table = sparse.csr_array(both * np.float32(np.sqrt(0.5)))
    return table if heavy is None else keep_heaviest(table, heavy)


def _folded(table: sparse.csr_array) -> sparse.csr_array:
    columns = table.indices & np.int32(_FOLD - 1)
    return sparse.csr_array((table.data, columns, table.indptr), shape=(table.shape[0], _FOLD))


def keep_heaviest(table: sparse.csr_array, heavy: int) -> sparse.csr_array:
    """Return the table with only the heaviest entries of each row; of equals, the first."""
    rows = np.repeat(np.arange(table.shape[0]), np.diff(table.indptr))
    order = np.lexsort((table.indices, -table.data, rows))
    rank = np.arange(len(order)) - table.indptr[rows[order]]
    kept = np.sort(order[rank < heavy])
    ends = np.concatenate(([0], np.cumsum(np.minimum(np.diff(table.indptr), heavy))))
    return sparse.csr_array(
        (table.data[kept], table.indices[kept], ends.astype(np.int32)), shape=table.shape
    )


def _near(
    table: sparse.csr_array, begin: int, end: int, last: int, least: float
) -> tuple[Rows, Rows]:
    product = (table[begin:end] @ table[begin:last].T).tocoo()
    kept = product.data >= least
    return product.row[kept].astype(np.int64), product.col[kept].astype(np.int64)


def _or_meaning(
    near: tuple[Rows, Rows],
    meanings: Floats,
    begin: int,
    end: int,
    last: int,
    settings: EventSettings,
) -> tuple[Rows, Rows]:
    alike: NDArray[np.bool_] = (
        meanings[begin:end] @ meanings[begin:last].T >= settings.candidate_meaning
    )
    alike[near] = True
    rows, columns = np.nonzero(alike)
    return rows.astype(np.int64), columns.astype(np.int64)


def candidates_of_new(pile: Pile, before: int, settings: EventSettings) -> tuple[Rows, Rows]:
    """Return the candidates among those pairs in which a row from `before` on takes part.

    Returns
    -------
    tuple of array of int64
        Rows a and b, a < b: what `find_candidates` adds when the pile grows from `before` rows.
    """
    count = len(pile.days)
    small = count <= settings.all_pairs_up_to
    table = mix(pile.vectors, None if small else settings.heavy_terms)
    parts = []
    for begin in range(before, count, _BLOCK):
        end = min(begin + _BLOCK, count)
        product = (table[begin:end] @ table[:end].T).tocoo()
        alike = product.data >= (settings.candidate if small else settings.candidate_heavy)
        rows, columns = product.row[alike].astype(np.int64), product.col[alike].astype(np.int64)
        if pile.meanings is not None:
            near = pile.meanings[begin:end] @ pile.meanings[:end].T >= settings.candidate_meaning
            near[rows, columns] = True
            rows, columns = np.nonzero(near)
        rows = rows + begin
        keep = columns < rows
        if not small:
            keep &= _near_days(pile.days[rows], pile.days[columns], settings.window_days)
        parts.append((columns[keep], rows[keep]))
    a = np.concatenate([*(part[0] for part in parts), np.empty(0, np.int64)])
    b = np.concatenate([*(part[1] for part in parts), np.empty(0, np.int64)])
    return a, b


def _near_days(a: Rows, b: Rows, window: int) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = (np.abs(a - b) <= window) | (a == UNDATED) | (b == UNDATED)
    return near
