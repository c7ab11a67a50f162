"""Write the graph that gives token states, in ``analysis/models/minilm/states.onnx``.

    python -m training.build_states

The encoder once more, with the nodes that run fastest in onnxruntime on a processor: one product
for query, key and value, one node for attention, one for GELU, and a sum before a normalisation
that is not fused with it. A quarter of the time is saved. ``encoder.onnx`` stays as it is, since
its vectors are compared with kept ones byte for byte; the large matrices are taken from where they
lie in that file, so this one holds little.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from analysis.encoder import DIMENSIONS, STATE_LAYERS, STATES
from training.build_encoder import TARGET

LAYERS, HEADS = 6, 12
EPSILON = 1e-12
ORT = "com.microsoft"
QUERY_KEY_VALUE = ("query", "key", "value")
LEAST_SHARED = 4096
"""Arrays of the encoder with fewer numbers are written into the graph once more."""


class Graph:
    """An ONNX graph under construction, over the arrays of the encoder in `folder`."""

    def __init__(self, folder: Path) -> None:
        path = folder / "encoder.onnx"
        self._raw = path.read_bytes()
        held = onnx.load(path).graph.initializer
        self._arrays: dict[str, NDArray[np.generic]] = {
            array.name: numpy_helper.to_array(array) for array in held
        }
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def nodes(
        self, operator: str, *inputs: str, outputs: int = 1, domain: str = "", **attributes: Any
    ) -> list[str]:
        """Add a node and return the names of its outputs."""
        names = [f"{operator}_{len(self._nodes)}_{number}" for number in range(outputs)]
        made = helper.make_node(operator, list(inputs), names, domain=domain, **attributes)
        self._nodes.append(made)
        return names

    def node(self, operator: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output and return its name."""
        return self.nodes(operator, *inputs, domain=domain, **attributes)[0]

    def rename(self, inner: str, name: str) -> None:
        """Give an output of the graph its name."""
        self._nodes.append(helper.make_node("Identity", [inner], [name]))

    def constant(self, name: str, values: object) -> str:
        """Add an array once and return its name."""
        if name not in self._constants:
            array = np.ascontiguousarray(np.asarray(values))
            self._constants[name] = numpy_helper.from_array(array, name)
        return name

    def held(self, name: str) -> str:
        """Add an array of the encoder: a large one by its place in the encoder's file.

        Raises
        ------
        ValueError
            When it does not lie there in one piece.
        """
        values = self._arrays[name]
        if values.size < LEAST_SHARED:
            return self.constant(name, values)
        array = numpy_helper.from_array(values, name)
        place = self._raw.find(array.raw_data)
        if place < 0:
            raise ValueError(f"{name} does not lie in one piece in encoder.onnx")
        size = len(array.raw_data)
        array.ClearField("raw_data")
        array.data_location = TensorProto.EXTERNAL
        entries = {"location": "encoder.onnx", "offset": str(place), "length": str(size)}
        for key, value in entries.items():
            array.external_data.add(key=key, value=value)
        self._constants[name] = array
        return name

    def joined(self, *names: str) -> str:
        """Set arrays of the encoder side by side; done once, when the graph is loaded."""
        return self.node("Concat", *(self.held(name) for name in names), axis=-1)

    def linear(self, x: str, *prefixes: str) -> str:
        """``x @ W + b`` in eight bits, for several W side by side."""
        weight, scale, bias = (
            self.joined(*(f"{prefix}.{part}" for prefix in prefixes))
            for part in ("weight_quantized", "weight_scale", "bias")
        )
        rounded, step, zero = self.nodes("DynamicQuantizeLinear", x, outputs=3)
        given = (rounded, weight, step, scale, zero, "", bias)
        return self.node("MatMulIntegerToFloat", *given, domain=ORT)

    def normalise(self, x: str, prefix: str) -> str:
        """Layer normalisation."""
        scale, shift = self.held(f"{prefix}.scale"), self.held(f"{prefix}.shift")
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=EPSILON)

    def layer(self, x: str, number: int) -> str:
        """Attention and the two linear maps behind it, each with its residual connection."""
        prefix = f"encoder.layer.{number}"
        names = (f"{prefix}.attention.self.{name}" for name in QUERY_KEY_VALUE)
        thirds = self.constant("thirds", np.array([DIMENSIONS] * 3))
        split = self.nodes("Split", self.linear(x, *names), thirds, outputs=3, axis=-1)
        scale = (DIMENSIONS // HEADS) ** -0.5
        mixed = self.node("MultiHeadAttention", *split, domain=ORT, num_heads=HEADS, scale=scale)
        mixed = self.linear(mixed, f"{prefix}.attention.output.dense")
        x = self.normalise(self.node("Add", x, mixed), f"{prefix}.attention.output.LayerNorm")
        inner = self.linear(x, f"{prefix}.intermediate.dense")
        outer = self.linear(self.node("Gelu", inner, domain=ORT), f"{prefix}.output.dense")
        return self.normalise(self.node("Add", x, outer), f"{prefix}.output.LayerNorm")

    def embed(self) -> str:
        """Word, position and segment embeddings, summed and normalised."""
        words = self.node("Gather", self.held("words_quantized"), "input_ids")
        scale, zero = self.held("words_scale"), self.held("words_zero_point")
        words = self.node("DequantizeLinear", words, scale, zero)
        ends = self.constant("first", np.array([1])), self.constant("second", np.array([2]))
        length = self.node("Slice", self.node("Shape", "input_ids"), *ends)
        nought = self.constant("nought", np.array([0]))
        places = self.node("Slice", self.held("places"), nought, length, nought)
        summed = self.node("Add", self.node("Add", words, places), self.held("segment"))
        return self.normalise(summed, "embeddings.LayerNorm")

    def build(self) -> bytes:
        """Return the model: states of some layers side by side, and the sentence vector."""
        x, kept = self.embed(), []
        for number in range(1, LAYERS + 1):
            x = self.layer(x, number - 1)
            if number in STATE_LAYERS:
                kept.append(x)
        self.rename(self.node("Concat", *kept, axis=0), "layers")
        mean = self.node("ReduceMean", x, axes=[1], keepdims=0)
        self.rename(self.node("LpNormalization", mean, axis=-1, p=2), "embedding")
        ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"])
        sizes = {"layers": [len(STATE_LAYERS), "tokens", DIMENSIONS], "embedding": [1, DIMENSIONS]}
        outputs = [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, size)
            for name, size in sizes.items()
        ]
        constants = list(self._constants.values())
        graph = helper.make_graph(self._nodes, "states", [ids], outputs, constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(ORT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        return bytes(model.SerializeToString(deterministic=True))


def main() -> None:
    """Write the graph, and its digest beside the encoder's."""
    raw = Graph(TARGET).build()
    (TARGET / STATES).write_bytes(raw)
    source = TARGET / "source.json"
    record = json.loads(source.read_text("utf-8"))
    record["sha256"][STATES] = sha256(raw).hexdigest()
    source.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(f"{STATES} {len(raw)} bytes")


if __name__ == "__main__":
    main()
