"""How surely two statements make the same claim: a logistic regression over named features.

Three sets of weights, for "same" means something else to each: clauses of one event, whole
sentences of one event, and pairs that stand alone. Each comes with and without the encoder.
``training/claims.py`` makes them.

References
----------
Ernst et al. (2021), SuperPAL; Shapira et al. (2016) and the DUC pyramids: content units as claims.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from analysis.claims.features import Edges, Floats, Statements, pair_features, reciprocal_ranks

MODEL = Path(__file__).parent.parent / "models" / "claims.json"

Unit = Literal["clauses", "sentences", "alone"]
_SENTENCE_TERMS = 10.0
"""From this median of terms a statement on, pairs are weighed as whole sentences."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A readable logistic regression: mean, spread and weight of each named feature."""

    names: tuple[str, ...]
    mean: Floats
    spread: Floats
    weight: Floats
    bias: float

    def logits(self, features: dict[str, Floats]) -> Floats:
        """Return the log odds of each pair."""
        columns = np.column_stack([features[name] for name in self.names])
        return np.asarray((columns - self.mean) / self.spread @ self.weight + self.bias)


@cache
def _model() -> dict[str, dict[str, dict[str, list[float]]]]:
    models: dict[str, dict[str, dict[str, list[float]]]] = json.loads(
        MODEL.read_text(encoding="utf-8")
    )["models"]
    return models


@cache
def load_weights(unit: Unit, *, encoder: bool, stage: int) -> Weights | None:
    """Return the weights for a kind of statement; None where there is no such stage.

    Parameters
    ----------
    unit : {"clauses", "sentences", "alone"}
        What is matched.
    encoder : bool
        Whether the statements have vectors.
    stage : int
        1: what the two say; 2: how the pair stands among all pairs of the event.
    """
    rows = _model().get(f"{unit}, encoder {'on' if encoder else 'off'}, stage {stage}")
    if rows is None:
        return None
    table = rows["features"]
    names = tuple(table)
    columns = np.array([table[name] for name in names], float).reshape(len(names), 3)
    return Weights(names, columns[:, 0], columns[:, 1], columns[:, 2], float(rows["bias"][0]))  # type: ignore[arg-type]


def unit_of(statements: Statements) -> Unit:
    """Return whether statements are clauses or whole sentences, by their median length."""
    lengths = [len(terms) for terms in statements.terms]
    return "sentences" if lengths and np.median(lengths) >= _SENTENCE_TERMS else "clauses"


def match_scores(statements: Statements, edges: Edges, unit: Unit) -> Floats:
    """Return how surely each pair makes the same claim, 0 to 1.

    Parameters
    ----------
    statements : Statements
        The statements of one event.
    edges : array of int, shape (pairs, 2)
        Pairs; what the other pairs score counts too, unless the unit is "alone".
    unit : {"clauses", "sentences", "alone"}
        Which weights apply.

    Returns
    -------
    array, shape (pairs,)
        Probabilities.

    Notes
    -----
    ``1 / (1 + exp(-(bias + sum of weight x standardised feature)))``; the second stage sees the
    first one's log odds, its ranks, and the support of third statements.

    References
    ----------
    Ernst et al. (2021), SuperPAL: summary-source proposition-level alignment.
    """
    if not len(edges):
        return np.zeros(0)
    encoder = statements.vectors is not None
    first = load_weights(unit, encoder=encoder, stage=1)
    if first is None:
        raise ValueError(f"no weights for {unit} in {MODEL.name}: run python -m training.claims")
    logits = first.logits(pair_features(statements, edges, alone=unit == "alone"))
    second = load_weights(unit, encoder=encoder, stage=2)
    if second is not None:
        logits = second.logits(collective_features(logits, edges, len(statements.texts)))
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


def collective_features(logits: Floats, edges: Edges, count: int) -> dict[str, Floats]:
    """Return how each pair stands among all pairs of its event, by the first stage's log odds.

    Parameters
    ----------
    logits : array, shape (pairs,)
        Log odds of the first stage.
    edges : array of int, shape (pairs, 2)
        The pairs.
    count : int
        Number of statements.

    Returns
    -------
    dict of str to array, shape (pairs,)
        Log odds, margin over each side's best rival, reciprocal ranks, support of third statements.
    """
    left, right = edges[:, 0], edges[:, 1]
    chance = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    ranks_left, ranks_right = reciprocal_ranks(logits, edges)
    rival_left, rival_right = _rivals(logits, left, right, count)
    total = np.bincount(left, chance, count) + np.bincount(right, chance, count)
    return {
        "log_odds": logits,
        "margin_mean": logits - (rival_left + rival_right) / 2,
        "margin_worse": logits - np.maximum(rival_left, rival_right),
        "rank_mean": (ranks_left + ranks_right) / 2,
        "rank_worse": np.minimum(ranks_left, ranks_right),
        "share": chance / np.maximum(total[left] + total[right] - chance, 1e-9),
        "support": np.log1p(_support(chance, edges, count)),
    }


def _rivals(logits: Floats, left: Edges, right: Edges, count: int) -> tuple[Floats, Floats]:
    """For each pair: the best other pair of its left, and of its right statement."""
    floor = -8.0
    best = np.full(count, floor)
    np.maximum.at(best, left, logits)
    np.maximum.at(best, right, logits)
    second = np.full(count, floor)
    for side in (left, right):
        lower = np.where(logits < best[side], logits, floor)
        np.maximum.at(second, side, lower)
    return tuple(np.where(logits < best[side], best[side], second[side]) for side in (left, right))  # type: ignore[return-value]


def _support(chance: Floats, edges: Edges, count: int) -> Floats:
    """Sum over third statements of the product of the chances that they match either side."""
    from scipy import sparse

    strong = chance > 0.02
    a, b, values = edges[strong, 0], edges[strong, 1], chance[strong]
    graph = sparse.csr_matrix(
        (np.r_[values, values], (np.r_[a, b], np.r_[b, a])), shape=(count, count)
    )
    parts = []
    for begin in range(0, len(edges), 200_000):
        part = edges[begin : begin + 200_000]
        parts.append(np.asarray(graph[part[:, 0]].multiply(graph[part[:, 1]]).sum(axis=1)).ravel())
    return np.concatenate(parts)


def shared_reasons(statements: Statements, a: int, b: int, *, most: int = 6) -> tuple[str, ...]:
    """Return the terms two statements share, heaviest first, in the words of the first.

    Parameters
    ----------
    statements : Statements
        The statements.
    a, b : int
        Which two.
    most : int
        How many.
    """
    shared = set(statements.terms[a]) & set(statements.terms[b])
    weights = dict(zip(statements.terms[a], _weights_of(statements, a), strict=True))
    ordered = sorted(shared, key=lambda term: (-weights[term], term))
    return tuple(ordered[:most])


def _weights_of(statements: Statements, row: int) -> Sequence[float]:
    from analysis.claims.features import background_idf

    return [background_idf(term) for term in statements.terms[row]]
