"""Train the attending heads of the stance model, in numpy; called by ``training.stance``.

The encoder stays as it is; what is learned are 180,000 numbers a head.

References
----------
Loshchilov and Hutter (2019), Decoupled weight decay regularization; Szegedy et al. (2016),
Rethinking the Inception architecture (label smoothing).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.stance.attention import EIGHT_BITS, EMBEDDING_SCALE, lay_out
from analysis.stance.sentence import Pair
from training.stance_encodings import STATES, Encodings, Scale
from training.stance_slopes import (
    DROPOUT_IN,
    Array,
    Batch,
    Weights,
    drop,
    loss_slopes,
    start_weights,
)

LENGTHS = (24, 32, 40, 48, 64)
BATCH = 64
SMOOTHING = 0.05
RATE, DECAY = 1e-3, 0.05
LEAST_SCALE = 1e-6
MOST_SLOPE = 1.0
"""Steps are scaled so that the slopes together are no longer than this."""


class Rows(NamedTuple):
    """One version of the pairs, laid out for training."""

    states: NDArray[np.float16]
    """Shape (tokens, STATES): the scaled states of all sentences."""
    embeddings: Array
    places: NDArray[np.int64]
    """Shape (pairs, 64), into ``states``."""
    distances: NDArray[np.int64]
    seen: Array
    is_target: Array
    wanted: Array
    """Shape (pairs, 3): the probabilities that a head should give."""


def make_rows(encodings: Encodings, pairs: Sequence[Pair], labels: NDArray[np.int64]) -> Rows:
    """Return the pairs laid out for training."""
    size = (len(pairs), LENGTHS[-1])
    places, distances = np.zeros(size, np.int64), np.zeros(size, np.int64)
    seen, is_target = np.zeros(size, np.float32), np.zeros(size, np.float32)
    numbers = []
    for row, (text, target) in enumerate(pairs):
        number, start, _, spans = encodings.index[text]
        layout = lay_out(tuple((int(a), int(b)) for a, b in spans), target)
        length = len(layout.distances)
        places[row, :length] = start + np.arange(layout.tokens.start, layout.tokens.stop)
        distances[row, :length] = layout.distances
        seen[row, :length] = 1
        is_target[row, :length] = layout.is_target / layout.is_target.sum()
        numbers.append(number)
    wanted = np.eye(3, dtype=np.float32)[labels] * (1 - SMOOTHING) + np.float32(SMOOTHING / 3)
    embeddings = encodings.embeddings[numbers] * EMBEDDING_SCALE
    return Rows(encodings.states, embeddings, places, distances, seen, is_target, wanted)


def make_batch(rows: Rows, at: NDArray[np.int64], rng: np.random.Generator) -> Batch:
    """Return some of the pairs, with dropout on what the encoder gave."""
    longest = int(rows.seen[at].sum(axis=1).max())
    length = next(size for size in LENGTHS if size >= longest)
    states = rows.states[rows.places[at, :length].ravel()].astype(np.float32)
    states = states.reshape(len(at), length, STATES)
    # One mask for all tokens of a sentence: a number each would take longer than the training.
    states *= drop(rng, (len(at), 1, STATES), DROPOUT_IN)
    embedding = rows.embeddings[at]
    return Batch(
        states,
        rows.distances[at, :length],
        rows.seen[at, :length],
        rows.is_target[at, :length],
        embedding * drop(rng, embedding.shape, DROPOUT_IN),
        rows.wanted[at],
    )


class _Steps:
    """Adam with decoupled weight decay, a warm-up and a cosine descent."""

    def __init__(self, weights: Weights, count: int) -> None:
        self._weights = weights
        self._mean = {name: np.zeros_like(values) for name, values in weights.items()}
        self._square = {name: np.zeros_like(values) for name, values in weights.items()}
        self._count, self._done = count, 0

    def take(self, slopes: Weights) -> None:
        """Move the weights, in place."""
        warm, at = max(1, self._count // 10), self._done
        cosine = 0.5 * (1 + np.cos(np.pi * (at - warm) / max(1, self._count - warm)))
        rate = np.float32(RATE * (at / warm if at < warm else cosine))
        self._done += 1
        length = np.sqrt(sum(float(np.square(slope).sum()) for slope in slopes.values()))
        shrink = np.float32(min(1.0, MOST_SLOPE / (length + 1e-9)))
        even, odd = (np.float32(1 - beta**self._done) for beta in (0.9, 0.999))
        for name, values in self._weights.items():
            slope = slopes[name] * shrink
            mean, square = self._mean[name], self._square[name]
            mean += np.float32(0.1) * (slope - mean)
            square += np.float32(0.001) * (slope * slope - square)
            step = mean / even / (np.sqrt(square / odd) + np.float32(1e-8))
            values -= rate * (step + np.float32(DECAY) * values)


def train_heads(
    parts: Sequence[Rows], scale: Scale, *, order: int, seeds: Sequence[int], epochs: int
) -> list[Weights]:
    """Return the weights of some heads, by the names that `unpack_heads` expects.

    Parameters
    ----------
    parts : sequence of Rows
        The pairs in several versions.
    scale : Scale
        Of the states, to be folded into the projection.
    order : int
        Seed of the order of the batches and of the dropout of their states.
    seeds : sequence of int
        One a head: its start and its own dropout. All see the same batches in the same order,
        which takes two thirds of the time of training them one by one.
    epochs : int
        Times that every version is seen.
    """
    shared = np.random.default_rng(order)
    own = [np.random.default_rng(seed) for seed in seeds]
    heads = [start_weights(rng) for rng in own]
    batches = [batch for _ in range(epochs) for batch in _batches(parts, shared)]
    steps = [_Steps(weights, len(batches)) for weights in heads]
    losses = []
    for number, (part, at) in enumerate(batches, 1):
        batch = make_batch(parts[part], at, shared)
        for weights, rng, step in zip(heads, own, steps, strict=True):
            loss, slopes = loss_slopes(weights, batch, rng)
            step.take(slopes)
            losses.append(loss)
        if number % 200 == 0 or number == len(batches):
            print(f"  step {number} of {len(batches)}: loss {np.mean(losses):.3f}", flush=True)
            losses.clear()
    return [_fold(weights, scale) for weights in heads]


def _batches(
    parts: Sequence[Rows], rng: np.random.Generator
) -> list[tuple[int, NDArray[np.int64]]]:
    """Sentences of about one length together, sixteen batches at a time, in random order."""
    batches = []
    for part, rows in enumerate(parts):
        order = rng.permutation(len(rows.seen))
        for chunk in np.array_split(order, max(1, len(order) // (BATCH * 16))):
            by_length = chunk[np.argsort(rows.seen[chunk].sum(axis=1), kind="stable")]
            ends = range(BATCH, len(chunk) + 1, BATCH)
            batches += [(part, by_length[end - BATCH : end]) for end in ends]
    return [batches[number] for number in rng.permutation(len(batches))]


def _fold(weights: Weights, scale: Scale) -> Weights:
    """Put the scaling of the states into the projection."""
    project = weights["project"] / scale.spread[:, None]
    bias = weights["project_bias"] - scale.mean @ project
    return {**weights, "project": project, "project_bias": bias}


def pack_heads(heads: Sequence[Weights]) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of a model file: large matrices in eight bits, the rest in sixteen."""
    packed: dict[str, NDArray[np.generic]] = {}
    for name in heads[0]:
        values = np.stack([head[name] for head in heads])
        if name in EIGHT_BITS:
            # A scale a row: states with little spread have weights a hundred times the others'.
            scale = np.maximum(np.abs(values).max(axis=2) / 127, LEAST_SCALE).astype(np.float16)
            packed[f"{name}_scale"] = scale
            whole = np.round(values / scale[:, :, None].astype(np.float32))
            packed[name] = np.clip(whole, -127, 127).astype(np.int8)
        else:
            packed[name] = values.astype(np.float32 if name == "project_bias" else np.float16)
    return packed
