"""Parts of the encoder written as ONNX graphs of their own, over the encoder's own matrices.

    python -m training.encoder_graph

writes the lower half of the encoder, which tells the quotation models what a word does in its
sentence. The eight-bit matrices are taken from where they lie in ``encoder.onnx``, so that the file
holds little more than biases.

A product that is learned beside a matrix stays beside it: added into the eight bits it would be
rounded away. The nodes are those that run fastest in onnxruntime on a processor: one product for
query, key and value, and a sum before a normalisation that is not fused with it.

References
----------
Hu et al. (2022), LoRA: Low-rank adaptation of large language models, ICLR.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import orjson
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from analysis.encoder import LOWER, LOWER_LAYERS
from training.build_encoder import TARGET

Array = NDArray[np.float32]
LAYERS, HEADS, WIDTH = 6, 12, 384
EPSILON = 1e-12
ORT = "com.microsoft"
QUERY_KEY_VALUE = ("query", "key", "value")
LEAST_SHARED = 4096
"""Arrays of the encoder with fewer numbers are written into the graph once more."""


def read_arrays(folder: Path = TARGET) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of the encoder by name, as they lie in its file."""
    model = onnx.load(folder / "encoder.onnx")
    return {held.name: numpy_helper.to_array(held) for held in model.graph.initializer}


class Graph:
    """An ONNX graph under construction, over the encoder in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._raw = (folder / "encoder.onnx").read_bytes()
        self._encoder = read_arrays(folder)
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def node(
        self, operator: str, *inputs: str, output: str = "", domain: str = "", **attributes: object
    ) -> str:
        """Add a node with one output and return its name."""
        name = output or f"{operator}_{len(self._nodes)}"
        made = helper.make_node(operator, list(inputs), [name], domain=domain, **attributes)
        self._nodes.append(made)
        return name

    def nodes(self, operator: str, count: int, *inputs: str, **attributes: object) -> list[str]:
        """Add a node with several outputs and return their names."""
        names = [f"{operator}_{len(self._nodes)}_{number}" for number in range(count)]
        self._nodes.append(helper.make_node(operator, list(inputs), names, **attributes))
        return names

    def constant(self, name: str, values: object) -> str:
        """Add an array once and return its name."""
        if name not in self._constants:
            array = np.ascontiguousarray(np.asarray(values))
            self._constants[name] = numpy_helper.from_array(array, name)
        return name

    def half(self, name: str, values: Array) -> str:
        """Add an array in half precision; it is widened when the graph is loaded."""
        held = self.constant(f"{name}.half", values.astype(np.float16))
        return self.node("Cast", held, to=TensorProto.FLOAT)

    def shared(self, name: str) -> str:
        """Add an array of the encoder: a large one by its place in the encoder's file."""
        values = self._encoder[name]
        if values.size < LEAST_SHARED:
            return self.constant(name, values)
        held = numpy_helper.from_array(values, name)
        place = self._raw.find(held.raw_data)
        if place < 0:
            raise ValueError(f"{name} does not lie in one piece in encoder.onnx")
        size = len(held.raw_data)
        held.ClearField("raw_data")
        held.data_location = TensorProto.EXTERNAL
        entries = {"location": "encoder.onnx", "offset": str(place), "length": str(size)}
        for key, value in entries.items():
            held.external_data.add(key=key, value=value)
        self._constants[name] = held
        return name

    def joined(self, names: list[str]) -> str:
        """Set matrices of the encoder side by side; done once, when the graph is loaded."""
        return self.node("Concat", *(self.shared(name) for name in names), axis=-1)

    def finish(self, inputs: list[onnx.ValueInfoProto], output: onnx.ValueInfoProto) -> bytes:
        """Return the model."""
        constants = list(self._constants.values())
        graph = helper.make_graph(self._nodes, "encoder", inputs, [output], constants)
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(ORT, 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
        return bytes(model.SerializeToString(deterministic=True))


class Layers(Graph):
    """The parts of a BERT layer, with what was learned beside its matrices."""

    def __init__(self, folder: Path, learned: Mapping[str, Array]) -> None:
        super().__init__(folder)
        self._learned = learned

    def numbers(self, name: str) -> str:
        """Add biases and the like: the learned ones, or else the encoder's."""
        values = self._learned.get(name, self._encoder[name])
        return self.constant(name, values.astype(np.float32))

    def linear(self, x: str, *prefixes: str) -> list[str]:
        """``x @ W + b`` in eight bits and ``x @ A @ B``, for several W in one product."""
        weight = self.joined([f"{prefix}.weight_quantized" for prefix in prefixes])
        scale = self.joined([f"{prefix}.weight_scale" for prefix in prefixes])
        bias = self.node("Concat", *(self.numbers(f"{p}.bias") for p in prefixes), axis=0)
        rounded, step, zero = self.nodes("DynamicQuantizeLinear", 3, x)
        given = (rounded, weight, step, scale, zero, "", bias)
        product = self.node("MatMulIntegerToFloat", *given, domain=ORT)
        parts = [product]
        if len(prefixes) > 1:
            size = self._encoder[f"{prefixes[0]}.bias"].size
            sizes = self.constant(f"{len(prefixes)} x {size}", np.full(len(prefixes), size))
            parts = self.nodes("Split", len(prefixes), product, sizes, axis=-1)
        return [self._beside(x, *pair) for pair in zip(parts, prefixes, strict=True)]

    def _beside(self, x: str, product: str, prefix: str) -> str:
        """Add the narrow product, if one was learned for this matrix."""
        if f"{prefix}.down" not in self._learned:
            return product
        down, up = (
            self.half(name, self._learned[name]) for name in (f"{prefix}.down", f"{prefix}.up")
        )
        return self.node("Add", product, self.node("MatMul", self.node("MatMul", x, down), up))

    def normalise(self, x: str, prefix: str, output: str = "") -> str:
        """Layer normalisation."""
        scale, shift = self.numbers(f"{prefix}.scale"), self.numbers(f"{prefix}.shift")
        given = (x, scale, shift)
        return self.node("LayerNormalization", *given, output=output, axis=-1, epsilon=EPSILON)

    def layer(self, x: str, number: int, *, output: str = "", places: str = "") -> str:
        """Attention and the two linear maps behind it, each with its residual connection.

        With `places`, only the tokens that stand there are computed; they attend to all.
        """
        prefix = f"encoder.layer.{number}"
        query, *others = (f"{prefix}.attention.self.{name}" for name in QUERY_KEY_VALUE)
        if places:
            key_value = self.linear(x, *others)
            x = self.node("Gather", x, places, axis=1)
            given = [*self.linear(x, query), *key_value]
        else:
            given = self.linear(x, query, *others)
        scale = (WIDTH // HEADS) ** -0.5
        mixed = self.node("MultiHeadAttention", *given, domain=ORT, num_heads=HEADS, scale=scale)
        (mixed,) = self.linear(mixed, f"{prefix}.attention.output.dense")
        x = self.normalise(self.node("Add", x, mixed), f"{prefix}.attention.output.LayerNorm")
        (inner,) = self.linear(x, f"{prefix}.intermediate.dense")
        (outer,) = self.linear(self.node("Gelu", inner, domain=ORT), f"{prefix}.output.dense")
        return self.normalise(self.node("Add", x, outer), f"{prefix}.output.LayerNorm", output)

    def embed(self) -> str:
        """Word, position and segment embeddings, summed and normalised."""
        words = self.node("Gather", self.shared("words_quantized"), "ids")
        scale, zero = self.shared("words_scale"), self.shared("words_zero_point")
        words = self.node("DequantizeLinear", words, scale, zero)
        first, second = self.constant("one", np.array([1])), self.constant("two", np.array([2]))
        length = self.node("Slice", self.node("Shape", "ids"), first, second)
        nought = self.constant("nought", np.array([0]))
        places = self.node("Slice", self.shared("places"), nought, length, nought)
        summed = self.node("Add", self.node("Add", words, places), self.shared("segment"))
        return self.normalise(summed, "embeddings.LayerNorm")


def write_lower(path: Path, layers: int) -> None:
    """Write the first layers of the encoder beside it: ``ids`` in, ``states`` out."""
    graph = Layers(path.parent, {})
    x = graph.embed()
    for number in range(layers):
        x = graph.layer(x, number, output="states" if number == layers - 1 else "")
    ids = value("ids", TensorProto.INT64, 1, "tokens")
    path.write_bytes(graph.finish([ids], value("states", TensorProto.FLOAT, 1, "tokens", WIDTH)))


def value(name: str, kind: int, *shape: int | str) -> onnx.ValueInfoProto:
    """Return what goes in or out."""
    return helper.make_tensor_value_info(name, kind, shape)


def record_digests(names: Iterable[str]) -> None:
    """Write the digests of files beside the encoder's."""
    source = TARGET / "source.json"
    record = orjson.loads(source.read_bytes())
    record["sha256"] |= {name: sha256((TARGET / name).read_bytes()).hexdigest() for name in names}
    source.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2) + b"\n")


if __name__ == "__main__":
    write_lower(TARGET / LOWER, LOWER_LAYERS)
    record_digests([LOWER])
