"""Write the stance reader as two small ONNX graphs over the encoder's own matrices.

The lower graph is the first part of the encoder as it is, run once a sentence; the upper one the
rest with what was learned beside it, run once a target.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from onnx import TensorProto

from analysis.stance.reader import CLASS_COUNT, LOWER, LOWER_LAYERS, UPPER
from training.build_encoder import TARGET
from training.encoder_graph import LAYERS, WIDTH, Array, Layers, value, write_lower


class Judge(Layers):
    """The upper layers of the encoder, and the scores behind them."""

    def judge(self, before: str, target: str) -> str:
        """Score the classes from the target's words, all words, and those near the target."""
        mean = self.node("ReduceMean", target, axes=[1], keepdims=0)
        around = self.node("MatMul", "shares", before)
        flat = self.node("Reshape", around, self.constant("flat", np.array([1, -1])))
        pooled = self.node("Concat", mean, flat, axis=1)
        out = self.half("out.weight", self._learned["out.weight"])
        bias = self.constant("out.bias", self._learned["out.bias"].astype(np.float32))
        return self.node("Add", self.node("MatMul", pooled, out), bias, output="scores")


def write_graphs(learned: Mapping[str, Array], folder: Path = TARGET) -> None:
    """Write both graphs beside the encoder.

    Parameters
    ----------
    learned : mapping
        ``dist`` (distance classes, 384); ``out.weight`` and ``out.bias``; and for matrices of the
        upper layers, by the encoder's names, ``.down`` (inputs, rank), ``.up`` (rank, outputs)
        and ``.bias``, for normalisations ``.scale`` and ``.shift``.
    folder : Path
        Where ``encoder.onnx`` lies.
    """
    write_lower(folder / LOWER, LOWER_LAYERS)
    states = value("states", TensorProto.FLOAT, 1, "tokens", WIDTH)
    upper = Judge(folder, learned)
    away = upper.node("Gather", upper.half("dist", learned["dist"]), "distances")
    x = upper.node("Add", "states", away)
    for number in range(LOWER_LAYERS, LAYERS - 1):
        x = upper.layer(x, number)
    upper.judge(x, upper.layer(x, LAYERS - 1, places="places"))
    inputs = [
        states,
        value("distances", TensorProto.INT64, "tokens"),
        value("places", TensorProto.INT64, "words"),
        value("shares", TensorProto.FLOAT, 2, "tokens"),
    ]
    scores = value("scores", TensorProto.FLOAT, 1, CLASS_COUNT)
    (folder / UPPER).write_bytes(upper.finish(inputs, scores))
