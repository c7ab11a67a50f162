"""Excel workbooks (XLSX): a table of articles on each sheet."""

from __future__ import annotations

from collections.abc import Iterator

from sources.archives import zip_names
from sources.article import Problem
from sources.item import Item, Source
from sources.office import OfficeError, serial_date, sheets
from sources.readers.head import Head
from sources.tables.columns import GUESSES
from sources.tables.csv_rows import unique_names
from sources.tables.mappings import Table, find_mapping
from sources.tables.table_items import MOST_COLUMNS, rows_to_items

NAME = "xlsx"
SUMMARY = "Excel workbooks (XLSX)"
ISOLATED = True


def recognise(head: Head) -> bool:
    """Return whether the source is a ZIP with a workbook in it."""
    return head.data[:4] == b"PK\x03\x04" and "xl/workbook.xml" in (
        zip_names(head.source.data) or ()
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item a row of every sheet that has a row of column names."""
    for table in tables(source):
        if isinstance(table, Problem):
            yield table
        else:
            yield from rows_to_items(table.header, table.rows, source)


def tables(source: Source) -> Iterator[Table | Problem]:
    """Yield the sheets that have a row of column names, and what is wrong with the others."""
    try:
        for name, rows in sheets(source.data):
            if rows:
                yield _table(source, name, rows)
    except OfficeError as error:
        yield Problem(source.name, source.locator, str(error), "limits")


def _table(source: Source, name: str, rows: list[tuple[int, dict[int, str]]]) -> Table | Problem:
    columns = sorted({column for _, row in rows[:20] for column in row})[: MOST_COLUMNS + 1]
    header = unique_names([rows[0][1].get(column, "").strip() for column in columns])
    named = sum(map(bool, header))
    if named < 2 or 2 * named <= len(header):
        reason = (
            f"the first row of sheet {name!r} does not name the columns (merged cells?); put one "
            f"name above each column there"
        )
        return Problem(source.name, name, reason, "columns")
    dated = find_mapping(header, source.columns)[1].get("published", "")
    dates = {
        at
        for at, title in enumerate(header)
        if title.lower() in GUESSES["published"] or title == dated
    }
    cells = [
        (
            f"{name}, row {number}",
            [
                serial_date(row.get(column, "")) if at in dates else row.get(column, "")
                for at, column in enumerate(columns)
            ],
        )
        for number, row in rows[1:]
    ]
    return Table(name, header, cells)
