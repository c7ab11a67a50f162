"""Events that a person made: named sets of articles, which outrank what a machine groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, func, select

from sources.library.decisions import decide
from sources.library.errors import LibraryError
from sources.library.rows import to_moment
from sources.library.schema import article, event, event_article


@dataclass(frozen=True, slots=True)
class Event:
    """A named set of articles."""

    id: str
    name: str
    person: str
    """Who made it."""
    time: datetime
    articles: int
    """How many of its articles are in the library and not removed."""


def make_event(connection: Connection, name: str, ids: Iterable[str], person: str) -> str:
    """Return the identifier of a new event of articles.

    Raises
    ------
    LibraryError
        When the name is empty or an article is not in the library.
    """
    if not name.strip():
        raise LibraryError("an event needs a name")
    target = uuid4().hex[:20]
    decide(connection, "event", target, "name", name.strip(), person)
    add_to_event(connection, target, ids, person)
    return target


def rename_event(connection: Connection, target: str, name: str, person: str) -> None:
    """Give an event another name."""
    if not name.strip():
        raise LibraryError("an event needs a name")
    _check_event(connection, target)
    decide(connection, "event", target, "name", name.strip(), person)


def add_to_event(connection: Connection, target: str, ids: Iterable[str], person: str) -> None:
    """Put articles into an event."""
    wanted = _checked(connection, ids)
    _check_event(connection, target)
    if wanted:
        decide(connection, "event", target, "add", " ".join(wanted), person)


def take_from_event(connection: Connection, target: str, ids: Iterable[str], person: str) -> None:
    """Take articles out of an event; they stay in the library."""
    wanted = _checked(connection, ids)
    _check_event(connection, target)
    if wanted:
        decide(connection, "event", target, "take", " ".join(wanted), person)


def remove_event(connection: Connection, target: str, person: str) -> None:
    """Remove an event; its articles stay, and the removal can be undone."""
    _check_event(connection, target)
    decide(connection, "event", target, "removed", "", person)


def list_events(connection: Connection) -> tuple[Event, ...]:
    """Return the events that are not removed, in the order they were made."""
    counts = (
        select(event_article.c.event, func.count().label("articles"))
        .join(article, article.c.id == event_article.c.article)
        .where(~article.c.removed)
        .group_by(event_article.c.event)
        .subquery()
    )
    statement = (
        select(event, func.coalesce(counts.c.articles, 0).label("articles"))
        .outerjoin(counts, counts.c.event == event.c.id)
        .where(~event.c.removed)
        .order_by(event.c.time, event.c.id)
    )
    return tuple(
        Event(row.id, row.name, row.person, to_moment(row.time), row.articles)
        for row in connection.execute(statement)
    )


def _checked(connection: Connection, ids: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(ids))
    there: set[str] = set()
    for begin in range(0, len(wanted), 5000):
        part = wanted[begin : begin + 5000]
        there.update(connection.scalars(select(article.c.id).where(article.c.id.in_(part))))
    missing = [each for each in wanted if each not in there]
    if missing:
        raise LibraryError(f"there is no article {missing[0]!r} in the library")
    return wanted


def _check_event(connection: Connection, target: str) -> None:
    if connection.execute(select(event.c.id).where(event.c.id == target)).first() is None:
        raise LibraryError(f"there is no event {target!r} in the library")
