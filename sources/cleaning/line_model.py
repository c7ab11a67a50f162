"""How surely each line of a page belongs to the article: two linear models, one upon the other.

The first looks at a line and its neighbours (`sources.cleaning.line_features`,
`sources.pages.blocks`); the second adds what the first thought of the lines around it, so that a
lone short line inside the article stays and a lone long one far from it goes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sources.cleaning.line_features import Features

_HERE = Path(__file__).parent / "models"


@dataclass(frozen=True, slots=True)
class LineModel:
    """Weights by feature name, and the probability from which a line is kept."""

    first: Mapping[str, float]
    second: Mapping[str, float]
    threshold: float


@cache
def load_line_model(name: str) -> LineModel:
    """Return a model: ``dump`` (lines of a pasted page) or ``page`` (blocks of an HTML page)."""
    data = json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
    return LineModel(data["first"], data["second"], data["threshold"])


def score_lines(rows: Sequence[Features], words: Sequence[float], model: LineModel) -> list[float]:
    """Return the probability that each line is article text.

    Parameters
    ----------
    rows : sequence of Features
        The features of the lines of one page.
    words : sequence of float
        Their lengths in words.
    model : LineModel
        Weights.

    Returns
    -------
    list of float
        0 to 1, one a line.

    Notes
    -----
    p = σ(w₂·(x, c(σ(w₁·x)))), where c are the `context_features` of the first model's values.
    """
    first = [_logistic(_dot(row, model.first)) for row in rows]
    context = context_features(first, words)
    return [
        _logistic(_dot(row, model.second) + _dot(near, model.second))
        for row, near in zip(rows, context, strict=True)
    ]


def context_features(values: Sequence[float], words: Sequence[float]) -> list[Features]:
    """Return what the first model's values around each line say about it."""
    mass = [value * min(length, 60.0) for value, length in zip(values, words, strict=True)]
    total = sum(mass) + 1e-9
    start, end = _best_run(values, words)
    rows: list[Features] = []
    before = 0.0
    for place, value in enumerate(values):

        def at(step: int, place: int = place) -> float:
            return values[place + step] if 0 <= place + step < len(values) else 0.0

        low, high = max(0, place - 5), min(len(values), place + 6)
        weight = sum(min(length, 60.0) for length in words[low:high]) - min(words[place], 60.0)
        near = (sum(mass[low:high]) - mass[place]) / (weight + 1e-9)
        after = max(0.0, 1.0 - (before + mass[place]) / total)
        rows.append(
            {
                "first": math.log(value + 1e-4) - math.log(1 - value + 1e-4),
                **{f"first {step}": at(step) for step in (-3, -2, -1, 1, 2, 3)},
                "first near": near,
                "first in run": float(start <= place < end),
                "first before": before / total,
                "first after": after,
                "first inside": min(before / total, after),
                "first behind": max(at(-1), at(-2)),
                "first ahead": max(at(1), at(2)),
            }
        )
        before += mass[place]
    return rows


def _best_run(values: Sequence[float], words: Sequence[float]) -> tuple[int, int]:
    best, total, start = (0.0, 0, 0), 0.0, 0
    for place, (value, length) in enumerate(zip(values, words, strict=True)):
        total += (value - 0.5) * min(length + 2, 40)
        if total <= 0:
            total, start = 0.0, place + 1
        elif total > best[0]:
            best = (total, start, place + 1)
    return best[1], best[2]


def _dot(row: Features, weights: Mapping[str, float]) -> float:
    return sum(value * weights.get(name, 0.0) for name, value in row.items())


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
