"""Rows of a table to items, by the columns' names: known exports first, then guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sources.article import Problem
from sources.columns import guess_columns, record_item
from sources.dates import infer_day_first, parse_date
from sources.item import Item, Source
from sources.language import language_code

_KNOWN: Mapping[frozenset[str], tuple[str, Mapping[str, str]]] = {
    frozenset(("media_name", "publish_date", "title", "url")): (
        "mediacloud",
        {"source_id": "id", "title": "title", "url": "url", "outlet": "media_name",
            "published": "publish_date", "language": "language"},
    ),
    frozenset(("url", "mobileurl", "date", "title")): (
        "gdelt", {"title": "Title", "url": "URL", "published": "Date"},
    ),
    frozenset(("url", "title", "seendate", "domain")): (
        "gdelt", {"title": "title", "url": "url", "published": "seendate", "outlet": "domain",
        "language": "language"},
    ),
    frozenset(("key", "item type", "publication year")): (
        "zotero",
        {"source_id": "Key", "title": "Title", "outlet": "Publication Title", "url": "Url",
            "published": "Date", "authors": "Author", "language": "Language",
            "section": "Section", "page": "Pages", "text": "Abstract Note", "copyright": "Rights",
            "edition": "Edition"},
    ),
    frozenset(("thread_id", "body", "timestamp")): (
        "4cat", {"source_id": "id", "text": "body", "authors": "author", "published": "timestamp",
        "title": "subject", "url": "url"},
    ),
    frozenset(("storeid", "pubtitle")): (
        "proquest", {"source_id": "StoreId", "title": "Title", "outlet": "pubtitle",
        "published": "pubdate", "authors": "Authors", "url": "DocumentURL", "text": "full text",
        "language": "language", "page": "pages", "copyright": "copyright"},
    ),
}  # fmt: skip
"""Columns that tell an export, to its name and mapping."""

MOST_COLUMNS = 2_000


def rows_to_items(
    header: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], source: Source
) -> Iterator[Item | Problem]:
    """Yield an item for each row, and a problem for each that has nothing to import.

    Parameters
    ----------
    header : sequence of str
        The columns' names.
    rows : sequence of (place, cells)
        The rows.
    source : Source
        The table, for problems.
    """
    if len(header) > MOST_COLUMNS:
        reason = f"{len(header):,} columns; the first {MOST_COLUMNS:,} are read"
        yield Problem(source.name, source.locator, reason, "limits")
        header = header[:MOST_COLUMNS]
    kind, mapping = _mapping(header)
    if not ({"text", "title", "url"} & set(mapping)):
        reason = (
            f"no column is known to hold a title, a text or an address: {', '.join(header[:8])}"
        )
        yield Problem(source.name, source.locator, reason, "columns")
        return
    date_column = mapping.get("published", "")
    at = header.index(date_column) if date_column in header else -1
    day_first = infer_day_first(row[at] for _, row in rows if 0 <= at < len(row))
    for place, cells in rows:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            reason = f"{len(cells)} cells for {len(header)} columns; the surplus is left out"
            yield Problem(source.name, place, reason, "row", " | ".join(cells)[:120])
        record = dict(zip(header, cells, strict=False))
        item = record_item(record, mapping, locator=place, day_first=day_first)
        if not (item.text.strip() or item.title.strip() or item.url.strip()):
            yield Problem(
                source.name, place, "no text found: the row has no title, text or address", "row"
            )
            continue
        if item.published and parse_date(item.published, day_first=day_first) is None:
            yield Problem(
                source.name, place, f"not a date: {item.published!r}; left unknown", "date"
            )
        yield _adjust(item, kind)


def _mapping(header: Sequence[str]) -> tuple[str, dict[str, str]]:
    lower = {name.lower(): name for name in header}
    for signs, (kind, wanted) in _KNOWN.items():
        if signs <= lower.keys():
            found = {
                field: lower[name.lower()]
                for field, name in wanted.items()
                if name.lower() in lower
            }
            return kind, found
    return "", guess_columns(header)


def _adjust(item: Item, kind: str) -> Item:
    """Apply what is particular to an export."""
    if kind in ("mediacloud", "gdelt"):
        domain = item.outlet
        item = replace(
            item,
            text="",
            text_kind="none",
            outlet_domain=domain,
            language=language_code(item.language),
        )
        return replace(item, date_kind="crawled") if kind == "gdelt" else item
    if kind == "zotero":
        return replace(item, text_kind="snippet" if item.text.strip() else "none")
    if kind == "proquest" and not item.text.strip():
        abstract = item.extra.get("Abstract", "")
        return replace(item, text=abstract, text_kind="snippet" if abstract else "none")
    return item
