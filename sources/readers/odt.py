"""OpenDocument texts (ODT)."""

from __future__ import annotations

from collections.abc import Iterator

from sources.archives import zip_names
from sources.article import Problem
from sources.front_matter import document_item
from sources.item import Item, Source
from sources.office import OfficeError, odt_paragraphs
from sources.readers.head import Head

NAME = "odt"
SUMMARY = "OpenDocument texts (ODT)"
ISOLATED = True


def recognise(head: Head) -> bool:
    """Return whether the source is a ZIP that calls itself an OpenDocument text."""
    return (
        head.data[:4] == b"PK\x03\x04"
        and b"opendocument.text" in head.data[:200]
        and "content.xml" in (zip_names(head.source.data) or ())
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the one article of a document."""
    paragraphs: list[str] = []
    try:
        for paragraph in odt_paragraphs(source.data):
            paragraphs.append(paragraph)
    except OfficeError as error:
        yield Problem(source.name, source.locator, str(error), "limits")
    text = "\n\n".join(line.strip() for line in paragraphs if line.strip())
    if text:
        yield document_item(text)
