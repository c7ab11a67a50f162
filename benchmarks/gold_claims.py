"""Claims and conflicts of a comparison's document, laid over an event's gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from benchmarks.gold_alignment import Aligned, Place, Row, overlap
from corpora.annotations import GoldClaim, GoldConflict, GoldValue
from corpora.gold import independent_sources, originals

_OF_THE_CLAUSE = {"attribution", "certainty", "negation"}
_COARSE = {"money": "number", "place": "name", "certainty": "attribution"}


def pair_scores(aligned: Aligned) -> dict[str, float]:
    """Return precision, recall and F1 of pairs of articles that make the same claim.

    Copies count with their original; a found pair is judged only where both sides state something
    that the gold knows.
    """
    voice = originals(aligned.event, aligned.gold)
    wanted = {
        (number, *pair)
        for number, claim in enumerate(aligned.gold.claims)
        for pair in _pairs(voice[mention.piece.file] for mention in claim.mentions)
    }
    right, judged, hit = 0, 0, set()
    for claim in aligned.stated:
        known = [(voice[place[0]], gold) for place, gold in claim if gold]
        for (a, golds_a), (b, golds_b) in combinations(known, 2):
            if a != b:
                judged += 1
                right += bool(golds_a & golds_b)
                hit |= {(number, *sorted((a, b))) for number in golds_a & golds_b}
    precision, recall = right / max(1, judged), len(hit & wanted) / max(1, len(wanted))
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return {"pair_precision": precision, "pair_recall": recall, "pair_f1": both}


def _pairs(files: Iterable[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(set(files)), 2)


def _members(aligned: Aligned, number: int) -> list[tuple[Row, set[str]]]:
    """Return the claims found that state a gold claim, each with the files that do so there."""
    found = zip(aligned.document["claims"], aligned.stated, strict=True)
    members = [(row, {place[0] for place, gold in claim if number in gold}) for row, claim in found]
    return sorted((one for one in members if one[1]), key=lambda one: (-len(one[1]), one[0]["id"]))


def shared_found(aligned: Aligned) -> dict[str, bool]:
    """Return for each shared claim of the gold whether two independent outlets were put together.

    Claims in conflict count as well: they have two outlets or more.
    """
    found = {}
    for number, claim in enumerate(aligned.gold.claims):
        if claim.independent_sources >= 2:
            best = next(iter(_members(aligned, number)), ({}, set[str]()))
            sources = independent_sources(best[1], aligned.event, aligned.gold)
            found[claim.id] = sources >= 2
    return found


def shared_precision(aligned: Aligned) -> float:
    """Return which share of the claims called shared or contested holds one that is.

    The gold lists every claim that two independent outlets make, so what it lacks is wrong.
    """
    called, right = 0, 0
    for row, mentions in zip(aligned.document["claims"], aligned.stated, strict=True):
        if row["status"] == "unique":
            continue
        files: dict[int, set[str]] = {}
        for place, numbers in mentions:
            for number in numbers:
                files.setdefault(number, set()).add(place[0])
        called += 1
        right += any(
            independent_sources(group, aligned.event, aligned.gold) >= 2 for group in files.values()
        )
    return right / called if called else 0.0


def unique_kept(aligned: Aligned) -> dict[str, bool]:
    """Return for each unique claim that was found at all whether it is called unique."""
    kept = {}
    for number, claim in enumerate(aligned.gold.claims):
        members = _members(aligned, number)
        if claim.status == "unique" and members:
            kept[claim.id] = members[0][0]["status"] == "unique"
    return kept


def falsely_contested(aligned: Aligned) -> set[str]:
    """Return the shared claims of the gold that are called contested."""
    return {
        claim.id
        for number, claim in enumerate(aligned.gold.claims)
        if claim.status == "shared"
        and any(row["status"] == "conflict" for row, _ in _members(aligned, number)[:1])
    }


def conflicts_found(aligned: Aligned) -> dict[str, bool]:
    """Return for each conflict of the gold, named ``claim/kind``, whether it was found.

    It is when a conflict of that kind stands on two of its differing values; for an update, when
    that conflict is called one. Who says something, how surely, or whether it is denied is a matter
    of the whole clause: there the mention that holds the value will do.
    """
    return {
        conflict_name(claim, conflict): any(
            _same_conflict(aligned, claim, conflict, row, update)
            for row, update in _conflict_rows(aligned.document["claims"])
        )
        for claim in aligned.gold.claims
        for conflict in claim.conflicts
    }


def conflict_name(claim: GoldClaim, conflict: GoldConflict) -> str:
    """Return the name of a conflict in a report."""
    return f"{claim.id}/{conflict.kind}{' (update)' if conflict.update else ''}"


def _conflict_rows(claims: Sequence[Row]) -> Iterable[tuple[Row, bool]]:
    return ((row, bool(row.get("update"))) for claim in claims for row in claim["conflicts"])


def _same_conflict(
    aligned: Aligned, claim: GoldClaim, gold: GoldConflict, row: Row, update: bool
) -> bool:
    kinds = {row["kind"], row.get("finer_kind", row["kind"])}
    if gold.update != update or not kinds & {gold.kind, _COARSE.get(gold.kind, gold.kind)}:
        return False
    passages = [aligned.passage(one) for one in row["values"]]
    touched = {
        value.value
        for value in gold.values
        if any(overlap(a, b) for a in _value_places(aligned, claim, gold, value) for b in passages)
    }
    return len(touched) >= 2


def _value_places(
    aligned: Aligned, claim: GoldClaim, conflict: GoldConflict, value: GoldValue
) -> list[Place]:
    places = [aligned.place(value.piece)]
    if conflict.kind in _OF_THE_CLAUSE:
        inside = [one.piece for one in claim.mentions if one.piece.file == value.piece.file]
        # Where an article says it twice, only the words of the value tell which is meant.
        places += [aligned.place(piece) for piece in inside] if len(inside) == 1 else []
    return places
