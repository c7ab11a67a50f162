"""Parallax's own files: CSV and JSON lines of its exports, JSON lines of ``sources read``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import orjson

from sources.article import Article, Problem
from sources.export import from_row, unguard
from sources.item import Source
from sources.readers.head import Head

NAME = "parallax_export"
SUMMARY = "Parallax's own exports: CSV and JSON lines"
ISOLATED = False

_CSV = "id,headline,subheadline,text,text_kind,outlet_raw,"
_JSON = re.compile(r'\{"id":"[0-9a-f]{20}","headline":')


def recognise(head: Head) -> bool:
    """Return whether the columns or keys are those of an export, in their order."""
    line = head.first_line
    return not head.binary and (line.startswith(_CSV) or _JSON.match(line) is not None)


def read(source: Source) -> Iterator[Article | Problem]:
    """Yield the articles as they were, with the identifiers they had."""
    # Bytes that are no UTF-8 are not ours: the file was changed by something else.
    text = source.data.decode("utf-8-sig", "replace")
    rows = _csv_rows(text) if text.lstrip().startswith(_CSV) else _json_rows(text)
    for place, row in rows:
        try:
            if not isinstance(row, dict):
                raise TypeError("not a JSON object")
            article = from_row(row)
        except (ValueError, TypeError) as error:
            reason = f"is not as Parallax writes it ({error}); edit only the text of cells"
            yield Problem(source.name, place, reason, "row", str(row)[:120])
            continue
        yield article


def _csv_rows(text: str) -> Iterator[tuple[str, Any]]:
    csv.field_size_limit(2**31 - 1)
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for number, row in enumerate(reader, 2):
        cells = {name: unguard(cell or "") for name, cell in row.items() if name}
        yield f"row {number}", cells


def _json_rows(text: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield f"line {number}", orjson.loads(line)
        except orjson.JSONDecodeError:
            yield f"line {number}", line
