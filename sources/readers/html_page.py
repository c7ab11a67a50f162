"""A saved web page: one article, its metadata from structured data first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.article import Problem
from sources.item import Item, Source
from sources.readers.head import Head

NAME = "html"
SUMMARY = "Saved web pages (HTML)"
ISOLATED = True

MOST_TAGS = 150_000

_SIGNS = re.compile(r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]")
_TAGS = re.compile(r"<(?:p|div|h1|h2|a|span|table|ul|li|br|meta|title)\b[^<>]*>")


def recognise(head: Head) -> bool:
    """Return whether the source is an HTML page, whatever its name says."""
    if head.binary or "<" not in head.text:
        return False
    start = head.lower[:4000]
    if _SIGNS.search(start) and start.startswith("<"):
        return True
    return start.startswith("<") and len(_TAGS.findall(head.lower)) >= 3


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the article of a page."""
    from sources.pages.page import DeepPageError, read_page

    # The largest news pages have some twenty thousand; with many more every parser takes minutes.
    if source.data.count(b"<") > MOST_TAGS:
        reason = f"has over {MOST_TAGS:,} tags; refused"
        yield Problem(source.name, source.locator, reason, "limits")
        return
    try:
        yield read_page(source.data, address=source.address)
    except DeepPageError as error:
        yield Problem(source.name, source.locator, str(error), "limits")
