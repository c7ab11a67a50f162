"""CSV and TSV: Media Cloud, GDELT, Zotero, 4CAT, AmCAT, and tables of one's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from sources.article import Problem
from sources.columns import GUESSES
from sources.decoding import decode
from sources.item import Item, Source
from sources.readers.head import Head
from sources.table_items import rows_to_items

NAME = "table"
SUMMARY = "CSV and TSV tables: Media Cloud, GDELT, Zotero, 4CAT, AmCAT, any with known columns"
ISOLATED = False

LONGEST_FIELD = 10_000_000
_KNOWN = {name for names in GUESSES.values() for name in names}


def recognise(head: Head) -> bool:
    """Return whether the first line names columns, two of them known."""
    line = head.first_line
    if head.binary or not line or len(line) > 20_000 or line[0] in "<{[":
        return False
    cells = _cells(line, _delimiter(line))
    names = [cell.strip().strip('"').lower() for cell in cells]
    if len(names) < 2 or any(len(name) > 60 for name in names[:5]):
        return False
    known = sum(name in _KNOWN for name in names)
    return known >= 2 or (known >= 1 and set(names) <= _AGGREGATE)


_AGGREGATE = {"source", "language", "term", "date", "count", "ratio", "total_count", "term_count",
    "term_ratio", "doc_count", "doc_ratio", "sample_size"}  # fmt: skip


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item a row, and the rows that could not be read."""
    decoded = decode(source.data)
    if decoded.bad_bytes:
        reason = (
            f"{decoded.bad_bytes} bytes could not be read as {decoded.encoding} and were replaced"
        )
        yield Problem(source.name, source.locator, reason, "encoding")
    text = decoded.text.replace("\0", "")
    delimiter = _delimiter(text.split("\n", 1)[0])
    header: list[str] = []
    rows: list[tuple[str, list[str]]] = []
    for place, cells in _rows(text, delimiter):
        if isinstance(cells, str):
            yield Problem(source.name, place, cells, "row")
        elif not header:
            header = [cell.strip() for cell in cells]
        elif [cell.strip() for cell in cells] == header:
            yield Problem(source.name, place, "the header again; left out", "row")
        else:
            rows.append((place, list(cells)))
    names = {name.lower() for name in header}
    if names <= _AGGREGATE:
        reason = "a table of counts, not of articles: export the list of stories instead"
        yield Problem(source.name, source.locator, reason, "format")
        return
    yield from rows_to_items(header, rows, source)


def _delimiter(line: str) -> str:
    return max(",;\t|", key=line.count)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(text: str, delimiter: str) -> Iterator[tuple[str, Sequence[str] | str]]:
    """Yield (place, cells), or (place, reason) for a row that cannot be read."""
    csv.field_size_limit(LONGEST_FIELD)
    lines = text.splitlines(keepends=True)
    start = 0
    while start < len(lines):
        reader = csv.reader(io.StringIO("".join(lines[start:]), newline=""), delimiter=delimiter)
        base, last = start, 0
        try:
            for cells in reader:
                first, last = last + 1, reader.line_num
                # A quote that never closes swallows the rest of the file into one cell.
                if last - first > 2000 or (last - first > 20 and base + last >= len(lines)):
                    yield f"line {base + first}", "a quotation mark opens here and never closes"
                    start = base + first
                    break
                if cells:
                    yield f"line {base + first}", cells
            else:
                return
        except csv.Error as error:
            yield f"line {base + last + 1}", f"not readable as a row: {error}"
            start = base + max(last + 1, reader.line_num)
