"""What one thing is called, as people grouped it: rows of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.decisions.records import Decision
from analysis.decisions.signed import marks, sentence

Row = dict[str, Any]


def decide_namings(
    document: Mapping[str, Any], decisions: Iterable[Decision]
) -> tuple[list[Row], list[Decision]]:
    """Return the namings as people decided them.

    Parameters
    ----------
    document : mapping
        The comparison document; it stays as it is.
    decisions : iterable of Decision
        About namings, in force, oldest first. Names are variants, as the articles write them, or
        referents.

    Returns
    -------
    namings, idle
        Rows of the document (``labels``), each that a person changed with ``by_hand``; and the
        decisions none of whose names is in this event.
    """
    rows: list[Row] = [dict(row) for row in document["labels"]]
    by: dict[int, list[Decision]] = {}
    idle = []
    for decision in decisions:
        found = [row for row in rows if _names(row) & _folded(decision.names)]
        others = [row for row in rows if _names(row) & _folded(decision.other_names)]
        if not found or (decision.act == "apart" and not others):
            idle.append(decision)
        elif decision.act == "together":
            rows = _join(rows, found, decision)
            by.setdefault(id(found[0]), []).append(decision)
            if len(found) == 1 and len(_names(found[0]) & _folded(decision.names)) < 2:
                idle.append(decision)
        elif decision.act == "apart":
            for row in _part(rows, found, decision):
                by.setdefault(id(row), []).append(decision)
        else:
            found[0]["referent"] = decision.value
            by.setdefault(id(found[0]), []).append(decision)
    signed = [{**r, "by_hand": marks(by[id(r)])} if id(r) in by else r for r in rows]
    return signed, idle


def _names(row: Row) -> set[str]:
    return _folded([row["referent"], *(variant["text"] for variant in row["variants"])])


def _folded(names: Iterable[str]) -> set[str]:
    return {" ".join(name.split()).casefold() for name in names}


def _join(rows: list[Row], found: list[Row], decision: Decision) -> list[Row]:
    first, rest = found[0], found[1:]
    if rest:
        first["variants"] = [variant for row in found for variant in row["variants"]]
        first["variants"].sort(key=lambda variant: (-len(variant["mentions"]), variant["text"]))
        reasons = [reason for row in found for reason in row["reasons"]]
        first["reasons"] = [*reasons, sentence(decision)]
    return [row for row in rows if not any(row is gone for gone in rest)]


def _part(rows: list[Row], found: list[Row], decision: Decision) -> list[Row]:
    """Move the variants named into a row of their own; return the rows that changed."""
    here, there = _folded(decision.names), _folded(decision.other_names)
    changed = list(found)
    for row in found:
        moved = [variant for variant in row["variants"] if _folded([variant["text"]]) <= here]
        kept = [variant for variant in row["variants"] if not _folded([variant["text"]]) <= here]
        if not moved or not kept or not _names(row) & there:
            continue
        referent = row["referent"]
        new = {"referent": moved[0]["text"], "variants": moved, "reasons": []}
        row["variants"] = kept
        row["referent"] = kept[0]["text"] if _folded([referent]) <= here else referent
        rows.append(new)
        changed.append(new)
    return changed
