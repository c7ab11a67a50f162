"""The links the machine is least sure of, for a person to accept or reject.

References
----------
Lewis and Gale (1994), A sequential algorithm for training text classifiers: ask about what is least
sure. Here only to spend a person's time well: nothing is learned from the answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Row = Mapping[str, Any]
Spot = tuple[str, int, int]
"""Article id, start, end."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two passages that the machine joined, or kept apart, by a narrow margin."""

    machine: Literal["together", "apart"]
    """What it did."""
    a: Spot
    b: Spot
    score: float
    """How surely they make the same claim, 0 to 1."""
    margin: float
    """Distance from the match threshold."""
    reasons: tuple[str, ...]
    """What they share."""
    settled: bool
    """Whether a person has decided it, or it came to nothing by another decision."""


def review_queue(machine: Row, decided: Row) -> list[Doubt]:
    """Return the least sure links, the least sure first.

    Parameters
    ----------
    machine : mapping
        The comparison document as the machine made it.
    decided : mapping
        The same with decisions applied.

    Returns
    -------
    list of Doubt
        Links that alone hold a claim together, within the review band above the match threshold;
        and pairs of claims that were nearly one. Settled ones stay in, so that progress can be
        told.

    Notes
    -----
    Of a claim's links those of its maximum spanning tree are asked about: without such a link the
    claim would fall in two.

    References
    ----------
    Lewis and Gale (1994), A sequential algorithm for training text classifiers, SIGIR.
    """
    from analysis.claims.settings import ClaimSettings

    defaults = ClaimSettings()
    threshold = machine["settings"].get("match_threshold") or defaults.match_threshold
    now = _claim_of(decided)
    asked = _answered(decided)
    found = []
    for what, a, b, score, reasons in [*_joined(machine["claims"]), *_parted(machine["claims"])]:
        if what == "together" and score >= threshold + defaults.review_band:
            continue
        answered = frozenset((a, b)) in asked
        moot = a not in now or b not in now or (now[a] == now[b]) != (what == "together")
        margin = round(abs(score - threshold), 4)
        found.append(Doubt(what, a, b, score, margin, tuple(reasons), answered or moot))
    return sorted(found, key=lambda doubt: (doubt.margin, doubt.a, doubt.b))


_Asked = tuple[Literal["together", "apart"], Spot, Spot, float, Sequence[str]]


def _joined(claims: Sequence[Row]) -> list[_Asked]:
    found: list[_Asked] = []
    for claim in claims:
        spots = [_spot(mention) for mention in claim["mentions"]]
        leader = list(range(len(spots)))
        for link in sorted(claim["links"], key=lambda row: (-row["score"], row["a"], row["b"])):
            a, b = _top(leader, link["a"]), _top(leader, link["b"])
            if a != b:
                leader[max(a, b)] = min(a, b)
                ends = sorted((spots[link["a"]], spots[link["b"]]))
                found.append(("together", ends[0], ends[1], link["score"], link["reasons"]))
    return found


def _top(leader: Sequence[int], number: int) -> int:
    while leader[number] != number:
        number = leader[number]
    return number


def _parted(claims: Sequence[Row]) -> list[_Asked]:
    by_id = {claim["id"]: claim for claim in claims}
    found: list[_Asked] = []
    for claim in claims:
        for near in claim.get("near", ()):
            here = _spot(claim["mentions"][near["a"]])
            there = _spot(by_id[near["claim"]]["mentions"][near["b"]])
            ends = sorted((here, there))
            found.append(("apart", ends[0], ends[1], near["score"], near["reasons"]))
    return found


def _spot(mention: Row) -> Spot:
    return mention["article"], mention["start"], mention["end"]


def _claim_of(document: Row) -> dict[Spot, str]:
    return {_spot(m): claim["id"] for claim in document["claims"] for m in claim["mentions"]}


def _answered(document: Row) -> set[frozenset[Spot]]:
    """Return the pairs that a person was asked about and answered."""
    found = set()
    for row in document.get("decisions", ()):
        if row["about"] != "claim" or not row["applied"]:
            continue
        places = [(place[0], place[1], place[2]) for place in row.get("places", ())]
        others = [(place[0], place[1], place[2]) for place in row.get("others", ())]
        if row["act"] == "together" and len(places) == 2:
            found.add(frozenset(places))
        elif row["act"] == "apart" and len(places) == len(others) == 1:
            found.add(frozenset((*places, *others)))
    return found
