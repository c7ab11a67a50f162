"""Stance of one sentence toward one target: critical, neutral or supportive, with probabilities.

The tuned encoder (`reader`) and word weights (`fallback`), trained by ``training/stance.py`` on
NewsMTSC and on sentences written for this project; their probabilities are multiplied. Where the
encoder is off the word weights decide alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.stance import fallback
from analysis.stance.reader import read_targets, reader_version

if TYPE_CHECKING:
    from analysis.encoder import Encoder
    from analysis.kept import Kept
    from analysis.records import Span, StanceLabel

CLASSES: tuple[StanceLabel, ...] = ("critical", "neutral", "supportive")
KIND = "stance"
"""Kind under which probabilities are kept."""
SHARES = {"tuned": 1.0, "words": 0.3}
"""Exponents of the readers' probabilities in their product, chosen on the development parts."""
_LEAST = np.float32(1e-6)

Probabilities = NDArray[np.float32]


class Pair(NamedTuple):
    """A sentence and the words in it that name the target."""

    text: str
    target: Span | None
    """Character interval into ``text``; None when the sentence does not name the target."""


def score_pairs(
    pairs: Sequence[Pair], *, encoder: Encoder | None, kept: Kept | None = None
) -> Probabilities:
    """Return how surely each sentence is critical of, neutral to or supportive of its target.

    Parameters
    ----------
    pairs : sequence of Pair
        Sentences with their targets.
    encoder : Encoder or None
        None: the word weights decide.
    kept : Kept, optional
        Where probabilities are looked up first and kept afterwards; nothing is encoded when all
        are there.

    Returns
    -------
    array of float32, shape (pairs, 3)
        In the order of `CLASSES`; each row sums to 1.

    References
    ----------
    Hamborg and Donnay (2021), NewsMTSC, EACL.
    """
    version = fallback.load_words().version
    if encoder is not None:
        version = f"{reader_version()} {version}"
    keys = [_key(version, pair) for pair in pairs]
    found = dict(kept.get(KIND, keys)) if kept is not None else {}
    missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in found}
    if missing:
        rows = _compute(list(missing.values()), encoder)
        fresh = {key: row.tobytes() for key, row in zip(missing, rows, strict=True)}
        if kept is not None:
            kept.put(KIND, fresh)
        found.update(fresh)
    if not keys:
        return np.empty((0, len(CLASSES)), np.float32)
    return np.stack([np.frombuffer(found[key], np.float32) for key in keys])


def _key(version: str, pair: Pair) -> str:
    place = "-" if pair.target is None else f"{pair.target[0]}:{pair.target[1]}"
    whole = f"{version}\x1f{place}\x1f{pair.text}"
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _compute(pairs: Sequence[Pair], encoder: Encoder | None) -> Probabilities:
    if encoder is None:
        return fallback.score_words(pairs)
    by_text: dict[str, list[int]] = {}
    for number, pair in enumerate(pairs):
        by_text.setdefault(pair.text, []).append(number)
    tuned = np.empty((len(pairs), len(CLASSES)), np.float32)
    # Half of the encoder is run once for all targets of a sentence.
    for text, numbers in by_text.items():
        tuned[numbers] = read_targets(text, [pairs[number].target for number in numbers], encoder)
    together = SHARES["tuned"] * np.log(softmax(tuned) + _LEAST)
    together += SHARES["words"] * np.log(fallback.score_words(pairs) + _LEAST)
    return softmax(together)


def softmax(scores: NDArray[np.float32]) -> Probabilities:
    """Return probabilities, row by row.

    Parameters
    ----------
    scores : array of float32, shape (rows, classes)
        Any real numbers.

    Returns
    -------
    array of float32, same shape
        Each row sums to 1.

    Notes
    -----
    ``exp(s - max s) / sum exp(s - max s)``.

    References
    ----------
    Bishop (2006), Pattern Recognition and Machine Learning, section 4.2.
    """
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Probabilities = (shifted / shifted.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


def lean_neutral(probabilities: Probabilities, bonus: Sequence[float]) -> Probabilities:
    """Return probabilities with more weight on neutral.

    Parameters
    ----------
    probabilities : array, shape (rows, 3)
        From `score_pairs`.
    bonus : sequence of float
        For each row, what is added to the log-odds of neutral.

    Returns
    -------
    array of float32, shape (rows, 3)
        Each row sums to 1.

    Notes
    -----
    The training data has twice as many sentences that take a side as news has: this moves the
    prior, ``p * exp(bonus)`` for neutral, and scales each row to 1.

    References
    ----------
    Saerens, Latinne and Decaestecker (2002), Adjusting the outputs of a classifier to new a priori
    probabilities, Neural Computation 14.
    """
    factor = np.exp(np.asarray(bonus, np.float32))
    raised = probabilities.copy()
    raised[:, 1] *= factor
    result: Probabilities = raised / raised.sum(axis=1, keepdims=True)
    return result


def direction(probabilities: Probabilities) -> NDArray[np.float32]:
    """Return the score of each row, -1 (critical) to 1 (supportive).

    Parameters
    ----------
    probabilities : array, shape (rows, 3)
        From `score_pairs`.

    Returns
    -------
    array of float32, shape (rows,)

    Notes
    -----
    ``P(supportive) - P(critical)``.

    References
    ----------
    Hamborg and Donnay (2021), NewsMTSC, EACL (the three classes).
    """
    result: NDArray[np.float32] = probabilities[:, 2] - probabilities[:, 0]
    return result
