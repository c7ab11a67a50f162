"""The day on which each article of an event was written, known or guessed.

References
----------
Strötgen and Gertz (2010), HeidelTime: the document's creation time as reference.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median_low
from typing import TYPE_CHECKING, NamedTuple

from analysis.claims.times import find_times

if TYPE_CHECKING:
    from sources.article import Article


class Written(NamedTuple):
    """When an article was written."""

    day: date | None
    """Its publication, or else a guess at the year and month."""
    is_known: bool
    """Whether "Tuesday" and "yesterday" can be told by it."""


def find_written(articles: Sequence[Article]) -> dict[str, Written]:
    """Return the day on which each article is taken to have been written, by its id.

    Its publication, or else the last full date it names itself, or else about when the event's
    other articles were written.

    Parameters
    ----------
    articles : sequence of Article
        One event's articles.
    """
    known: dict[str, date | None] = {}
    for article in articles:
        day = article.published.date() if article.published is not None else None
        known[article.id] = day or _last_full_date(article.text)
    days = [day for day in known.values() if day is not None]
    middle = median_low(days) if days else None
    published = {article.id for article in articles if article.published is not None}
    return {key: Written(day or middle, key in published) for key, day in known.items()}


def _last_full_date(text: str) -> date | None:
    days = [time.first for time in find_times(text) if time.year and time.day and time.first]
    return max(days) if days else None
