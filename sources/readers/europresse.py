"""Europresse and Eureka downloads in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sources.article import Problem
from sources.dates import parse_date
from sources.item import Item, Source
from sources.readers.head import Head
from sources.tables.columns import split_names

NAME = "europresse"
SUMMARY = "Europresse and Eureka downloads in HTML"
ISOLATED = True


def recognise(head: Head) -> bool:
    """Return whether the page has Europresse's class for a publication's name."""
    return (
        not head.binary
        and re.search(r"class=[\"']?[^\"'>]*DocPublicationName", head.text) is not None
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download."""
    from sources.pages.page import parse_page

    tree = parse_page(source.data)
    nodes = list(tree.iter("article")) or [
        cell for cell in tree.iter("td") if _first(cell, "TitreArticleVisu") and not _inner(cell)
    ]
    for number, node in enumerate(nodes, 1):
        place = f"document {number}"
        item = _article(node, place)
        if item.text or item.title:
            yield item
        else:
            yield Problem(source.name, place, "no text found", "empty")


def _article(node: Any, place: str) -> Item:
    header = [part.strip() for part in _first(node, "DocHeader").split(",") if part.strip()]
    at = next((n for n, part in enumerate(header) if parse_date(part)), -1)
    after = header[at + 1] if 0 <= at < len(header) - 1 else ""
    containers = [
        one for one in node.iter("div") if "docOcurrContainer" in (one.get("class") or "")
    ]
    paragraphs = [_text(p) for one in containers for p in one.iter("p")]
    whole = _text(node)
    identifier = re.search(r"news·\d{8}·[\w·]+", whole)
    rights = re.search(r"©[^©]{5,160}?(?=news·|$)", whole)
    text = "\n\n".join(filter(None, paragraphs)) or _older_text(node)
    return Item(
        title=_first(node, "titreArticle") or _first(node, "TitreArticle"),
        text=text,
        text_kind="full" if text else "none",
        outlet=re.sub(r",\s*no\.?\s*\S+$", "", _first(node, "DocPublicationName")).strip(" ,"),
        section=header[at - 1] if at > 0 else "",
        published=header[at] if at >= 0 else "",
        page="" if "UTC" in after else re.sub(r"^p\.\s*", "", after),
        authors=tuple(split_names(_first(node, "docAuthors"))),
        source_id=identifier[0] if identifier else "",
        copyright=rights[0].strip() if rights else "",
        locator=place,
    )


def _inner(cell: Any) -> bool:
    """Return whether a cell of the older layout holds another that holds the article."""
    return any(_first(one, "TitreArticleVisu") for one in cell.iter("td") if one is not cell)


def _older_text(node: Any) -> str:
    """Return the text of the older layout: what stands between line breaks after the headline."""
    lines: list[str] = [""]
    begun = False
    for one in node.iter():
        if not isinstance(one.tag, str):
            continue
        if "TitreArticleVisu" in (one.get("class") or ""):
            begun = True
            continue
        if one.tag in ("br", "p", "div", "tr"):
            lines.append("")
        if begun:
            lines[-1] += (one.text or "") if one is not node else ""
            lines[-1] += one.tail or ""
    plain = [" ".join(line.replace("\u00a0", " ").split()) for line in lines]
    end = next((n for n, line in enumerate(plain) if re.match(r"©|news·\d{8}", line)), len(plain))
    return "\n\n".join(line for line in plain[:end] if line)


def _first(node: Any, name: str) -> str:
    return next(
        (
            _text(one)
            for one in node.iter()
            if isinstance(one.tag, str) and name in (one.get("class") or "")
        ),
        "",
    )


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).replace("\u00a0", " ").split())
