"""RSS and Atom feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sources.article import Problem
from sources.item import Item, Source
from sources.pages.data import plain
from sources.readers.head import Head

NAME = "feed"
SUMMARY = "RSS and Atom feeds"
ISOLATED = True

MOST_ENTRIES = 5_000
_ROOT = re.compile(
    r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*|"
    r"<!DOCTYPE[^>\[]*(?:\[.*?\])?>\s*)*<(?:rss|rdf:RDF|feed)[\s>]",
    re.S,
)


def recognise(head: Head) -> bool:
    """Return whether the root element is a feed's."""
    return not head.binary and _ROOT.match(head.text) is not None


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item an entry."""
    import io

    import feedparser

    if re.search(rb"<!ENTITY", source.data[:100_000], re.I):
        yield Problem(source.name, source.locator, "declares entities; refused", "entities")
        return
    # A stream of bytes: given a string, feedparser would take it for an address or a path.
    data, count = _first_entries(source.data)
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    if feed.bozo and not feed.entries:
        reason = f"not readable as a feed: {feed.get('bozo_exception', '')}"[:200]
        yield Problem(source.name, source.locator, reason, "damaged")
        return
    if count > MOST_ENTRIES:
        reason = f"{count:,} entries; the first {MOST_ENTRIES:,} were read"
        yield Problem(source.name, source.locator, reason, "limits")
    outlet = plain(str(feed.feed.get("title", "")))
    language = str(feed.feed.get("language", ""))
    for number, entry in enumerate(feed.entries[:MOST_ENTRIES], 1):
        item = _item(entry, outlet, language, f"entry {number}")
        if item.title or item.text:
            yield item
        else:
            yield Problem(
                source.name, f"entry {number}", "no text found: no title and no text", "empty"
            )


def _first_entries(data: bytes) -> tuple[bytes, int]:
    """Return a feed with no more entries than are read, and how many it has.

    The parser takes a millisecond an entry; what comes after the limit is cut off before.
    """
    starts = [match.start() for match in re.finditer(rb"<(?:item|entry)[\s>]", data)]
    if len(starts) <= MOST_ENTRIES:
        return data, len(starts)
    root = re.search(rb"<(rss|rdf:RDF|feed)[\s>]", data)
    ends = {b"rss": b"</channel></rss>", b"rdf:RDF": b"</rdf:RDF>", b"feed": b"</feed>"}
    return data[: starts[MOST_ENTRIES]] + ends[root[1] if root else b"feed"], len(starts)


def _item(entry: Any, outlet: str, language: str, place: str) -> Item:
    content = next((str(one.get("value", "")) for one in entry.get("content", [])), "")
    summary = str(entry.get("summary", ""))
    link = str(entry.get("link", ""))
    text = plain(content) or plain(summary)
    whole = len(content) > len(summary) + 200 or len(text.split()) > 250
    names = [str(one.get("name", "")) for one in entry.get("authors", [])]
    guid = str(entry.get("id", ""))
    tags = [str(tag.get("term", "")) for tag in entry.get("tags", [])]
    # Some feeds give every entry the same guid: the title tells them apart where no link does.
    source_id = link if link.startswith("http") else f"{guid} {entry.get('title', '')}".strip()
    return Item(
        title=" ".join(plain(str(entry.get("title", ""))).split()),
        text=text,
        text_kind="full" if whole else "snippet" if text else "none",
        outlet=outlet,
        published=str(entry.get("published", "") or entry.get("updated", "")),
        url=link if link.lower().startswith(("http://", "https://")) else "",
        source_id=source_id,
        authors=tuple(filter(None, names)),
        language=language,
        locator=place,
        extra={"guid": guid, "tags": "; ".join(tags)},
    )
