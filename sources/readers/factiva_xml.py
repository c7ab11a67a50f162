"""Factiva downloads in XML (``PPSResponse``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sources.article import Problem
from sources.item import Item, Source
from sources.language import language_code
from sources.readers.head import Head
from sources.tables.columns import split_names

NAME = "factiva"
SUMMARY = "Factiva downloads in XML"
ISOLATED = True

_CODED = ("region", "newsSubject", "company", "industry", "descField")
_PLAIN = ("reference", "sourceCode", "publisherName")


def recognise(head: Head) -> bool:
    """Return whether the root element is Factiva's."""
    return not head.binary and re.match(
        r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?PPSResponse[\s>]", head.text, re.S
    ) is not None  # fmt: skip


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(source.data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        yield Problem(source.name, source.locator, "declares entities; refused", "entities")
        return
    except ParseError as error:
        yield Problem(source.name, source.locator, f"not readable as XML: {error}", "damaged")
        return
    articles = [node for node in root.iter() if _local(node) == "article"]
    for number, node in enumerate(articles, 1):
        item = _item(node, f"document {number}")
        if item.title or item.text:
            yield item
        else:
            yield Problem(source.name, f"document {number}", "no text found", "empty")


def _item(node: Any, place: str) -> Item:
    parts = {_local(child): child for child in reversed(list(node))}
    said = {name: _text(child) for name, child in parts.items()}
    text = _paragraphs(parts.get("leadParagraph")) + _paragraphs(parts.get("tailParagraphs"))
    words = re.sub(r"\D", "", said.get("wordCount", ""))
    extra = {name: said[name] for name in _PLAIN if said.get(name)}
    for name in _CODED:
        values = [_coded(child) for child in node if _local(child) == name]
        if any(values):
            extra[name] = " | ".join(filter(None, values))
    return Item(
        title=" ".join(_paragraphs(parts.get("headline"))),
        text="\n\n".join(text),
        text_kind="full" if text else "none",
        outlet=said.get("sourceName", ""),
        published=said.get("publicationDate", ""),
        authors=tuple(split_names(said.get("byline", ""))),
        section=said.get("sectionName", ""),
        page=said.get("pages", ""),
        edition=said.get("edition", ""),
        language=language_code(said.get("baseLanguage", "")),
        word_count_claimed=int(words) if words else None,
        copyright=said.get("copyright", ""),
        source_id=said.get("accessionNo", ""),
        locator=place,
        extra=extra,
    )


def _paragraphs(node: Any) -> list[str]:
    """Return the paragraphs under a node; one that holds bare text is a paragraph itself."""
    if node is None:
        return []
    found = [_text(one) for one in node.iter() if _local(one) == "paragraph"]
    return [line for line in found if line] or [line for line in [_text(node)] if line]


def _coded(node: Any) -> str:
    code, name = node.get("code") or "", _text(node)
    return f"{code} : {name}" if code and name else code or name


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _local(node: Any) -> str:
    return str(node.tag).rsplit("}", 1)[-1]
