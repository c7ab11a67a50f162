"""Speakers, and who speaks in a quotation, as people decided them: rows of the document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from analysis.decisions.places import Finder
from analysis.decisions.records import Decision, digest
from analysis.decisions.signed import marks, sentence

Row = dict[str, Any]


def decide_speakers(
    document: Mapping[str, Any], decisions: Iterable[Decision], finder: Finder
) -> tuple[list[Row], list[Row], list[Decision]]:
    """Return speakers and quotations as people decided them.

    Parameters
    ----------
    document : mapping
        The comparison document; it stays as it is.
    decisions : iterable of Decision
        About speakers and quotations, in force, oldest first.
    finder : Finder
        Of the same document.

    Returns
    -------
    speakers, quotations, idle
        Rows of the document, each that a person changed with ``by_hand``; and the decisions whose
        names or passages are not in this event.
    """
    board = _Board(document)
    idle = [decision for decision in decisions if not board.apply(decision, finder)]
    return board.settled(), board.quotations, idle


class _Board:
    """The speakers and quotations while decisions are applied."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._texts = {row["id"]: row["text"] for row in document["articles"]}
        self._speakers: list[Row] = [dict(row) for row in document["speakers"]]
        self.quotations: list[Row] = [dict(row) for row in document["quotations"]]
        self._by: dict[str, list[Decision]] = {}

    def settled(self) -> list[Row]:
        """Return the speakers that still have a quotation, signed where a person changed them."""
        speaking = {quotation["speaker"] for quotation in self.quotations}
        return [
            {**row, "by_hand": marks(self._by[row["id"]])} if row["id"] in self._by else row
            for row in self._speakers
            if row["id"] in speaking or row["id"] not in self._by
        ]

    def apply(self, decision: Decision, finder: Finder) -> bool:
        """Apply one decision; return whether anything it speaks of is there."""
        if decision.about == "quotation":
            return self._give_speaker(decision, finder)
        found = self._named(decision.names)
        if not found:
            return False
        if decision.act == "together":
            return self._join(decision, found)
        if decision.act == "apart":
            return self._part(decision, found)
        for row in found[:1]:
            if decision.act == "name":
                row["variants"] = list(dict.fromkeys([decision.value, *row["variants"]]))
                row["name"] = decision.value
            else:
                self._give_role(row, decision.value)
            self._sign(row, decision)
        return True

    def _named(self, names: Iterable[str]) -> list[Row]:
        wanted = {_fold(name) for name in names}
        return [row for row in self._speakers if wanted & _forms(row)]

    def _sign(self, row: Row, decision: Decision) -> None:
        self._by.setdefault(row["id"], []).append(decision)

    def _join(self, decision: Decision, found: list[Row]) -> bool:
        first, rest = found[0], found[1:]
        for row in rest:
            first["variants"] = list(dict.fromkeys([*first["variants"], *row["variants"]]))
            self._move(row["id"], first["id"])
            for earlier in self._by.pop(row["id"], []):
                self._sign(first, earlier)
        gone = {row["id"] for row in rest}
        self._speakers = [row for row in self._speakers if row["id"] not in gone]
        if rest:
            first["reasons"] = [*first["reasons"], sentence(decision)]
        self._sign(first, decision)
        known = {name for row in found for name in _forms(row)}
        return len({_fold(name) for name in decision.names} & known) > 1

    def _move(self, old: str, new: str) -> None:
        for quotation in self.quotations:
            if quotation["speaker"] == old:
                quotation["speaker"] = new

    def _part(self, decision: Decision, found: list[Row]) -> bool:
        here = {_fold(name) for name in decision.names}
        there = {_fold(name) for name in decision.other_names}
        both = [row for row in found if there & _forms(row)]
        for row in both:
            moved = [name for name in row["variants"] if _fold(name) in here]
            new = self._new(moved[0], kind=row["kind"], role=row["role"], variants=moved)
            row["variants"] = [name for name in row["variants"] if name not in moved]
            if row["name"] in moved:
                row["name"] = row["variants"][0]
            for quotation in self.quotations:
                if quotation["speaker"] == row["id"] and _fold(quotation["named"]) in here:
                    quotation["speaker"] = new["id"]
            self._sign(row, decision)
            self._sign(new, decision)
        if not both and self._named(decision.other_names):
            self._sign(found[0], decision)
            return True
        return bool(both)

    def _new(self, name: str, *, kind: str, role: str, variants: list[str]) -> Row:
        seed = "\x1f".join(("by hand", *sorted(variants)))
        row: Row = {
            "id": "speaker-" + sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:10],
            "name": name,
            "variants": variants,
            "kind": kind,
            "role": role,
            "role_evidence": None,
            "reasons": [],
        }
        self._speakers.append(row)
        return row

    def _give_role(self, row: Row, role: str) -> None:
        row["role"], row["role_evidence"] = role, None
        for quotation in self.quotations:
            if quotation["speaker"] == row["id"]:
                quotation["role"] = role

    def _give_speaker(self, decision: Decision, finder: Finder) -> bool:
        given = False
        for place in decision.places:
            article = finder.article(place)
            for quotation in self.quotations:
                start, end = quotation["content"][0][0], quotation["content"][-1][1]
                if quotation["article"] != article or place.words != digest(
                    self._texts[article][start:end]
                ):
                    continue
                self._speak(quotation, decision)
                given = True
        return given

    def _speak(self, quotation: Row, decision: Decision) -> None:
        named = self._named([decision.value]) if decision.value else []
        if decision.value and not named:
            role = quotation["role"]
            named = [self._new(decision.value, kind="person", role=role, variants=[decision.value])]
        quotation |= {
            "speaker": named[0]["id"] if named else None,
            "named": decision.value or None,
            "speaker_confidence": 1.0,
            "by_hand": marks([decision]),
        }
        if named:
            self._sign(named[0], decision)


def _forms(row: Row) -> set[str]:
    return {_fold(name) for name in (row["name"], *row["variants"])}


def _fold(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
