"""Decisions as a file that travels with an event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson

from analysis.decisions.records import Decision, DecisionError, from_plain, to_plain

_FORMAT = "parallax decisions"
_VERSION = 1


def decisions_to_json(decisions: Iterable[Decision], *, notes: bool = True) -> bytes:
    """Return decisions as JSON, signed and dated.

    Parameters
    ----------
    decisions : iterable of Decision
        Those to hand on.
    notes : bool
        False leaves out the words that people saw, for sharing where the texts are not yours; the
        passages are told by digest.

    Returns
    -------
    bytes
        UTF-8; the same decisions give the same bytes.
    """
    rows = [
        {"person": each.person, "time": each.time.astimezone(UTC).isoformat() if each.time else ""}
        | to_plain(each if notes else replace(each, note=""))
        for each in decisions
    ]
    whole = {"format": _FORMAT, "version": _VERSION, "decisions": rows}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2)


def decisions_of(document: Mapping[str, Any]) -> list[Decision]:
    """Return the decisions that a comparison document was shaped by, in their order.

    Parameters
    ----------
    document : mapping
        As `analysis.decisions.apply_decisions` makes it; one without decisions has none.
    """
    return [_decision(row) for row in document.get("decisions", ())]


def decisions_from_json(value: bytes) -> list[Decision]:
    """Return the decisions of a file made by `decisions_to_json`, in its order.

    Raises
    ------
    DecisionError
        When it is no such file, or of a newer Parallax.
    """
    try:
        whole: Any = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise DecisionError("this is no file of decisions: it is not JSON") from error
    if not isinstance(whole, dict) or whole.get("format") != _FORMAT:
        raise DecisionError("this is no file of decisions")
    if whole.get("version") != _VERSION or not isinstance(whole.get("decisions"), list):
        raise DecisionError("these decisions were made by another Parallax: update this one")
    return [_decision(row) for row in whole["decisions"]]


def _decision(row: Any) -> Decision:
    if not isinstance(row, dict):
        raise DecisionError("a decision is a table of names and values")
    try:
        time = datetime.fromisoformat(row["time"]) if row.get("time") else None
    except (TypeError, ValueError) as error:
        raise DecisionError(f"{row['time']!r} is no time") from error
    if time is not None and time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    return from_plain(row, person=str(row.get("person", "")), time=time)
