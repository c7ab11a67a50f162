"""The weights of the attribution models: linear, over named features, in one JSON file."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).parents[1] / "models" / "quotations.json.gz"

Weights = Mapping[str, float]


@dataclass(frozen=True)
class Models:
    """Five linear models, and the lemmas that may be cues."""

    prior: Weights
    """Lemma to the share of its uses that introduce an attribution."""
    cue: Weights
    """Is this token the head of a cue? (logistic)"""
    source: Weights
    """Which noun is its source? (softmax over candidates)"""
    content: Weights
    """Which stretch does it introduce? (softmax over candidates)"""
    second: Weights
    """Which stretch beyond the cue carries it on, if any? (softmax)"""
    final: Weights
    """Does the whole attribution hold? (logistic)"""
    threshold: float = 0.0
    """Least final score of an attribution of speech."""
    threshold_other: float = 0.0
    """Least final score of an attribution of belief, intent or attitude."""


def total(weights: Weights, features: Iterable[str]) -> float:
    """Return the sum of the weights of features; unknown ones count nothing."""
    get = weights.get
    score = 0.0
    for feature in features:
        weight = get(feature)
        if weight is not None:
            score += weight
    return score


@cache
def load_models() -> Models:
    """Return the models of this process, read at the first call."""
    with gzip.open(PATH, "rt", encoding="utf-8") as file:
        fields = json.load(file)
    return Models(**fields)


def save_models(models: Models, path: Path = PATH) -> None:
    """Write models: weights rounded to three decimals, sorted, no time in the header."""
    fields = {
        name: {k: round(v, 3) for k, v in sorted(value.items()) if round(v, 3)}
        if isinstance(value, Mapping)
        else round(value, 3)
        for name, value in vars(models).items()
    }
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as plain, gzip.GzipFile("", "wb", 9, plain, mtime=0) as packed:
        packed.write(text.encode())
