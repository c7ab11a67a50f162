"""Decisions of a file as the library keeps them; needs no page, so that workers can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from analysis.decisions import Decision
    from sources.library import Decision as Kept
    from sources.library import Signed
    from sources.library.decisions import DecisionKind

ANONYMOUS = "anonymous"
KINDS: dict[str, DecisionKind] = {"together": "merge", "apart": "split"}
"""What the library calls an act; every other one is a correction."""


def signed_rows(value: bytes) -> list[Signed]:
    """Return the decisions of a file, signed and dated as they were made.

    Parameters
    ----------
    value : bytes
        As `analysis.decisions.decisions_to_json` makes it.

    Raises
    ------
    analysis.decisions.DecisionError
        When it is no such file.
    """
    from analysis.decisions import decisions_from_json, to_plain
    from sources.library import Signed

    return [
        Signed(
            kind=KINDS.get(one.act, "correction"),
            field=f"{one.about} {one.act}",
            value=orjson.dumps(to_plain(one)).decode(),
            person=one.person or ANONYMOUS,
            time=one.time,
        )
        for one in decisions_from_json(value)
    ]


def decision_of(kept: Kept) -> Decision | None:
    """Return what a decision of the library says about a comparison.

    None when it says nothing about one (which articles an event has, what it is called), or was
    made by a newer Parallax.
    """
    if not kept.value.startswith("{"):
        return None
    from analysis.decisions import DecisionError
    from analysis.decisions.records import from_plain

    try:
        row = orjson.loads(kept.value)
        return from_plain(row, person=kept.person, time=kept.time, number=kept.number)
    except (orjson.JSONDecodeError, DecisionError):
        return None
