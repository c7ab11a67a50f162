"""Dependencies: the model's parser over the paragraphs of a text, side by side.

No sentence runs over a blank line, so that a paragraph is parsed as if the text ended with it; the
parser takes one step in all paragraphs at a time, which costs half of one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.language.network import Floats, Keys

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Parse(NamedTuple):
    """Columns over the tokens of a text."""

    head: NDArray[np.uint64]
    """Steps to the head, 0 for a root; negative ones wrap around."""
    dep: Keys
    starts: NDArray[np.bool_]
    """Whether a token begins a sentence."""


def parse_paragraphs(parser: Any, doc: Doc, words: Sequence[str], vectors: Floats) -> Parse:
    """Return the dependencies of a text.

    Parameters
    ----------
    parser : spacy.pipeline.DependencyParser
        Listens to the network that made `vectors`.
    doc : spacy.tokens.Doc
        Tokens of the text, at least one.
    words : sequence of str
        Their spellings.
    vectors : array of float32, shape (tokens, 96)
    """
    from spacy.tokens import Doc as DocClass

    spaces = doc.to_array("SPACY").astype(bool).tolist()
    cuts = [0, *(i + 1 for i, word in enumerate(words[:-1]) if "\n\n" in word and word.isspace())]
    pieces = []
    for begin, end in zip(cuts, [*cuts[1:], len(words)], strict=True):
        piece = DocClass(doc.vocab, words=words[begin:end], spaces=spaces[begin:end])
        piece.tensor = vectors[begin:end]
        pieces.append(piece)
    parser.set_annotations(pieces, parser.predict(pieces))
    found = np.concatenate([piece.to_array(["HEAD", "DEP", "SENT_START"]) for piece in pieces])
    return Parse(found[:, 0], found[:, 1], found[:, 2] == 1)
