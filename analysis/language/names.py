"""Named entities: the model's transition system, its independent steps taken all at once.

Outside an entity the next action depends on no earlier one, so that it is computed for all tokens
in one product; inside an entity only its first word matters, and all are followed at once.
The weights, the actions and what forbids them are the model's.

References
----------
Lample et al. (2016), Neural architectures for named entity recognition (transitions); Ratinov and
Roth (2009), Design challenges and misconceptions in named entity recognition (BILOU).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.language.kept_rows import Keys
from analysis.language.network import Floats, Network

Flags = NDArray[np.bool_]

OUTSIDE, INSIDE, BEGIN = 2, 1, 3
"""Values of spaCy's ENT_IOB."""


class EntityRecognizer:
    """The model's entity recognizer; takes the tokens of one text.

    Parameters
    ----------
    component : spacy.pipeline.EntityRecognizer
        A trained one of three features and two maxout pieces.
    """

    def __init__(self, component: Any) -> None:
        model = component.model
        vectors = model.get_ref("tok2vec")
        self._network = Network(vectors)
        *_, narrow = (node for node in vectors.walk() if node.name == "linear")
        self._narrow = narrow.get_param("W").T.copy(), narrow.get_param("b")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")
        features, width, pieces, size = weights.shape
        self._lower = [
            np.ascontiguousarray(part.transpose(1, 0, 2).reshape(pieces * width, size).T)
            for part in weights
        ]
        absent = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(features, -1)
        self._bias = np.ascontiguousarray(lower.get_param("b").T).reshape(-1)
        self._alone = self._bias + absent[1] + absent[2]
        self._upper, self._upper_bias = upper.get_param("W"), upper.get_param("b")
        self._read_moves(component)

    def _read_moves(self, component: Any) -> None:
        names = (component.moves.get_class_name(i) for i in range(component.moves.n_moves))
        moves = [name.partition("-")[::2] for name in names]
        strings = component.vocab.strings
        self._labels = np.array([strings[label] if label else 0 for _, label in moves], np.uint64)
        self._begin, self._unit = (
            np.array([kind == letter and bool(label) for kind, label in moves]) for letter in "BU"
        )
        self._never = np.array([kind in {"I", "L", "M"} or (kind == "U" and not label)
                                for kind, label in moves])  # fmt: skip
        number = {move: place for place, move in enumerate(moves)}
        self._inside, self._last = (
            np.array([number.get((letter, label), -1) for _, label in moves]) for letter in "IL"
        )

    def __call__(self, keys: Keys, space: Flags, starts: Flags) -> tuple[NDArray[np.uint64], Keys]:
        """Return ENT_IOB and ENT_TYPE of each token.

        Parameters
        ----------
        keys : array of uint64, shape (tokens, 6)
            `analysis.language.network.COLUMNS` of the tokens.
        space : array of bool, shape (tokens,)
            Whether a token is white space.
        starts : array of bool, shape (tokens,)
            Whether a token begins a sentence; no entity runs over one.
        """
        matrix, bias = self._narrow
        vectors = self._network(keys) @ matrix + bias
        first = vectors @ self._lower[0]
        best = self._alone_best(first, space, starts)
        begins = np.flatnonzero(self._begin[best])
        ends = self._follow(vectors, first, begins, best[begins], starts)
        end_of = dict(zip(begins.tolist(), ends.tolist(), strict=True))
        inside = np.full(len(keys), OUTSIDE, np.uint64)
        labels = np.zeros(len(keys), np.uint64)
        free = 0
        for token in np.flatnonzero(self._begin[best] | self._unit[best]).tolist():
            if token < free:
                continue
            free = end_of.get(token, token + 1)
            inside[token], inside[token + 1 : free] = BEGIN, INSIDE
            labels[token:free] = self._labels[best[token]]
        return inside, labels

    def _alone_best(self, first: Floats, space: Flags, starts: Flags) -> NDArray[np.intp]:
        """Return the action for each token when no entity is open."""
        scores = _maxout(first + self._alone) @ self._upper.T + self._upper_bias
        scores[:, self._never] = -np.inf
        scores[np.ix_(space, self._unit | self._begin)] = -np.inf
        last = np.append(starts[1:], True)
        scores[np.ix_(last, self._begin)] = -np.inf
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best

    def _follow(
        self,
        vectors: Floats,
        first: Floats,
        begins: NDArray[np.intp],
        moves: NDArray[np.intp],
        starts: Flags,
    ) -> NDArray[np.intp]:
        """Return where each entity ends (half-open) that begins with these actions."""
        ends = begins + 2
        inside, last = self._inside[moves], self._last[moves]
        opened = vectors[begins] @ self._lower[1] + self._bias
        going = np.arange(len(begins))
        token = begins + 1
        while len(going):
            here = token[going]
            hidden = _maxout(first[here] + opened[going] + vectors[here - 1] @ self._lower[2])
            more, end = (
                np.einsum("ij,ij->i", hidden, self._upper[move[going]])
                + self._upper_bias[move[going]]
                for move in (inside, last)
            )
            ends[going] = here + 1
            following = here + 1
            allowed = following < len(starts)
            allowed &= ~starts[np.minimum(following, len(starts) - 1)]
            going = going[allowed & (more > end)]
            token[going] += 1
        return ends


def _maxout(values: Floats) -> Floats:
    width = values.shape[1] // 2
    best: Floats = np.maximum(values[:, :width], values[:, width:])
    return best
