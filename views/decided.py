"""People's decisions about the open event: kept in the library, laid on top of the result.

Examples and the user's own events alike: an example's decisions are kept under its name.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from views.entries import EventEntry
from views.own_events import library_exists, library_id, open_library
from views.person import person
from views.signed import KINDS, decision_of, signed_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from analysis.decisions import Decision
    from sources.library import Decision as Kept

_EXAMPLE = "example:"


def scope(entry: EventEntry) -> str:
    """Return what the library keeps an event's decisions under."""
    return library_id(entry) if entry.own else _EXAMPLE + entry.id


def history(entry: EventEntry) -> list[tuple[Kept, Decision]]:
    """Return all decisions about an event's comparison, undone ones too, oldest first."""
    if not library_exists():
        return []
    kept = open_library().decisions(target=scope(entry))
    return [(made, one) for made in kept if (one := decision_of(made)) is not None]


def standing(entry: EventEntry) -> list[Decision]:
    """Return the decisions about an event's comparison that are in force, oldest first."""
    return [one for kept, one in history(entry) if kept.undone is None]


def fingerprint(decisions: Iterable[Decision]) -> str:
    """Return a name for a set of decisions; "" when there is none."""
    shaping = [repr(decision) for decision in decisions]
    return sha256("\n".join(shaping).encode()).hexdigest()[:16] if shaping else ""


def decide(entry: EventEntry, decisions: Sequence[Decision]) -> None:
    """Keep decisions, signed by the person at the keyboard; they take effect at the next run."""
    from analysis.decisions import to_plain

    for one in decisions:
        value = orjson.dumps(to_plain(one)).decode()
        kind = KINDS.get(one.act, "correction")
        field = f"{one.about} {one.act}"
        open_library().decide(kind, scope(entry), field, value, person=person())


def undo(number: int) -> None:
    """Undo one decision, signed."""
    open_library().undo(number, person=person())


def redo(number: int) -> None:
    """Let one undone decision stand again, signed."""
    open_library().redo(number, person=person())


def last_made(entry: EventEntry) -> Kept | None:
    """Return the newest decision that stands; None when there is none."""
    made = [kept for kept, _ in history(entry) if kept.undone is None]
    return made[-1] if made else None


def last_undone(entry: EventEntry) -> Kept | None:
    """Return the decision to do again next; None when something was decided since."""
    from sources.library.signed import next_redo

    return next_redo([kept for kept, _ in history(entry)])


def export_decisions(entry: EventEntry) -> bytes:
    """Return the decisions in force as a file that another Parallax takes."""
    from analysis.decisions import decisions_to_json

    return decisions_to_json(standing(entry))


def import_decisions(entry: EventEntry, value: bytes) -> tuple[int, int]:
    """Add the decisions of a file to an event, signed and dated as they were made.

    Returns
    -------
    int, int
        How many were added, and how many were here already.

    Raises
    ------
    analysis.decisions.DecisionError
        When it is no such file.
    """
    return add_decisions(scope(entry), value)


def add_decisions(target: str, value: bytes) -> tuple[int, int]:
    """Add the decisions of a file to what the library keeps under a name.

    Parameters
    ----------
    target : str
        Identifier of an event in the library, or `scope` of an entry.
    value : bytes
        As `analysis.decisions.decisions_to_json` makes it.

    Returns
    -------
    int, int
        How many were added, and how many were here already.

    Raises
    ------
    analysis.decisions.DecisionError
        When it is no such file.
    """
    added, known = open_library().add_signed(target, signed_rows(value))
    return len(added), known


def decided(machine: dict[str, Any], decisions: Sequence[Decision]) -> dict[str, Any]:
    """Return a comparison document with decisions applied; nothing is read again."""
    from analysis.decisions import apply_decisions, kept_readings
    from analysis.kept import KeptOnDisk
    from analysis.settings import kept_file

    readings = kept_readings(machine, KeptOnDisk(kept_file()))
    return apply_decisions(machine, decisions, readings=readings)
