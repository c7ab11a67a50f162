"""Factiva downloads in HTML, plain or with indexing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sources.article import Problem
from sources.factiva import coded_item, ordered_item
from sources.item import Item, Source
from sources.readers.head import Head
from sources.tables.columns import split_names

NAME = "factiva"
SUMMARY = "Factiva downloads in HTML (article format, with or without indexing)"
ISOLATED = True

_SIGN = re.compile(
    r"class=[\"']article\s+[a-z]{2,5}article[\"']|class=[\"'][a-z]{2,5}headline[\"']", re.I
)


def recognise(head: Head) -> bool:
    """Return whether the page holds a division classed ``article enArticle`` or the like."""
    return not head.binary and "<" in head.text and _SIGN.search(head.text) is not None


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download."""
    from sources.pages.page import parse_page

    tree = parse_page(source.data)
    articles = [
        node
        for node in tree.iter("div")
        if re.search(r"(?:^|\s)[a-z]{2,5}Article(?:\s|$)", node.get("class") or "")
    ]
    for number, node in enumerate(articles, 1):
        place = f"document {number}"
        item = (
            _coded(node, place)
            if next(node.iter("table"), None) is not None
            else _plain(node, place)
        )
        yield item if isinstance(item, Item) else Problem(source.name, place, item, "empty")


def _coded(node: Any, place: str) -> Item:
    codes: dict[str, str] = {}
    for row in node.iter("tr"):
        cells = [cell for cell in row if cell.tag == "td"]
        texts = ["\n\n".join(_paragraphs(cell)) for cell in cells]
        for code, value in (texts[:2], texts[1::-1]):
            if re.fullmatch(r"[A-Z]{2,3}", code.strip()) and len(texts) >= 2:
                codes.setdefault(code.strip(), value)
                break
    accession = codes.get("AN", "").split(" ")[-1]
    return coded_item(codes, accession, place)


def _plain(node: Any, place: str) -> Item | str:
    body = [node for node in node.iter("p") if "articleParagraph" in (node.get("class") or "")]
    last = next((text for p in reversed(list(node.iter("p"))) if (text := _text(p))), "")
    accession = last.split(" ")[-1] if re.match(r"\S+ [A-Z][A-Za-z0-9]{9,}$", last) else ""
    heads = [_text(child) for child in node if child.tag == "div"]
    item = ordered_item([line for line in heads if line], accession, place)
    if isinstance(item, str):
        return item
    from dataclasses import replace

    text = "\n\n".join(filter(None, map(_text, body)))
    author = next((_text(child) for child in node if (child.get("class") or "") == "author"), "")
    authors = tuple(split_names(re.sub(r"^(?:By|Von|Par)\s+", "", author))) or item.authors
    title = next(
        (_text(span) for span in node.iter("span") if "eadline" in (span.get("class") or "")),
        item.title,
    )
    return replace(item, text=text, text_kind="full" if text else "none", title=title,
                   authors=authors)  # fmt: skip


def _paragraphs(node: Any) -> list[str]:
    found = [_text(one) for one in node.iter("p")]
    return [line for line in found if line] or [_text(node)]


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).replace("\u00a0", " ").split())
