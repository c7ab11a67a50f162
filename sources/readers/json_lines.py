"""JSON lines: one record a line, of any export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from sources.article import Problem
from sources.item import Item, Source
from sources.readers.head import Head
from sources.tables.json_items import export_of, json_item, mapping_of, records_table
from sources.tables.mappings import Table
from sources.text_lines import TextLines

NAME = "jsonl"
SUMMARY = "JSON lines: records of Event Registry, 4CAT, Zeeschuimer, AmCAT, or one's own"
ISOLATED = False
STREAMS = True


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
    mapping = mapping_of(_first_records(source), source.columns) if source.columns else {}
    lines = TextLines(source)
    for place, record, line in _records(lines):
        if isinstance(record, str):
            yield Problem(source.name, place, record, "json", line[:120])
            continue
        item = json_item(record, place, mapping)
        if isinstance(item, Item):
            yield item
        else:
            yield Problem(source.name, place, item, "empty", line[:120])
    yield from lines.problems(source)


def tables(source: Source) -> Iterator[Table]:
    """Yield the records as a table, where they are not of a known export."""
    records = _first_records(source)
    if records and not export_of(records[0]):
        yield records_table(records)


_FIRST = 200
"""Records whose keys are the columns: not every record has every key."""


def _first_records(source: Source) -> list[dict[str, Any]]:
    found = (record for _, record, _ in _records(TextLines(source)))
    return list(islice((each for each in found if not isinstance(each, str)), _FIRST))


def _records(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, Any] | str, str]]:
    """Yield (place, record or why there is none, line)."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            record = orjson.loads(line)
        except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
            yield place, f"not JSON: {error}", line
            continue
        yield place, record if isinstance(record, dict) else "not a JSON object", line
