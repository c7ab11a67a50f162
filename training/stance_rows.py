"""Training pairs of the stance reader as its tuned half sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.encoder import STATE_LAYERS, load_encoder
from analysis.stance.reader import lay_out, share_out
from analysis.stance.sentence import Pair

Array = NDArray[np.float32]


class Row(NamedTuple):
    """One pair as the upper half sees it."""

    states: NDArray[np.float16]
    distances: NDArray[np.int64]
    shares: Array


def make_rows(pairs: Sequence[Pair], lower: int) -> list[Row]:
    """Return the pairs with the states that `lower` layers of the encoder give."""
    encoder, known, rows = load_encoder(), {}, []
    for text, target in pairs:
        if text not in known:
            found = encoder.states(text)
            layer = found.layers[STATE_LAYERS.index(lower)].astype(np.float16)
            known[text] = layer, found.spans
        layer, spans = known[text]
        layout = lay_out(spans, target)
        rows.append(Row(layer[layout.tokens], layout.distances, share_out(layout)))
    return rows


def order_batches(lengths: Sequence[int], size: int, rng: np.random.Generator) -> list[list[int]]:
    """Sentences of about one length together, sixteen batches at a time, in random order."""
    order, batches = rng.permutation(len(lengths)), []
    for chunk in np.array_split(order, max(1, len(order) // (size * 16))):
        by_length = sorted((int(n) for n in chunk), key=lambda number: lengths[number])
        batches += [by_length[at : at + size] for at in range(0, len(by_length), size)]
    return [batches[number] for number in rng.permutation(len(batches))]
