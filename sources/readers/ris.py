"""RIS files of reference managers and databases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.article import Problem
from sources.decoding import decode
from sources.item import Item, Source
from sources.language import language_code
from sources.readers.head import Head

NAME = "ris"
SUMMARY = "RIS files (Zotero, EndNote, ProQuest)"
ISOLATED = False

_TAG = re.compile(r"^([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?$")


def recognise(head: Head) -> bool:
    """Return whether a line opens a RIS record."""
    return not head.binary and re.search(r"^TY\s{1,2}- ", head.text[:4000], re.M) is not None


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item a record."""
    record: dict[str, list[str]] = {}
    number, last = 0, ""
    for line in decode(source.data).text.splitlines():
        match = _TAG.match(line.strip())
        if not match:
            if last and line.strip():
                record[last][-1] += f" {line.strip()}"
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            record = {}
        if tag == "ER":
            number += 1
            yield _item(record, f"record {number}")
            record, last = {}, ""
            continue
        record.setdefault(tag, []).append(value)
        last = tag
    if record:
        yield Problem(source.name, f"record {number + 1}", "cut off before its end (ER)", "damaged")


def _item(record: dict[str, list[str]], place: str) -> Item:
    def first(*tags: str) -> str:
        return next((record[tag][0] for tag in tags if record.get(tag)), "")

    abstract = first("AB", "N2")
    used = {
        "TY",
        "TI",
        "T1",
        "T2",
        "JF",
        "JO",
        "AU",
        "A1",
        "DA",
        "PY",
        "Y1",
        "UR",
        "AB",
        "N2",
        "SE",
        "M2",
        "SP",
        "LA",
        "AN",
    }
    return Item(
        title=first("TI", "T1"),
        text=abstract,
        text_kind="snippet" if abstract else "none",
        outlet=first("T2", "JF", "JO"),
        published=first("DA", "PY", "Y1").strip("/ "),
        authors=tuple(_turned(name) for name in record.get("AU", []) + record.get("A1", [])),
        url=first("UR"),
        section=first("SE", "M2"),
        page=first("SP"),
        language=language_code(first("LA")),
        source_id=first("AN"),
        locator=place,
        extra={tag: "; ".join(values) for tag, values in record.items() if tag not in used},
    )


def _turned(name: str) -> str:
    last, _, given = name.partition(",")
    return f"{given.strip()} {last.strip()}".strip()
