"""Passages that articles share word for word or nearly so: wire copy, reprinted press releases.

Candidates come from an exact index of five-word shingles. MinHash was measured and left aside: it
estimates how alike two whole articles are, and misses most wire copy inside longer pieces.

References
----------
Broder (1997), On the resemblance and containment of documents, SEQUENCES.
Clough et al. (2002), METER: measuring text reuse, ACL.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.records import Passage, Reuse
from analysis.shingles import (
    Numbers,
    Words,
    find_boilerplate,
    find_words,
    prose_shingles,
    share_counts,
    shingles,
)

if TYPE_CHECKING:
    from sources.article import Article

LEAST_WORDS = 8
"""Matched words outside quotation marks that a passage needs."""
LEAST_SHINGLES = 3
"""Shared shingles that make a pair worth aligning."""
RUN = 4
"""Words in the shortest exact run inside a passage."""
QUOTED_SHARE = 0.2
"""Containment from which a pair is worth telling even if all that is shared is quotation."""
GAP = 5
"""Words that may differ between two runs of one passage."""
_REPEATS = 4

_Run = tuple[int, int, int]
"""First word in one article, first word in the other, words."""


@dataclass(frozen=True, slots=True)
class SharedText:
    """What two articles share."""

    a: str
    b: str
    """Article ids; `a` is the earlier one where both have a time, else in the order given."""
    containment: float
    """Share of the shorter article's five-word shingles that the other has too, quotations
    included: 0 to 1."""
    passages: tuple[Reuse, ...]
    """What was copied; empty when the two share only quotations."""


def find_reuse(articles: Sequence[Article]) -> list[Reuse]:
    """Return the passages that any two articles share.

    Parameters
    ----------
    articles : sequence of Article
        In any order.

    Returns
    -------
    list of Reuse
        In the order of the articles, then of the text. In each, ``a`` is the earlier article where
        times allow. ``words`` counts matched words. Every interval slices back to the passage.

    Notes
    -----
    A passage is a chain of exact runs of at least four words in the same order, at most five words
    apart, with at least eight matched words outside quotation marks: two outlets that quote one
    statement have not copied from each other.
    """
    return [passage for shared in find_shared_texts(articles) for passage in shared.passages]


def find_shared_texts(
    articles: Sequence[Article], *, within_outlet: bool = True
) -> Iterator[SharedText]:
    """Yield each two articles that share a passage.

    Parameters
    ----------
    articles : sequence of Article
        In any order.
    within_outlet : bool
        Whether two articles of one outlet are compared, too.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents, SEQUENCES.
    """
    words = [find_words(article.text) for article in articles]
    pieces = [
        prose_shingles(article.text, each) for article, each in zip(articles, words, strict=True)
    ]
    boilerplate = find_boilerplate(articles, pieces)
    own = [
        np.setdiff1d(piece, boilerplate[article.outlet], assume_unique=True)
        if len(boilerplate.get(article.outlet, ()))
        else piece
        for article, piece in zip(articles, pieces, strict=True)
    ]
    counts = share_counts(own).tocoo()
    order = np.lexsort((counts.col, counts.row))
    for i, j, count in zip(
        counts.row[order].tolist(),
        counts.col[order].tolist(),
        counts.data[order].tolist(),
        strict=True,
    ):
        if count < LEAST_SHINGLES or (
            not within_outlet and articles[i].outlet and articles[i].outlet == articles[j].outlet
        ):
            continue
        if _is_later(articles[i], articles[j]):
            i, j = j, i
        shared = np.intersect1d(own[i], own[j], assume_unique=True)
        passages = _passages(articles[i], articles[j], words[i], words[j], shared)
        containment = round(count / max(1, min(len(own[i]), len(own[j]))), 4)
        if passages or containment >= QUOTED_SHARE:
            yield SharedText(articles[i].id, articles[j].id, containment, tuple(passages))


def _is_later(a: Article, b: Article) -> bool:
    return a.published is not None and b.published is not None and a.published > b.published


def _passages(
    a: Article, b: Article, words_a: Words, words_b: Words, shared: Numbers
) -> list[Reuse]:
    found = []
    for chain in _chains(_runs(words_a.numbers, words_b.numbers)):
        matched = np.concatenate([np.arange(i, i + length) for i, _, length in chain])
        partner = np.concatenate([np.arange(j, j + length) for _, j, length in chain])
        free = ~(words_a.quoted[matched] & words_b.quoted[partner])
        if free.sum() < LEAST_WORDS or not _own(words_a.numbers, chain, shared):
            continue
        found.append(
            Reuse(_span(a.id, words_a, matched), _span(b.id, words_b, partner), len(matched))
        )
    return found


def _own(numbers: Numbers, chain: Sequence[_Run], shared: Numbers) -> bool:
    """Return whether the passage has a shingle that is nobody's boilerplate."""
    pieces = [shingles(numbers[i : i + length]) for i, _, length in chain]
    return bool(np.isin(np.concatenate(pieces), shared).any())


def _span(article: str, words: Words, matched: NDArray[np.int64]) -> Passage:
    return Passage(article, int(words.start[matched[0]]), int(words.end[matched[-1]]))


def _runs(a: Numbers, b: Numbers) -> list[_Run]:
    """Return exact runs, longest first, no word of either article in two of them."""
    free_a, free_b = np.ones(len(a), np.bool_), np.ones(len(b), np.bool_)
    chosen = []
    for i, j, length in sorted(_diagonals(a, b), key=lambda run: (-run[2], run[0], run[1])):
        free = free_a[i : i + length] & free_b[j : j + length]
        for begin, end in _stretches(free):
            if end - begin >= RUN:
                chosen.append((i + begin, j + begin, end - begin))
                free_a[i + begin : i + end] = False
                free_b[j + begin : j + end] = False
    return sorted(chosen)


def _diagonals(a: Numbers, b: Numbers) -> Iterator[_Run]:
    """Yield each longest run of words that both have."""
    first, second = shingles(a, RUN), shingles(b, RUN)
    known, frequency = np.unique(second, return_counts=True)
    order = np.argsort(second, kind="stable")
    begin = np.concatenate(([0], np.cumsum(frequency)[:-1])) if len(known) else frequency
    where = np.minimum(np.searchsorted(known, first), max(0, len(known) - 1))
    hits = np.flatnonzero(known[where] == first) if len(known) else np.empty(0, np.int64)
    pairs = [
        (int(order[at]) - int(i), int(i))
        for i in hits
        for at in range(begin[where[i]], begin[where[i]] + min(frequency[where[i]], _REPEATS))
    ]
    pairs.sort()
    previous = None
    for shift, i in pairs:
        if previous and previous[0] == shift and previous[1] + previous[2] == i + RUN - 1:
            previous = (shift, previous[1], previous[2] + 1)
            continue
        if previous:
            yield previous[1], previous[1] + previous[0], previous[2]
        previous = (shift, i, RUN)
    if previous:
        yield previous[1], previous[1] + previous[0], previous[2]


def _stretches(free: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _chains(runs: Iterable[_Run]) -> list[list[_Run]]:
    """Join runs that follow one another in both articles with few words between."""
    chains: list[list[_Run]] = []
    for run in runs:
        for chain in reversed(chains[-3:]):
            i, j, length = chain[-1]
            if 0 <= run[0] - i - length <= GAP and 0 <= run[1] - j - length <= GAP:
                chain.append(run)
                break
        else:
            chains.append([run])
    return chains


def reused_share(articles: Iterable[Article], reuse: Iterable[Reuse]) -> Mapping[str, float]:
    """Return how much of each article stands in shared passages.

    Returns
    -------
    mapping of str to float
        Article id to the share of its characters, 0 to 1.
    """
    covered = {article.id: np.zeros(len(article.text), np.bool_) for article in articles}
    for passage in (passage for each in reuse for passage in (each.a, each.b)):
        covered[passage.article][passage.start : passage.end] = True
    return {name: float(marks.mean()) if len(marks) else 0.0 for name, marks in covered.items()}
