"""Stance without the encoder: learned word weights, by where the word stands from the target.

The words of the sentence, those near the target and those shortly before and after it are looked
up in one table of weights; a negation just before a word marks it. Fast and weak: see
``docs/stance.md`` for its measured accuracy, which is far below the encoder's.

References
----------
Pang, Lee and Vaithyanathan (2002), Thumbs up? (words as features, marking what is negated).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.stance.lists import word_list

if TYPE_CHECKING:
    from analysis.stance.sentence import Pair

_WORDS = Path(__file__).parents[1] / "models" / "stance_words.npz"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEGATIONS = word_list("negations")
_NEAR, _AROUND = 4, 15
"""Words from the target up to which one is before or after it (``<``, ``>``), or about (``~``)."""
_NEGATED = 3
"""Words that a negation marks: those right behind it."""


@dataclass(frozen=True, slots=True)
class WordWeights:
    """The trained table."""

    numbers: dict[str, int]
    weights: NDArray[np.float32]
    """Shape (words, 3)."""
    bias: NDArray[np.float32]
    version: str


def find_features(text: str, target: tuple[int, int] | None) -> Iterator[str]:
    """Yield the features of one sentence: its lower-case words, marked by zone and negation.

    Parameters
    ----------
    text : str
        The sentence.
    target : tuple of int or None
        Character interval of the target, whose own words are left out.

    Yields
    ------
    str
        ``word``, ``<word``, ``>word`` or ``~word``; with ``!`` in front where negated.
    """
    start, end = target if target is not None else (len(text), len(text))
    words = [
        (match.start(), match.group().lower().replace("’", "'"))
        for match in _WORD.finditer(text)
        if match.end() <= start or match.start() >= end
    ]
    place = sum(1 for at, _ in words if at < start)
    last_negation = -_NEGATED - 1
    for number, (_, word) in enumerate(words):
        marked = "!" + word if number - last_negation <= _NEGATED else word
        if word in _NEGATIONS:
            last_negation = number
        distance = place - number if number < place else number - place + 1
        yield marked
        if target is not None and distance <= _AROUND:
            yield "~" + marked
            if distance <= _NEAR:
                yield ("<" if number < place else ">") + marked


@cache
def load_words() -> WordWeights:
    """Return the word weights of this process, read at the first call."""
    raw = _WORDS.read_bytes()
    with np.load(_WORDS, allow_pickle=False) as arrays:
        words = bytes(arrays["words"]).decode("utf-8").split("\n")
        weights = arrays["weights"].astype(np.float32) * arrays["scale"].astype(np.float32)
        bias = arrays["bias"].astype(np.float32)
    numbers = {word: number for number, word in enumerate(words)}
    return WordWeights(numbers, weights, bias, "words " + sha256(raw).hexdigest()[:12])


def score_words(pairs: Sequence[Pair]) -> NDArray[np.float32]:
    """Return the probabilities of critical, neutral and supportive from the words alone.

    Parameters
    ----------
    pairs : sequence of Pair
        Sentences with their targets.

    Returns
    -------
    array of float32, shape (pairs, 3)
        Each row sums to 1.

    Notes
    -----
    The features' weights are summed over the square root of their number, then softmax.

    References
    ----------
    Pang, Lee and Vaithyanathan (2002), Thumbs up?
    """
    table = load_words()
    scores = np.zeros((len(pairs), len(table.bias)), np.float32)
    for row, (text, target) in enumerate(pairs):
        known = [table.numbers[f] for f in set(find_features(text, target)) if f in table.numbers]
        if known:
            scores[row] = table.weights[sorted(known)].sum(axis=0) / np.sqrt(len(known))
    scores += table.bias
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: NDArray[np.float32] = (shifted / shifted.sum(axis=1, keepdims=True)).astype(np.float32)
    return result
