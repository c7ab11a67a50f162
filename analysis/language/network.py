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
_FEWEST = 16
"""Words whose vectors are made at once, some of them twice if need be."""
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
        self._width = len(self._mix[1][0])
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
        # A column for each token: pieces, and what is added to them, then lie in one block.
        columns = np.zeros((width, size + 2 * _PAD), np.float32)
        columns[:, _PAD : _PAD + size] = self._own(keys).T
        wide = np.zeros((3 * width + 1, columns.shape[1]), np.float32)
        wide[-1] = 1
        for layer, norm in self._window:
            wide[:width, 1:] = columns[:, :-1]
            wide[width : 2 * width] = columns
            wide[2 * width : -1, :-1] = columns[:, 1:]
            columns += _normalised(_maxout(wide, layer), norm)
        return np.ascontiguousarray(columns[:, _PAD : _PAD + size].T)

    def _own(self, keys: Keys) -> Floats:
        """Return the vectors of tokens without their context, new ones made now."""
        used = keys[:, : len(self._embeddings)]
        return self._kept(mixed(used), lambda places: self._embed(used[places]))

    def _embed(self, keys: Keys) -> Floats:
        count = len(keys)
        # Few go through another routine, which rounds otherwise.
        keys = keys[np.arange(max(count, _FEWEST)) % count]
        parts = []
        for node in self._embeddings:
            table = node.get_param("E")
            ids = np.ascontiguousarray(keys[:, node.attrs["column"]])
            hashed = self._ops.hash(ids, node.attrs["seed"]) % table.shape[0]
            parts.append(self._ops.gather_add(table, hashed).T)
        layer, norm = self._mix
        parts.append(np.ones((1, len(keys)), np.float32))
        return _normalised(_maxout(np.concatenate(parts), layer), norm).T[:count]


Layer = tuple[Floats, int]
"""The weights of a maxout layer, its bias as the last column, and its number of pieces."""


def _layer(node: Any) -> Layer:
    weights, bias = node.get_param("W"), node.get_param("b")
    out, pieces, size = weights.shape
    # Pieces one below the other: their maximum is then taken of whole blocks.
    matrix = weights.transpose(1, 0, 2).reshape(pieces * out, size)
    return np.column_stack([matrix, bias.T.reshape(-1)]), pieces


def _norm(node: Any) -> tuple[Floats, Floats]:
    return node.get_param("G")[:, None], node.get_param("b")[:, None]


def _maxout(columns: Floats, layer: Layer) -> Floats:
    matrix, pieces = layer
    best: Floats
    best, *rest = np.split(matrix @ columns, pieces)
    for piece in rest:
        np.maximum(best, piece, out=best)
    return best


def _normalised(columns: Floats, norm: tuple[Floats, Floats]) -> Floats:
    gain, bias = norm
    columns -= columns.mean(axis=0)
    spread = np.einsum("ij,ij->j", columns, columns) / np.float32(len(columns)) + np.float32(1e-8)
    columns *= 1 / np.sqrt(spread)
    columns *= gain
    columns += bias
    return columns
