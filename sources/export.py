"""Articles out of Parallax: CSV, JSON lines or XLSX, and back again without loss.

What a spreadsheet would take for a formula is guarded; `from_row` takes the guard away. The text
before cleaning is not exported. XLSX holds no control characters (a blank stands for each) and no
more than 32,767 letters a cell, so longer texts go on in further columns.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import IO, Any, get_args

import orjson

from sources.article import Article, DateKind, Precision, TextKind, article_id
from sources.target_record import to_row

FORMATS = ("csv", "jsonl", "xlsx")

_GUARDED = re.compile("^'*[=+\\-@\t\r\n＝＋－＠]")
_CELL = 32_767
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FULL_DATE = {4: "-01-01", 7: "-01"}
_LISTS, _MAPS = ("authors",), ("provenance", "extra")
_NAMES = {"title": "headline", "subtitle": "subheadline", "outlet": "outlet_raw"}
_PLAIN = (
    "text", "title", "subtitle", "outlet", "outlet_domain", "outlet_type", "stance", "url",
    "source_id", "section", "page", "edition", "dateline", "language", "duplicate_of", "event_id",
    "copyright", "source_format", "source_file", "locator", "raw_digest",
)  # fmt: skip


def write_jsonl(articles: Iterable[Article], stream: IO[bytes]) -> int:
    """Return the number of articles written, a JSON object a line (the target record)."""
    number = 0
    for number, article in enumerate(articles, 1):  # noqa: B007 (it is what is returned)
        stream.write(orjson.dumps(_clean(to_row(article))) + b"\n")
    return number


def write_csv(articles: Iterable[Article], stream: IO[bytes]) -> int:
    """Return the number of rows written: a table with a header, in UTF-8 with a mark for Excel.

    A cell that begins like a formula gets a leading apostrophe. Lists are separated by ``; ``,
    ``provenance`` and ``extra`` are JSON.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    number = 0
    for number, article in enumerate(articles, 1):
        row = to_cells(article)
        if number == 1:
            writer.writerow(row)
        writer.writerow([guard(value) for value in row.values()])
    if not number:
        writer.writerow(to_cells(Article(id="", text="")))
    text.detach()
    return number


def write_xlsx(articles: Iterable[Article], stream: IO[bytes]) -> int:
    """Return the number of rows written: a workbook of one sheet whose cells are all text.

    A text of over 32,767 letters goes on in ``text_2``, ``text_3`` …
    """
    # Imported here: only this format needs it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    rows = [_split_long(to_cells(article)) for article in articles]
    header = list(to_cells(Article(id="", text="")))
    header += sorted({name for row in rows for name in row} - set(header), key=_part_number)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("articles")
    sheet.append(header)
    for row in rows:
        cells = []
        for name in header:
            cell = WriteOnlyCell(sheet, value=_NOT_IN_XML.sub(" ", row.get(name, "")))
            cell.data_type = "s"  # text, whatever it begins with
            cells.append(cell)
        sheet.append(cells)
    book.save(stream)
    return len(rows)


WRITERS: Mapping[str, Callable[[Iterable[Article], IO[bytes]], int]] = MappingProxyType(
    {"csv": write_csv, "jsonl": write_jsonl, "xlsx": write_xlsx}
)


def to_cells(article: Article) -> dict[str, str]:
    """Return the target record of an article with every value as text, not yet guarded."""
    cells: dict[str, str] = {}
    for name, value in to_row(article).items():
        if isinstance(value, list):
            cells[name] = _join(value)
        elif isinstance(value, dict):
            cells[name] = (
                orjson.dumps(_clean(value), option=orjson.OPT_SORT_KEYS).decode() if value else ""
            )
        else:
            cells[name] = "" if value is None else _whole(str(value))
    return cells


def guard(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula.

    Examples
    --------
    >>> guard("=1+1"), unguard(guard("=1+1")), guard("plain")
    ("'=1+1", '=1+1', 'plain')
    """
    return "'" + cell if _GUARDED.match(cell) else cell


def unguard(cell: str) -> str:
    """Return the cell as it was before `guard`."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def from_row(row: Mapping[str, Any]) -> Article:
    """Return the article of an exported row: the reverse of all three formats.

    Parameters
    ----------
    row : mapping
        A JSON object, or the cells of a line by column name (guarded cells of a CSV file are taken
        as they stand there: see `read_csv`).

    Returns
    -------
    Article
        With the identifier it had; without ``raw_text``.
    """
    text = "".join(
        str(row[name]) for name in sorted(row, key=_part_number) if _is_text(name) and row[name]
    )
    values: dict[str, Any] = {name: _cell(row, _NAMES.get(name, name)) for name in _PLAIN}
    extra = _mapping(row.get("extra"))
    published, precision = _moment(_cell(row, "published"), _cell(row, "published_precision"))
    claimed = _cell(row, "word_count_claimed")
    values["text"] = text
    return Article(
        **values,
        id=_cell(row, "id") or article_id("export", values["title"], values["outlet"], text),
        text_kind=_one_of(_cell(row, "text_kind"), get_args(TextKind), "full"),
        published=published,
        published_precision=precision,
        date_kind=_one_of(_cell(row, "date_kind"), get_args(DateKind), "published"),
        authors=_list(row.get("authors")),
        word_count_claimed=int(claimed) if claimed.isdecimal() else None,
        provenance=_mapping(row.get("provenance")),
        extra=extra,
    )


def read_csv(stream: IO[bytes]) -> Iterator[Article]:
    """Yield the articles of a file that `write_csv` wrote."""
    csv.field_size_limit(2**31 - 1)
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        for row in csv.DictReader(lines):
            yield from_row({name: unguard(cell or "") for name, cell in row.items() if name})
    finally:
        lines.detach()  # the stream is the caller's to close


def _whole(text: str) -> str:
    """Half a surrogate pair cannot be written; a replacement character stands for it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _whole(value)
    if isinstance(value, dict):
        return {_whole(str(key)): _clean(item) for key, item in value.items()}
    return [_clean(item) for item in value] if isinstance(value, list) else value


def _join(names: list[str]) -> str:
    plain = "; ".join(names)
    # A name with a semicolon of its own would come back as two.
    return _whole(plain) if list(_list(plain)) == names else orjson.dumps(_clean(names)).decode()


def _list(value: object) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)):
        return tuple(str(item) for item in value)
    text = str(value or "")
    if text.startswith("["):
        try:
            return tuple(str(item) for item in orjson.loads(text))
        except orjson.JSONDecodeError:
            return (text,)
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _mapping(value: object) -> Mapping[str, str]:
    if isinstance(value, str):
        value = orjson.loads(value) if value else {}
    if not isinstance(value, Mapping | None):
        raise TypeError("a cell of named values is not JSON of that kind")
    return MappingProxyType({str(key): str(item) for key, item in (value or {}).items()})


def _split_long(cells: dict[str, str]) -> dict[str, str]:
    found = {}
    for name, value in cells.items():
        # Excel counts in UTF-16: a letter outside the basic plane is two.
        size = _CELL if value.isascii() else _CELL // 2
        parts = [value[at : at + size] for at in range(0, len(value), size)] or [""]
        # Of the other fields nothing is so long but by mistake; they too lose nothing.
        for number, part in enumerate(parts, 1):
            found[name if number == 1 else f"{name}_{number}"] = part
    return found


def _is_text(name: str) -> bool:
    return re.fullmatch(r"text(?:_\d+)?", name) is not None


def _part_number(name: str) -> tuple[str, int]:
    stem, _, number = name.rpartition("_")
    return (stem, int(number)) if number.isdecimal() else (name, 0)


def _cell(row: Mapping[str, Any], name: str) -> str:
    parts = [row.get(name), *(row[part] for part in _further(row, name))]
    return "".join(str(part) for part in parts if part is not None)


def _further(row: Mapping[str, Any], name: str) -> list[str]:
    pattern = re.compile(rf"{name}_\d+")
    return sorted((key for key in row if pattern.fullmatch(key)), key=_part_number)


def _one_of(value: str, allowed: tuple[Any, ...], otherwise: str) -> Any:
    return value if value in allowed else otherwise


def _moment(text: str, precision: str) -> tuple[datetime | None, Precision]:
    if not text:
        return None, "none"
    moment = datetime.fromisoformat(text + _FULL_DATE.get(len(text), ""))
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment, _one_of(precision, get_args(Precision), "second")
