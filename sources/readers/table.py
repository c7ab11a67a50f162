"""CSV and TSV: Media Cloud, GDELT, Zotero, 4CAT, AmCAT, and tables of one's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from sources.article import Problem
from sources.item import Item, Source
from sources.readers.head import Head
from sources.tables.columns import GUESSES
from sources.tables.csv_rows import CsvRows
from sources.tables.mappings import Table, columns_key
from sources.tables.table_items import rows_to_items
from sources.text_lines import TextLines

NAME = "table"
SUMMARY = "CSV and TSV tables: Media Cloud, GDELT, Zotero, 4CAT, AmCAT, any with known columns"
ISOLATED = False
STREAMS = True

_KNOWN = {name for names in GUESSES.values() for name in names}
_AGGREGATE = {"source", "language", "term", "date", "count", "ratio", "total_count", "term_count",
    "term_ratio", "doc_count", "doc_ratio", "sample_size"}  # fmt: skip


def recognise(head: Head) -> bool:
    """Return whether the first line names columns: two known ones, or all lines have as many."""
    line = head.first_line
    if head.binary or not line or len(line) > 200_000 or line[0] in "<{[":
        return False
    names = [cell.strip().strip('"').lower() for cell in _cells(line, _delimiter(line))]
    if len(names) < 2 or any(len(name) > 60 for name in names[:5]):
        return False
    if columns_key(names) in head.source.columns:
        return True
    known = sum(name in _KNOWN for name in names)
    if known >= 2 or set(names) <= _AGGREGATE:
        return True
    hint = known >= 1 or head.extension in ("csv", "tsv", "tab")
    return hint and _even(head.text, len(names), _delimiter(line))


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item a row, and the rows that could not be read."""
    lines = TextLines(source)
    for table in _tables(lines):
        if {name.lower() for name in table.header} <= _AGGREGATE:
            reason = "a table of counts, not of articles: export the list of stories instead"
            yield Problem(source.name, source.locator, reason, "format")
            return
        yield from rows_to_items(table.header, table.rows, source)
    yield from lines.problems(source)


def tables(source: Source) -> Iterator[Table]:
    """Yield the one table of a file."""
    yield from _tables(TextLines(source))


def _tables(lines: TextLines) -> Iterator[Table]:
    first = next((line for line in lines if line.strip()), "")
    rows = CsvRows(lines, _delimiter(first))
    yield Table("", rows.header, rows)


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _even(text: str, width: int, delimiter: str) -> bool:
    """Return whether the first rows have as many cells as the first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        widths = [len(row) for row in islice(reader, 12) if row]
    except csv.Error:
        return False
    # The last may be cut off where the beginning ends.
    return len(widths) > 1 and all(one == width for one in widths[: max(2, len(widths) - 1)])
