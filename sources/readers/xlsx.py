"""Excel workbooks (XLSX): a table of articles on each sheet."""

from __future__ import annotations

from collections.abc import Iterator

from sources.archives import zip_names
from sources.article import Problem
from sources.columns import GUESSES
from sources.item import Item, Source
from sources.office import OfficeError, serial_date, sheets
from sources.readers.head import Head
from sources.table_items import MOST_COLUMNS, rows_to_items

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
    try:
        for name, rows in sheets(source.data):
            if rows:
                yield from _sheet(source, name, rows)
    except OfficeError as error:
        yield Problem(source.name, source.locator, str(error), "limits")


def _sheet(
    source: Source, name: str, rows: list[tuple[int, dict[int, str]]]
) -> Iterator[Item | Problem]:
    columns = sorted({column for _, row in rows[:1] for column in row})[:MOST_COLUMNS]
    header = [rows[0][1].get(column, "").strip() for column in columns]
    if len(header) < 2:
        reason = (
            f"the first row of sheet {name!r} does not name columns (merged cells?); put the "
            f"names there"
        )
        yield Problem(source.name, name, reason, "columns")
        return
    dates = {at for at, title in enumerate(header) if title.lower() in GUESSES["published"]}
    table = [
        (
            f"{name}, row {number}",
            [
                serial_date(row.get(column, "")) if at in dates else row.get(column, "")
                for at, column in enumerate(columns)
            ],
        )
        for number, row in rows[1:]
    ]
    yield from rows_to_items(header, table, source)
