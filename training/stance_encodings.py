"""Encodings of the training sentences, made once: the encoder is frozen, so they never change."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from analysis.encoder import DIMENSIONS, STATE_LAYERS, TokenStates, load_encoder
from analysis.stance.sentence import Pair

STATES = len(STATE_LAYERS) * DIMENSIONS
"""Numbers a token: its states in all layers side by side."""
_EVERY = 9
"""Every so many tokens are enough to find the scale."""
_AT_ONCE = 20_000


class Scale(NamedTuple):
    """Mean and spread of each number of the states."""

    mean: NDArray[np.float32]
    spread: NDArray[np.float32]


@dataclass(frozen=True)
class Encodings:
    """Token states of all sentences in one array, and where each sentence's lie."""

    states: NDArray[np.float16]
    """Shape (tokens, STATES)."""
    embeddings: NDArray[np.float32]
    index: dict[str, tuple[int, int, int, list[tuple[int, int]]]]
    """Text to its number, first token, number of tokens, and character intervals of the tokens."""

    def of(self, text: str) -> TokenStates:
        """Return one sentence as the encoder gave it, in half precision."""
        number, start, length, spans = self.index[text]
        layers = self.states[start : start + length].astype(np.float32)
        layers = layers.reshape(length, len(STATE_LAYERS), DIMENSIONS)
        pairs = tuple((int(a), int(b)) for a, b in spans)
        return TokenStates(pairs, np.swapaxes(layers, 0, 1), self.embeddings[number])

    def scaled(self, scale: Scale) -> Encodings:
        """Return the encodings with mean 0 and spread 1."""
        states = np.empty_like(self.states)
        for at in range(0, len(states), _AT_ONCE):
            some = self.states[at : at + _AT_ONCE].astype(np.float32)
            states[at : at + _AT_ONCE] = (some - scale.mean) / scale.spread
        return Encodings(states, self.embeddings, self.index)


def find_scale(encodings: Encodings) -> Scale:
    """Return mean and spread of the states."""
    some = encodings.states[::_EVERY].astype(np.float32)
    return Scale(some.mean(axis=0), some.std(axis=0) + np.float32(1e-3))


def encode_all(pairs: Iterable[Pair], name: str, folder: Path | None) -> Encodings:
    """Return the encodings of all sentences, read from `folder` where they lie there already."""
    if folder is None:
        folder = Path(tempfile.mkdtemp(prefix="stance-"))
    places = [folder / f"{name}_{what}" for what in ("states.npy", "emb.npy", "idx.json")]
    if not places[2].exists():
        _encode({pair.text for pair in pairs}, places)
    index = orjson.loads(places[2].read_bytes())
    return Encodings(np.load(places[0]), np.load(places[1]), index)


def _encode(texts: set[str], places: list[Path]) -> None:
    encoder = load_encoder()
    states, embeddings, index, start = [], [], {}, 0
    for number, text in enumerate(sorted(texts)):
        encoded = encoder.states(text)
        tokens = np.swapaxes(encoded.layers, 0, 1).reshape(len(encoded.spans), STATES)
        states.append(tokens.astype(np.float16))
        embeddings.append(encoded.embedding)
        index[text] = (number, start, len(encoded.spans), encoded.spans)
        start += len(encoded.spans)
    np.save(places[0], np.concatenate(states))
    np.save(places[1], np.stack(embeddings))
    places[2].write_bytes(orjson.dumps(index))
