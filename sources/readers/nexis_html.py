"""Classic Nexis downloads in HTML (``<DOCFULL>``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sources.article import Problem
from sources.dates import find_dates
from sources.decoding import decode
from sources.item import Item, Source
from sources.language import language_code
from sources.readers.head import Head
from sources.tables.columns import split_names

NAME = "nexis"
SUMMARY = "Classic Nexis downloads in HTML"
ISOLATED = True

_START = re.compile(r"<a\s+name=[\"']?DOC_ID_[^>]*>|<!--\s*<DOCFULL>\s*-->|<DOCFULL>", re.I)


_MAPPED = frozenset(("LENGTH", "BYLINE", "SECTION", "DATELINE", "HIGHLIGHT", "LANGUAGE"))


def recognise(head: Head) -> bool:
    """Return whether the source holds Nexis's document marks."""
    return (
        not head.binary
        and re.search(r"<DOCFULL>|<a name=[\"']?DOC_ID_", head.text, re.I) is not None
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download."""
    from lxml import html

    text = decode(source.data).text
    parts = (
        re.split(r"<a\s+name=[\"']?DOC_ID_[^>]*>", text, flags=re.I)[1:] or _START.split(text)[1:]
    )
    for number, part in enumerate(parts, 1):
        place = f"document {number}"
        if "there is an error in this document" in part:
            reason = "the database could not deliver this document"
            yield Problem(source.name, place, reason, "failed")
            continue
        item = _article(html.document_fromstring(f"<html><body>{part}</body></html>"), place)
        yield item if isinstance(item, Item) else Problem(source.name, place, item, "empty")


def _article(tree: Any, place: str) -> Item | str:
    fields: list[tuple[str, list[str]]] = []
    for node in tree.iter("div"):
        paragraphs = [_text(one) for one in node.iter("p")] or [_text(node)]
        paragraphs = [line for line in paragraphs if line]
        if paragraphs:
            fields.append((" ".join(paragraphs), paragraphs))
    fields = [
        one for one in fields if not re.fullmatch(r"\d+ (?:of|von|de) \d+ DOCUMENTS?", one[0], re.I)
    ]
    labels = {
        match[1].upper(): match[2]
        for text, _ in fields
        if (match := re.match(r"([A-Z-]{4,20}):\s*(.*)", text))
    }
    plain = [one for one in fields if not re.match(r"[A-Z-]{4,20}:", one[0])]
    if len(plain) < 3:
        return "no text found: the document has no body"
    body = max(plain[2:], key=lambda one: len(one[0]))
    head = [text for text, _ in plain[1:4] if text != body[0]]
    date = next(
        (text for text in head if len(text) < 90 and next(iter(find_dates(text)), None)), ""
    )
    words = re.match(r"\d+", labels.get("LENGTH", ""))
    return Item(
        title=next((text for text in head if text != date), ""),
        text="\n\n".join(body[1]),
        outlet=plain[0][0],
        published=date,
        authors=tuple(split_names(labels.get("BYLINE", ""))),
        section=labels.get("SECTION", ""),
        dateline=labels.get("DATELINE", ""),
        subtitle=labels.get("HIGHLIGHT", ""),
        language=language_code(labels.get("LANGUAGE", "").split(";")[0]),
        word_count_claimed=int(words[0]) if words else None,
        locator=place,
        extra={name.capitalize(): value for name, value in labels.items() if name not in _MAPPED},
    )


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).replace("\u00a0", " ").split())
