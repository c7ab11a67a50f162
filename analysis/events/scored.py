"""Events from scored pairs: quick, so that one decision more need not compare anything again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from analysis.events.clusters import usual_size
from analysis.events.decisions import Constraints, Decision, Pair, constrain
from analysis.events.linkage import Clash, find_clashes, link_average
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
    """Log-odds; 0 is even. Minus infinity: no event has both, since those around them clash."""


def part_clashing(scored: ScoredPairs, clash: Clash, settings: EventSettings) -> ScoredPairs:
    """Return the pairs, and with them those of look-alike stories that never are one event.

    Parameters
    ----------
    scored : ScoredPairs
        Of all articles.
    clash : callable
        Takes rows of ``scored.ids`` (`clashes.clash_of`).
    settings : EventSettings
        ``clash_from``: articles of the smaller of two groups that can always clash.
    """
    table = _scores(scored, settings)
    apart = find_clashes(table, settings.cut, clash, settings.clash_from)
    a, b = np.array(apart, np.int64).reshape(-1, 2).T
    return replace(
        scored,
        a=np.concatenate((scored.a, a)),
        b=np.concatenate((scored.b, b)),
        odds=np.concatenate((scored.odds, np.full(len(a), -np.inf, np.float32))),
    )


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
        free = Constraints(constraints.together, constraints.apart + _clashing(scored, constraints))
        labels = link_average(_scores(scored, settings), settings.cut, free)
    else:
        known = np.array([rows[proposed[name]] for name in ids], np.int64)
        labels = _relink(scored, known, settings, constraints)
    return {name: ids[label] for name, label in zip(ids, labels.tolist(), strict=True)}


def _relink(
    scored: ScoredPairs, labels: Rows, settings: EventSettings, constraints: Constraints
) -> Rows:
    """Return the labels, anew for the rows that scores join to those that decisions name."""
    table = _scores(scored, settings)
    pairs = np.array([*constraints.together, *constraints.apart], np.int64).reshape(-1, 2)
    tied = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=table.shape)
    _, component = connected_components(table + tied.tocsr(), directed=False)
    rows = np.flatnonzero(np.isin(component, component[pairs.ravel()]))
    place = {row: number for number, row in enumerate(rows.tolist())}
    clashing = _clashing(scored, constraints)
    together, apart = (
        tuple((place[a], place[b]) for a, b in each if a in place and b in place)
        for each in (constraints.together, constraints.apart + clashing)
    )
    part = table[rows][:, rows]
    own = link_average(part, settings.cut, Constraints(together, apart), usual_size(table))
    result = labels.copy()
    result[rows] = rows[own]
    return result


def _clashing(scored: ScoredPairs, constraints: Constraints) -> tuple[Pair, ...]:
    """Return the pairs that clash, but for those that people put together."""
    never = np.isneginf(scored.odds)
    pairs = np.stack((scored.a[never], scored.b[never]), axis=1)
    if len(pairs) and constraints.together:
        joined = np.array(constraints.together, np.int64)
        count = len(scored.ids)
        graph = sparse.coo_array((np.ones(len(joined)), tuple(joined.T)), shape=(count, count))
        _, component = connected_components(graph, directed=False)
        pairs = pairs[component[pairs[:, 0]] != component[pairs[:, 1]]]
    return tuple(map(tuple, pairs.tolist()))


def _scores(scored: ScoredPairs, settings: EventSettings) -> sparse.csr_array:
    count = len(scored.ids)
    shifted = np.clip(scored.odds + prior(count, settings), -settings.limit, settings.limit)
    scores = (shifted + settings.limit) / (2 * settings.limit)
    kept = scores > 0
    a, b = scored.a[kept], scored.b[kept]
    both = (np.concatenate((a, b)), np.concatenate((b, a)))
    return sparse.coo_array((np.tile(scores[kept], 2), both), shape=(count, count)).tocsr()


def prior(count: int, settings: EventSettings) -> float:
    """Return the log-odds that a pile of this many articles adds to every pair."""
    folds = np.log(settings.usual_articles / max(count, 1))
    return float(np.clip(settings.prior_slope * folds, 0, settings.prior_most))
