"""The comparison as files to take away: tables, the document, and a bundle that comes back in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import fields
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import orjson

from analysis.codebook import codebook_csv
from sources.archives import BUNDLED
from sources.export import write_jsonl

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables
    from sources.article import Article

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the same comparison gives the same bytes."""


def table_names() -> tuple[str, ...]:
    """Return the names of the tables that can be exported."""
    from analysis.tables import Tables

    return tuple(field.name for field in fields(Tables))


def guarded(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose text no spreadsheet takes for a formula.

    Returns
    -------
    DataFrame
        A cell that begins with ``= + - @``, a tab or a line break has an apostrophe before it.
    """
    text = table.select_dtypes(include=["object", "str"]).columns
    return table.assign(**{name: table[name].map(_guard) for name in text})


def _guard(value: object) -> object:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def table_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV, UTF-8 with a byte-order mark: spreadsheets want it."""
    body: str = guarded(table).to_csv(index=False, lineterminator="\n")
    return body.encode("utf-8-sig")


DECISIONS = "decisions.json"
"""Member of a bundle: what people decided, signed and dated."""
SETTINGS, FRAMES = "settings.json", "frames.csv"
"""Members of a bundle: how it was compared, and the word lists where they are a person's own."""
_RECORDS = 5000
"""Articles in one member: each stays below what is unpacked of a member."""


def bundle(
    document: dict[str, Any],
    tables: Tables,
    methods: str,
    *,
    texts: bool,
    articles: Sequence[Article] = (),
) -> bytes:
    """Return a ZIP with everything: it can be given back to Parallax and gives the same comparison.

    Parameters
    ----------
    document : dict
        The comparison document.
    tables : Tables
        Made from it.
    methods : str
        The methods paragraph.
    texts : bool
        False leaves out whatever holds article text, for sharing where the texts are not yours:
        offsets, labels and counts remain.
    articles : sequence of Article
        As they were compared. With them they come back with every field; without, as texts with
        outlet, outlet type, day, address and headline.

    Returns
    -------
    bytes
        The same input gives the same bytes.
    """
    from analysis.decisions import decisions_of, decisions_to_json

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "METHODS.txt", methods.encode())
        _add_settings(archive, document["settings"])
        decided = decisions_of(document)
        if decided:
            _add(archive, DECISIONS, decisions_to_json(decided, notes=texts))
        for name in table_names():
            table = getattr(tables, name)
            if not texts:
                table = table.drop(columns=["text", "gist", "excerpt"], errors="ignore")
            _add(
                archive,
                f"tables/{name}.csv",
                table_csv(table.reset_index(drop=name != "similarity")),
            )
        if texts:
            _add(archive, "comparison.json", orjson.dumps(document))
            _add_articles(archive, tables.articles)
            _add_records(archive, articles)
    return packed.getvalue()


def _add(archive: zipfile.ZipFile, name: str, body: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)


def _add_settings(archive: zipfile.ZipFile, settings: dict[str, Any]) -> None:
    _add(archive, SETTINGS, orjson.dumps(settings, option=orjson.OPT_INDENT_2))
    if settings.get("codebook"):
        _add(archive, FRAMES, codebook_csv(dict(settings["codebook"])))


def _add_records(archive: zipfile.ZipFile, articles: Sequence[Article]) -> None:
    """Add the articles with every field; Parallax reads these instead of the texts beside them."""
    for number, first in enumerate(range(0, len(articles), _RECORDS), 1):
        lines = io.BytesIO()
        write_jsonl(articles[first : first + _RECORDS], lines)
        _add(archive, f"{BUNDLED}{number:02d}.jsonl", lines.getvalue())


def _add_articles(archive: zipfile.ZipFile, articles: pd.DataFrame) -> None:
    listed = articles.assign(
        file=[_member(number, name) for number, name in enumerate(articles["file"], 1)]
    )
    for name, text in zip(listed["file"], listed["text"], strict=True):
        _add(archive, f"articles/{name}", text.encode())
    columns = ["file", "outlet", "outlet_type", "published", "url", "title"]
    manifest = listed[columns].assign(
        published=listed["published"].dt.strftime("%Y-%m-%d"),
        outlet=listed["outlet"].where(listed["outlet_known"], ""),
    )
    _add(archive, "articles/articles.csv", manifest.to_csv(index=False).encode())


def _member(number: int, name: str) -> str:
    """Return a member name that holds no path and no character that a disk may refuse."""
    stem = PurePosixPath(name.replace("\\", "/")).stem
    plain = "".join(letter if letter.isalnum() else "-" for letter in stem)[:60].strip("-")
    return f"{number:03d}-{plain or 'article'}.txt"
