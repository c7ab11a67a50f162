"""The stance reader: the sentence encoder with its upper half tuned to judge one target.

The lower half of the encoder is run once a sentence, as it is. The upper half is run once a
target: to each token is added what was learned for its distance from the target, and beside each
matrix stands a product of two narrow ones that were learned (low-rank adaptation). Both halves take
the encoder's own eight-bit matrices from its file; ``training/stance_graph.py`` writes them.

References
----------
Hu et al. (2022), LoRA: Low-rank adaptation of large language models, ICLR; Gao et al. (2019),
Target-dependent sentiment classification with BERT, IEEE Access 7 (reading at the target's words).
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.encoder import load_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.encoder import Encoder, Vectors
    from analysis.records import Span

FOLDER = Path(__file__).parents[1] / "models" / "minilm"
LOWER, UPPER = "stance_lower.onnx", "stance_upper.onnx"
LOWER_LAYERS = 2
CLASS_COUNT = 3
MOST_TOKENS = 64
"""Tokens around the target that the upper half sees; longer sentences are cut to them."""
FARTHEST = 8
"""Distance classes on each side of the target."""
FIRST_TOKEN = 2 * FARTHEST + 1
"""Distance class of the special token that opens every text."""
DISTANCES = FIRST_TOKEN + 1
NEAR = 8
"""Tokens on each side of the target that are near it."""


class Layout(NamedTuple):
    """Which tokens the upper half sees, and where they stand from the target."""

    tokens: slice
    distances: NDArray[np.int64]
    is_target: NDArray[np.bool_]


class Sessions(NamedTuple):
    """The two halves."""

    lower: Any
    upper: Any


def lay_out(spans: Sequence[Span], target: Span | None) -> Layout:
    """Return the tokens around a target with their distance classes.

    Parameters
    ----------
    spans : sequence of (int, int)
        Character intervals of the tokens; special ones are empty.
    target : Span or None
        None, or an interval without tokens: the opening special token stands for the target.

    Returns
    -------
    Layout
        Distances grow with the logarithm: 8 is the target, below before it, above behind it.
    """
    start, end = target if target is not None else (0, 0)
    inside = [number for number, (a, b) in enumerate(spans) if a < b and a < end and b > start]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    begin = 0
    if len(spans) > MOST_TOKENS:
        begin = max(0, min(first - MOST_TOKENS // 2, len(spans) - MOST_TOKENS))
    places = np.arange(begin, min(len(spans), begin + MOST_TOKENS))
    away = np.where(places < first, places - first, np.maximum(places - last, 0))
    steps = np.minimum(FARTHEST, np.ceil(np.log2(np.abs(away) + 1) * 1.6)).astype(np.int64)
    distances = np.sign(away) * steps + FARTHEST
    distances[places == 0] = FIRST_TOKEN
    is_target = (places >= first) & (places <= last)
    return Layout(slice(int(places[0]), int(places[-1]) + 1), distances, is_target)


def share_out(layout: Layout) -> Vectors:
    """Return how much each token counts: of the target, of all, of the target and what is near.

    Returns
    -------
    array of float32, shape (3, tokens)
        Each row sums to 1.
    """
    inside = np.flatnonzero(layout.is_target)
    places = np.arange(len(layout.is_target))
    near = (places >= inside[0] - NEAR) & (places <= inside[-1] + NEAR)
    rows = np.stack([layout.is_target, np.ones_like(near), near]).astype(np.float32)
    return np.asarray(rows / rows.sum(axis=1, keepdims=True), np.float32)


@cache
def load_sessions() -> Sessions:
    """Return both halves, read at the first call."""
    # Fused with the sum before it a normalisation takes twice as long on a processor.
    lower, upper = (load_session(FOLDER / name, ["SkipLayerNormFusion"]) for name in (LOWER, UPPER))
    return Sessions(lower, upper)


@cache
def reader_version() -> str:
    """Return a digest of both files."""
    return sha256(b"".join((FOLDER / name).read_bytes() for name in (LOWER, UPPER))).hexdigest()


def read_targets(text: str, targets: Sequence[Span | None], encoder: Encoder) -> Vectors:
    """Return the scores of the classes for each target in one sentence.

    Parameters
    ----------
    text : str
        The sentence; over 256 word pieces are cut.
    targets : sequence of Span or None
        Character intervals of the words that name the targets.
    encoder : Encoder
        Splits the sentence into word pieces.

    Returns
    -------
    array of float32, shape (targets, 3)
        Log-odds: their softmax are the probabilities.
    """
    sessions = load_sessions()
    ids, spans = encoder.split(text)
    states = sessions.lower.run(["states"], {"ids": np.array([ids], np.int64)})[0]
    scores = []
    for target in targets:
        layout = lay_out(spans, target)
        given = {
            "states": np.ascontiguousarray(states[:, layout.tokens]),
            "distances": layout.distances,
            "places": np.flatnonzero(layout.is_target),
            "shares": share_out(layout)[1:],
        }
        scores.append(sessions.upper.run(["scores"], given)[0][0])
    return np.stack(scores)
