"""Factiva downloads as text, indexed (``HD``, ``LP``, ``TD`` …) or in plain article order."""

from __future__ import annotations

from collections.abc import Iterator

from sources.article import Problem
from sources.decoding import decode
from sources.factiva import factiva_items, is_factiva
from sources.item import Item, Source
from sources.readers.head import Head

NAME = "factiva"
SUMMARY = "Factiva downloads as text"
ISOLATED = False


def recognise(head: Head) -> bool:
    """Return whether accession lines and word counts stand in the text."""
    if head.binary or head.text.startswith("<"):
        return False
    return is_factiva(head.text) or (
        len(head.source.data) > len(head.data) and is_factiva(decode(head.source.data).text)
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download."""
    yield from factiva_items(decode(source.data).text.replace("\r\n", "\n"), source)
