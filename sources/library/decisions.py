"""What people decided: tags, corrections, merges, splits, removals. Signed, dated, reversible.

A decision is added and may be undone; nothing ever changes or deletes it. Tags and removals take
effect here. Corrections, merges and splits speak of what the analysis finds; it reads them here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from sources.article import Article, Precision
from sources.library.errors import LibraryError
from sources.library.rows import now, storable, to_microseconds, to_moment
from sources.library.schema import article, decision, event, event_article, tag
from sources.library.versions import settle_version

DecisionKind = Literal["tag", "correction", "merge", "split", "removal", "event", "text", "redo"]

ARTICLE_FIELDS = frozenset(
    ("title", "subtitle", "outlet", "outlet_domain", "outlet_type", "stance", "section", "dateline",
     "language", "event_id", "duplicate_of", "url", "copyright", "edition", "page")
)  # fmt: skip
"""Fields of `Article` that a tag replaces. ``published`` and ``authors`` are replaced too; a tag
with any other name is a column of the user's own and comes out in ``Article.extra``."""

_MOMENT = "_published"
_PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_NO_TAGS: Mapping[str, tuple[str, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that one person decided."""

    number: int
    kind: DecisionKind
    target: str
    """Identifier of what it is about: an article, an event, a claim, a speaker …"""
    field: str
    value: str
    """For corrections, merges and splits JSON, as the room that made it writes it."""
    person: str
    time: datetime
    undone: datetime | None = None
    undone_by: str = ""


def decide(
    connection: Connection, kind: DecisionKind, target: str, field: str, value: str, person: str
) -> Decision:
    """Return a new decision, which has taken effect.

    Raises
    ------
    LibraryError
        When nobody signs it, or its target or value cannot be.
    """
    person = storable(person.strip())
    if not person:
        raise LibraryError("a decision needs the name of the person who makes it")
    if not target:
        raise LibraryError("a decision needs a target")
    if kind in ("tag", "removal"):
        known = select(article.c.id).where(article.c.id == target)
        if connection.execute(known).first() is None:
            raise LibraryError(f"there is no article {target!r} in the library")
    values: dict[str, Any] = {
        "kind": kind, "target": target, "field": storable(field.strip()),
        "value": storable(value), "person": person, "time": now(), "undone_by": "",
    }  # fmt: skip
    if kind == "tag":
        check_tag(values["field"], values["value"])
    result = connection.execute(insert(decision).values(**values))
    assert result.inserted_primary_key is not None
    take_effect(connection, kind, target, values["field"])
    row = {**values, "number": result.inserted_primary_key[0], "undone": None}
    return to_decision(row)


def undo(connection: Connection, number: int, person: str) -> Decision:
    """Return a decision that is undone now, with its effect.

    Raises
    ------
    LibraryError
        When there is none of that number, or it is undone already.
    """
    if not person.strip():
        raise LibraryError("undoing a decision needs the name of the person who does it")
    statement = select(decision).where(decision.c.number == number)
    found = connection.execute(statement).mappings().first()
    if found is None:
        raise LibraryError(f"there is no decision {number}")
    if found["undone"] is not None:
        raise LibraryError(f"decision {number} is undone already")
    changed = {"undone": now(), "undone_by": storable(person.strip())}
    connection.execute(update(decision).where(decision.c.number == number).values(**changed))
    take_effect(connection, found["kind"], found["target"], found["field"])
    return to_decision({**found, **changed})


def list_decisions(
    connection: Connection, *, kind: str = "", target: str = "", undone: bool = True
) -> tuple[Decision, ...]:
    """Return decisions, oldest first; with ``undone=False`` only those in force."""
    statement = select(decision).order_by(decision.c.number)
    if kind:
        statement = statement.where(decision.c.kind == kind)
    if target:
        statement = statement.where(decision.c.target == target)
    if not undone:
        statement = statement.where(decision.c.undone.is_(None))
    return tuple(to_decision(row) for row in connection.execute(statement).mappings())


def to_decision(row: Mapping[str, Any] | RowMapping) -> Decision:
    """Return the decision of a row."""
    values = dict(row)
    values["time"] = to_moment(values["time"])
    values["undone"] = None if values["undone"] is None else to_moment(values["undone"])
    return Decision(**values)


def tags_of(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, tuple[str, int]]]:
    """Return, for each article that has any, field to value and number of the decision."""
    found: dict[str, dict[str, tuple[str, int]]] = {}
    statement = select(tag).where(tag.c.article.in_(list(ids))).order_by(tag.c.field)
    for row in connection.execute(statement):
        found.setdefault(row.article, {})[row.field] = (row.value, row.decision)
    return found


def tagged(given: Article, tags: Mapping[str, tuple[str, int]] = _NO_TAGS) -> Article:
    """Return the article as people tagged it; ``provenance`` names the decision."""
    if not tags:
        return given
    changes: dict[str, Any] = {}
    extra, provenance = dict(given.extra), dict(given.provenance)
    for field, (value, number) in tags.items():
        if field == _MOMENT:
            continue
        provenance[field] = f"a person's tag (decision {number})"
        if field == "authors":
            changes[field] = tuple(name.strip() for name in value.split(";") if name.strip())
        elif field == "published":
            changes["published"], changes["published_precision"] = parse_day(value)
            extra.pop("published_local", None)
        elif field in ARTICLE_FIELDS:
            changes[field] = value
        else:
            extra[field] = value
    return replace(given, **changes, extra=extra, provenance=provenance)


def parse_day(value: str) -> tuple[datetime | None, Precision]:
    """Return a date as a person types it, and how precise it is.

    Examples
    --------
    >>> parse_day("2021-01")
    (datetime.datetime(2021, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), 'month')

    Raises
    ------
    LibraryError
        When it is neither empty nor ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ISO 8601.
    """
    text = value.strip()
    if not text:
        return None, "none"
    whole = {4: text + "-01-01", 7: text + "-01"}.get(len(text), text)
    try:
        moment = datetime.fromisoformat(whole)
    except ValueError as error:
        raise LibraryError(f"{value!r} is no date; write it like 2021-01-06") from error
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment, _PRECISION.get(len(text), "second")


def check_tag(field: str, value: str) -> None:
    """Raise a `LibraryError` when a field cannot be tagged, or not with this value."""
    if not field or field.startswith("_") or field in ("id", "text", "digest"):
        raise LibraryError(f"{field!r} cannot be the name of a tag")
    if field == "published":
        parse_day(value)


def take_effect(connection: Connection, kind: str, target: str, field: str) -> None:
    """Bring what is in force in step with the decisions of one kind, target and field."""
    if kind == "tag":
        _settle_tag(connection, target, field)
    elif kind == "removal":
        standing = _last_in_force(connection, kind, target, field) is not None
        connection.execute(update(article).where(article.c.id == target).values(removed=standing))
    elif kind == "event":
        settle_event(connection, target)
    elif kind == "text":
        last = _last_in_force(connection, kind, target, field)
        settle_version(connection, target, int(last["value"]) if last else 0)


def _settle_tag(connection: Connection, target: str, field: str) -> None:
    fields = (field, _MOMENT) if field == "published" else (field,)
    connection.execute(delete(tag).where(tag.c.article == target, tag.c.field.in_(fields)))
    last = _last_in_force(connection, "tag", target, field)
    if last is None:
        return
    values = {"article": target, "field": field, "value": last["value"], "decision": last["number"]}
    connection.execute(insert(tag).values(**values))
    if field == "published":
        moment, _ = parse_day(last["value"])
        if moment is not None:
            # A second row, so that lists can be cut by date without parsing texts.
            stored = {**values, "field": _MOMENT, "value": str(to_microseconds(moment))}
            connection.execute(insert(tag).values(**stored))


def _last_in_force(connection: Connection, kind: str, target: str, field: str) -> RowMapping | None:
    statement = (
        select(decision)
        .where(decision.c.kind == kind, decision.c.target == target, decision.c.field == field)
        .where(decision.c.undone.is_(None))
        .order_by(decision.c.number.desc())
        .limit(1)
    )
    return connection.execute(statement).mappings().first()


def settle_event(connection: Connection, target: str) -> None:
    """Rebuild an event from the decisions about it that are in force."""
    statement = (
        select(decision)
        .where(decision.c.kind == "event", decision.c.target == target)
        .order_by(decision.c.number)
    )
    rows = connection.execute(statement).mappings().all()
    name, removed, members = "", False, dict[str, None]()
    for row in rows:
        if row["undone"] is not None:
            continue
        if row["field"] == "name":
            name, removed = row["value"], False
        elif row["field"] == "removed":
            removed = True
        elif row["field"] == "add":
            members.update(dict.fromkeys(row["value"].split()))
        elif row["field"] == "take":
            for member in row["value"].split():
                members.pop(member, None)
    first = {"id": target, "name": name or target, "removed": removed or not name}
    signed = {"person": rows[0]["person"], "time": rows[0]["time"]}
    connection.execute(delete(event_article).where(event_article.c.event == target))
    if connection.execute(select(event.c.id).where(event.c.id == target)).first() is None:
        connection.execute(insert(event).values(**first, **signed))
    else:
        connection.execute(update(event).where(event.c.id == target).values(**first))
    if members:
        pairs = [{"event": target, "article": member} for member in members]
        connection.execute(insert(event_article), pairs)
