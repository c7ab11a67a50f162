"""How results say that a person decided them: who, when, what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.decisions.records import Decision

_DONE: Mapping[tuple[str, str], str] = {
    ("claim", "together"): "held to be one claim",
    ("claim", "apart"): "held to be different claims",
    ("claim", "name"): "named",
    ("claim", "no claim"): "marked as no claim",
    ("speaker", "together"): "held to be one speaker",
    ("speaker", "apart"): "held to be different speakers",
    ("speaker", "name"): "named",
    ("speaker", "role"): "given a role",
    ("quotation", "speaker"): "given a speaker",
    ("naming", "together"): "held to be one thing",
    ("naming", "apart"): "held to be different things",
    ("naming", "name"): "named",
    ("stance", "label"): "labelled",
}


def done(decision: Decision) -> str:
    """Return what a decision did, for instance "held to be one claim"."""
    return _DONE[decision.about, decision.act]


def signature(decision: Decision) -> str:
    """Return what was done, by whom and when, for instance "named by Ada, 3 May 2026"."""
    when = f", {decision.time.day} {decision.time:%b %Y}" if decision.time else ""
    return f"{done(decision)} by {decision.person or 'anonymous'}{when}"


def sentence(decision: Decision) -> str:
    """Return the signature as a sentence of its own."""
    text = signature(decision)
    return text[0].upper() + text[1:] + "."


def marks(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """Return decisions as rows of the document: number, what, person, time; each once."""
    rows = {}
    for decision in decisions:
        time = decision.time.strftime("%Y-%m-%dT%H:%M:%SZ") if decision.time else None
        rows[decision.number, decision.about, decision.act, time] = {
            "number": decision.number,
            "what": done(decision),
            "person": decision.person,
            "time": time,
            "signature": signature(decision),
        }
    return list(rows.values())
