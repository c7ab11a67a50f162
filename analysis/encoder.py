"""The sentence encoder: all-MiniLM-L6-v2, int8 ONNX, loaded once and only when asked for.

``training/build_encoder.py`` rebuilds the files in ``models/minilm``, ``training/build_states.py``
the faster graph over the same matrices that gives token states.

References
----------
Wang et al. (2020), MiniLM; Reimers and Gurevych (2019), Sentence-BERT;
https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
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
STATES = "states.onnx"
"""The graph that gives token states; ``training/build_states.py`` writes it."""
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
        self._session: Any = None
        self._states_session: Any = None
        self._tokenizer: Any = None

    def _encode(self, text: str) -> Any:
        # Files are read at the first text, not before: what finds all it needs kept saves 0.3 s.
        if self._tokenizer is None:
            from tokenizers import Tokenizer

            self._tokenizer = Tokenizer.from_file(str(_FOLDER / "tokenizer.json"))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(MAX_TOKENS)
        return self._tokenizer.encode(text)

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
                known[text] = self._embed(text)
        if not order:
            return np.empty((0, DIMENSIONS), np.float32)
        return np.stack([known[text] for text in order])

    def _embed(self, text: str) -> Vectors:
        if self._session is None:
            self._session = _open_session("encoder.onnx")
        ids = np.array([self._encode(text).ids], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        result: Vectors = self._session.run(["embedding"], inputs)[0][0]
        return result

    def states(self, text: str) -> TokenStates:
        """Return the token states of one text, for pooling over parts of it.

        Returns
        -------
        TokenStates
            Its sentence vector may differ from that of `embed` by what rounding does.
        """
        if self._states_session is None:
            # Fused with the sum before it a normalisation takes twice as long on a processor.
            self._states_session = _open_session(STATES, without=["SkipLayerNormFusion"])
        encoding = self._encode(text)
        inputs = {"input_ids": np.array([encoding.ids], np.int64)}
        layers, embedding = self._states_session.run(["layers", "embedding"], inputs)
        return TokenStates(tuple(encoding.offsets), layers, embedding[0])


def _open_session(name: str, without: Sequence[str] = ()) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(_FOLDER / name),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=list(without),
    )


@cache
def states_version() -> str:
    """Return a digest of the graph that gives token states."""
    return sha256((_FOLDER / STATES).read_bytes()).hexdigest()[:12]


@cache
def load_encoder() -> Encoder:
    """Return the one encoder of this process; its files are read at the first text."""
    return Encoder()
