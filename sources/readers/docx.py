"""Word documents (DOCX): one article, or a Nexis download of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sources.archives import zip_names
from sources.article import Problem
from sources.front_matter import document_item
from sources.item import Item, Source
from sources.nexis import is_nexis, nexis_items
from sources.office import OfficeError, docx_paragraphs, docx_properties, docx_title
from sources.readers.head import Head

NAME = "docx"
SUMMARY = "Word documents (DOCX), Nexis Uni and Lexis Advance downloads among them"
ISOLATED = True


def recognise(head: Head) -> bool:
    """Return whether the source is a ZIP with a Word document in it."""
    return head.data[:4] == b"PK\x03\x04" and "word/document.xml" in (
        zip_names(head.source.data) or ()
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the article, or those of a Nexis download."""
    paragraphs: list[str] = []
    try:
        for paragraph in docx_paragraphs(source.data):
            paragraphs.append(paragraph)
    except OfficeError as error:
        yield Problem(source.name, source.locator, str(error), "limits")
    if is_nexis(paragraphs):
        yield from nexis_items(paragraphs, source)
        return
    text = "\n\n".join(line.strip() for line in paragraphs if line.strip())
    if text:
        try:
            about = docx_properties(source.data)
        except OfficeError:
            about = {}
        item = document_item(text, {f"docx_{key}": value for key, value in about.items()})
        title = "" if item.title else docx_title(source.data)
        if title:
            item = replace(item, title=title, provenance={**item.provenance, "title": "style"})
        yield item
