"""How the counts of claims move with the match threshold: made once for an event, and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import orjson

from analysis.kept import Kept, KeptOnDisk
from analysis.kept_comparison import comparison_key
from analysis.progress import Progress, no_progress
from analysis.settings import Settings, kept_file

if TYPE_CHECKING:
    from sources.article import Article, Problem

_KIND = "sensitivity"


def make_sensitivity(
    articles: Sequence[Article],
    problems: Sequence[Problem],
    settings: Settings,
    *,
    progress: Progress = no_progress,
) -> None:
    """Count the claims at each threshold of the plausible range, and keep the counts.

    The work of a job in another process. The readings and vectors of a comparison that is kept are
    used again.

    Parameters
    ----------
    articles, problems, settings
        As for `analysis.kept_comparison.make_comparison`.
    progress : callable
        Told after each threshold.
    """
    from analysis.claims.sensitivity import sensitivity
    from analysis.comparison import choose_comparable, claim_settings, embedding
    from analysis.quotations import link_speakers
    from analysis.reading import read_articles
    from sources.duplicates import group_reprints

    kept = KeptOnDisk(kept_file())
    chosen, _ = choose_comparable(articles)
    readings = read_articles(chosen, kept=kept, encoder=settings.encoder, progress=progress)
    reprints = group_reprints(chosen)
    originals = {
        article.id: reprints[article.id].original if settings.collapse_reprints else article.id
        for article in chosen
    }
    table = sensitivity(
        chosen,
        readings,
        originals=originals,
        speakers=link_speakers(chosen, readings),
        embed=embedding(settings, kept),
        settings=claim_settings(settings),
        progress=progress,
    )
    rows = [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]
    kept.put(_KIND, {comparison_key(articles, problems, settings): orjson.dumps(rows)})


def kept_sensitivity(key: str, kept: Kept) -> list[dict[str, Any]] | None:
    """Return the counts kept for a comparison, a row a threshold; None when they were not made.

    Parameters
    ----------
    key : str
        As `analysis.kept_comparison.comparison_key` makes it.
    """
    value = kept.get(_KIND, [key]).get(key)
    if value is None:
        return None
    rows: list[dict[str, Any]] = orjson.loads(value)
    return rows
