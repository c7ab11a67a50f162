"""The articles nearest to one, among any number: an inverted index over the heaviest terms.

References
----------
Zobel and Moffat (2006), Inverted files for text search engines, ACM Computing Surveys 38(2).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.background import load_background
from analysis.events.candidates import mix
from analysis.vectors import Vectors, vectorise

if TYPE_CHECKING:
    from sources.article import Article

QUERY_TERMS = 20
"""Terms of the new article that are looked up: the rarest have the shortest lists."""
HEAVY_TERMS = 48
"""Terms by which an article is found: its heaviest words and word pairs."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One of the articles nearest to another."""

    article: str
    cosine: float
    """Mean TF-IDF cosine of words and of word pairs over the heaviest terms: 0 to 1."""


@dataclass(frozen=True, slots=True)
class NeighbourIndex:
    """Articles by term, so that a query touches only those that share one with it."""

    ids: Sequence[str]
    postings: sparse.csr_array
    """Shape (terms, articles): for each term the articles that it is heavy in."""

    def nearest(self, article: Article, *, count: int = 20) -> list[Neighbour]:
        """Return the nearest articles, the nearest first; ties in the order of the index.

        Parameters
        ----------
        article : Article
            Need not be in the index; when it is, it is left out by its id.
        count : int
            Most neighbours to return; those without a common term are no neighbours.

        Returns
        -------
        list of Neighbour
            Cosines 0 to 1, falling.

        Notes
        -----
        Both vectors are cut to their heaviest terms, which leaves the order of close articles as
        it is and makes the cosines somewhat too small.

        References
        ----------
        Zobel and Moffat (2006), Inverted files for text search engines, ACM Computing Surveys.
        """
        query = mix(vectorise([article], load_background().idf_of), QUERY_TERMS)
        begins, ends = self.postings.indptr[query.indices], self.postings.indptr[query.indices + 1]
        cosines = np.zeros(len(self.ids), np.float32)
        for begin, end, weight in zip(begins.tolist(), ends.tolist(), query.data, strict=True):
            # A term names an article once, so nothing is added to one place twice at a time.
            cosines[self.postings.indices[begin:end]] += weight * self.postings.data[begin:end]
        best = _best(cosines, count + 1)
        found = [Neighbour(self.ids[k], round(float(cosines[k]), 4)) for k in best.tolist()]
        return [each for each in found if each.article != article.id][:count]


def index_articles(articles: Sequence[Article]) -> NeighbourIndex:
    """Return the index of these articles."""
    vectors = vectorise(articles, load_background().idf_of)
    return index_vectors([article.id for article in articles], vectors)


def index_vectors(ids: Sequence[str], vectors: Vectors) -> NeighbourIndex:
    """Return the index of articles whose vectors are known."""
    return NeighbourIndex(ids, sparse.csr_array(_heavy(vectors).T.tocsr()))


def _heavy(vectors: Vectors) -> sparse.csr_array:
    return mix(vectors, HEAVY_TERMS)


def _best(cosines: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Return the places of the highest figures over 0; of equals, the first."""
    if count < len(cosines):
        edge = float(np.partition(cosines, len(cosines) - count)[len(cosines) - count])
        some = np.flatnonzero((cosines >= edge) & (cosines > 0))
    else:
        some = np.flatnonzero(cosines > 0)
    order = np.argsort(-cosines[some], kind="stable")
    return some[order[:count]].astype(np.int64)
