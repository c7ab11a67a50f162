"""One component that does what those of the model do: tags, dependencies, lemmas and entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.language.kept_rows import Keys
from analysis.language.names import EntityRecognizer
from analysis.language.network import COLUMNS, Floats, Network
from analysis.language.parsing import Parse, Parser
from analysis.language.rules import WordRules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_TOGETHER = 16_000
"""Tokens parsed side by side; each takes 4 KB."""


class Grammar:
    """Annotates tokenized texts: a result never depends on other texts.

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
        self._parser = Parser(part("parser"))
        self._rules = WordRules(part("attribute_ruler"), part("lemmatizer"))
        self._names = EntityRecognizer(part("ner"))

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with TAG, POS, LEMMA, HEAD, DEP, sentences and entities set."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """Yield documents as `__call__` returns them; together they take less time.

        Parameters
        ----------
        docs : iterable of spacy.tokens.Doc
            Tokenized.
        batch_size : int
            Texts that are parsed side by side, fewer where they are long.
        """
        group: list[Doc] = []
        for doc in docs:
            if group and (len(group) >= batch_size or sum(map(len, group)) + len(doc) > _TOGETHER):
                yield from self._annotated(group)
                group = []
            group.append(doc)
        yield from self._annotated(group)

    def _annotated(self, group: Sequence[Doc]) -> Sequence[Doc]:
        docs = [doc for doc in group if len(doc)]
        tables = [doc.to_array(["ORTH", *COLUMNS]) for doc in docs]
        keys = [np.ascontiguousarray(table[:, 1:]) for table in tables]
        vectors = [self._network(each) for each in keys]
        parses = self._parser(docs, vectors)
        for doc, table, own, vector, parse in zip(docs, tables, keys, vectors, parses, strict=True):
            self._annotate(doc, table[:, 0], own, vector, parse)
        return group

    def _annotate(self, doc: Doc, orths: Keys, keys: Keys, vectors: Floats, parse: Parse) -> None:
        weights, bias = self._tagger
        tags = self._tags[(vectors @ weights + bias).argmax(axis=1)]
        ruled = self._rules(np.column_stack([orths, tags, parse.dep]))
        inside, label = self._names(keys, keys[:, -1] == 1, parse.starts)
        doc.from_array(
            ["TAG", "POS", "DEP", "LEMMA", "HEAD", "ENT_IOB", "ENT_TYPE"],
            np.column_stack([ruled, parse.head, inside, label]),
        )
