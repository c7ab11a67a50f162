"""How surely two articles tell the same story: a logistic model over named features.

References
----------
Miranda et al. (2018), Multilingual clustering of streaming news, EMNLP: the same shape, a linear
model over TF-IDF cosines and time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import orjson
from numpy.typing import NDArray
from scipy import sparse

from analysis.vectors import Vectors

if TYPE_CHECKING:
    from sources.article import Article

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

MODEL = Path(__file__).parents[1] / "models" / "event_pairs.json"
UNDATED = -(10**7)
LATEST = 14
"""Days after which waiting longer makes no difference: dates are often wrong."""
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Pile:
    """What is compared of each article."""

    vectors: Vectors
    days: NDArray[np.int64]
    """Day of publication (proleptic ordinal); `UNDATED` where there is none."""
    outlets: NDArray[np.int64]
    """A number an outlet; -1 where it is unknown."""
    meanings: Floats | None = None
    """Unit vectors of the encoder, shape (articles, 384)."""


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights of a pair's features; their sum is the log-odds of one event."""

    weights: Mapping[str, float]
    version: str


def describe(articles: Sequence[Article], vectors: Vectors, meanings: Floats | None) -> Pile:
    """Return the pile of these articles."""
    days = [article.published.toordinal() if article.published else UNDATED for article in articles]
    names = [" ".join(article.outlet.lower().split()) for article in articles]
    known = {name: number for number, name in enumerate(sorted(set(names) - {""}))}
    outlets = [known.get(name, -1) for name in names]
    return Pile(vectors, np.array(days, np.int64), np.array(outlets, np.int64), meanings)


@cache
def load_model(*, with_encoder: bool) -> PairModel:
    """Return the shipped weights, read once a process."""
    model = orjson.loads(MODEL.read_bytes())
    name = "with encoder" if with_encoder else "without encoder"
    return PairModel(model[name], f"{model['version']}, {name}")


def score_pairs(pile: Pile, a: Rows, b: Rows) -> Floats:
    """Return the log-odds that each two articles tell one story.

    Parameters
    ----------
    pile : Pile
        With the encoder's vectors, the model that uses them is taken.
    a, b : array of int, shape (pairs,)
        Rows of the pile.

    Returns
    -------
    array of float32, shape (pairs,)
        0 is even odds.

    Notes
    -----
    The weighted sum of `pair_features`.

    References
    ----------
    Miranda et al. (2018), Multilingual clustering of streaming news, EMNLP.
    """
    model = load_model(with_encoder=pile.meanings is not None)
    result = np.empty(len(a), np.float32)
    for begin in range(0, len(a), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        features = pair_features(pile, a[part], b[part])
        total = sum(model.weights[name] * column for name, column in features.items())
        result[part] = total + model.weights["constant"]
    return result


def pair_features(pile: Pile, a: Rows, b: Rows) -> dict[str, Floats]:
    """Return the features of each pair, by name.

    Returns
    -------
    dict of str to array of float32, shape (pairs,)
        ``words``, ``pairs``: TF-IDF cosine of word stems and of neighbouring stems, with roots;
        ``meaning``: cosine of the encoder; ``late``: ln(1 + days apart beyond the first), up to 14
        days; ``very late``: more than three days; ``undated``: either date is missing; ``same
        outlet``; ``short``: 1 / (1 + words of the shorter / 50), alone and times the cosines;
        ``longer``: ln of how many times longer the longer is.
    """
    words = _dots(pile.vectors.words, a, b)
    pairs = _dots(pile.vectors.pairs, a, b)
    least = np.minimum(pile.vectors.lengths[a], pile.vectors.lengths[b])
    most = np.maximum(pile.vectors.lengths[a], pile.vectors.lengths[b])
    short = 1 / (1 + least / 50)
    undated = (pile.days[a] == UNDATED) | (pile.days[b] == UNDATED)
    late = np.clip(np.abs(pile.days[a] - pile.days[b]) - 1, 0, LATEST)
    late[undated] = 0
    features = {
        "words": words,
        "root words": np.sqrt(words),
        "pairs": pairs,
        "root pairs": np.sqrt(pairs),
        "late": np.log1p(late),
        "very late": late > 2,
        "undated": undated,
        "same outlet": (pile.outlets[a] == pile.outlets[b]) & (pile.outlets[a] >= 0),
        "short": short,
        "short x words": short * words,
        "short x root pairs": short * np.sqrt(pairs),
        "longer": np.log(most / np.maximum(least, 1)),
    }
    if pile.meanings is not None:
        meaning = np.einsum("ij,ij->i", pile.meanings[a], pile.meanings[b])
        features["meaning"] = np.maximum(meaning, 0)
        features["short x meaning"] = short * features["meaning"]
    return {name: column.astype(np.float32) for name, column in features.items()}


def _dots(table: sparse.csr_array, a: Rows, b: Rows) -> Floats:
    if not len(a):
        return np.empty(0, np.float32)
    dots = np.asarray(table[a].multiply(table[b]).sum(axis=1)).ravel()
    # Clipped and rounded: rows added up in another order must give the same figure.
    result: Floats = np.round(np.clip(dots.astype(np.float64), 0, 1), 5).astype(np.float32)
    return result
