"""Versions of an article whose text came later than its metadata; each is kept whole.

Attaching a text is a decision, so it can be undone: the version before stands again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select, text, update

from sources.library.rows import now, to_moment
from sources.library.schema import article, body, version_of_text

_FIXED = frozenset(("number", "id", "added", "removed"))
"""What no version changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an article."""

    number: int
    article: str
    digest: str
    """SHA-256 of its text."""
    reason: str
    """How it came about, for instance ``fetched from https://…``."""
    time: datetime


def keep_version(
    connection: Connection,
    identifier: str,
    reason: str,
    values: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None,
) -> int:
    """Return the number of a version that is kept now: the values given, else what stands there.

    What stands there is kept once, the first time, whatever the reason.
    """
    known = select(version_of_text.c.number).where(version_of_text.c.article == identifier)
    first = connection.execute(known.order_by(version_of_text.c.number)).first()
    if values is None and first is not None:
        return int(first.number)
    row, body_values = values or _standing(connection, identifier)
    result = connection.execute(
        insert(version_of_text).values(
            article=identifier,
            digest=row["digest"],
            reason=reason,
            time=now(),
            article_values=_json(row),
            body_values=_json(body_values),
        )
    )
    assert result.inserted_primary_key is not None
    return int(result.inserted_primary_key[0])


def list_versions(connection: Connection, identifier: str) -> tuple[Version, ...]:
    """Return the versions of an article, oldest first; none when its text never changed."""
    columns = ("number", "article", "digest", "reason", "time")
    statement = (
        select(*(version_of_text.c[name] for name in columns))
        .where(version_of_text.c.article == identifier)
        .order_by(version_of_text.c.number)
    )
    rows = connection.execute(statement).mappings()
    return tuple(Version(**{**row, "time": to_moment(row["time"])}) for row in rows)


def settle_version(connection: Connection, identifier: str, number: int) -> None:
    """Let a version stand; 0 is the first."""
    statement = select(version_of_text).where(version_of_text.c.article == identifier)
    if number:
        statement = statement.where(version_of_text.c.number == number)
    found = connection.execute(statement.order_by(version_of_text.c.number)).mappings().first()
    if found is None:
        return
    place = connection.execute(select(article.c.number).where(article.c.id == identifier))
    row = orjson.loads(found["article_values"])
    put(connection, place.scalar_one(), row, orjson.loads(found["body_values"]))


def put(
    connection: Connection, number: int, row: Mapping[str, Any], body_values: Mapping[str, Any]
) -> None:
    """Replace columns of an article and its body, and keep the full-text index in step."""
    here = select(body).where(body.c.number == number)
    unindex(connection, [dict(connection.execute(here).mappings().one())])
    connection.execute(update(body).where(body.c.number == number).values(**body_values))
    index(connection, [dict(connection.execute(here).mappings().one())])
    connection.execute(update(article).where(article.c.number == number).values(**row))


def index(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add bodies to the full-text index; PostgreSQL keeps its own in step."""
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO search(rowid, title, text) VALUES (:number, :title, :text)"
        connection.execute(text(statement), _searched(rows))


def unindex(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Take bodies out of the full-text index; they must be given as they were put in."""
    if connection.dialect.name == "sqlite":
        statement = (
            "INSERT INTO search(search, rowid, title, text) "
            "VALUES ('delete', :number, :title, :text)"
        )
        connection.execute(text(statement), _searched(rows))


def _standing(
    connection: Connection, identifier: str
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    row = connection.execute(select(article).where(article.c.id == identifier)).mappings().one()
    here = select(body).where(body.c.number == row["number"])
    # PostgreSQL's body has a column of its own for the search; only ours are kept.
    return dict(row), dict(connection.execute(here).mappings().one())


def _json(values: Mapping[str, Any]) -> str:
    # The keys of a database row are a kind of str that JSON does not take.
    kept = {str(name): value for name, value in values.items() if name not in _FIXED}
    return orjson.dumps(kept, option=orjson.OPT_SORT_KEYS).decode()


def _searched(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: row[name] for name in ("number", "title", "text")} for row in rows]
