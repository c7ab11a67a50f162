"""Encodings of the training sentences, made once: the encoder is frozen, so they never change."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from analysis.encoder import TokenStates, load_encoder
from analysis.stance.sentence import Pair

MASK = "[MASK]"


@dataclass(frozen=True)
class Encodings:
    """Token states of all sentences in one array, and where each sentence's lie."""

    states: NDArray[np.float16]
    """Shape (tokens, 5, 384)."""
    embeddings: NDArray[np.float32]
    index: dict[str, tuple[int, int, int, list[tuple[int, int]]]]
    """Text to its number, first token, number of tokens, and character intervals of the tokens."""

    def of(self, text: str) -> TokenStates:
        """Return one sentence as the encoder gave it, in half precision."""
        number, start, length, spans = self.index[text]
        layers = self.states[start : start + length].astype(np.float32)
        pairs = tuple((int(a), int(b)) for a, b in spans)
        return TokenStates(pairs, np.swapaxes(layers, 0, 1), self.embeddings[number])


def mask_target(pair: Pair) -> Pair:
    """Return the pair with the target's name masked: the head must not learn who is liked."""
    assert pair.target is not None
    start, end = pair.target
    return Pair(pair.text[:start] + MASK + pair.text[end:], (start, start + len(MASK)))


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
        states.append(np.swapaxes(encoded.layers, 0, 1).astype(np.float16))
        embeddings.append(encoded.embedding)
        index[text] = (number, start, len(encoded.spans), encoded.spans)
        start += len(encoded.spans)
    np.save(places[0], np.concatenate(states))
    np.save(places[1], np.stack(embeddings))
    places[2].write_bytes(orjson.dumps(index))
