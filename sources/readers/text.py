"""Plain text and Markdown, with front matter where there is some."""

from __future__ import annotations

from collections.abc import Iterator

from sources.article import Problem
from sources.cleaning.marks import looks_like_markdown
from sources.decoding import decode
from sources.front_matter import document_item
from sources.item import Item, Source
from sources.readers.head import Head

NAME = "text"
SUMMARY = "Plain text and Markdown (.txt, .md), front matter included"
ISOLATED = False


def recognise(head: Head) -> bool:
    """Return whether the source is text at all: the last reader to be asked."""
    return not head.binary


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the one article of a text file."""
    decoded = decode(source.data)
    if decoded.bad_bytes:
        reason = (
            f"{decoded.bad_bytes} bytes could not be read as {decoded.encoding} and were replaced"
        )
        if decoded.bad_bytes == 1:
            reason = f"1 byte could not be read as {decoded.encoding} and was replaced"
        place = decoded.text.find("\ufffd")
        excerpt = decoded.text[max(0, place - 40) : place + 40]
        yield Problem(source.name, source.locator, reason, "encoding", excerpt)
    extra = {"markup": "markdown"} if looks_like_markdown(decoded.text) else {}
    yield document_item(decoded.text, extra)
