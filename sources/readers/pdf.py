"""PDF: text column by column, running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sources.article import Problem
from sources.item import Item, Source
from sources.nexis import is_nexis, nexis_items
from sources.pdf_columns import Piece, reading_order
from sources.readers.head import Head

NAME = "pdf"
SUMMARY = "PDF with a text layer, columns in reading order"
ISOLATED = True

MOST_PAGES = 500


def recognise(head: Head) -> bool:
    """Return whether the source begins as a PDF does."""
    return b"%PDF-" in head.data[:1024]


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the one article of a PDF, or those of a Nexis download."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "needs a password" if locked else f"damaged PDF: {error}"
        yield Problem(source.name, source.locator, reason, "encrypted" if locked else "damaged")
        return
    count = len(document)
    if count > MOST_PAGES:
        reason = f"{count:,} pages; the first {MOST_PAGES} were read"
        yield Problem(source.name, source.locator, reason, "limits")
    pages: list[list[str]] = []
    for number in range(min(count, MOST_PAGES)):
        try:
            pages.append(_lines(document[number]))
        except pypdfium2.PdfiumError as error:
            yield Problem(source.name, f"page {number + 1}", f"cannot be read: {error}", "damaged")
    if not any(pages):
        yield Problem(
            source.name, source.locator, "pictures only, no text: it needs OCR first", "ocr"
        )
        return
    text = "\n".join("\n".join(page) for page in _without_running_heads(pages))
    lines = text.split("\n")
    if is_nexis(lines):
        yield from nexis_items(lines, source)
        return
    about = document.get_metadata_dict()
    extra = {f"pdf_{key.lower()}": value for key, value in about.items() if value}
    yield Item(text=text, shape="dump", extra=extra)


def _lines(page: Any) -> list[str]:
    text = page.get_textpage()
    pieces = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        words = text.get_text_bounded(left, bottom, right, top).replace("\r\n", " ").strip()
        if words:
            pieces.append(Piece(left, bottom, right, top, words))
    return reading_order(pieces)


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Leave out first and last lines that return on most pages, and page numbers."""
    if len(pages) < 3:
        return [
            [line for line in page if not re.fullmatch(r"[-–\s]*\d{1,4}[-–\s]*", line)]
            for page in pages
        ]
    edges: Counter[str] = Counter()
    for page in pages:
        edges.update({_plain(line) for line in page[:2] + page[-2:]})
    often = {line for line, times in edges.items() if times >= max(3, len(pages) // 2)}
    return [
        [
            line
            for at, line in enumerate(page)
            if not ((at < 2 or at >= len(page) - 2) and _plain(line) in often)
        ]
        for page in pages
    ]


def _plain(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().lower())
