"""What all tables share: rows of the document into frames, frames into rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

Row = Mapping[str, Any]


def to_frame(rows: Sequence[Row], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return a frame that has its first `columns` even when there is no row."""
    if not rows:
        return pd.DataFrame({column: [] for column in columns})
    frame = pd.DataFrame(rows)
    return frame[[*columns, *(name for name in frame.columns if name not in columns)]]


def with_outlets(frame: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """Return a frame with a column ``article``, and its outlet and outlet type beside it."""
    return frame.assign(
        outlet=frame["article"].map(outlets["outlet"]),
        outlet_type=frame["article"].map(outlets["outlet_type"]),
    )


def signatures(row: Row) -> str:
    """Return who decided what about a row of the document, in one text; "" when nobody did."""
    return "; ".join(mark["signature"] for mark in row.get("by_hand", ()))


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a table as named tuples: ``row.column``."""
    yield from table.itertuples()


def one_row(table: pd.DataFrame, key: str, column: str) -> Any:
    """Return the row whose `column` is `key`, as a named tuple.

    Raises
    ------
    KeyError
        When there is none.
    """
    for row in table[table[column] == key].itertuples():
        return row
    raise KeyError(key)
