"""JSON lines: one record a line, of any export."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from sources.article import Problem
from sources.decoding import decode
from sources.item import Item, Source
from sources.json_items import json_item
from sources.readers.head import Head

NAME = "jsonl"
SUMMARY = "JSON lines: records of Event Registry, 4CAT, Zeeschuimer, AmCAT, or one's own"
ISOLATED = False


def recognise(head: Head) -> bool:
    """Return whether the first line is a whole JSON object and more follow, or none."""
    first = head.first_line
    if head.binary or not first.startswith("{"):
        return False
    rest = head.text[len(first) :].lstrip()
    return rest.startswith("{") or (first.endswith("}") and _second_line(head))


def _second_line(head: Head) -> bool:
    """Return whether lines follow at all; a lone line of JSON is a document."""
    return "\n" in head.text.strip()


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item a line; a line that cannot be read is a problem."""
    for number, line in enumerate(decode(source.data).text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            record = orjson.loads(line)
        except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
            yield Problem(source.name, place, f"not JSON: {error}", "json", line[:120])
            continue
        if not isinstance(record, dict):
            yield Problem(source.name, place, "not a JSON object", "json", line[:120])
            continue
        item = json_item(record, place)
        yield (
            item
            if isinstance(item, Item)
            else Problem(source.name, place, item, "empty", line[:120])
        )
