"""Decisions done again, and decisions that others made and handed on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sources.library.decisions import (
    Decision,
    DecisionKind,
    list_decisions,
    take_effect,
    to_decision,
)
from sources.library.errors import LibraryError
from sources.library.rows import now, storable, to_microseconds
from sources.library.schema import decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A decision as somebody else's library has it."""

    kind: DecisionKind
    field: str
    value: str
    person: str
    time: datetime | None = None
    """When it was made there; now, when not known."""


def redo(connection: Connection, number: int, person: str) -> Decision:
    """Return a decision that was undone and stands again, in its old place among the others.

    Raises
    ------
    LibraryError
        When there is none of that number, it is not undone, or nobody signs.
    """
    person = storable(person.strip())
    if not person:
        raise LibraryError("doing a decision again needs the name of the person who does it")
    statement = select(decision).where(decision.c.number == number)
    found = connection.execute(statement).mappings().first()
    if found is None:
        raise LibraryError(f"there is no decision {number}")
    if found["undone"] is None:
        raise LibraryError(f"decision {number} stands already")
    standing: dict[str, Any] = {"undone": None, "undone_by": ""}
    connection.execute(update(decision).where(decision.c.number == number).values(**standing))
    # So that who had undone it, and who did it again, stays on record.
    told = f"{number}: undone by {found['undone_by']}, stands again"
    row = {"kind": "redo", "target": found["target"], "field": found["field"], "value": told}
    connection.execute(insert(decision).values(**row, person=person, time=now(), undone_by=""))
    take_effect(connection, found["kind"], found["target"], found["field"])
    return to_decision({**found, **standing})


def next_redo(decisions: Sequence[Decision]) -> Decision | None:
    """Return the decision to do again next; None when a newer one was made since the undoing.

    Parameters
    ----------
    decisions : sequence of Decision
        Of one target, oldest first.
    """
    undone = [each for each in decisions if each.undone is not None]
    if not undone:
        return None
    last = max(undone, key=lambda each: (each.undone, -each.number))
    made = [each.time for each in decisions if each.undone is None and each.kind != "redo"]
    assert last.undone is not None
    return None if made and max(made) > last.undone else last


def add_signed(
    connection: Connection, target: str, rows: Iterable[Signed]
) -> tuple[tuple[Decision, ...], int]:
    """Return the decisions added, as their makers signed and dated them, and how many were known.

    Raises
    ------
    LibraryError
        When one of them is not signed; none is added then.
    """
    known = {
        (each.kind, each.field, each.value, each.person, each.time)
        for each in list_decisions(connection, target=target)
    }
    added: list[Decision] = []
    already = 0
    for row in rows:
        person = storable(row.person.strip())
        if not person:
            raise LibraryError("a decision needs the name of the person who made it")
        if (row.kind, row.field, row.value, person, row.time) in known:
            already += 1
            continue
        values: dict[str, Any] = {
            "kind": row.kind, "target": target, "field": storable(row.field),
            "value": storable(row.value), "person": person, "undone_by": "",
            "time": now() if row.time is None else to_microseconds(row.time),
        }  # fmt: skip
        result = connection.execute(insert(decision).values(**values))
        assert result.inserted_primary_key is not None
        take_effect(connection, row.kind, target, values["field"])
        number = result.inserted_primary_key[0]
        added.append(to_decision({**values, "number": number, "undone": None}))
    return tuple(added), already
