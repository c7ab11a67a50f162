"""A comparison as people decided it: the machine's document with their decisions on top.

The machine's result stays as it is and is kept by itself; decisions are applied to it each time, so
that undoing one gives back exactly what was there before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from analysis.decisions.claims import decide_claims
from analysis.decisions.mentions import Readings
from analysis.decisions.namings import decide_namings
from analysis.decisions.places import Finder
from analysis.decisions.records import Decision, to_plain
from analysis.decisions.signed import signature
from analysis.decisions.speakers import decide_speakers
from analysis.decisions.stances import decide_stances

if TYPE_CHECKING:
    from analysis.kept import Kept

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def apply_decisions(
    document: Mapping[str, Any], decisions: Sequence[Decision], *, readings: Readings
) -> dict[str, Any]:
    """Return the comparison document as people decided it.

    Parameters
    ----------
    document : mapping
        As `analysis.document.to_document` makes it; it stays as it is.
    decisions : sequence of Decision
        Those in force. Later ones outrank earlier ones.
    readings : callable
        Gives the kept readings of articles by id: `kept_readings`.

    Returns
    -------
    dict
        The same format. Rows that a person shaped have ``by_hand`` (list of number, what, person,
        time, signature); ``no_claims`` lists mentions that people took out; ``decisions`` lists all
        decisions, and whether each found its passages or names in this event (``applied``).
    """
    ordered = sorted(decisions, key=lambda each: (each.time or _LONG_AGO, each.number))
    finder = Finder(document)
    about: dict[str, list[Decision]] = {}
    for decision in ordered:
        about.setdefault(decision.about, []).append(decision)
    decided: dict[str, Any] = {**document}
    idle: list[Decision] = []
    spoken = [each for each in ordered if each.about in ("speaker", "quotation")]
    if spoken:
        speakers, quotations, without = decide_speakers(document, spoken, finder)
        idle += without
        decided |= {"speakers": speakers, "quotations": quotations}
        decided |= _attributed(decided)
    if "naming" in about:
        decided["labels"], without = decide_namings(document, about["naming"])
        idle += without
    if "stance" in about:
        decided["articles"], without = decide_stances(document, about["stance"], finder)
        idle += without
    # Last: who spoke and what things are called count in the conflicts of claims.
    claims, no_claims, without = decide_claims(decided, about.get("claim", ()), finder, readings)
    idle += without
    decided |= {"claims": claims, "no_claims": no_claims}
    missed = {id(decision) for decision in idle}
    decided["decisions"] = [_listed(each, id(each) not in missed) for each in ordered]
    return decided


def kept_readings(document: Mapping[str, Any], kept: Kept) -> Readings:
    """Return what gives the readings of a document's articles, as far as they are kept."""
    digests = {row["id"]: row["digest"] for row in document["articles"]}

    def readings(articles: Sequence[str]) -> dict[str, Any]:
        from analysis.reading import reading_from_json, reading_version

        version = reading_version(document["settings"]["encoder"])
        keys = {article: f"{digests[article]} {version}" for article in articles}
        values = kept.get("reading", keys.values())
        return {a: reading_from_json(values[key]) for a, key in keys.items() if key in values}

    return readings


def _attributed(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return claims and wordings with the speakers that their quotations have now."""
    speaker = {row["id"]: row["speaker"] for row in document["quotations"]}
    claims = [
        {
            **claim,
            "mentions": [
                {**m, "attributed_to": speaker.get(m["quotation"])} if m["quotation"] else m
                for m in claim["mentions"]
            ],
        }
        for claim in document["claims"]
    ]
    wordings = [
        {**row, "speaker": speaker.get(row["quotation"]) or row["speaker"]}
        for row in document.get("wordings", ())
    ]
    return {"claims": claims, "wordings": wordings}


def _listed(decision: Decision, applied: bool) -> dict[str, Any]:
    time = decision.time.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if decision.time else None
    return {
        "number": decision.number,
        "person": decision.person,
        "time": time,
        "applied": applied,
        "signature": signature(decision),
        **to_plain(decision),
    }
