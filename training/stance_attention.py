"""Train the attending heads of the stance model; called by ``training.stance``.

Needs jax and optax, which nothing else here uses; ``requirements-stance.txt`` has the versions
that made the shipped heads. The encoder stays as it is; what is learned are 165,000 numbers a head.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from analysis.stance.attention import DISTANCES, EMBEDDING_SCALE, PARTS, lay_out
from analysis.stance.sentence import Pair
from training.stance_encodings import Encodings

Array = NDArray[np.float32]

WIDTH = 64
"""Numbers a token is projected to."""
STATES = 5 * 384
LENGTHS = (24, 32, 40, 48, 64)
BATCH = 64
DROPOUT_IN, DROPOUT = 0.1, 0.3
SMOOTHING = 0.05
RATE, DECAY = 1e-3, 0.05
EPOCHS = 4
"""Times that every version of the pairs is seen."""


class Rows(NamedTuple):
    """Pairs laid out for training."""

    states: NDArray[np.float16]
    """Shape (tokens, 1920): the states of all sentences."""
    embeddings: Array
    places: NDArray[np.int64]
    """Shape (pairs, 64), into ``states``."""
    distances: NDArray[np.int64]
    seen: Array
    is_target: Array


def make_rows(encodings: Encodings, pairs: Sequence[Pair]) -> Rows:
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
        is_target[row, :length] = layout.is_target
        numbers.append(number)
    states = encodings.states.reshape(-1, STATES)
    return Rows(states, encodings.embeddings[numbers], places, distances, seen, is_target)


def _batch(rows: Rows, at: NDArray[np.int64]):
    longest = int(rows.seen[at].sum(axis=1).max())
    length = next(size for size in LENGTHS if size >= longest)
    places = rows.places[at, :length]
    states = rows.states[places.ravel()].reshape(len(at), length, STATES)
    return (
        states,
        rows.distances[at, :length],
        rows.seen[at, :length],
        rows.is_target[at, :length],
        rows.embeddings[at] * EMBEDDING_SCALE,
    )


def _start(seed: int):
    keys = iter(jax.random.split(jax.random.PRNGKey(seed), 16))

    def matrix(*shape: int, scale: float = 1.0):
        return scale * jax.random.normal(next(keys), shape) / np.sqrt(shape[0])

    return {
        "project": matrix(STATES, WIDTH),
        "project_bias": jnp.zeros(WIDTH),
        "distance": matrix(DISTANCES, WIDTH, scale=0.4),
        "distance_pull": jnp.zeros((DISTANCES, PARTS)),
        "query": matrix(WIDTH, WIDTH),
        "key": matrix(WIDTH, WIDTH),
        "value": matrix(WIDTH, WIDTH),
        "sentence": matrix(384, WIDTH),
        "sentence_bias": jnp.zeros(WIDTH),
        "hidden": matrix(4 * WIDTH, WIDTH),
        "hidden_bias": jnp.zeros(WIDTH),
        "out": matrix(WIDTH, 3, scale=0.1),
        "out_bias": jnp.zeros(3),
        "skip": jnp.zeros((4 * WIDTH, 3)),
    }


def _scores(p, batch, key):
    """Mirror `analysis.stance.attention.attend`, for a batch and with dropout."""
    states, distances, seen, is_target, embedding = batch

    def drop(values, number, rate, shape=None):
        chosen = jax.random.fold_in(key, number)
        return values * jax.random.bernoulli(chosen, 1 - rate, shape or values.shape) / (1 - rate)

    # One mask for all tokens of a sentence: a number each would take longer than the training.
    states = drop(states, 0, DROPOUT_IN, (states.shape[0], 1, states.shape[2]))
    shown = states @ p["project"] + p["project_bias"] + p["distance"][distances]
    shown = shown - shown.mean(-1, keepdims=True)
    shown = drop(jax.nn.gelu(shown / (shown.std(-1, keepdims=True) + 1e-5)), 1, DROPOUT)
    focus = (shown * is_target[..., None]).sum(1) / is_target.sum(1, keepdims=True)
    count = len(shown)
    split = (count, -1, PARTS, WIDTH // PARTS)
    query, key_, value = (
        (x @ p[name]).reshape(split)
        for x, name in ((focus, "query"), (shown, "key"), (shown, "value"))
    )
    pull = (query * key_).sum(-1) / np.sqrt(WIDTH // PARTS) + p["distance_pull"][distances]
    share = jax.nn.softmax(jnp.where(seen[..., None] > 0, pull, -1e9), 1)
    gathered = (share[..., None] * value).sum(1).reshape(count, WIDTH)
    mean = (shown * seen[..., None]).sum(1) / seen.sum(1, keepdims=True)
    sentence = jax.nn.gelu(drop(embedding, 4, DROPOUT_IN) @ p["sentence"] + p["sentence_bias"])
    summary = drop(jnp.concatenate([focus, gathered, mean, sentence], -1), 2, DROPOUT)
    inner = drop(jax.nn.gelu(summary @ p["hidden"] + p["hidden_bias"]), 3, DROPOUT)
    return inner @ p["out"] + p["out_bias"] + summary @ p["skip"]


def train_head(parts: Sequence[Rows], labels: NDArray[np.int64], *, seed: int) -> dict[str, Array]:
    """Return the weights of one head, by the names of `analysis.stance.attention.Heads`.

    Parameters
    ----------
    parts : sequence of Rows
        The same pairs in several versions: as they stand, and with the target's name masked.
    labels : array of int64, shape (pairs,)
        Class of each pair.
    seed : int
        Start and order.
    """
    weights = _start(seed)
    rng = np.random.default_rng(seed)
    some = parts[0].states[::7].astype(np.float32)
    mean, spread = some.mean(axis=0), some.std(axis=0) + 1e-3
    steps = EPOCHS * len(parts) * (len(labels) // BATCH)
    schedule = optax.warmup_cosine_decay_schedule(0, RATE, steps // 10, steps)
    rule = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=DECAY))
    state = rule.init(weights)

    @jax.jit
    def step(weights, state, batch, wanted, key):
        batch = ((batch[0].astype(jnp.float32) - mean) / spread, *batch[1:])

        def loss(weights):
            wished = jax.nn.one_hot(wanted, 3) * (1 - SMOOTHING) + SMOOTHING / 3
            found = jax.nn.log_softmax(_scores(weights, batch, key))
            return -(wished * found).sum(-1).mean()

        value, slope = jax.value_and_grad(loss)(weights)
        change, state = rule.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, value

    for epoch in range(EPOCHS):
        losses = []
        for part, at in _batches(parts, rng):
            key = jax.random.PRNGKey(int(rng.integers(2**31)))
            batch = _batch(parts[part], at)
            weights, state, value = step(weights, state, batch, labels[at], key)
            losses.append(value)
        print(f"  seed {seed}, epoch {epoch}: loss {float(np.mean(losses)):.3f}", flush=True)
    return _fold({name: np.asarray(values) for name, values in weights.items()}, mean, spread)


def _batches(parts: Sequence[Rows], rng: np.random.Generator) -> list[tuple[int, NDArray]]:
    """Sentences of about one length together, sixteen batches at a time, in random order."""
    batches = []
    for part, rows in enumerate(parts):
        order = rng.permutation(len(rows.seen))
        for chunk in np.array_split(order, max(1, len(order) // (BATCH * 16))):
            by_length = chunk[np.argsort(rows.seen[chunk].sum(axis=1), kind="stable")]
            ends = range(BATCH, len(chunk) + 1, BATCH)
            batches += [(part, by_length[end - BATCH : end]) for end in ends]
    return [batches[number] for number in rng.permutation(len(batches))]


def _fold(weights: dict[str, Array], mean: Array, spread: Array) -> dict[str, Array]:
    """Put the scaling of the states into the projection."""
    project = weights["project"] / spread[:, None]
    bias = weights["project_bias"] - mean @ project
    return {**weights, "project": project, "project_bias": bias}


def pack_heads(heads: Sequence[dict[str, Array]]) -> dict[str, NDArray]:
    """Return the arrays of a model file: the projection in eight bits, the rest in sixteen."""
    stacked = {name: np.stack([head[name] for head in heads]) for name in heads[0]}
    project = stacked.pop("project")
    # A scale a row: states with little spread have weights a hundred times those of the rest.
    scale = np.abs(project).max(axis=2) / 127
    packed = {name: values.astype(np.float16) for name, values in stacked.items()}
    return {
        **packed,
        "project": np.round(project / scale[:, :, None]).astype(np.int8),
        "project_scale": scale.astype(np.float32),
        "project_bias": stacked["project_bias"].astype(np.float32),
    }
