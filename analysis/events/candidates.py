"""Which pairs of articles are worth scoring: a sparse product, slab by slab.

Piles of up to eight thousand are compared in full. In larger ones each article is stood for
by its heaviest terms, and dated articles are compared with those of near days only: the cost then
grows with the articles a window, not with the square of the pile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.engine import map_batches
from analysis.events.scoring import UNDATED, Floats, Pile, Rows
from analysis.events.settings import EventSettings
from analysis.progress import Progress, no_progress
from analysis.vectors import Vectors, join_rows

_SLAB = 512
_LARGE_SLAB = 8_192
"""Rows whose fellows one worker seeks at a time, among all rows of the window after them."""
_BLOCK = 2_048
"""Rows multiplied at a time."""
# Terms by weight take more memory than terms by number; a part at a time it does not show.
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
    a, b = join_pairs(seek_candidates(pile, settings))
    order = np.lexsort((b, a))
    return a[order], b[order]


def join_pairs(parts: Iterable[tuple[Rows, Rows]]) -> tuple[Rows, Rows]:
    """Return the pairs of several parts as those of one."""
    columns = zip((np.empty(0, np.int64), np.empty(0, np.int64)), *parts, strict=True)
    a, b = (np.concatenate(column) for column in columns)
    return a, b


def seek_candidates(
    pile: Pile,
    settings: EventSettings,
    *,
    workers: int = 1,
    progress: Progress = no_progress,
) -> Iterator[tuple[Rows, Rows]]:
    """Yield the candidates part by part, to be scored while others are sought.

    The parts are the same for any number of workers.
    """
    found = map_batches(
        _seek,
        _Slabs(pile, settings),
        batch=1,
        workers=workers if _is_large(pile, settings) else 1,
    )
    for done, part in enumerate(found, 1):
        yield part
        slab = _LARGE_SLAB if _is_large(pile, settings) else _SLAB
        progress(min(done * slab, len(pile.days)), len(pile.days), "comparing articles")


def _is_large(pile: Pile, settings: EventSettings) -> bool:
    return len(pile.days) > settings.all_pairs_up_to


@dataclass(frozen=True, slots=True)
class _Slab:
    """Some rows, and all that come after them within the window, by their days."""

    own: int
    """The first so many rows seek their fellows."""
    table: sparse.csr_array
    days: Rows
    order: Rows
    """Their numbers in the pile."""
    meanings: Floats | None
    least: float
    least_meaning: float
    window: int | None
    """Days; None in piles that are compared in full."""


class _Slabs(Sequence[_Slab]):
    """The slabs of a pile, each made when it is asked for."""

    def __init__(self, pile: Pile, settings: EventSettings) -> None:
        self._settings = settings
        self._large = _is_large(pile, settings)
        self._order = np.argsort(pile.days, kind="stable")
        self._days = pile.days[self._order]
        self._meanings = pile.meanings
        heavy = settings.heavy_terms if self._large else None
        self._table = mix(pile.vectors, heavy, order=self._order)
        self._begins = range(0, len(pile.days), _LARGE_SLAB if self._large else _SLAB)

    def __len__(self) -> int:
        return len(self._begins)

    @overload
    def __getitem__(self, number: int) -> _Slab: ...
    @overload
    def __getitem__(self, number: slice) -> list[_Slab]: ...
    def __getitem__(self, number: int | slice) -> _Slab | list[_Slab]:
        if isinstance(number, slice):
            return [self._slab(begin) for begin in self._begins[number]]
        return self._slab(self._begins[number])

    def _slab(self, begin: int) -> _Slab:
        settings = self._settings
        count = len(self._days)
        end = min(begin + self._begins.step, count)
        rows = slice(begin, self._last(begin, end))
        order = self._order[rows]
        return _Slab(
            own=end - begin,
            table=self._table[rows],
            days=self._days[rows],
            order=order,
            meanings=None if self._meanings is None else self._meanings[order],
            least=settings.candidate_heavy if self._large else settings.candidate,
            least_meaning=settings.candidate_meaning,
            window=settings.window_days if self._large else None,
        )

    def _last(self, begin: int, end: int) -> int:
        if not self._large or self._days[begin] == UNDATED:
            return len(self._days)
        latest = self._days[end - 1] + self._settings.window_days
        return int(np.searchsorted(self._days, latest, "right"))


def _seek(slabs: Sequence[_Slab]) -> tuple[Rows, Rows]:
    return join_pairs(pairs for slab in slabs for pairs in _seek_blocks(slab))


def _seek_blocks(slab: _Slab) -> Iterator[tuple[Rows, Rows]]:
    across = slab.table.T.tocsr()
    for begin in range(0, slab.own, _BLOCK):
        block = slice(begin, min(begin + _BLOCK, slab.own))
        rows, columns = _alike(slab, slab.table[block] @ across, block)
        rows += begin
        # Each pair is met once: a row looks at those that come later.
        keep = rows < columns
        if slab.window is not None:
            keep &= _near_days(slab.days[rows], slab.days[columns], slab.window)
        a, b = slab.order[rows[keep]], slab.order[columns[keep]]
        yield np.minimum(a, b), np.maximum(a, b)


def _alike(slab: _Slab, products: sparse.csr_array, block: slice) -> tuple[Rows, Rows]:
    near = products.tocoo()
    kept = near.data >= slab.least
    rows, columns = near.row[kept].astype(np.int64), near.col[kept].astype(np.int64)
    if slab.meanings is None:
        return rows, columns
    alike: NDArray[np.bool_] = slab.meanings[block] @ slab.meanings.T >= slab.least_meaning
    alike[rows, columns] = True
    rows, columns = np.nonzero(alike)
    return rows.astype(np.int64), columns.astype(np.int64)


def mix(vectors: Vectors, heavy: int | None, *, order: Rows | None = None) -> sparse.csr_array:
    """Return words and pairs in one table, so that a dot product is the mean of both cosines.

    Parameters
    ----------
    vectors : Vectors
        Of the articles.
    heavy : int or None
        Terms of an article to keep, the heaviest; None keeps all.
    order : array of int, optional
        The rows to take, in the order to take them; all in their own order when absent.
    """
    count = len(vectors.lengths)
    rows = np.arange(count) if order is None else order
    parts = (rows[begin : begin + _AT_ONCE] for begin in range(0, count, _AT_ONCE))
    return join_rows((_mixed(vectors, part, heavy) for part in parts), 2 * _FOLD)


def _mixed(vectors: Vectors, rows: Rows, heavy: int | None) -> sparse.csr_array:
    parts = [_folded(table[rows]) for table in (vectors.words, vectors.pairs)]
    both = sparse.hstack(parts, format="csr")
    table = sparse.csr_array(both * np.float32(np.sqrt(0.5)))
    return table if heavy is None else keep_heaviest(table, heavy)


def _folded(table: sparse.csr_array) -> sparse.csr_array:
    columns = table.indices & np.int32(_FOLD - 1)
    return sparse.csr_array((table.data, columns, table.indptr), shape=(table.shape[0], _FOLD))


def keep_heaviest(table: sparse.csr_array, heavy: int) -> sparse.csr_array:
    """Return the table with only the heaviest entries of each row; of equals, the first."""
    rows = np.repeat(np.arange(table.shape[0], dtype=np.uint64), np.diff(table.indptr))
    # Floats over 0 rank like their bits read as whole numbers: one sort for rows and weights.
    falling = ~table.data.astype(np.float32).view(np.uint32)
    order = np.argsort(rows << np.uint64(32) | falling, kind="stable")
    rank = np.arange(len(order)) - table.indptr[rows[order].astype(np.int64)]
    kept = np.sort(order[rank < heavy])
    ends = np.concatenate(([0], np.cumsum(np.minimum(np.diff(table.indptr), heavy))))
    return sparse.csr_array(
        (table.data[kept], table.indices[kept], ends.astype(np.int32)), shape=table.shape
    )


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
    return join_pairs(parts)


def _near_days(a: Rows, b: Rows, window: int) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = (np.abs(a - b) <= window) | (a == UNDATED) | (b == UNDATED)
    return near
