"""Dependencies: the model's parser over the paragraphs of many texts, side by side.

No sentence runs over a blank line, so that a paragraph is parsed as if the text ended with it; one
step is taken in all paragraphs at a time, as operations over arrays. Weights, actions and what
forbids them are the model's. A long paragraph would keep the others waiting: the model's own parser
takes it.

References
----------
Honnibal and Johnson (2015), An improved non-monotonic transition system for dependency parsing;
Nivre and Nilsson (2005), Pseudo-projective dependency parsing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.language.kept_rows import Keys
from analysis.language.network import Floats
from analysis.language.transitions import Numbers, States, forbidden_moves

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LONG = 300
"""Tokens from which a paragraph is parsed by itself."""
_BLOCK = 64
"""States scored in one product: always as many, for the size decides how it rounds."""


class Parse(NamedTuple):
    """Columns over tokens."""

    head: Keys
    """Steps to the head, 0 for a root; negative ones wrap around."""
    dep: Keys
    starts: NDArray[np.bool_]
    """Whether a token begins a sentence."""


class _Paragraph(NamedTuple):
    doc: Doc
    offset: int
    """Of the text among all texts, in tokens."""
    begin: int
    end: int
    """In its text."""


class Parser:
    """The model's dependency parser.

    Parameters
    ----------
    component : spacy.pipeline.DependencyParser
        A trained one of eight features and two maxout pieces, which listens to another network.
    """

    def __init__(self, component: Any) -> None:
        self._component = component
        model, strings = component.model, component.vocab.strings
        *_, narrow = (node for node in model.get_ref("tok2vec").walk() if node.name == "linear")
        self._narrow = narrow.get_param("W").T.copy(), narrow.get_param("b")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        weights = lower.get_param("W")
        # Pieces side by side: their maximum is then taken of whole blocks.
        matrix = weights.transpose(0, 2, 1, 3).reshape(-1, weights.shape[-1])
        self._lower = np.ascontiguousarray(matrix.T)
        self._absent = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(len(weights), -1)
        self._bias = np.ascontiguousarray(lower.get_param("b").T).reshape(-1)
        self._upper = np.ascontiguousarray(upper.get_param("W").T)
        self._upper_bias = upper.get_param("b")
        moves = component.moves
        names = [moves.get_class_name(number) for number in range(moves.n_moves)]
        self._kinds = np.array(["SDLRB".index(name[0]) for name in names])
        self._forbidden = forbidden_moves(self._kinds)
        # The last one is for tokens without a head.
        labels = [*(name[2:] for name in names), "ROOT"]
        self._labels = np.array([strings[label] if label else 0 for label in labels], np.uint64)
        self._decorated = np.array(["||" in label for label in labels])

    def __call__(self, docs: Sequence[Doc], vectors: Sequence[Floats]) -> list[Parse]:
        """Return the dependencies of texts; those of one do not depend on the others.

        Parameters
        ----------
        docs : sequence of spacy.tokens.Doc
            Tokens of the texts, at least one each.
        vectors : sequence of array of float32, shape (tokens, 96)
            What the network that the parser listens to made of each.
        """
        cuts = np.cumsum([0, *map(len, docs)]).tolist()
        size = cuts[-1]
        whole = Parse(np.zeros(size, np.uint64), np.zeros(size, np.uint64), np.zeros(size, bool))
        short: list[_Paragraph] = []
        for doc, own, offset in zip(docs, vectors, cuts, strict=False):
            some = [_Paragraph(doc, offset, a, b) for a, b in _paragraphs(doc)]
            self._parse_long([each for each in some if each.end - each.begin >= _LONG], own, whole)
            short += [each for each in some if each.end - each.begin < _LONG]
        if short:
            self._parse_short(short, vectors, whole)
        return [
            Parse(whole.head[a:b], whole.dep[a:b], whole.starts[a:b]) for a, b in pairwise(cuts)
        ]

    def _parse_long(self, paragraphs: Sequence[_Paragraph], own: Floats, whole: Parse) -> None:
        pieces = [_piece(paragraph) for paragraph in paragraphs]
        for piece, paragraph in zip(pieces, paragraphs, strict=True):
            piece.tensor = own[paragraph.begin : paragraph.end]
        if pieces:
            self._component.set_annotations(pieces, self._component.predict(pieces))
        for piece, paragraph in zip(pieces, paragraphs, strict=True):
            _copy(piece, paragraph, whole)

    def _parse_short(
        self, paragraphs: Sequence[_Paragraph], vectors: Sequence[Floats], whole: Parse
    ) -> None:
        spans = np.array(
            [(each.offset + each.begin, each.offset + each.end) for each in paragraphs]
        )
        states = States(self._inputs(vectors), spans)
        while len(states):
            states.act(*self._best(states))
        tokens = np.concatenate([np.arange(begin, end) for begin, end in spans.tolist()])
        heads = states.heads()
        whole.head[tokens] = (heads[tokens] - tokens).astype(np.uint64)
        whole.dep[tokens] = self._labels[states.label[tokens]]
        whole.starts[_first_tokens(heads, tokens)] = True
        decorated = self._decorated[states.label]
        for paragraph, (begin, end) in zip(paragraphs, spans.tolist(), strict=True):
            if decorated[begin:end].any():
                self._undecorate(paragraph, whole)

    def _inputs(self, vectors: Sequence[Floats]) -> Floats:
        """Return what each token adds to the hidden layer in each place; what none adds comes last.

        One product a text, for its size decides how it rounds.
        """
        matrix, bias = self._narrow
        cuts = np.cumsum([0, *map(len, vectors)]).tolist()
        table = np.empty((cuts[-1] + 1, self._lower.shape[1]), np.float32)
        for own, (begin, end) in zip(vectors, pairwise(cuts), strict=True):
            np.matmul(own @ matrix + bias, self._lower, out=table[begin:end])
        table[-1] = self._absent.reshape(-1)
        return table.reshape(-1, self._absent.shape[1])

    def _best(self, states: States) -> tuple[Numbers, Numbers]:
        """Return kind and number of the best action in each state."""
        count = len(states)
        values = states.inputs()
        values += self._bias
        width = values.shape[1] // 2
        hidden = np.zeros((-(-count // _BLOCK), _BLOCK, width), np.float32)
        np.maximum(values[:, :width], values[:, width:], out=hidden.reshape(-1, width)[:count])
        scores = (hidden @ self._upper).reshape(-1, len(self._kinds))[:count]
        scores += self._upper_bias
        scores += self._forbidden[states.allowed()]
        best = scores.argmax(axis=1)
        return self._kinds[best], best

    def _undecorate(self, paragraph: _Paragraph, whole: Parse) -> None:
        """Hang where they belong the tokens whose arcs the parser cannot draw without crossing."""
        from spacy.pipeline._parser_internals.nonproj import deprojectivize

        piece = _piece(paragraph)
        place = slice(paragraph.offset + paragraph.begin, paragraph.offset + paragraph.end)
        piece.from_array(["HEAD", "DEP"], np.column_stack([whole.head[place], whole.dep[place]]))
        deprojectivize(piece)
        _copy(piece, paragraph, whole)


def _paragraphs(doc: Doc) -> list[tuple[int, int]]:
    """Return the token intervals of paragraphs: white space with a blank line ends one."""
    spaces = np.flatnonzero(doc.to_array("IS_SPACE")).tolist()
    ends = [token + 1 for token in spaces if token + 1 < len(doc) and "\n\n" in doc[token].text]
    return list(pairwise([0, *ends, len(doc)]))


def _piece(paragraph: _Paragraph) -> Doc:
    """Return the bare tokens of a paragraph."""
    from spacy.tokens import Doc as DocClass

    doc, _, begin, end = paragraph
    tokens = [doc[place] for place in range(begin, end)]
    spaces = [bool(token.whitespace_) for token in tokens]
    return DocClass(doc.vocab, words=[token.text for token in tokens], spaces=spaces)


def _copy(piece: Doc, paragraph: _Paragraph, whole: Parse) -> None:
    begin, end = paragraph.offset + paragraph.begin, paragraph.offset + paragraph.end
    found = piece.to_array(["HEAD", "DEP", "SENT_START"])
    whole.head[begin:end], whole.dep[begin:end] = found[:, 0], found[:, 1]
    whole.starts[begin:end] = found[:, 2] == 1


def _first_tokens(heads: Numbers, tokens: Numbers) -> Numbers:
    """Return the first token of each tree."""
    root = heads
    while not np.array_equal(root, root[root]):
        root = root[root]
    _, first = np.unique(root[tokens], return_index=True)
    return np.asarray(tokens[first])
