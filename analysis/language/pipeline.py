"""One component that does what those of the model do: tags, dependencies, lemmas and entities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.language.names import EntityRecognizer
from analysis.language.network import COLUMNS, Network
from analysis.language.parsing import parse_paragraphs
from analysis.language.rules import WordRules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Grammar:
    """Annotates tokenized texts, one at a time: a result never depends on other texts.

    Parameters
    ----------
    pipeline : spacy.language.Language
        Holds the trained components, which need not be enabled.
    """

    def __init__(self, pipeline: Language) -> None:
        part = pipeline.get_pipe
        self._strings = pipeline.vocab.strings
        self._network = Network(part("tok2vec").model)
        tagger = part("tagger")
        (softmax,) = (node for node in tagger.model.walk() if node.name == "softmax")
        self._tagger = softmax.get_param("W").T.copy(), softmax.get_param("b")
        self._tags = np.array([self._strings.add(label) for label in tagger.labels], np.uint64)
        self._parser = part("parser")
        self._rules = WordRules(part("attribute_ruler"), part("lemmatizer"))
        self._names = EntityRecognizer(part("ner"))

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with TAG, POS, LEMMA, HEAD, DEP, sentences and entities set."""
        if not len(doc):
            return doc
        table = doc.to_array(["ORTH", *COLUMNS])
        orths, keys = table[:, 0].tolist(), np.ascontiguousarray(table[:, 1:])
        vectors = self._network(keys)
        weights, bias = self._tagger
        tags = self._tags[(vectors @ weights + bias).argmax(axis=1)]
        strings = self._strings
        words = [strings[orth] for orth in orths]
        parse = parse_paragraphs(self._parser, doc, words, vectors)
        found = self._rules(orths, tags.tolist(), parse.dep.tolist())
        ruled = np.array([word[:4] for word in found], np.uint64)
        inside, label = self._names(keys, keys[:, -1] == 1, parse.starts)
        doc.from_array(
            ["TAG", "POS", "DEP", "LEMMA", "HEAD", "ENT_IOB", "ENT_TYPE"],
            np.column_stack([ruled, parse.head, inside, label]),
        )
        return doc
