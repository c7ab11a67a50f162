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

from analysis.background import common_columns
from analysis.events.sharing import shared_lengths
from analysis.vectors import NO_WEEKDAY, Vectors

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
    word_lengths: Floats
    """Length of each row of words over the terms that are not its own alone (`sharing`)."""
    pair_lengths: Floats
    """Likewise of word pairs."""
    meanings: Floats | None = None
    """Unit vectors of the encoder, shape (articles, 384)."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is alike in each pair of rows, whatever else is in the pile."""

    words: Floats
    """TF-IDF cosine of word stems, 0 to 1."""
    pairs: Floats
    """TF-IDF cosine of pairs of stems that follow each other, 0 to 1."""
    meaning: Floats | None = None
    """Cosine of the encoder's vectors, 0 to 1."""


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
    common = common_columns()
    return Pile(
        vectors,
        np.array(days, np.int64),
        np.array(outlets, np.int64),
        shared_lengths(vectors.words, common),
        shared_lengths(vectors.pairs, common),
        meanings,
    )


@cache
def load_model(*, with_encoder: bool) -> PairModel:
    """Return the shipped weights, read once a process."""
    model = orjson.loads(MODEL.read_bytes())
    name = "with encoder" if with_encoder else "without encoder"
    return PairModel(model[name], f"{model['version']}, {name}, whole stories parted")


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
    result = np.empty(len(a), np.float32)
    for begin in range(0, len(a), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        result[part] = weigh_likeness(pile, a[part], b[part], compare(pile, a[part], b[part]))
    return result


def weigh_likeness(pile: Pile, a: Rows, b: Rows, likeness: Likeness) -> Floats:
    """Return the log-odds of pairs whose likeness is known, as `score_pairs` does."""
    model = load_model(with_encoder=likeness.meaning is not None)
    features = pair_features(pile, a, b, likeness)
    total = sum(model.weights[name] * column for name, column in features.items())
    return np.asarray(total + np.float32(model.weights["constant"]), np.float32)


def compare(pile: Pile, a: Rows, b: Rows) -> Likeness:
    """Return what is alike in each pair of rows."""
    meaning = None
    if pile.meanings is not None:
        dots = np.einsum("ij,ij->i", pile.meanings[a], pile.meanings[b])
        meaning = np.maximum(dots, 0).astype(np.float32)
    return Likeness(_dots(pile.vectors.words, a, b), _dots(pile.vectors.pairs, a, b), meaning)


def pair_features(pile: Pile, a: Rows, b: Rows, likeness: Likeness) -> dict[str, Floats]:
    """Return the features of each pair, by name.

    Returns
    -------
    dict of str to array of float32, shape (pairs,)
        ``words``, ``pairs``: TF-IDF cosine of word stems and of pairs of them; ``shared
        words``, ``shared pairs``: the same over the terms that are not one article's alone; each
        with its root, and both times ``short``; ``meaning``: cosine of the encoder; ``late``:
        ln(1 + days apart beyond the first), up to 14 days; ``very late``: more than three days;
        ``undated``: either date is missing; ``same outlet``; ``short``: 1 / (1 + words of the
        shorter / 50); ``longer``: ln of how many times longer the longer is; ``same weekday``,
        ``other weekday``: both leads name a day of the week, each also times ``short`` and
        ``undated``.
    """
    least = np.minimum(pile.vectors.lengths[a], pile.vectors.lengths[b])
    most = np.maximum(pile.vectors.lengths[a], pile.vectors.lengths[b])
    short = 1 / (1 + least / 50)
    undated = (pile.days[a] == UNDATED) | (pile.days[b] == UNDATED)
    late = np.clip(np.abs(pile.days[a] - pile.days[b]) - 1, 0, LATEST)
    late[undated] = 0
    features = {
        "late": np.log1p(late),
        "very late": late > 2,
        "undated": undated,
        "same outlet": (pile.outlets[a] == pile.outlets[b]) & (pile.outlets[a] >= 0),
        "short": short,
        "longer": np.log(most / np.maximum(least, 1)),
    }
    for name, column in _weekdays(pile.vectors.weekdays[a], pile.vectors.weekdays[b]).items():
        features |= {
            name: column,
            f"short x {name}": short * column,
            f"undated x {name}": undated & column,
        }
    cosines = {
        "words": likeness.words,
        "pairs": likeness.pairs,
        "shared words": _over(likeness.words, pile.word_lengths, a, b),
        "shared pairs": _over(likeness.pairs, pile.pair_lengths, a, b),
    }
    for name, cosine in cosines.items():
        features |= _shaped(name, cosine, short)
    if likeness.meaning is not None:
        meaning = likeness.meaning
        features |= {"meaning": meaning, "short x meaning": short * meaning}
        features["squared meaning"] = meaning**2
    return {name: column.astype(np.float32) for name, column in features.items()}


def _weekdays(a: NDArray[np.int8], b: NDArray[np.int8]) -> dict[str, NDArray[np.bool_]]:
    """Two look-alike stories seldom happened on one day of the week; one story did."""
    named = (a != NO_WEEKDAY) & (b != NO_WEEKDAY)
    return {"same weekday": named & (a == b), "other weekday": named & (a != b)}


def _over(dots: Floats, lengths: Floats, a: Rows, b: Rows) -> Floats:
    result: Floats = np.minimum(dots / (lengths[a] * lengths[b]), 1)
    return result


def _shaped(name: str, cosine: Floats, short: NDArray[np.float64]) -> dict[str, Floats]:
    root = np.sqrt(cosine)
    return {
        name: cosine,
        f"root {name}": root,
        f"short x {name}": short * cosine,
        f"short x root {name}": short * root,
    }


def _dots(table: sparse.csr_array, a: Rows, b: Rows) -> Floats:
    if not len(a):
        return np.empty(0, np.float32)
    dots = np.asarray(table[a].multiply(table[b]).sum(axis=1)).ravel()
    # Clipped and rounded: rows added up in another order must give the same figure.
    result: Floats = np.round(np.clip(dots.astype(np.float64), 0, 1), 5).astype(np.float32)
    return result
