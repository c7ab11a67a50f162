"""Plain text and Markdown, with front matter where there is some."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sources.article import Problem
from sources.cleaning_marks import looks_like_markdown
from sources.decoding import decode
from sources.item import Item, Source
from sources.readers.head import Head

NAME = "text"
SUMMARY = "Plain text and Markdown (.txt, .md), front matter included"
ISOLATED = False

_FIELD = re.compile(r"^\s{0,2}([A-Za-z][A-Za-z_ -]{1,24}):[ \t]*(.*)$")
_FIELDS = {
    "title": "title", "headline": "title", "subtitle": "subtitle", "date": "published",
    "published": "published",
    "publication date": "published", "source": "outlet", "outlet": "outlet",
    "publication": "outlet",
    "publisher": "outlet", "newspaper": "outlet", "url": "url", "link": "url", "author": "authors",
    "authors": "authors", "byline": "authors", "section": "section", "language": "language",
    "outlet_type": "outlet_type", "outlet type": "outlet_type", "stance": "stance",
}  # fmt: skip


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
    fields, body = split_front_matter(decoded.text)
    extra = {"markup": "markdown"} if looks_like_markdown(body) else {}
    provenance = dict.fromkeys(fields, "front matter")
    yield Item(text=body, shape="dump", provenance=provenance, extra=extra, **_typed(fields))


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields at the head of a text, and the text without them.

    Front matter is ``key: value`` lines between two lines of ``---``, or at least two known fields
    in the first lines, a ``Title`` or a ``Date`` among them.
    """
    lines = text.lstrip("\ufeff\n\r ").splitlines()
    if lines and lines[0].strip() == "---":
        end = next(
            (n for n, line in enumerate(lines[1:40], 1) if line.strip() in ("---", "...")), 0
        )
        fields = _fields(lines[1:end])
        if end and fields:
            return fields, "\n".join(lines[end + 1 :])
    count = 0
    for line in lines[:12]:
        match = _FIELD.match(line)
        if not match or match[1].strip().lower() not in _FIELDS:
            break
        count += 1
    fields = _fields(lines[:count])
    if len(fields) >= 2 and ("title" in fields or "published" in fields):
        return fields, "\n".join(lines[count:])
    return {}, text


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        match = _FIELD.match(line)
        if match and match[1].strip().lower() in _FIELDS and match[2].strip():
            value = match[2].strip().strip("\"'")
            fields.setdefault(_FIELDS[match[1].strip().lower()], value)
    return fields


def _typed(fields: dict[str, str]) -> dict[str, Any]:
    typed: dict[str, Any] = dict(fields)
    if "authors" in typed:
        typed["authors"] = tuple(
            name.strip() for name in re.split(r"[;,\[\]]|\band\b", typed["authors"]) if name.strip()
        )
    return typed
