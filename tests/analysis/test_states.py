"""The graph that gives token states beside the encoder whose vectors are kept."""

from __future__ import annotations

import json
from hashlib import sha256

import numpy as np

from analysis.encoder import STATE_LAYERS, STATES, load_encoder
from training.build_encoder import TARGET
from training.build_states import Graph

TEXTS = (
    "Mayor Brandt was praised.",
    "The ferry to Mirava sank in the night; nobody knows why.",
    "",
)


def test_states_are_those_of_the_encoder() -> None:
    encoder = load_encoder()
    for text, vector in zip(TEXTS, encoder.embed(TEXTS), strict=True):
        states = encoder.states(text)
        assert states.layers.shape == (len(STATE_LAYERS), len(states.spans), len(vector))
        # A number between two steps of the quantization may be rounded to the other one.
        assert float(states.embedding @ vector) > 0.998
        mean = states.layers[-1].mean(axis=0)
        np.testing.assert_allclose(states.embedding, mean / np.linalg.norm(mean), atol=1e-5)


def test_the_graph_is_what_the_training_writes_over_this_encoder() -> None:
    # It holds places in the encoder's file: over another encoder it would read noise.
    written = (TARGET / STATES).read_bytes()
    assert Graph(TARGET).build() == written
    recorded = json.loads((TARGET / "source.json").read_text("utf-8"))["sha256"]
    assert recorded[STATES] == sha256(written).hexdigest()
