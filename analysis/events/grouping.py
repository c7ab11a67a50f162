"""Which articles tell the same story: pair scores, then average linkage.

References
----------
Bagga and Baldwin (1998), Entity-based cross-document coreferencing: B-cubed.
Miranda et al. (2018), Multilingual clustering of streaming news, EMNLP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.background import load_background
from analysis.events.linkage import link_average
from analysis.vectors import bag_of, stack, weigh

if TYPE_CHECKING:
    from sources.article import Article

_UNDATED = -(10**7)


@dataclass(frozen=True, slots=True)
class EventSettings:
    """What shapes the grouping; one default for every kind of pile."""

    cut: float = 0.16
    """Clusters are merged while their articles score at least this on average: 0 to 1."""
    least: float = 0.03
    """A pair below this scores 0."""
    free_days: float = 1.0
    """Days apart that cost nothing."""
    decay_days: float = 7.0
    """Further days after which a score falls to 1/e."""
    floor: float = 0.35
    """What is left of a score however far apart the dates are, since dates are often wrong."""


def group_events(
    articles: Sequence[Article], *, settings: EventSettings | None = None
) -> dict[str, str]:
    """Return the event of each article.

    Parameters
    ----------
    articles : sequence of Article
        ``title``, ``text`` and ``published`` are read; an article without a date is near any day.
    settings : EventSettings, optional
        The defaults when absent.

    Returns
    -------
    dict of str to str
        Article id to event label: the least article id of the event. The order of the articles
        makes no difference.

    Notes
    -----
    ``score(a, b) = time(a, b) (cos_words(a, b) + cos_pairs(a, b)) / 2`` with TF-IDF under the
    shipped background, and ``time = max(floor, exp(-max(0, days - free) / decay))``, 1 when a date
    is missing. Clusters by average linkage.

    References
    ----------
    Miranda et al. (2018), Multilingual clustering of streaming news, EMNLP.
    """
    settings = settings or EventSettings()
    ordered = sorted(articles, key=lambda article: article.id)
    if not ordered:
        return {}
    labels = link_average(_scores(ordered, settings), settings.cut)
    return {
        article.id: ordered[label].id
        for article, label in zip(ordered, labels.tolist(), strict=True)
    }


def _scores(articles: Sequence[Article], settings: EventSettings) -> sparse.csr_array:
    idf = load_background().idf_of
    bags = [bag_of(article) for article in articles]
    words = stack(
        [bag.words for bag in bags], [weigh(bag.words, bag.word_counts, idf) for bag in bags]
    )
    pairs = stack(
        [bag.pairs for bag in bags], [weigh(bag.pairs, bag.pair_counts, idf) for bag in bags]
    )
    vectors = sparse.hstack([words, pairs], format="csr") * np.float32(np.sqrt(0.5))
    scores = (vectors @ vectors.T).tocoo()
    days = np.array([_day(article) for article in articles])
    data = scores.data * _time(days[scores.row], days[scores.col], settings)
    kept = (data >= settings.least) & (scores.row != scores.col)
    return sparse.coo_array(
        (data[kept], (scores.row[kept], scores.col[kept])), shape=scores.shape
    ).tocsr()


def _day(article: Article) -> int:
    return article.published.toordinal() if article.published else _UNDATED


def _time(
    a: NDArray[np.int64], b: NDArray[np.int64], settings: EventSettings
) -> NDArray[np.float32]:
    late = np.maximum(np.abs(a - b) - settings.free_days, 0)
    factor = np.maximum(settings.floor, np.exp(-late / settings.decay_days))
    factor[(a == _UNDATED) | (b == _UNDATED)] = 1
    result: NDArray[np.float32] = factor.astype(np.float32)
    return result
