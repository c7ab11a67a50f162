"""Vectors of words in their context: spaCy's convolutional network in a few large products.

The weights are the model's own. A word's vector without its context depends on its spelling alone
and is kept, so that only new words are looked up; the rest is four products an article.

References
----------
Honnibal and Montani (2017), spaCy 2; https://explosion.ai/blog/deep-learning-formula-nlp (embed,
encode, attend, predict).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.language.kept_rows import KeptRows, Keys, mixed

Floats = NDArray[np.float32]

COLUMNS = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")
"""What a token's own vector is made of, as far as a network uses it."""
_MOST_KEPT = 20_000
"""Words; 8 MB a network."""
_PAD = 4
"""Empty rows on either side of a text: as many as a token sees to its left and right."""


class Network:
    """One trained network from tokens to vectors.

    Parameters
    ----------
    model : thinc.model.Model
        A ``spacy.Tok2Vec.v2`` of a multi-hash embedding and a maxout window encoder of width 1.
    """

    def __init__(self, model: Any) -> None:
        nodes = list(model.walk(order="dfs_pre"))
        self._embeddings = [node for node in nodes if node.name == "hashembed"]
        layers = [_layer(node) for node in nodes if node.name == "maxout"]
        norms = [_norm(node) for node in nodes if node.name == "layernorm"]
        self._mix, *self._window = list(zip(layers, norms, strict=True))
        self._ops = model.ops
        self._width = self._mix[1][0].size
        self._kept = KeptRows(self._width, np.float32, _MOST_KEPT)

    def __call__(self, keys: Keys) -> Floats:
        """Return the vector of each token.

        Parameters
        ----------
        keys : array of uint64, shape (tokens, 6)
            `COLUMNS` of the tokens of one text.

        Returns
        -------
        array of float32, shape (tokens, 96)
        """
        size = len(keys)
        width = self._width
        rows = np.zeros((size + 2 * _PAD, width), np.float32)
        rows[_PAD : _PAD + size] = self._own(keys)
        wide = np.zeros((len(rows), 3 * width), np.float32)
        for layer, norm in self._window:
            wide[1:, :width] = rows[:-1]
            wide[:, width : 2 * width] = rows
            wide[:-1, 2 * width :] = rows[1:]
            rows += _normalised(_maxout(wide, layer), norm)
        return rows[_PAD : _PAD + size]

    def _own(self, keys: Keys) -> Floats:
        """Return the vectors of tokens without their context, new ones made now."""
        used = keys[:, : len(self._embeddings)]
        return self._kept(mixed(used), lambda places: self._embed(used[places]))

    def _embed(self, keys: Keys) -> Floats:
        count = len(keys)
        if count == 1:
            # A single row goes through another routine, which rounds otherwise.
            keys = np.repeat(keys, 2, axis=0)
        parts = []
        for node in self._embeddings:
            table = node.get_param("E")
            ids = np.ascontiguousarray(keys[:, node.attrs["column"]])
            hashed = self._ops.hash(ids, node.attrs["seed"]) % table.shape[0]
            parts.append(self._ops.gather_add(table, hashed))
        layer, norm = self._mix
        return _normalised(_maxout(np.concatenate(parts, axis=1), layer), norm)[:count]


Layer = tuple[Floats, Floats, int]


def _layer(node: Any) -> Layer:
    weights, bias = node.get_param("W"), node.get_param("b")
    out, pieces, size = weights.shape
    # Pieces side by side: their maximum is then taken of whole blocks.
    matrix = weights.transpose(1, 0, 2).reshape(pieces * out, size)
    return np.ascontiguousarray(matrix.T), np.ascontiguousarray(bias.T).reshape(-1), pieces


def _norm(node: Any) -> tuple[Floats, Floats]:
    return node.get_param("G"), node.get_param("b")


def _maxout(rows: Floats, layer: Layer) -> Floats:
    matrix, bias, pieces = layer
    values = rows @ matrix
    values += bias
    width = values.shape[1] // pieces
    best = values[:, :width]
    for piece in range(1, pieces):
        best = np.maximum(best, values[:, piece * width : (piece + 1) * width])
    return best


def _normalised(rows: Floats, norm: tuple[Floats, Floats]) -> Floats:
    gain, bias = norm
    rows = rows - rows.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1]) + np.float32(1e-8)
    rows *= (1 / np.sqrt(spread))[:, None]
    rows *= gain
    rows += bias
    return rows
