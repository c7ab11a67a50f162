"""BibTeX files of reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.article import Problem
from sources.decoding import decode
from sources.item import Item, Source
from sources.language import language_code
from sources.month_names import MONTHS
from sources.readers.head import Head

NAME = "bibtex"
SUMMARY = "BibTeX files"
ISOLATED = True


def recognise(head: Head) -> bool:
    """Return whether an entry opens in the first lines."""
    return (
        not head.binary
        and re.search(r"^\s*@[A-Za-z]+\s*\{[^,\s]+,", head.text[:4000], re.M) is not None
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item an entry; entries that do not parse are problems."""
    import bibtexparser

    library = bibtexparser.parse_string(decode(source.data).text)
    for block in library.failed_blocks:
        place = f"line {(block.start_line or 0) + 1}"
        yield Problem(
            source.name, place, "not readable as an entry", "damaged", str(block.raw or "")[:120]
        )
    for entry in library.entries:
        fields = {name: _plain(field.value) for name, field in entry.fields_dict.items()}
        yield _item(entry.key, fields, f"entry {entry.key}")


def _item(key: str, fields: dict[str, str], place: str) -> Item:
    month = MONTHS.get(fields.get("month", "").lower().strip("."), 0) or fields.get("month", "")
    date = fields.get("date", "") or "-".join(
        part
        for part in (
            fields.get("year", ""),
            str(month).zfill(2) if month else "",
            fields.get("day", "").zfill(2) if fields.get("day") else "",
        )
        if part
    )
    names = [
        name.strip() for name in re.split(r"\s+and\s+", fields.get("author", "")) if name.strip()
    ]
    abstract = fields.get("abstract", "")
    return Item(
        title=fields.get("title", ""),
        text=abstract,
        text_kind="snippet" if abstract else "none",
        outlet=fields.get("journal", "")
        or fields.get("howpublished", "")
        or fields.get("publisher", ""),
        published=date,
        url=fields.get("url", ""),
        authors=tuple(
            " ".join(reversed([half.strip() for half in name.split(",", 1)])) for name in names
        ),
        language=language_code(fields.get("language", "") or fields.get("langid", "")),
        page=fields.get("pages", ""),
        source_id=key,
        locator=place,
        extra={
            name: fields[name]
            for name in ("keywords", "note", "urldate", "copyright")
            if fields.get(name)
        },
    )


def _plain(value: object) -> str:
    text = re.sub(r"\\([&%$#_{}])", r"\1", str(value))
    return re.sub(r"[{}]", "", text).strip()
