"""Which articles tell the same story: scored pairs, then average linkage.

References
----------
Bagga and Baldwin (1998), Entity-based cross-document coreferencing using the vector space model.
Miranda et al. (2018), Multilingual clustering of streaming news, EMNLP.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.background import load_background
from analysis.engine import map_batches
from analysis.events.candidates import seek_candidates
from analysis.events.clashes import clash_of
from analysis.events.decisions import Decision
from analysis.events.scored import ScoredPairs, group_scored, part_clashing
from analysis.events.scoring import Floats, Pile, Rows, describe, score_pairs
from analysis.events.settings import EventSettings
from analysis.progress import Progress, no_progress
from analysis.vectors import Vectors, join_vectors, vectorise

if TYPE_CHECKING:
    from sources.article import Article

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

_BATCH = 2_000
_WORTH_PROCESSES = 10_000

MEANING_LETTERS = 320
"""How much of title and text the encoder is given: the lead says what the story is."""


def group_events(
    articles: Sequence[Article],
    *,
    settings: EventSettings | None = None,
    embed: Embed | None = None,
    decisions: Iterable[Decision] = (),
    workers: int = 1,
    progress: Progress = no_progress,
) -> dict[str, str]:
    """Return the event of each article.

    Parameters
    ----------
    articles : sequence of Article
        ``title``, ``text``, ``outlet`` and ``published`` are read; an article without a date is
        near any day.
    settings : EventSettings, optional
        The defaults when absent.
    embed : callable, optional
        Gives a unit vector a text; helps most with headlines and short texts. None: words only.
    decisions : iterable of Decision
        What people decided; it outranks every score.
    workers : int
        Processes; the groups are the same for any number.
    progress : callable
        Called with articles done, articles in all, and what is being done.

    Returns
    -------
    dict of str to str
        Article id to event label: the least article id of the event. The order of the articles
        makes no difference.

    Notes
    -----
    The score of a pair is the log-odds of `scoring.score_pairs`, shifted for small piles
    (`EventSettings.usual_articles`), cut at plus and minus ``limit`` and mapped to 0 to 1. Clusters
    are merged by average linkage (`linkage.link_average`) while their score is at least ``cut``,
    unless what each leads with contradicts the other (`clashes`).

    References
    ----------
    Miranda et al. (2018), Multilingual clustering of streaming news, EMNLP.
    """
    settings = settings or EventSettings()
    scored = score_articles(
        articles, settings=settings, embed=embed, workers=workers, progress=progress
    )
    return group_scored(scored, settings=settings, decisions=decisions)


def score_articles(
    articles: Sequence[Article],
    *,
    settings: EventSettings | None = None,
    embed: Embed | None = None,
    workers: int = 1,
    progress: Progress = no_progress,
) -> ScoredPairs:
    """Return how surely articles tell one story, pair by pair: all that `group_scored` needs.

    Returns
    -------
    ScoredPairs
        The articles in the order of their ids.
    """
    ordered = sorted(articles, key=lambda article: article.id)
    settings = settings or EventSettings()
    pile = make_pile(ordered, embed, workers=workers, progress=progress)
    pairs = score_pile(pile, settings, workers=workers, progress=progress)
    scored = ScoredPairs(tuple(article.id for article in ordered), *pairs)
    clash = clash_of(ordered, pile.vectors, settings.clash)
    return part_clashing(scored, clash, settings)


def make_pile(
    articles: Sequence[Article],
    embed: Embed | None,
    *,
    workers: int = 1,
    progress: Progress = no_progress,
) -> Pile:
    """Return what is compared of each article, in the same order."""
    vectors, meanings = read_articles(articles, embed, workers=workers, progress=progress)
    return describe(articles, vectors, meanings)


def read_articles(
    articles: Sequence[Article],
    embed: Embed | None,
    *,
    workers: int = 1,
    progress: Progress = no_progress,
) -> tuple[Vectors, Floats | None]:
    """Return the vectors of articles and, with an encoder, those of their meaning."""
    parts = map_batches(
        _vectorise,
        articles,
        batch=_BATCH,
        workers=workers if len(articles) > _WORTH_PROCESSES else 1,
        progress=progress,
        what="reading words",
    )
    vectors = join_vectors(parts)
    if len(articles) > _WORTH_PROCESSES:
        _give_back_memory()
    if embed is None:
        return vectors, None
    return vectors, embed([f"{each.title}. {each.text}"[:MEANING_LETTERS] for each in articles])


def _give_back_memory() -> None:
    """Return what was freed to the system: the C library of Linux keeps small arrays' memory."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _vectorise(articles: Sequence[Article]) -> Vectors:
    return vectorise(articles, load_background().idf_of)


def score_pile(
    pile: Pile,
    settings: EventSettings,
    *,
    workers: int = 1,
    progress: Progress = no_progress,
) -> tuple[Rows, Rows, Floats]:
    """Return the pairs of rows that can matter, the lower first, with their log-odds.

    Returns
    -------
    tuple of array
        Rows a, rows b, log-odds; pairs that no prior could lift over the lower limit are left out.
    """
    least = -settings.limit - settings.prior_most
    parts: list[tuple[Rows, Rows, Floats]] = []
    for a, b in seek_candidates(pile, settings, workers=workers, progress=progress):
        odds = score_pairs(pile, a, b)
        kept = odds > least
        parts.append((a[kept], b[kept], odds[kept]))
    empty = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))
    a, b, odds = (np.concatenate(column) for column in zip(empty, *parts, strict=True))
    return a, b, odds
