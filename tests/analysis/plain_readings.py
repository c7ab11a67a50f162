"""Readings for tests: tokens, sentences and names by the language model, quotations by marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from analysis.reading import read_text
from analysis.records import Entity, Quotation, Reading, Sentence, Tokens
from sources.article import Article

_MARKED = re.compile(r"“[^”]+”")


@lru_cache(maxsize=512)
def read(text: str) -> Reading:
    """What the language model sees in a text."""
    return read_text(text)


def articles_and_readings(
    *texts: str, outlets: Sequence[str] = ()
) -> tuple[list[Article], dict[str, Reading]]:
    """Articles ``a0``, ``a1`` … with their readings."""
    names = [*outlets, *(f"Outlet {number}" for number in range(len(outlets), len(texts)))]
    articles = [
        Article(id=f"a{number}", text=text, outlet=names[number])
        for number, text in enumerate(texts)
    ]
    return articles, {article.id: read(article.text) for article in articles}


def raw_reading(text: str) -> Reading:
    """A reading made without any model: every word a noun, one sentence, capitals are names."""
    words = list(re.finditer(r"\w+|[^\w\s]", text))
    tokens = Tokens(
        start=tuple(word.start() for word in words),
        end=tuple(word.end() for word in words),
        lemma=tuple(word.group().lower() for word in words),
        pos=tuple(_pos(word.group()) for word in words),
        tag=tuple("NN" if word.group()[0].isalnum() else "." for word in words),
        dep=tuple("" for _ in words),
        head=tuple(range(len(words))),
        sentence=tuple(0 for _ in words),
    )
    entities = tuple(
        Entity(word.start(), word.end(), "GPE", 0) for word in words if word.group()[0].isupper()
    )
    quotations = tuple(
        Quotation(source=None, cue=None, content=((m.start() + 1, m.end() - 1),), kind="direct")
        for m in _MARKED.finditer(text)
    )
    reading = Reading(digest="", version="", sentences=(Sentence(0, len(text)),), tokens=tokens)
    return replace(reading, entities=entities, quotations=quotations)


def _pos(word: str) -> str:
    if not word[0].isalnum():
        return "PUNCT"
    return "PROPN" if word[0].isupper() else "NOUN"
