"""The sentence encoder: all-MiniLM-L6-v2, int8 ONNX, loaded once and only when asked for.

``training/build_encoder.py`` rebuilds the files in ``models/minilm``.

References
----------
Wang et al. (2020), MiniLM; Reimers and Gurevych (2019), Sentence-BERT;
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from analysis.records import Span

Vectors = NDArray[np.float32]

DIMENSIONS = 384
MAX_TOKENS = 256
STATE_LAYERS = (2, 3, 4, 5, 6)
LOWER, LOWER_LAYERS = "encoder_lower.onnx", 3
"""The first layers by themselves: where a word stands in its sentence shows best behind the third
(docs/quotations.md)."""
_FOLDER = Path(__file__).parent / "models" / "minilm"


@dataclass(frozen=True, slots=True)
class TokenStates:
    """What the encoder saw of one text, token by token."""

    spans: tuple[Span, ...]
    """Character interval of each token; special tokens are (0, 0)."""
    layers: Vectors
    """Shape (5, tokens, 384): the states of layers 2 to 6."""
    embedding: Vectors
    """Shape (384,), unit length."""


class Encoder:
    """Turns texts into vectors.

    Every text is encoded by itself: dynamic quantization scales by what else is in a batch, and a
    vector must not depend on its neighbours. On two cores this is no slower (measured: 390 short
    sentences a second on one thread).
    """

    def __init__(self) -> None:
        # Read at the first text, not before: what finds all its vectors kept saves 0.3 s.
        self._session: Any = None
        self._lower: Any = None
        self._tokenizer: Any = None

    def _encode(self, text: str) -> Any:
        if self._tokenizer is None:
            from tokenizers import Tokenizer

            self._tokenizer = Tokenizer.from_file(str(_FOLDER / "tokenizer.json"))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(MAX_TOKENS)
        return self._tokenizer.encode(text)

    def split(self, text: str) -> tuple[list[int], list[Span]]:
        """Return the numbers of the word pieces of one text, and their character intervals.

        Returns
        -------
        tuple of (list of int, list of (int, int))
            At most 256, special ones with an empty interval.
        """
        encoding = self._encode(text)
        return encoding.ids, encoding.offsets

    def embed(self, texts: Iterable[str]) -> Vectors:
        """Return one unit-length vector a text.

        Parameters
        ----------
        texts : iterable of str
            Texts over 256 word pieces are cut.

        Returns
        -------
        array of float32, shape (texts, 384)
            Their dot products are cosines, -1 to 1.
        """
        known: dict[str, Vectors] = {}
        order = list(texts)
        for text in order:
            if text not in known:
                known[text] = self._run(self._encode(text).ids, ["embedding"])[0][0]
        if not order:
            return np.empty((0, DIMENSIONS), np.float32)
        return np.stack([known[text] for text in order])

    def states(self, text: str) -> TokenStates:
        """Return the token states of one text, for pooling over parts of it."""
        encoding = self._encode(text)
        names = ["embedding", *(f"layer_{number}" for number in STATE_LAYERS)]
        embedding, *layers = self._run(encoding.ids, names)
        return TokenStates(
            tuple(encoding.offsets), np.stack([layer[0] for layer in layers]), embedding[0]
        )

    def lower_states(self, texts: Iterable[str]) -> list[tuple[Vectors, NDArray[np.int64]]]:
        """Return the states behind the lower layers of the word pieces of each text.

        Several texts at once take less time: the matrices stay near the processor.

        Returns
        -------
        list of tuple of array of float32, shape (pieces, 384), and array of int
            Special pieces are left out; with each state where in the text its piece begins.
        """
        if self._lower is None:
            # Fused with the sum before it a normalisation takes twice as long on a processor.
            self._lower = load_session(_FOLDER / LOWER, ["SkipLayerNormFusion"])
        encodings = [self._encode(text) for text in texts]
        run = self._lower.run
        states = [
            run(["states"], {"ids": np.array([encoding.ids], np.int64)})[0][0, 1:-1]
            for encoding in encodings
        ]
        starts = [
            np.array([start for start, _ in encoding.offsets[1:-1]], np.int64)
            for encoding in encodings
        ]
        return list(zip(states, starts, strict=True))

    def _run(self, ids: Sequence[int], outputs: list[str]) -> list[Vectors]:
        if self._session is None:
            self._session = load_session(_FOLDER / "encoder.onnx")
        inputs = {
            "input_ids": np.array([ids], np.int64),
            "attention_mask": np.ones((1, len(ids)), np.int64),
        }
        result: list[Vectors] = self._session.run(outputs, inputs)
        return result


def load_session(path: Path, disabled_optimizers: Sequence[str] = ()) -> Any:
    """Return a graph that is ready to run on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(path),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=disabled_optimizers,
    )


@cache
def load_encoder() -> Encoder:
    """Return the one encoder of this process; its files are read at the first text."""
    return Encoder()
