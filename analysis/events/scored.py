"""Events from scored pairs: quick, so that one decision more need not compare anything again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.events.decisions import Constraints, Decision, constrain
from analysis.events.linkage import link_average
from analysis.events.scoring import Floats, Rows
from analysis.events.settings import EventSettings


@dataclass(frozen=True, slots=True)
class ScoredPairs:
    """How surely articles tell one story, for the pairs where it can matter."""

    ids: tuple[str, ...]
    """Of the articles, in order."""
    a: Rows
    b: Rows
    """Rows of ``ids``, the lower one first."""
    odds: Floats
    """Log-odds; 0 is even."""


def group_scored(
    scored: ScoredPairs,
    *,
    settings: EventSettings | None = None,
    decisions: Iterable[Decision] = (),
    proposed: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the event of each article, as `group_events` does: quick, for one decision more.

    Parameters
    ----------
    scored : ScoredPairs
        Of all articles.
    settings : EventSettings, optional
        The defaults when absent.
    decisions : iterable of Decision
        What people decided.
    proposed : mapping of str to str, optional
        What comes out without any decision: then only what they touch is worked out anew.

    Returns
    -------
    dict of str to str
        Article id to event label.
    """
    ids = scored.ids
    settings = settings or EventSettings()
    rows = {name: row for row, name in enumerate(ids)}
    constraints = constrain(decisions, rows)
    if proposed is None:
        labels = link(len(ids), scored.a, scored.b, scored.odds, settings, constraints)
    else:
        known = np.array([rows[proposed[name]] for name in ids], np.int64)
        labels = _relink(scored, known, settings, constraints)
    return {name: ids[label] for name, label in zip(ids, labels.tolist(), strict=True)}


def _relink(
    scored: ScoredPairs, labels: Rows, settings: EventSettings, constraints: Constraints
) -> Rows:
    """Return the labels, anew for the rows that scores join to those that decisions name."""
    table = _scores(len(labels), scored.a, scored.b, scored.odds, settings)
    pairs = np.array([*constraints.together, *constraints.apart], np.int64).reshape(-1, 2)
    tied = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=table.shape)
    _, component = connected_components(table + tied.tocsr(), directed=False)
    rows = np.flatnonzero(np.isin(component, component[pairs.ravel()]))
    place = {row: number for number, row in enumerate(rows.tolist())}
    together, apart = (
        tuple((place[a], place[b]) for a, b in each)
        for each in (constraints.together, constraints.apart)
    )
    own = link_average(table[rows][:, rows], settings.cut, Constraints(together, apart))
    result = labels.copy()
    result[rows] = rows[own]
    return result


def link(
    count: int,
    a: Rows,
    b: Rows,
    odds: Floats,
    settings: EventSettings,
    constraints: Constraints | None = None,
) -> Rows:
    """Return the event of each row: the number of its first row."""
    table = _scores(count, a, b, odds, settings)
    return link_average(table, settings.cut, constraints or Constraints())


def _scores(
    count: int, a: Rows, b: Rows, odds: Floats, settings: EventSettings
) -> sparse.csr_array:
    shifted = np.clip(odds + prior(count, settings), -settings.limit, settings.limit)
    scores = (shifted + settings.limit) / (2 * settings.limit)
    kept = scores > 0
    both = (np.concatenate((a[kept], b[kept])), np.concatenate((b[kept], a[kept])))
    return sparse.coo_array((np.tile(scores[kept], 2), both), shape=(count, count)).tocsr()


def prior(count: int, settings: EventSettings) -> float:
    """Return the log-odds that a pile of this many articles adds to every pair."""
    folds = np.log(settings.usual_articles / max(count, 1))
    return float(np.clip(settings.prior_slope * folds, 0, settings.prior_most))
