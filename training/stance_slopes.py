"""The loss of an attending head and its slopes, written out in numpy.

Each step returns its result and a function that takes the slope of the loss back through it.
`analysis.stance.attention` runs the same heads without dropout, the key folded into the query.

References
----------
Vaswani et al. (2017), Attention is all you need; Srivastava et al. (2014), Dropout.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.stance.attention import DISTANCES, PARTS
from training.stance_encodings import STATES

Array = NDArray[np.float32]
Weights = dict[str, Array]
Back = Callable[[Array], tuple[Weights, Array]]

WIDTH = 64
"""Numbers a token is projected to."""
SIZE = WIDTH // PARTS
DROPOUT_IN, DROPOUT = 0.3, 0.3


class Batch(NamedTuple):
    """A few pairs of about one length."""

    states: Array
    """Shape (pairs, tokens, STATES), scaled, with dropout."""
    distances: NDArray[np.int64]
    seen: Array
    is_target: Array
    """Sums to 1 over the tokens."""
    embedding: Array
    wanted: Array
    """Shape (pairs, 3): the probabilities that the head should give."""


def start_weights(rng: np.random.Generator) -> Weights:
    """Return the weights that training starts from."""

    def matrix(*shape: int, scale: float = 1.0) -> Array:
        return (scale * rng.standard_normal(shape) / np.sqrt(shape[0])).astype(np.float32)

    def zeros(*shape: int) -> Array:
        return np.zeros(shape, np.float32)

    return {
        "project": matrix(STATES, WIDTH),
        "project_bias": zeros(WIDTH),
        "distance": matrix(DISTANCES, WIDTH, scale=0.4),
        "distance_pull": zeros(DISTANCES, PARTS),
        "query": matrix(WIDTH, WIDTH),
        "key": matrix(WIDTH, WIDTH),
        "value": matrix(WIDTH, WIDTH),
        "sentence": matrix(384, WIDTH),
        "sentence_bias": zeros(WIDTH),
        "hidden": matrix(4 * WIDTH, WIDTH),
        "hidden_bias": zeros(WIDTH),
        "out": matrix(WIDTH, 3, scale=0.1),
        "out_bias": zeros(3),
        "skip": zeros(4 * WIDTH, 3),
    }


def drop(rng: np.random.Generator, shape: tuple[int, ...], rate: float) -> Array:
    """Return a dropout mask: 0, or what keeps the expected value."""
    return (rng.random(shape, np.float32) >= rate).astype(np.float32) / np.float32(1 - rate)


def loss_slopes(p: Weights, batch: Batch, rng: np.random.Generator) -> tuple[float, Weights]:
    """Return the mean cross-entropy of a batch and its slope for every weight.

    Returns
    -------
    tuple of (float, dict of str to array)
    """
    shown, back_shown = _show(p, batch, rng)
    focus = (batch.is_target[:, None] @ shown)[:, 0]
    gathered, back_gathered = _gather(p, shown, focus, batch)
    share = batch.seen / batch.seen.sum(axis=1, keepdims=True)
    mean = (share[:, None] @ shown)[:, 0]
    sentence, bend = _gelu(batch.embedding @ p["sentence"] + p["sentence_bias"])
    mask = drop(rng, (len(focus), 4 * WIDTH), DROPOUT)
    summary = np.concatenate([focus, gathered, mean, sentence], axis=1) * mask
    scores, back_scores = _judge(p, summary, rng)
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    found = raised / raised.sum(axis=1, keepdims=True)
    loss = -float((batch.wanted * np.log(found + np.float32(1e-9))).sum()) / len(found)

    slopes, of_summary = back_scores((found - batch.wanted) / np.float32(len(found)))
    of_focus, of_gathered, of_mean, of_sentence = np.split(of_summary * mask, 4, axis=1)
    of_sentence = of_sentence * bend
    slopes |= {"sentence": batch.embedding.T @ of_sentence, "sentence_bias": of_sentence.sum(0)}
    more, of_shown, of_query = back_gathered(of_gathered)
    of_shown += share[..., None] * of_mean[:, None]
    of_shown += batch.is_target[..., None] * (of_focus + of_query)[:, None]
    return loss, {**slopes, **more, **back_shown(of_shown)[0]}


def _gelu(values: Array) -> tuple[Array, Array]:
    """Return the values of `analysis.stance.attention.gelu` and their slopes."""
    bend, scale, half = np.float32(0.044715), np.float32(0.7978845608), np.float32(0.5)
    square = values * values
    risen = np.tanh(scale * values * (1 + bend * square))
    slope = half * (1 + risen) + half * values * (1 - risen * risen) * scale * (
        1 + 3 * bend * square
    )
    return half * values * (1 + risen), slope


def _show(p: Weights, batch: Batch, rng: np.random.Generator) -> tuple[Array, Back]:
    """Project the tokens, add their distance, scale and bend."""
    count, length, _ = batch.states.shape
    states = batch.states.reshape(-1, STATES)
    raw = (states @ p["project"]).reshape(count, length, WIDTH)
    raw += p["project_bias"] + p["distance"][batch.distances]
    raw -= raw.mean(-1, keepdims=True)
    shrink = 1 / (np.sqrt(np.square(raw).mean(-1, keepdims=True)) + np.float32(1e-5))
    plain = raw * shrink
    bent, bend = _gelu(plain)
    mask = drop(rng, bent.shape, DROPOUT)

    def back(slope: Array) -> tuple[Weights, Array]:
        inner = slope * mask * bend
        along = (inner * plain).mean(-1, keepdims=True)
        inner = shrink * (inner - inner.mean(-1, keepdims=True) - plain * along)
        flat = inner.reshape(-1, WIDTH)
        found = {"project": states.T @ flat, "project_bias": flat.sum(0)}
        return {**found, "distance": _by_distance(batch, flat)}, inner

    return bent * mask, back


def _by_distance(batch: Batch, slopes: Array) -> Array:
    """Add up the slopes of the tokens of each distance."""
    chosen = batch.distances.ravel() == np.arange(DISTANCES)[:, None]
    return chosen.astype(np.float32) @ slopes


def _gather(
    p: Weights, shown: Array, focus: Array, batch: Batch
) -> tuple[Array, Callable[[Array], tuple[Weights, Array, Array]]]:
    """Let the target's words attend over the sentence."""
    count, length, _ = shown.shape
    flat = shown.reshape(-1, WIDTH)
    query = (focus @ p["query"]).reshape(count, 1, PARTS, SIZE) / np.float32(np.sqrt(SIZE))
    key = (flat @ p["key"]).reshape(count, length, PARTS, SIZE)
    value = (flat @ p["value"]).reshape(count, length, PARTS, SIZE)
    pull = (key * query).sum(-1) + p["distance_pull"][batch.distances]
    pull += (batch.seen[..., None] - 1) * np.float32(1e9)
    raised = np.exp(pull - pull.max(1, keepdims=True))
    share = raised / raised.sum(1, keepdims=True)

    def back(slope: Array) -> tuple[Weights, Array, Array]:
        each = slope.reshape(count, 1, PARTS, SIZE)
        of_share = (each * value).sum(-1)
        of_value = (share[..., None] * each).reshape(-1, WIDTH)
        of_pull = share * (of_share - (share * of_share).sum(1, keepdims=True))
        of_key = (of_pull[..., None] * query).reshape(-1, WIDTH)
        of_query = (of_pull[..., None] * key).sum(1).reshape(count, WIDTH)
        of_query /= np.float32(np.sqrt(SIZE))
        found = {"query": focus.T @ of_query, "key": flat.T @ of_key, "value": flat.T @ of_value}
        found["distance_pull"] = _by_distance(batch, of_pull.reshape(-1, PARTS))
        of_shown = (of_key @ p["key"].T + of_value @ p["value"].T).reshape(shown.shape)
        return found, of_shown, of_query @ p["query"].T

    return (share[..., None] * value).sum(1).reshape(count, WIDTH), back


def _judge(p: Weights, summary: Array, rng: np.random.Generator) -> tuple[Array, Back]:
    """Score the classes from what was gathered."""
    inner, bend = _gelu(summary @ p["hidden"] + p["hidden_bias"])
    mask = drop(rng, inner.shape, DROPOUT)
    inner = inner * mask

    def back(slope: Array) -> tuple[Weights, Array]:
        of_inner = slope @ p["out"].T * mask * bend
        found = {"out": inner.T @ slope, "out_bias": slope.sum(0), "skip": summary.T @ slope}
        found |= {"hidden": summary.T @ of_inner, "hidden_bias": of_inner.sum(0)}
        return found, of_inner @ p["hidden"].T + slope @ p["skip"].T

    return inner @ p["out"] + p["out_bias"] + summary @ p["skip"], back
