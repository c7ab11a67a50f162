"""How surely two statements make the same claim: a logistic regression over named features.

Four sets of weights, for "same" means something else to each: all clauses of an event's articles,
chosen clauses of one event, whole sentences of one event, and pairs that stand alone. Each comes
with and without the encoder.
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
from typing import Any

import numpy as np
from scipy import sparse

from analysis.claims.features import Edges, Unit, pair_features
from analysis.claims.statements import Floats, Statements, background_idf

MODEL = Path(__file__).parent.parent / "models" / "claims.json"

_FAINT = 0.02
"""Chances up to this count as none among third statements, which keeps them sparse."""
_SMOOTH = 0.05
_CHUNK = 100_000
_CLOSING = frozenset(".!?\"”'")
_SENTENCE_TERMS = 8.5
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
        """Return the log odds of each pair, a part of the pairs at a time to spare memory."""
        rows = [features[name] for name in self.names]
        parts = [np.zeros(0)]
        for begin in range(0, len(rows[0]), _CHUNK):
            columns = np.column_stack([row[begin : begin + _CHUNK] for row in rows])
            parts.append((columns - self.mean) / self.spread @ self.weight + self.bias)
        return np.concatenate(parts)


@cache
def _model() -> dict[str, Any]:
    models: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))["models"]
    return models


@cache
def load_weights(unit: Unit, *, encoder: bool, stage: int) -> Weights | None:
    """Return the weights for a kind of statement; None where there is no such stage.

    Parameters
    ----------
    unit : {"articles", "clauses", "sentences", "alone"}
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
    return Weights(names, columns[:, 0], columns[:, 1], columns[:, 2], float(rows["bias"]))


def unit_of(statements: Statements) -> Unit:
    """Return whether statements are clauses or whole sentences, by their length and full stops."""
    lengths = [len(terms) for terms in statements.terms]
    closed = sum(text.rstrip()[-1:] in _CLOSING for text in statements.texts)
    whole = bool(lengths) and np.median(lengths) >= _SENTENCE_TERMS and 2 * closed >= len(lengths)
    return "sentences" if whole else "clauses"


def match_scores(statements: Statements, edges: Edges, unit: Unit) -> Floats:
    """Return how surely each pair makes the same claim, 0 to 1.

    Parameters
    ----------
    statements : Statements
        The statements of one event.
    edges : array of int, shape (pairs, 2)
        Pairs; what the other pairs score counts too, unless the unit is "alone".
    unit : {"articles", "clauses", "sentences", "alone"}
        Which weights apply.

    Returns
    -------
    array, shape (pairs,)
        Probabilities.

    Notes
    -----
    ``1 / (1 + exp(-(bias + sum of weight x standardised feature)))``; the second stage sees the
    first one's log odds, the pair's rivals, and whether both match the same third statements.

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
    features = pair_features(statements, edges, unit)
    logits = first.logits(features)
    second = load_weights(unit, encoder=encoder, stage=2)
    if second is not None:
        collective = collective_features(logits, edges, len(statements.texts))
        logits = second.logits({**features, **collective})
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
        Log odds and chance; margin over the better rival; the surest third statement that matches
        both; and the cosine of the two rows of chances: do both match the same others?

    Notes
    -----
    Cosine: ``sum_k p_ik p_jk / sqrt((s + sum_k p_ik^2) (s + sum_k p_jk^2))`` over third statements
    k, with ``s = 0.05`` so that two statements without any match are not alike.

    References
    ----------
    Jarvis and Patrick (1973), Clustering using a similarity measure based on shared near neighbors.
    """
    left, right = edges[:, 0], edges[:, 1]
    chance = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    rivals = np.maximum(*_rivals(logits, left, right, count))
    both, surest, square_left, square_right = _third_statements(chance, edges, count)
    own = np.where(chance > _FAINT, chance, 0.0) ** 2
    return {
        "log_odds": logits,
        "chance": chance,
        "margin": np.clip(logits - rivals, -5, 5),
        "third": surest,
        "profile": both / np.sqrt((_SMOOTH + square_left - own) * (_SMOOTH + square_right - own)),
    }


def _rivals(logits: Floats, left: Edges, right: Edges, count: int) -> tuple[Floats, Floats]:
    """For each pair: the best other pair of its left, and of its right statement."""
    floor = -9.0
    best = np.full(count, floor)
    np.maximum.at(best, left, logits)
    np.maximum.at(best, right, logits)
    second = np.full(count, floor)
    for side in (left, right):
        lower = np.where(logits < best[side], logits, floor)
        np.maximum.at(second, side, lower)
    rival_left, rival_right = (
        np.where(logits < best[side], best[side], second[side]) for side in (left, right)
    )
    return rival_left, rival_right


def _third_statements(
    chance: Floats, edges: Edges, count: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """Over third statements: sum of products, greatest minimum, and each side's sum of squares."""
    strong = chance > _FAINT
    a, b, values = edges[strong, 0], edges[strong, 1], chance[strong]
    graph = sparse.csr_matrix(
        (np.r_[values, values], (np.r_[a, b], np.r_[b, a])), shape=(count, count)
    )
    squares = np.asarray(graph.multiply(graph).sum(axis=1)).ravel()
    both, surest = [np.zeros(0)], [np.zeros(0)]
    for begin in range(0, len(edges), _CHUNK):
        part = edges[begin : begin + _CHUNK]
        rows, columns = graph[part[:, 0]], graph[part[:, 1]]
        both.append(np.asarray(rows.multiply(columns).sum(axis=1)).ravel())
        surest.append(rows.minimum(columns).max(axis=1).toarray().ravel())
    return (
        np.concatenate(both),
        np.concatenate(surest),
        squares[edges[:, 0]],
        squares[edges[:, 1]],
    )


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
    return [background_idf(term) for term in statements.terms[row]]
