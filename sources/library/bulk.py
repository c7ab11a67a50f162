"""Decisions about many articles in one step: what one by one takes a second a thousand, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from sources.library.decisions import (
    Decision,
    check_tag,
    parse_day,
    take_effect,
    to_decision,
)
from sources.library.errors import LibraryError
from sources.library.rows import now, storable, to_microseconds
from sources.library.schema import article, decision, tag

_AT_ONCE = 1000


def tag_many(
    connection: Connection, identifiers: Iterable[str], field: str, value: str, person: str
) -> tuple[Decision, ...]:
    """Return the decisions by which a field of many articles is a value; they have taken effect.

    Raises
    ------
    LibraryError
        When nobody signs, the tag cannot be, or an article is not there; nothing is decided then.
    """
    name, given = storable(field.strip()), storable(value)
    check_tag(name, given)
    made: list[Decision] = []
    for part in _decided(connection, identifiers, "tag", name, given, person):
        _set_tags(connection, name, [(one.target, given, one.number) for one in part])
        made += part
    return tuple(made)


def remove_many(
    connection: Connection, identifiers: Iterable[str], person: str
) -> tuple[Decision, ...]:
    """Return the decisions by which articles are taken out of every list.

    Raises
    ------
    LibraryError
        When nobody signs, or an article is not there; nothing is decided then.
    """
    made: list[Decision] = []
    for part in _decided(connection, identifiers, "removal", "", "", person):
        _mark_removed(connection, [one.target for one in part], standing=True)
        made += part
    return tuple(made)


def _decided(
    connection: Connection,
    identifiers: Iterable[str],
    kind: str,
    field: str,
    value: str,
    person: str,
) -> Iterator[list[Decision]]:
    """Yield new decisions about articles, a thousand at a time; they have no effect yet."""
    wanted = list(dict.fromkeys(identifiers))
    signed = storable(person.strip())
    if not signed:
        raise LibraryError("a decision needs the name of the person who makes it")
    shared = {"kind": kind, "field": field, "value": value, "person": signed,
              "time": now(), "undone_by": ""}  # fmt: skip
    for begin in range(0, len(wanted), _AT_ONCE):
        part = wanted[begin : begin + _AT_ONCE]
        _check_there(connection, part)
        rows = [{**shared, "target": target} for target in part]
        numbers = connection.scalars(
            insert(decision).returning(decision.c.number, sort_by_parameter_order=True), rows
        ).all()
        yield [
            to_decision({**row, "number": number, "undone": None})
            for row, number in zip(rows, numbers, strict=True)
        ]


def undo_many(connection: Connection, numbers: Iterable[int], person: str) -> tuple[Decision, ...]:
    """Return decisions that are undone now, with their effects.

    Raises
    ------
    LibraryError
        When there is none of a number, or it is undone already; nothing is undone then.
    """
    signed = storable(person.strip())
    if not signed:
        raise LibraryError("undoing a decision needs the name of the person who does it")
    wanted = sorted(set(numbers), reverse=True)
    changed = {"undone": now(), "undone_by": signed}
    undone: list[Decision] = []
    tags: dict[str, list[str]] = {}
    removals: list[str] = []
    for begin in range(0, len(wanted), _AT_ONCE):
        part = wanted[begin : begin + _AT_ONCE]
        found = connection.execute(select(decision).where(decision.c.number.in_(part)))
        rows = {row["number"]: dict(row) for row in found.mappings()}
        for number in part:
            if number not in rows:
                raise LibraryError(f"there is no decision {number}")
            if rows[number]["undone"] is not None:
                raise LibraryError(f"decision {number} is undone already")
        connection.execute(update(decision).where(decision.c.number.in_(part)).values(**changed))
        undone += [to_decision({**rows[number], **changed}) for number in part]
    for one in undone:
        if one.kind == "tag":
            tags.setdefault(one.field, []).append(one.target)
        elif one.kind == "removal":
            removals.append(one.target)
        else:
            take_effect(connection, one.kind, one.target, one.field)
    for field, targets in tags.items():
        _settle_tags(connection, field, targets)
    _settle_removals(connection, removals)
    return tuple(undone)


def _check_there(connection: Connection, identifiers: Sequence[str]) -> None:
    there = set(connection.scalars(select(article.c.id).where(article.c.id.in_(identifiers))))
    missing = [each for each in identifiers if each not in there]
    if missing:
        raise LibraryError(f"there is no article {missing[0]!r} in the library")


def _settle_tags(connection: Connection, field: str, targets: Sequence[str]) -> None:
    """Let the last decision in force about a field of each article stand."""
    wanted = list(dict.fromkeys(targets))
    for begin in range(0, len(wanted), _AT_ONCE):
        part = wanted[begin : begin + _AT_ONCE]
        statement = (
            select(decision.c.target, decision.c.value, decision.c.number)
            .where(decision.c.kind == "tag", decision.c.field == field)
            .where(decision.c.target.in_(part), decision.c.undone.is_(None))
            .order_by(decision.c.number)
        )
        last = {row.target: (row.value, row.number) for row in connection.execute(statement)}
        _clear_tags(connection, field, part)
        _set_tags(connection, field, [(target, *last[target]) for target in part if target in last])


def _settle_removals(connection: Connection, targets: Sequence[str]) -> None:
    """Bring back the articles that no decision in force removes."""
    wanted = list(dict.fromkeys(targets))
    for begin in range(0, len(wanted), _AT_ONCE):
        part = wanted[begin : begin + _AT_ONCE]
        statement = select(decision.c.target).where(
            decision.c.kind == "removal",
            decision.c.target.in_(part),
            decision.c.undone.is_(None),
        )
        still = set(connection.scalars(statement))
        _mark_removed(connection, [one for one in part if one not in still], standing=False)


def _mark_removed(connection: Connection, targets: Sequence[str], *, standing: bool) -> None:
    if targets:
        connection.execute(
            update(article).where(article.c.id.in_(targets)).values(removed=standing)
        )


def _clear_tags(connection: Connection, field: str, targets: Sequence[str]) -> None:
    fields = (field, "_published") if field == "published" else (field,)
    connection.execute(delete(tag).where(tag.c.article.in_(targets), tag.c.field.in_(fields)))


def _set_tags(connection: Connection, field: str, said: Sequence[tuple[str, str, int]]) -> None:
    """Set a field of articles that are given as (identifier, value, number of the decision)."""
    _clear_tags(connection, field, [target for target, _, _ in said])
    rows: list[dict[str, Any]] = []
    for target, value, number in said:
        row = {"article": target, "field": field, "value": value, "decision": number}
        rows.append(row)
        moment = parse_day(value)[0] if field == "published" else None
        if moment is not None:
            rows.append({**row, "field": "_published", "value": str(to_microseconds(moment))})
    if rows:
        connection.execute(insert(tag), rows)
