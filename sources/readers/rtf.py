"""Rich text (RTF): one article, or a Nexis or Factiva download."""

from __future__ import annotations

from collections.abc import Iterator

from sources.article import Problem
from sources.factiva import factiva_items, is_factiva
from sources.front_matter import document_item
from sources.item import Item, Source
from sources.nexis import is_nexis, nexis_items
from sources.readers.head import Head

NAME = "rtf"
SUMMARY = "Rich text (RTF), Nexis and Factiva downloads among them"
ISOLATED = True


def recognise(head: Head) -> bool:
    """Return whether the source begins as rich text does."""
    return head.data.lstrip()[:5] == b"{\\rtf"


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the article, or those of a download."""
    from striprtf.striprtf import rtf_to_text

    text = rtf_to_text(source.data.decode("latin-1"), errors="replace")
    lines = text.split("\n")
    if is_nexis(lines):
        yield from nexis_items(lines, source)
    elif is_factiva(text):
        yield from factiva_items(text, source)
    elif text.strip():
        yield document_item(text)
