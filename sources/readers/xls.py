"""Old Excel workbooks (XLS), as ProQuest writes them."""

from __future__ import annotations

from collections.abc import Iterator

from sources.article import Problem
from sources.item import Item, Source
from sources.readers.head import Head
from sources.tables.csv_rows import unique_names
from sources.tables.mappings import Table
from sources.tables.table_items import rows_to_items

NAME = "xls"
SUMMARY = "Old Excel workbooks (XLS), ProQuest exports among them"
ISOLATED = True


def recognise(head: Head) -> bool:
    """Return whether the source is an OLE file with a workbook stream in it."""
    return (
        head.data[:4] == b"\xd0\xcf\x11\xe0"
        and "W\0o\0r\0k\0b\0o\0o\0k\0".encode("latin-1") in head.source.data
    )


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item a row of every sheet."""
    for table in tables(source):
        if isinstance(table, Problem):
            yield table
        else:
            yield from rows_to_items(table.header, table.rows, source)


def tables(source: Source) -> Iterator[Table | Problem]:
    """Yield the sheets that have rows."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=source.data, on_demand=True)
    except xlrd.XLRDError as error:
        yield Problem(source.name, source.locator, f"damaged: {error}", "damaged")
        return
    for sheet in book.sheets():
        if sheet.nrows < 2:
            continue
        header = unique_names([str(value).strip() for value in sheet.row_values(0)])
        rows = [
            (
                f"{sheet.name}, row {number + 1}",
                [_text(cell, book.datemode) for cell in sheet.row(number)],
            )
            for number in range(1, sheet.nrows)
        ]
        yield Table(sheet.name, header, rows)


def _text(cell: object, mode: int) -> str:
    import xlrd

    value = getattr(cell, "value", "")
    if getattr(cell, "ctype", 0) == xlrd.XL_CELL_DATE:
        return str(xlrd.xldate_as_datetime(value, mode).isoformat(timespec="minutes")).removesuffix(
            "T00:00"
        )
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
