"""News sitemaps: titles, dates and addresses of articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sources.article import Problem
from sources.item import Item, Source
from sources.readers.head import Head

NAME = "sitemap"
SUMMARY = "News sitemaps"
ISOLATED = True

_ROOT = re.compile(
    r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*|"
    r"<!DOCTYPE[^>\[]*(?:\[.*?\])?>\s*)*<(?:\w+:)?(urlset|sitemapindex)[\s>]",
    re.S,
)


def recognise(head: Head) -> bool:
    """Return whether the root element is a sitemap's."""
    return not head.binary and _ROOT.match(head.text) is not None


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item for each address that names a news article."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(source.data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        yield Problem(
            source.name,
            source.locator,
            f"declares entities; refused ({type(error).__name__})",
            "entities",
        )
        return
    except ParseError as error:
        yield Problem(source.name, source.locator, f"not readable as XML: {error}", "damaged")
        return
    if _local(root) == "sitemapindex":
        inner = [loc for node in root if _local(node) == "sitemap" and (loc := _location(node))]
        reason = f"lists {len(inner)} further sitemaps and no article; read those"
        # Who follows them takes them from here: see `sources.from_web`.
        listed = "\n".join(dict.fromkeys(inner[:_MOST_LISTED]))
        yield Problem(source.name, source.locator, reason, "index", listed)
        return
    for number, node in enumerate((one for one in root if _local(one) == "url"), 1):
        item = _item(node, f"address {number}")
        if item is None:
            yield Problem(source.name, f"address {number}", "names no news article", "empty")
        else:
            yield item


def _item(node: Any, place: str) -> Item | None:
    fields: dict[str, str] = {}
    for one in node.iter():
        fields.setdefault(_local(one), (one.text or "").strip())
    if "news" not in fields or not fields.get("loc", "").startswith(("http://", "https://")):
        return None
    return Item(
        title=fields.get("title", ""),
        text_kind="none",
        outlet=fields.get("name", ""),
        language=fields.get("language", ""),
        published=fields.get("publication_date", ""),
        url=fields["loc"],
        locator=place,
        extra={"genres": fields.get("genres", ""), "keywords": fields.get("keywords", "")},
    )


_MOST_LISTED = 1_000


def _location(node: Any) -> str:
    return next(((one.text or "").strip() for one in node if _local(one) == "loc"), "")


def _local(node: Any) -> str:
    return str(node.tag).rsplit("}", 1)[-1]
