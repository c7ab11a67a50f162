"""What ties each article to its event: the nearest of the others, shared words, days apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.background import load_background
from analysis.events.grouping import Embed, make_pile
from analysis.events.scoring import UNDATED, score_pairs
from analysis.similarity import shared_terms

if TYPE_CHECKING:
    from sources.article import Article


@dataclass(frozen=True, slots=True)
class Tie:
    """Why an article stands in its event."""

    article: str
    nearest: str
    """The article of the event that it is most surely told together with."""
    probability: float
    """How surely the two tell one story: 0 to 1."""
    days_apart: int | None
    """None when either has no date."""
    terms: tuple[tuple[str, float], ...]
    """Shared words and their share of the likeness, greatest first."""


def explain_event(
    articles: Sequence[Article],
    *,
    embed: Embed | None = None,
) -> list[Tie]:
    """Return what ties each article of one event to it.

    Parameters
    ----------
    articles : sequence of Article
        The articles of one event.
    embed : callable, optional
        As in `group_events`.

    Returns
    -------
    list of Tie
        In the order of the articles; empty for an event of one.

    Notes
    -----
    ``probability = 1 / (1 + exp(-log-odds))`` of `scoring.score_pairs`.

    References
    ----------
    Miranda et al. (2018), Multilingual clustering of streaming news, EMNLP.
    """
    if len(articles) < 2:
        return []
    pile = make_pile(articles, embed)
    count = len(articles)
    a, b = np.triu_indices(count, 1)
    odds = np.full((count, count), -np.inf)
    odds[a, b] = odds[b, a] = score_pairs(pile, a, b)
    nearest = odds.argmax(axis=1)
    idf = load_background().idf_of
    ties = []
    for row, other in enumerate(nearest.tolist()):
        days = pile.days[[row, other]]
        ties.append(
            Tie(
                articles[row].id,
                articles[other].id,
                round(float(1 / (1 + np.exp(-odds[row, other]))), 4),
                None if UNDATED in days else int(abs(days[0] - days[1])),
                shared_terms(articles[row], articles[other], idf=idf),
            )
        )
    return ties
