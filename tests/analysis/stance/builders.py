"""Articles and readings for the stance tests, without the language model."""

from __future__ import annotations

import re

from analysis.records import Entity, Reading, Sentence, Tokens
from sources.article import Article


def make_article(name: str, text: str, title: str = "") -> Article:
    return Article(id=name, text=text, title=title, outlet=f"Outlet {name}")


def make_reading(text: str, entities: dict[str, str] | None = None) -> Reading:
    """Sentences end with a full stop; entities are the given strings wherever they stand."""
    sentences = tuple(Sentence(m.start(), m.end()) for m in re.finditer(r"\S[^.]*\.[”\"]?", text))
    words = list(re.finditer(r"\w+", text))
    found = [
        Entity(match.start(), match.end(), label, 0)
        for name, label in (entities or {}).items()
        for match in re.finditer(re.escape(name), text)
    ]
    size = len(words)
    tokens = Tokens(
        tuple(word.start() for word in words),
        tuple(word.end() for word in words),
        tuple(word.group().lower() for word in words),
        ("NOUN",) * size,
        ("NN",) * size,
        ("",) * size,
        tuple(range(size)),
        (0,) * size,
    )
    return Reading(
        digest=text, version="", sentences=sentences, entities=tuple(found), tokens=tokens
    )
