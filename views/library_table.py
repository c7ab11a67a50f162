"""The Library's table of articles as data: what is shown, what a person may change in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from sources.article import Article
    from sources.library import Entry, Hit

TICK = "tick"
EDITABLE = ("title", "outlet", "outlet_type", "published", "stance", "language")
TEXT_KINDS = {"full": "whole", "truncated": "cut off", "snippet": "first lines", "none": "none"}
FIELD_NAMES = {
    "title": "headline",
    "outlet": "outlet",
    "outlet_type": "outlet type",
    "published": "published",
    "stance": "stance",
    "language": "language",
    "section": "section",
    "dateline": "dateline",
    "edition": "edition",
    "page": "page",
    "authors": "authors",
    "url": "address",
    "copyright": "copyright",
}
"""Fields a person may set, to what they are called on the page."""
_LENGTHS = {"year": 4, "month": 7}


def field_name(name: str) -> str:
    """Return what a field is called on the page."""
    return FIELD_NAMES.get(name, name)


def day_text(article: Article | Entry) -> str:
    """Return when an article was published, as precisely as is known; empty when unknown."""
    if article.published is None:
        return ""
    return article.published.strftime("%Y-%m-%d")[: _LENGTHS.get(article.published_precision, 10)]


def entries_frame(
    entries: Sequence[Entry], ticked: set[str], hits: Sequence[Hit] | None = None
) -> pd.DataFrame:
    """Return a page of the library as a table.

    Returns
    -------
    DataFrame
        A row an article, in the order given: tick (bool), id, title, passage (when searched),
        outlet, outlet_type, published (text to its precision), stance, language, words (integer),
        text (how much of it there is), corrected (the fields a person set), url, file, added
        (text), then a column for each field of the user's own. Missing values are empty text.
    """
    passages = {hit.article: hit.snippet for hit in hits or ()}
    own = sorted({name for entry in entries for name in entry.tags} - FIELD_NAMES.keys())
    rows = []
    for entry in entries:
        row: dict[str, Any] = {TICK: entry.id in ticked, "id": entry.id, "title": entry.title}
        if hits is not None:
            row["passage"] = " ".join(passages.get(entry.id, "").split())
        row |= {name: getattr(entry, name) for name in ("outlet", "outlet_type")}
        row |= {"published": day_text(entry), "stance": entry.stance, "language": entry.language}
        row |= {"words": entry.words, "text": TEXT_KINDS.get(entry.text_kind, entry.text_kind)}
        row["corrected"] = ", ".join(field_name(name) for name in sorted(entry.tags))
        row |= {"url": entry.url, "file": place_name(entry.source_file, entry.locator)}
        row["added"] = entry.added.strftime("%Y-%m-%d")
        row |= {name: entry.tags.get(name, "") for name in own}
        rows.append(row)
    return pd.DataFrame(rows)


def own_columns(frame: pd.DataFrame) -> list[str]:
    """Return the columns of the user's own, which follow ``added``."""
    names = list(frame.columns)
    return names[names.index("added") + 1 :] if "added" in names else []


def place_name(file: str, locator: str = "") -> str:
    """Return where an article came from, short: the file's name, and the place in it."""
    name = file.replace("\\", "/").rpartition("/")[2]
    return f"{name}, {locator}" if locator and locator != name else name


def articles_frame(articles: Sequence[Article]) -> pd.DataFrame:
    """Return articles that are not in the library as a table to look over.

    Returns
    -------
    DataFrame
        title, outlet, outlet_type (given; empty: detected when compared), published (text to
        its precision), stance (given), language, words, file, date found by.
    """
    return pd.DataFrame(
        [
            {
                "title": article.title,
                "outlet": article.outlet,
                "outlet_type": article.outlet_type,
                "published": day_text(article),
                "stance": article.stance,
                "language": article.language,
                "words": len(article.text.split()),
                "file": place_name(article.source_file),
                "date found by": article.provenance.get("published", ""),
            }
            for article in articles
        ]
    )


def changed_cells(
    frame: pd.DataFrame,
    edited: Mapping[int, Mapping[str, Any]],
    saved: Mapping[tuple[int, str], str],
) -> dict[tuple[int, str], str]:
    """Return the cells that a person changed since they were saved last.

    Parameters
    ----------
    frame : DataFrame
        As `entries_frame` made it.
    edited : mapping of int to mapping
        Row to column to new value, as the editor keeps it.
    saved : mapping of (int, str) to str
        What was saved of these edits already.

    Returns
    -------
    dict of (int, str) to str
        Row and column to new value, without ticks.
    """
    # The editor forgets a cell that was changed back, so what was saved is gone through too.
    now = {place: str(frame.iloc[place[0]][place[1]]) for place in saved}
    for row, cells in edited.items():
        for name, given in cells.items():
            if name != TICK and name in frame.columns:
                now[row, name] = "" if given is None else str(given).strip()
    return {
        (row, name): value
        for (row, name), value in now.items()
        if value != saved.get((row, name), str(frame.iloc[row][name]))
    }


def ticked_rows(
    frame: pd.DataFrame, edited: Mapping[int, Mapping[str, Any]]
) -> tuple[set[str], set[str]]:
    """Return the identifiers of a page's ticked articles, and of the others."""
    marks = {row: cells[TICK] for row, cells in edited.items() if TICK in cells}
    on: set[str] = set()
    off: set[str] = set()
    for row, (name, before) in enumerate(zip(frame["id"], frame[TICK], strict=True)):
        (on if marks.get(row, before) else off).add(str(name))
    return on, off


def count_of(number: int, noun: str = "article") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> count_of(1), count_of(2000)
    ('1 article', '2,000 articles')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
