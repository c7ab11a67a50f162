"""Sparse TF-IDF vectors of words and word pairs, made with numpy and scipy alone.

An article's vector never depends on what else is in the pile (`analysis.hashed_terms`).

References
----------
Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, IPM 24(5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.hashed_terms import STOP, TITLE_WEIGHT, Terms, Weights, hash_words, pair_hash
from analysis.idf import Idf

if TYPE_CHECKING:
    from sources.article import Article

_AT_ONCE = 500
_HIGH = np.uint64(32)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAD_WORDS = 100
"""How far the day that a story is about is looked for: title first, stop words counted."""
NO_WEEKDAY = -1

COLUMNS = 2**30
"""Columns of `Vectors`: term numbers that fit scipy's 32-bit indices."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """TF-IDF vectors of many articles, a row an article, each row of length 1 (or empty)."""

    words: sparse.csr_array
    """Shape (articles, `COLUMNS`), float32: word stems."""
    pairs: sparse.csr_array
    """Shape (articles, `COLUMNS`), float32: stems that follow each other."""
    lengths: NDArray[np.int32]
    """Words of title and text, stop words counted."""
    weekdays: NDArray[np.int8]
    """Day of the week named first in the lead, Monday 0; `NO_WEEKDAY` where none is."""


def vectorise(articles: Sequence[Article], idf: Idf) -> Vectors:
    """Return the vectors of articles, the same as `bag_of` and `weigh` make one by one.

    Parameters
    ----------
    articles : sequence of Article
        Any number; memory is about 3 kB for an article of 250 words.
    idf : callable
        Gives the inverse document frequency of each term.

    Returns
    -------
    Vectors
        Columns are term numbers without their two lowest bits.

    References
    ----------
    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, IPM 24(5).
    """
    parts = [
        _vectorise_part(articles[begin : begin + _AT_ONCE], idf)
        for begin in range(0, len(articles), _AT_ONCE)
    ]
    return join_vectors(parts)


def join_vectors(parts: Iterable[Vectors]) -> Vectors:
    """Return the vectors of several piles as those of one.

    Parts that come one by one are held once: each is let go when the next is asked for.
    """
    words, pairs = _Rows(COLUMNS), _Rows(COLUMNS)
    lengths, weekdays = [np.empty(0, np.int32)], [np.empty(0, np.int8)]
    for part in parts:
        words.add(part.words)
        pairs.add(part.pairs)
        lengths.append(part.lengths)
        weekdays.append(part.weekdays)
    return Vectors(words.table(), pairs.table(), np.concatenate(lengths), np.concatenate(weekdays))


def join_rows(tables: Iterable[sparse.csr_array], columns: int) -> sparse.csr_array:
    """Return the rows of several tables of float32 as those of one, held once as they come."""
    rows = _Rows(columns)
    for table in tables:
        rows.add(table)
    return rows.table()


class _Rows:
    """A table that grows by rows."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._data = _Column(np.empty(0, np.float32))
        self._places = _Column(np.empty(0, np.int32))
        self._counts = [np.zeros(1, np.int64)]

    def add(self, table: sparse.csr_array) -> None:
        self._data.add(table.data)
        self._places.add(table.indices)
        self._counts.append(np.diff(table.indptr))

    def table(self) -> sparse.csr_array:
        """Return the rows so far; nothing can be added after."""
        ends = np.cumsum(np.concatenate(self._counts))
        kind = np.int32 if ends[-1] < 2**31 else np.int64
        parts = (self._data.take(), self._places.take(), ends.astype(kind))
        return sparse.csr_array(parts, (len(ends) - 1, self._columns))


class _Column:
    """Numbers added one after the other to a buffer that grows where it is, never held twice."""

    def __init__(self, empty: NDArray[Any]) -> None:
        self._buffer = empty
        self._used = 0

    def add(self, more: NDArray[Any]) -> None:
        needed = self._used + len(more)
        if needed > len(self._buffer):
            # By a sixteenth: the system moves a large buffer without copying it.
            self._buffer.resize(max(needed, self._used * 17 // 16), refcheck=False)
        self._buffer[self._used : needed] = more
        self._used = needed

    def take(self) -> NDArray[Any]:
        self._buffer.resize(self._used, refcheck=False)
        return self._buffer


def _vectorise_part(articles: Sequence[Article], idf: Idf) -> Vectors:
    titles = [hash_words(article.title) for article in articles]
    bodies = [hash_words(article.text) for article in articles]
    lengths = np.array([len(t) + len(b) for t, b in zip(titles, bodies, strict=True)], np.int32)
    title_words, title_pairs = _terms_by_row(titles)
    body_words, body_pairs = _terms_by_row(bodies)
    repeat = int(TITLE_WEIGHT)
    return Vectors(
        _weigh_rows([*[title_words] * repeat, body_words], len(articles), idf),
        _weigh_rows([*[title_pairs] * repeat, body_pairs], len(articles), idf),
        lengths,
        _first_weekdays(
            [np.concatenate(both)[:_LEAD_WORDS] for both in zip(titles, bodies, strict=True)]
        ),
    )


def _first_weekdays(leads: Sequence[Terms]) -> NDArray[np.int8]:
    """Return the number of the day of the week that each text names first."""
    numbers = hash_words(" ".join(_WEEK))
    order = np.argsort(numbers)
    terms = np.concatenate([*leads, np.empty(0, np.uint32)])
    place = np.minimum(np.searchsorted(numbers[order], terms), len(_WEEK) - 1)
    found = np.flatnonzero(numbers[order][place] == terms)
    rows = np.repeat(np.arange(len(leads)), [len(lead) for lead in leads])[found]
    result = np.full(len(leads), NO_WEEKDAY, np.int8)
    # Written backwards, so that the first one stays.
    result[rows[::-1]] = order[place[found]][::-1]
    return result


def _terms_by_row(texts: Sequence[Terms]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return words and pairs as one number each: row, then term."""
    terms = np.concatenate([*texts, np.empty(0, np.uint32)])
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) for text in texts])
    told = terms != STOP
    terms, rows = terms[told], rows[told] << _HIGH
    one_text = rows[:-1] == rows[1:]
    pairs = rows[:-1][one_text] | pair_hash(terms[:-1][one_text], terms[1:][one_text])
    return rows | terms, pairs


def _weigh_rows(parts: Sequence[NDArray[np.uint64]], count: int, idf: Idf) -> sparse.csr_array:
    keys, counts = np.unique(np.concatenate(parts), return_counts=True)
    terms = keys.astype(np.uint32)
    rows = (keys >> _HIGH).astype(np.int64)
    weights = (1 + np.log(counts)) * idf(terms)
    lengths = np.sqrt(np.bincount(rows, weights**2, count))
    data = (weights / lengths[rows]).astype(np.float32)
    ends = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=count))))
    columns = (terms >> np.uint32(2)).astype(np.int32)
    table = sparse.csr_array((data, columns, ends.astype(np.int32)), shape=(count, COLUMNS))
    table.sum_duplicates()
    return table


def stack(terms: Sequence[Terms], weights: Sequence[Weights]) -> sparse.csr_array:
    """Return one row an article and one column a term that occurs in any of them.

    Returns
    -------
    scipy.sparse.csr_array of float32, shape (articles, terms)
        Columns in the order of the terms' numbers.
    """
    ends = np.cumsum([0, *map(len, terms)])
    columns = np.concatenate([*terms, np.empty(0, np.uint32)])
    known, place = np.unique(columns, return_inverse=True)
    data = np.concatenate([*weights, np.empty(0, np.float32)]).astype(np.float32)
    return sparse.csr_array((data, place, ends), shape=(len(terms), len(known)))
