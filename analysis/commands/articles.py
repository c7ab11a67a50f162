"""Articles from JSON lines, for the commands that need a whole pile at once."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Mapping
from datetime import UTC, datetime

from analysis.commands.lines import Row, open_input, read_rows, report
from sources.article import Article

OPTIONAL = (str, type(None))


def read_articles(
    arguments: Namespace, fields: Mapping[str, type | tuple[type, ...]]
) -> tuple[list[Article], int]:
    """Return the articles of ``arguments.input`` and how many lines could not be used.

    Parameters
    ----------
    arguments : Namespace
        With ``input``.
    fields : mapping of str to type
        Fields a line must have; ``outlet``, ``published`` and ``title`` may be null or absent.
    """
    articles: list[Article] = []
    seen: set[str] = set()
    bad = 0
    with open_input(arguments.input) as source:
        for number, row in read_rows(source, arguments.input, fields):
            if row is None:
                bad += 1
                continue
            problem = "" if row["id"] not in seen else f"id {row['id']!r} was there before"
            published, unread = _date(row.get("published"))
            if unread:
                report(arguments.input, f"line {number}", f"{unread}; taken as undated")
                bad += 1
            if problem:
                report(arguments.input, f"line {number}", problem)
                bad += 1
                continue
            seen.add(row["id"])
            articles.append(_article(row, published))
    return articles, bad


def _article(row: Row, published: datetime | None) -> Article:
    return Article(
        id=row["id"],
        title=_text(row.get("title")),
        text=_text(row.get("text")),
        outlet=_text(row.get("outlet")),
        published=published,
        published_precision="second" if published else "none",
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _date(value: object) -> tuple[datetime | None, str]:
    """Return the time, in UTC, and what is wrong with it."""
    if not value:
        return None, ""
    try:
        time = datetime.fromisoformat(str(value))
    except ValueError:
        return None, f"'published' is {value!r}, no ISO date"
    return (time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)), ""


def default_workers() -> int:
    """Return the number of processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
