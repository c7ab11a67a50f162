"""The weights of the attribution models: linear, over named features, in two JSON files.

One set adds what the sentence encoder sees, the other one does without.

Many features count twice, by themselves and together with the lemma of the cue. The names of these
are not made: their weights are kept lemma by lemma.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from analysis.quotations.context import ContextWeights

FOLDER = Path(__file__).parents[1] / "models"
ENCODED, WORDS = FOLDER / "quotations.json.gz", FOLDER / "quotations_words.json.gz"
"""With the encoder, and without."""

Names = tuple[str, ...]
Weight = str | tuple[str, str]
"""What a weight belongs to: a feature, or a feature together with the lemma of a cue."""


Features = tuple[list[str], list[str]]
"""Names of features that count by themselves, and of those that count with the cue's lemma."""


def weights_of(features: Features, lemma: str) -> list[Weight]:
    """Return what the features of a cue with this lemma have weights for."""
    plain, joint = features
    return [*plain, *((name, lemma) for name in joint)]


class Weights:
    """The weights of one model, in thousandths: whole numbers, so that no sum rounds.

    Parameters
    ----------
    plain : dict of str to int
        By feature; that of "" counts always.
    joint : dict of str to dict of str to int
        By the lemma of the cue and feature.
    """

    def __init__(self, plain: Mapping[str, int], joint: Mapping[str, Mapping[str, int]]) -> None:
        self.plain, self.joint = plain, joint
        self._always = plain.get("", 0)

    def total(self, lemma: str, *parts: Features) -> float:
        """Return the sum of the weights of the features of a cue; unknown ones count nothing."""
        score, own = self._always, self.joint.get(lemma)
        for plain, joint in parts:
            score += sum(filter(None, map(self.plain.get, plain)))
            if own:
                score += sum(filter(None, map(own.get, joint)))
        return score / 1000


def rounded(weights: Mapping[Weight, float]) -> Weights:
    """Return the weights of a model as they are kept: in thousandths, none of nought."""
    plain: dict[str, int] = {}
    joint: dict[str, dict[str, int]] = {}
    for key, weight in weights.items():
        value = round(weight * 1000)
        if value and isinstance(key, str):
            plain[key] = value
        elif value:
            joint.setdefault(key[1], {})[key[0]] = value
    return Weights(plain, joint)


@dataclass(frozen=True)
class Models:
    """Five linear models, and the lemmas that may be cues."""

    prior: Mapping[str, float]
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
    context: ContextWeights = field(default_factory=lambda: ContextWeights({}))
    """What each of them adds for what the encoder sees."""
    gate: Weights | None = None
    """Is this token worth running the encoder over its sentence? (logistic; None: it always is)"""
    threshold: float = 0.0
    """Least final score of an attribution of speech."""
    threshold_other: float = 0.0
    """Least final score of an attribution of belief, intent or attitude."""


@cache
def load_models(encoder: bool) -> Models:
    """Return the models of this process that use the encoder, or do without; read once."""
    if not encoder:
        return read_models(WORDS)
    return replace(read_models(ENCODED), gate=read_models(WORDS).cue)


def read_models(path: Path) -> Models:
    """Return the models of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        fields: dict[str, Any] = json.load(file)
    fields |= {name: Weights(**value) for name, value in fields.pop("weights").items()}
    return Models(context=ContextWeights(fields.pop("context")), **fields)


def save_models(models: Models, path: Path) -> None:
    """Write models, sorted, no time in the header; the gate stands in the other file."""
    fields = {name: value for name, value in vars(models).items() if name != "gate"}
    weights = {name: value for name, value in fields.items() if isinstance(value, Weights)}
    fields = {name: value for name, value in fields.items() if name not in weights}
    fields["context"] = models.context.places
    fields["weights"] = {
        name: {"plain": value.plain, "joint": value.joint} for name, value in weights.items()
    }
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as plain, gzip.GzipFile("", "wb", 9, plain, mtime=0) as packed:
        packed.write(text.encode())
