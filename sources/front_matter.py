"""What a text says of itself in its first lines: ``Title:``, ``Date:``, ``Source:``, or YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sources.item import Item

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


def document_item(text: str, extra: Mapping[str, str] | None = None) -> Item:
    """Return the item of a document that is one text, with what its first lines say of it."""
    fields, body = split_front_matter(text)
    provenance = dict.fromkeys(fields, "front matter")
    return Item(
        text=body, shape="dump", provenance=provenance, extra=dict(extra or {}), **_typed(fields)
    )


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
    for number, line in enumerate(lines[:24], 1):
        match = _FIELD.match(line)
        if match and match[1].strip().lower() in _FIELDS:
            count = number
        elif line.strip():
            break
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
