"""TF-IDF cosine between articles and between groups of articles, with the words that carry it.

References
----------
Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, IPM 24(5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.background import load_background
from analysis.hashed_terms import Terms, bag_of, name_terms
from analysis.idf import Idf, weigh
from analysis.records import Similarity
from analysis.vectors import stack

if TYPE_CHECKING:
    from sources.article import Article

CARRIERS = 8
"""Terms that are named for a cell."""
ALL_PAIRS_UP_TO = 60
"""With more articles, terms are named for each one's nearest only."""
NEAREST = 10

TermShares = tuple[tuple[str, float], ...]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GroupSimilarity:
    """How alike groups of articles are."""

    groups: tuple[str, ...]
    """In alphabetical order: the order of rows and columns."""
    articles: tuple[int, ...]
    """Articles in each group."""
    cosine: tuple[tuple[float, ...], ...]
    """Mean over the pairs of articles; NaN on the diagonal of a group of one."""
    shared_terms: Mapping[tuple[str, str], TermShares]
    """For a pair in the order of ``groups``: the terms that carry it, with their share."""


@dataclass(frozen=True, slots=True)
class _Table:
    vectors: sparse.csr_array
    terms: Terms
    """The term of each column."""


def compare_articles(articles: Sequence[Article], *, idf: Idf | None = None) -> Similarity:
    """Return the TF-IDF cosine of every two articles, with the terms that carry each.

    Parameters
    ----------
    articles : sequence of Article
        ``title`` and ``text`` are compared. Meant for up to some hundreds; for more, see
        `analysis.neighbours`.
    idf : callable, optional
        Inverse document frequencies; those of the shipped background when absent.

    Returns
    -------
    Similarity
        Symmetric, 0 to 1, four decimals; 1 on the diagonal, but 0 for an article without words.
        A term's share is its part of the cosine; up to eight terms, greatest first. Above 60
        articles terms are named for the ten nearest of each article.

    Notes
    -----
    ``cos(a, b) = sum over t of w(a, t) w(b, t)`` with ``w = (1 + ln count) idf``, vectors of length
    1. Terms are word stems without stop words; one in the title counts three times.

    References
    ----------
    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, IPM 24(5).
    """
    table = _vectorise(articles, idf)
    cosine = np.clip((table.vectors @ table.vectors.T).toarray().astype(np.float64), 0, 1)
    cosine = np.round((cosine + cosine.T) / 2, 4)
    ids = tuple(article.id for article in articles)
    names = name_terms(_contents(articles))
    shared = {
        (ids[i], ids[j]): _carriers(table.vectors[[i]], table.vectors[[j]], table.terms, names)
        for i, j in _named_pairs(cosine)
    }
    return Similarity(ids, tuple(map(tuple, cosine.tolist())), shared)


def compare_groups(
    articles: Sequence[Article], groups: Mapping[str, str], *, idf: Idf | None = None
) -> GroupSimilarity:
    """Return the mean TF-IDF cosine between the articles of every two groups.

    Parameters
    ----------
    articles : sequence of Article
        Those without a group are left out.
    groups : mapping of str to str
        Article id to group.
    idf : callable, optional
        As in `compare_articles`.

    Returns
    -------
    GroupSimilarity
        Cosines 0 to 1, four decimals.

    Notes
    -----
    The mean over all pairs of two articles, one of each group, equals the dot product of the mean
    vectors; within a group an article is not paired with itself.

    References
    ----------
    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, IPM 24(5).
    """
    kept = [article for article in articles if groups.get(article.id)]
    labels, place = np.unique([groups[article.id] for article in kept], return_inverse=True)
    table = _vectorise(kept, idf)
    sizes = np.bincount(place, minlength=len(labels))
    choose = sparse.csr_array(
        (1 / sizes[place], (place, np.arange(len(kept)))), shape=(len(labels), len(kept))
    )
    means = sparse.csr_array(choose @ table.vectors)
    cosine = (means @ means.T).toarray()
    selves = np.bincount(place, table.vectors.power(2).sum(axis=1), len(labels))
    within = np.full(len(labels), np.nan)
    many = sizes > 1
    pairs = (sizes * (sizes - 1))[many]
    within[many] = (cosine.diagonal()[many] * sizes[many] ** 2 - selves[many]) / pairs
    np.fill_diagonal(cosine, within)
    names = name_terms(_contents(kept))
    shared = {
        (str(labels[i]), str(labels[j])): _carriers(means[[i]], means[[j]], table.terms, names)
        for i in range(len(labels))
        for j in range(i + 1, len(labels))
    }
    return GroupSimilarity(
        tuple(map(str, labels)),
        tuple(sizes.tolist()),
        tuple(map(tuple, np.round(np.clip(cosine, 0, 1), 4).tolist())),
        shared,
    )


def shared_terms(a: Article, b: Article, *, idf: Idf | None = None) -> TermShares:
    """Return the terms that carry the cosine of two articles.

    Returns
    -------
    tuple of (str, float)
        Up to eight terms and their share of the cosine, greatest first.

    References
    ----------
    Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval, IPM 24(5).
    """
    return compare_articles([a, b], idf=idf).shared_terms[a.id, b.id]


def order_articles(similarity: Similarity) -> tuple[str, ...]:
    """Return the article ids so that like stands next to like, for a heatmap.

    Notes
    -----
    Leaves of an average-linkage tree of ``1 - cosine``, turned so that the sum of distances
    between neighbours is least; cubic in time, so meant for up to 200 articles.

    References
    ----------
    Bar-Joseph et al. (2001), Fast optimal leaf ordering, Bioinformatics 17.
    """
    if len(similarity.articles) < 3:
        return similarity.articles
    # Imported here: it takes 0.2 s, and only the heatmap needs it.
    from scipy.cluster.hierarchy import leaves_list, linkage

    cosine = np.array(similarity.tfidf)
    upper = 1 - cosine[np.triu_indices(len(cosine), 1)]
    leaves = leaves_list(linkage(upper, "average", optimal_ordering=True))
    return tuple(similarity.articles[leaf] for leaf in leaves)


def _vectorise(articles: Sequence[Article], idf: Idf | None) -> _Table:
    weights_of = idf or load_background().idf_of
    bags = [bag_of(article) for article in articles]
    weights = [weigh(bag.words, bag.word_counts, weights_of) for bag in bags]
    terms = np.unique(np.concatenate([*(bag.words for bag in bags), np.empty(0, np.uint32)]))
    return _Table(stack([bag.words for bag in bags], weights), terms)


def _contents(articles: Iterable[Article]) -> list[str]:
    return [text for article in articles for text in (article.title, article.text)]


def _named_pairs(cosine: Matrix) -> list[tuple[int, int]]:
    count = len(cosine)
    if count <= ALL_PAIRS_UP_TO:
        return [(i, j) for i in range(count) for j in range(i + 1, count)]
    others = cosine - 2 * np.eye(count)
    nearest = np.argsort(-others, axis=1, kind="stable")[:, :NEAREST]
    return sorted({(min(i, j), max(i, j)) for i in range(count) for j in nearest[i].tolist()})


def _carriers(
    a: sparse.csr_array, b: sparse.csr_array, terms: Terms, names: Mapping[int, str]
) -> TermShares:
    columns, in_a, in_b = np.intersect1d(a.indices, b.indices, return_indices=True)
    parts = a.data[in_a].astype(np.float64) * b.data[in_b]
    # More than are named, so that equal shares are ordered by name and not by number.
    most = np.argsort(-parts, kind="stable")[: 2 * CARRIERS]
    named = [(names[int(terms[columns[k]])], round(float(parts[k] / parts.sum()), 4)) for k in most]
    return tuple(sorted(named, key=lambda each: (-each[1], each[0]))[:CARRIERS])
