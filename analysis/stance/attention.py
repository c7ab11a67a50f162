"""The attending heads: what in the sentence matters for this target, learned with few weights.

Each head projects the frozen states of a token (layers 2 to 6 side by side) to 64 numbers, adds
how far the token stands from the target, and lets the target's words attend over the sentence. A
few heads trained from different seeds are averaged. In plain numpy: half a millisecond a pair.

References
----------
Vaswani et al. (2017), Attention is all you need; Hendrycks and Gimpel (2016), GELU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analysis.encoder import TokenStates, Vectors
    from analysis.records import Span

Array = NDArray[np.float32]

MOST_TOKENS = 64
"""Tokens around the target that a head sees; longer sentences are cut to them."""
FARTHEST = 8
"""Distance classes on each side of the target."""
FIRST_TOKEN = 2 * FARTHEST + 1
"""Distance class of the special token that opens every text."""
DISTANCES = FIRST_TOKEN + 1
PARTS = 4
"""Ways of attending in each head."""
EIGHT_BITS = ("project", "query", "key", "value", "sentence", "hidden")
"""Matrices that a model file keeps in eight bits, with a scale a row."""
EMBEDDING_SCALE = np.float32(19.6)
"""Brings a vector of unit length to about one a number."""


class Layout(NamedTuple):
    """Which tokens a head sees, and where they stand from the target."""

    tokens: slice
    distances: NDArray[np.int64]
    is_target: Array


class Heads(NamedTuple):
    """Weights of all heads; the first axis of every array but the first counts them."""

    project: Array
    """Shape (states, heads * width): one product for all heads instead of one a head."""
    project_bias: Array
    distance: Array
    distance_pull: Array
    relate: Array
    """Shape (heads, parts, width, width): query and key of each part in one matrix."""
    value: Array
    """Shape (heads, parts, width, width / parts)."""
    sentence: Array
    sentence_bias: Array
    hidden: Array
    hidden_bias: Array
    out: Array
    out_bias: Array
    skip: Array


def unpack_heads(arrays: Mapping[str, NDArray[np.generic]]) -> Heads:
    """Return the heads from a model file: half precision, the large matrices in eight bits.

    Parameters
    ----------
    arrays : mapping
        An array for each field of `Heads`, with ``query`` and ``key`` in place of ``relate``; for
        those in eight bits a scale for each row, ``project_scale`` and so on.

    Returns
    -------
    Heads
        In single precision.

    Notes
    -----
    ``q W_q (H W_k)^T = (q W_q W_k^T) H^T``: with one query, folding the key into it saves a product
    for every token.
    """
    whole = {name: arrays[name].astype(np.float32) for name in arrays}
    for name in EIGHT_BITS:
        whole[name] *= whole.pop(f"{name}_scale")[:, :, None]
    whole["project"] = np.ascontiguousarray(np.concatenate(list(whole["project"]), axis=1))
    query, key, value = (_by_part(whole.pop(name)) for name in ("query", "key", "value"))
    size = np.float32(query.shape[-1])
    whole["relate"] = query @ np.swapaxes(key, 2, 3) / np.sqrt(size)
    return Heads(**{name: whole[name] for name in Heads._fields if name != "value"}, value=value)


def _by_part(matrices: Array) -> Array:
    count, width, _ = matrices.shape
    parts = matrices.reshape(count, width, PARTS, width // PARTS)
    return np.ascontiguousarray(np.swapaxes(parts, 1, 2))


def lay_out(spans: tuple[Span, ...], target: Span | None) -> Layout:
    """Return the tokens around a target with their distance classes.

    Parameters
    ----------
    spans : tuple of (int, int)
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
    is_target = ((places >= first) & (places <= last)).astype(np.float32)
    return Layout(slice(int(places[0]), int(places[-1]) + 1), distances, is_target)


def project_tokens(states: TokenStates, heads: Heads) -> Array:
    """Return what the heads keep of every token: once a sentence, whatever its targets.

    Parameters
    ----------
    states : TokenStates
        The encoded sentence.
    heads : Heads
        Trained weights.

    Returns
    -------
    array of float32, shape (heads, tokens, width)
    """
    tokens = np.swapaxes(states.layers, 0, 1).reshape(len(states.spans), -1)
    projected = (tokens @ heads.project).reshape(len(tokens), len(heads.out), -1)
    return np.asarray(np.swapaxes(projected, 0, 1) + heads.project_bias[:, None], np.float32)


def attend(states: TokenStates, projected: Array, target: Span | None, heads: Heads) -> Vectors:
    """Return the probability of each class by each head.

    Parameters
    ----------
    states : TokenStates
        The encoded sentence.
    projected : array of float32, shape (heads, tokens, width)
        From `project_tokens`.
    target : Span or None
        Character interval of the words that name the target.
    heads : Heads
        Trained weights.

    Returns
    -------
    array of float32, shape (heads, 3)
        Each row sums to 1.

    Notes
    -----
    ``softmax(q K^T / sqrt(d) + pull[distance]) V`` with one query, the mean of the target's tokens.

    References
    ----------
    Vaswani et al. (2017), Attention is all you need, section 3.2.
    """
    layout = lay_out(states.spans, target)
    shown = gelu(normalise(projected[:, layout.tokens] + heads.distance[:, layout.distances]))
    focus = (layout.is_target @ shown) / layout.is_target.sum()
    gathered = _gather(shown, focus, layout, heads)
    vector: Array = (states.embedding * EMBEDDING_SCALE).astype(np.float32)
    embedding = np.asarray(vector @ heads.sentence + heads.sentence_bias, np.float32)
    summary = np.concatenate([focus, gathered, shown.mean(axis=1), gelu(embedding)], axis=1)
    inner = gelu(_times(summary, heads.hidden) + heads.hidden_bias)
    scores = _times(inner, heads.out) + heads.out_bias + _times(summary, heads.skip)
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: Vectors = raised / raised.sum(axis=1, keepdims=True)
    return result


def _gather(shown: Array, focus: Array, layout: Layout, heads: Heads) -> Array:
    """Let each part of each head choose among the tokens; shape (heads, width)."""
    query = (focus[:, None, None, :] @ heads.relate)[:, :, 0]
    pull = np.swapaxes(query @ np.swapaxes(shown, 1, 2), 1, 2)
    pull = pull + heads.distance_pull[:, layout.distances]
    raised = np.exp(pull - pull.max(axis=1, keepdims=True))
    share = np.swapaxes(raised / raised.sum(axis=1, keepdims=True), 1, 2)
    seen = (share @ shown)[:, :, None, :] @ heads.value
    return np.asarray(seen.reshape(len(shown), -1), np.float32)


def _times(rows: Array, matrices: Array) -> Array:
    """Multiply each row by the matrix of its head."""
    return np.asarray((rows[:, None, :] @ matrices)[:, 0], np.float32)


def normalise(values: Array) -> Array:
    """Return the values with mean 0 and spread 1 along the last axis."""
    centred = values - values.mean(axis=-1, keepdims=True)
    spread = np.sqrt(np.square(centred).mean(axis=-1, keepdims=True)) + np.float32(1e-5)
    return np.asarray(centred / spread, np.float32)


def gelu(values: Array) -> Array:
    """Return the Gaussian error linear unit, in its usual approximation by tanh."""
    # Multiplied out: a power takes ten times as long.
    square = values * values * np.float32(0.044715) + np.float32(1)
    risen = np.tanh(np.float32(0.7978845608) * values * square)
    return np.asarray(np.float32(0.5) * values * (risen + np.float32(1)), np.float32)
