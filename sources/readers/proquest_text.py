"""ProQuest downloads as text: blocks between lines of 60 underscores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.article import Problem
from sources.decoding import decode
from sources.item import Item, Source
from sources.language import language_code
from sources.readers.head import Head
from sources.tables.columns import split_names

NAME = "proquest"
SUMMARY = "ProQuest downloads as text"
ISOLATED = False

_RULE = re.compile(r"^_{60}\s*$", re.M)
_LABELS = (
    "Title", "Author", "Publication info", "Abstract", "Links", "Full text", "Full Text",
    "Subject", "Business indexing term", "Location", "People",
    "Company / organization", "Identifier / keyword", "Publication title", "Section", "Pages",
    "First page", "Volume", "Issue", "Publication year",
    "Publication date", "Publisher", "Place of publication", "Country of publication",
    "Publication subject", "ISSN", "Source type",
    "Language of publication", "Document type", "Document feature", "Dateline", "Credit",
    "CREDIT", "ProQuest document ID", "Document URL",
    "Copyright", "Last updated", "Database",
)  # fmt: skip
_LABEL = re.compile(
    r"^(" + "|".join(re.escape(name).replace(r"\ ", r"\s?") for name in _LABELS) + r"):[ \t]*", re.M
)


_MAPPED = frozenset(
    ("title", "author", "fulltext", "abstract", "publicationtitle", "publicationdate",
     "publicationyear", "section", "pages", "firstpage", "dateline", "languageofpublication",
     "documenturl", "proquestdocumentid", "copyright")
)  # fmt: skip


def recognise(head: Head) -> bool:
    """Return whether a line of 60 underscores and ProQuest's labels stand in the text."""
    return (
        not head.binary
        and _RULE.search(head.text) is not None
        and "ProQuest document ID:" in head.source.data.decode("latin-1")
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download."""
    text = decode(source.data).text.replace("\r\n", "\n")
    blocks = [block for block in _RULE.split(text) if "ProQuest document ID" in block]
    for number, block in enumerate(blocks, 1):
        fields = _fields(block)
        place = f"document {number}"
        body = fields.get("fulltext", "")
        abstract = fields.get("abstract", "")
        title = fields.get("title") or next(
            (
                line.strip()
                for line in block.split("\n")
                if line.strip() and not re.match(r"Document \d+ of \d+\s*$", line.strip())
            ),
            "",
        )
        if not (title or body):
            yield Problem(source.name, place, "no text found", "empty", block[:120])
            continue
        yield Item(
            title=title,
            text=body or abstract,
            text_kind="full" if body else "snippet" if abstract else "none",
            outlet=fields.get("publicationtitle", ""),
            published=fields.get("publicationdate", "") or fields.get("publicationyear", ""),
            authors=tuple(split_names(fields.get("author", ""))),
            section=fields.get("section", ""),
            page=fields.get("pages", "") or fields.get("firstpage", ""),
            dateline=fields.get("dateline", ""),
            language=language_code(fields.get("languageofpublication", "")),
            url=fields.get("documenturl", ""),
            source_id=fields.get("proquestdocumentid", ""),
            copyright=fields.get("copyright", ""),
            locator=place,
            extra={name: fields[name] for name in sorted(fields.keys() - _MAPPED) if fields[name]},
        )


def _fields(block: str) -> dict[str, str]:
    """Return label to value; only a known label ends a value, for texts hold colons too."""
    matches = list(_LABEL.finditer(block))
    fields: dict[str, str] = {}
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(block)
        name = re.sub(r"\W", "", match[1]).lower()
        fields.setdefault(name, block[match.end() : end].strip())
    return fields
