"""Which column of a table holds what: what was guessed, what a person said, what is remembered.

ColumnError
    a mapping cannot be used; the message says which column or field, and why

A mapping is ``{field: column}``. A person's is remembered under the set of the table's column
names, so that the next table with the same columns needs no question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Literal, NamedTuple

from sources.article import Problem
from sources.tables.columns import GUESSES, KNOWN, guess_columns

FIELDS: tuple[str, ...] = tuple(GUESSES)
"""What a column can be said to hold; every other column is kept in ``Article.extra``."""

NEEDED = frozenset(("title", "text", "url"))
"""A mapping needs one of these."""

Cells = Sequence[str]
Mappings = Mapping[str, Mapping[str, str]]
"""`columns_key` of a table to the mapping that a person gave for it."""


class ColumnError(ValueError):
    """A mapping that cannot be used."""


class Table(NamedTuple):
    """A table as a reader finds it."""

    sheet: str
    """Name of the sheet; empty where a file is one table."""
    header: Sequence[str]
    rows: Iterable[tuple[str, Cells | str]]
    """(place, cells) of each row, or (place, reason) of one that cannot be read; can be gone
    through more than once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreview:
    """The beginning of a table, with how its columns would be read."""

    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The first rows, a cell a column."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Field to column; with neither ``title`` nor ``text`` nor ``url`` nothing can come in."""
    origin: Literal["export", "guess", "remembered"] = "guess"
    """``export``: the columns of a known export; ``remembered``: what a person said before."""
    export: str = ""
    """Name of the known export, for instance ``mediacloud``."""

    @property
    def key(self) -> str:
        """What the mapping is remembered under."""
        return columns_key(self.columns)


def columns_key(columns: Iterable[str]) -> str:
    """Return what a mapping is remembered under: the same for the same set of column names.

    Examples
    --------
    >>> columns_key(["Title", "Text"]) == columns_key(["text", " title"])
    True
    """
    names = sorted({name.strip().lower() for name in columns} - {""})
    return sha256("\x1f".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def find_mapping(header: Sequence[str], given: Mappings) -> tuple[str, dict[str, str], str]:
    """Return where a table's mapping comes from, the mapping, and the known export's name."""
    said = given.get(columns_key(header)) if given else None
    if said:
        lower = {name.strip().lower(): name for name in header}
        found = {name: lower.get(column.strip().lower(), "") for name, column in said.items()}
        return "remembered", {name: column for name, column in found.items() if column}, ""
    lower = {name.lower(): name for name in header}
    for signs, (export, wanted) in KNOWN.items():
        if signs <= lower.keys():
            found = {name: lower.get(column.lower(), "") for name, column in wanted.items()}
            return "export", {name: column for name, column in found.items() if column}, export
    return "guess", guess_columns(header), ""


def check_mapping(columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return a person's mapping without its empty entries.

    Parameters
    ----------
    columns : sequence of str
        The columns there are.
    mapping : mapping of str to str
        Field to column; an empty column means that none holds the field.

    Raises
    ------
    ColumnError
        For a field or column that does not exist, a column that is to hold two things, or when
        nothing holds a title, a text or an address.
    """
    said = {name: column for name, column in mapping.items() if column}
    for name, column in said.items():
        if name not in FIELDS:
            raise ColumnError(f"{name!r} is no field; the fields are {', '.join(FIELDS)}")
        if column not in columns:
            raise ColumnError(f"there is no column {column!r}")
    twice = {column for column in said.values() if list(said.values()).count(column) > 1}
    if twice:
        raise ColumnError(f"column {min(twice)!r} is to hold two things; choose one")
    if not NEEDED & said.keys():
        raise ColumnError("say which column holds the title, the text or the address")
    return said


def preview_of(table: Table, given: Mappings, rows: int) -> TablePreview:
    """Return the beginning of a table."""
    origin, mapping, export = find_mapping(table.header, given)
    width = len(table.header)
    readable = (cells for _, cells in table.rows if not isinstance(cells, str))
    first = (
        (*map(str, cells[:width]), *[""] * (width - len(cells))) for cells in islice(readable, rows)
    )
    return TablePreview(
        sheet=table.sheet,
        columns=tuple(table.header),
        rows=tuple(first),
        mapping=mapping,
        origin=origin,  # type: ignore[arg-type]
        export=export,
    )


def previews_of(
    tables: Iterable[Table | Problem], given: Mappings, rows: int
) -> Iterator[TablePreview | Problem]:
    """Yield the beginnings of the tables that a reader found, and its problems."""
    for table in tables:
        if isinstance(table, Problem):
            yield table
        elif table.header:
            yield preview_of(table, given, rows)
