"""Rows of a table to items, by the columns' names: known exports first, then guesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from sources.article import Problem
from sources.dates import infer_day_first, is_numeric_date, parse_date
from sources.item import Item, Source
from sources.language import language_code
from sources.outlets import normal_domain
from sources.tables.columns import record_item
from sources.tables.mappings import NEEDED, find_mapping

MOST_COLUMNS = 2_000


def rows_to_items(
    header: Sequence[str], rows: Iterable[tuple[str, Sequence[str] | str]], source: Source
) -> Iterator[Item | Problem]:
    """Yield an item for each row, and a problem for each that has nothing to import.

    Parameters
    ----------
    header : sequence of str
        The columns' names.
    rows : iterable of (place, cells)
        The rows, or (place, reason) where one cannot be read; gone through twice.
    source : Source
        The table, for problems, and what a person said of its columns.
    """
    if len(header) > MOST_COLUMNS:
        reason = f"{len(header):,} columns; the first {MOST_COLUMNS:,} are read"
        yield Problem(source.name, source.locator, reason, "limits")
        header = header[:MOST_COLUMNS]
    origin, mapping, export = find_mapping(header, source.columns)
    if not NEEDED & mapping.keys():
        reason = (
            f"no column is known to hold a title, a text or an address: {', '.join(header[:8])}; "
            "say which column holds what"
        )
        yield Problem(source.name, source.locator, reason, "columns")
        return
    day_first = _day_first(header, rows, mapping.get("published", ""))
    said = "column named by a person" if origin == "remembered" else ""
    for place, cells in rows:
        if isinstance(cells, str):
            yield Problem(source.name, place, cells, "row")
            continue
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            reason = f"{len(cells)} cells for {len(header)} columns; the surplus is left out"
            yield Problem(source.name, place, reason, "row", " | ".join(cells)[:120])
        record = dict(zip(header, cells, strict=False))
        item = record_item(record, mapping, locator=place, day_first=day_first, provenance=said)
        if not (item.text.strip() or item.title.strip() or item.url.strip()):
            yield Problem(
                source.name, place, "no text found: the row has no title, text or address", "row"
            )
            continue
        if item.published and parse_date(item.published, day_first=day_first) is None:
            yield Problem(
                source.name, place, f"not a date: {item.published!r}; left unknown", "date"
            )
        yield _adjust(item, export)


_LOOKED_AT = 200


def _day_first(
    header: Sequence[str], rows: Iterable[tuple[str, Sequence[str] | str]], column: str
) -> bool | None:
    """Return the order of day and month in the column of dates, told from the whole of it."""
    at = header.index(column) if column in header else -1
    if at < 0:
        return None
    values = (row[at] for _, row in rows if not isinstance(row, str) and at < len(row))
    first = list(islice(values, _LOOKED_AT))
    # Where no date is numeric there is nothing to tell, and a large file is read once less.
    if not any(is_numeric_date(value) for value in first):
        return None
    return infer_day_first(chain(first, values))


def _adjust(item: Item, kind: str) -> Item:
    """Apply what is particular to an export."""
    if kind == "gdelt":
        domain = item.outlet or normal_domain(item.url)
        return replace(item, outlet=domain, outlet_domain=domain, date_kind="crawled",
                       language=language_code(item.language))  # fmt: skip
    if kind == "mediacloud":
        extra = dict(item.extra)
        item = replace(item, outlet_domain=normal_domain(item.outlet_domain or item.url),
                       source_id=item.source_id or extra.pop("stories_id", ""), extra=extra,
                       language=language_code(item.language))  # fmt: skip
        indexed = extra.get("indexed_date", "")
        # Not when it was published, but the best there is; ``date_kind`` says which.
        return item if item.published or not indexed else replace(
            item, published=indexed, date_kind="indexed")  # fmt: skip
    if kind == "zotero":
        return replace(item, text_kind="snippet" if item.text.strip() else "none")
    if kind == "proquest" and not item.text.strip():
        abstract = item.extra.get("Abstract", "")
        return replace(item, text=abstract, text_kind="snippet" if abstract else "none")
    return item
