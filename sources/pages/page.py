"""From the bytes of a web page to the article on it."""

from __future__ import annotations

import re
from typing import Any

from sources.decoding import decode
from sources.item import Item
from sources.pages.metadata import PageMetadata, page_metadata
from sources.pages.not_article import not_article_sign

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.I)


DEEPEST = 600
"""Elements inside one another. Parsers lose the text of deeper pages without a word."""


class DeepPageError(ValueError):
    """A page nested too deeply to be read."""


def parse_page(data: bytes) -> Any:
    """Return the element tree of a page, however broken its markup."""
    from lxml import html

    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii") if declared else "").text
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f]", "", text)
    # Bytes and a fixed encoding: a wrong declaration inside must not be believed again.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=False)
    return html.document_fromstring(
        text.encode("utf-8", "replace") or b"<html/>", parser=parser, ensure_head_body=True
    )


def read_page(data: bytes, *, address: str = "") -> Item:
    """Return the article of a web page.

    Parameters
    ----------
    data : bytes
        The page.
    address : str
        Where it was fetched from, when known.

    Raises
    ------
    DeepPageError
        When its elements are nested deeper than any page's are.
    """
    from sources.pages.text import page_text

    tree = parse_page(data)
    _check_depth(tree)
    about = page_metadata(tree, address=address)
    text = page_text(tree, title=about.title, declared=about.body)
    return page_item(about, text, _sign(tree, about, text))


def _check_depth(tree: Any) -> None:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise DeepPageError(f"its elements are nested over {DEEPEST} deep; refused")


def page_item(about: PageMetadata, text: str, sign: str) -> Item:
    """Return the item of a page whose metadata and text are known."""
    extra = {"genre": about.genre, "modified": about.modified, "keywords": about.keywords}
    if about.broken_blocks:
        extra["json_ld_broken"] = str(about.broken_blocks)
    return Item(
        text=text,
        text_kind="truncated" if "paywall" in sign else "full",
        title=about.title,
        subtitle=about.subtitle,
        outlet=about.outlet,
        published=about.published,
        url=about.url,
        authors=about.authors,
        section=about.section,
        language=about.language,
        dateline=about.dateline,
        page=about.page,
        word_count_claimed=about.word_count if sign else None,
        provenance=about.provenance,
        extra=extra,
        problem=sign,
    )


def _sign(tree: Any, about: PageMetadata, text: str) -> str:
    from sources.pages.blocks import page_blocks

    if len(text.split()) > 400:
        return ""
    blocks = page_blocks(tree)
    kept = set(text.split("\n"))
    mine = [block for block in blocks if block.text in kept]
    linked = sum(block.linked for block in mine) / max(1, sum(len(block.text) for block in mine))
    return not_article_sign(
        title=about.title,
        text=text,
        page="\n".join(block.text for block in blocks)[:20_000],
        free=about.free,
        links=linked,
        is_article=about.is_article,
    )
