"""What a person decided about claims, speakers, names and stance, laid on the result."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions import (
    Decision,
    DecisionError,
    apply_decisions,
    decisions_from_json,
    decisions_of,
    decisions_to_json,
    place,
    review_queue,
)
from analysis.decisions.records import from_plain, to_plain
from analysis.reading import read_text
from tests.analysis.decisions.documents import CLAIMS, TEXTS, at, document, spot

SEVEN, NEW_FARE = at("a", "The fare rose to 7 pounds"), at("c", "Seven pounds is the new fare")
NINE = at("b", "The fare went up to 9 pounds")


def applied(*decisions: Decision, machine: dict[str, Any] | None = None) -> dict[str, Any]:
    numbered = [Decision(**{**_fields(d), "number": n}) for n, d in enumerate(decisions, 1)]
    return apply_decisions(machine or document(), numbered, readings=lambda _: {})


def _fields(decision: Decision) -> dict[str, Any]:
    return {name: getattr(decision, name) for name in Decision.__slots__}


def parts(result: dict[str, Any]) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((m["article"], TEXTS[m["article"]][m["start"] : m["end"]]) for m in c["mentions"])
        for c in result["claims"]
    }


def claim_with(result: dict[str, Any], words: str) -> dict[str, Any]:
    for claim in result["claims"]:
        if any(TEXTS[m["article"]][m["start"] : m["end"]] == words for m in claim["mentions"]):
            found: dict[str, Any] = claim
            return found
    raise KeyError(words)


MERGE = Decision(about="claim", act="together", places=(SEVEN, NINE), person="Ada")
SPLIT = Decision(about="claim", act="apart", places=(SEVEN,), others=(NEW_FARE,), person="Ben")
NAME = Decision(about="claim", act="name", places=(SEVEN, NEW_FARE), value="The fare", person="Ada")
OUT = Decision(about="claim", act="no claim", places=(at("a", "Read more below"),), person="Ada")


def test_merged_claims_are_one_signed_claim_of_all_their_sources():
    claim = claim_with(applied(MERGE), "The fare went up to 9 pounds")

    assert len(claim["mentions"]) == 3
    assert claim["independent_sources"] == 3
    assert claim["status"] == "shared"
    assert [mark["signature"] for mark in claim["by_hand"]] == ["held to be one claim by Ada"]
    assert any(link.get("by_hand") for link in claim["links"])


def test_split_name_and_removal_change_what_they_speak_of_and_nothing_else():
    result = applied(SPLIT, NAME, OUT)

    untouched = [c for c in result["claims"] if "by_hand" not in c]
    assert {c["id"] for c in untouched} == {"claim1", "claim2", "claim3"}
    assert parts(result) >= {
        frozenset({("a", "The fare rose to 7 pounds")}),
        frozenset({("c", "Seven pounds is the new fare")}),
    }
    assert "The fare" in {c["gist"] for c in result["claims"]}
    assert [row["gist"] for row in result["no_claims"]] == ["Read more below"]
    assert all(row["applied"] for row in result["decisions"])


def test_claim_split_off_is_named_with_the_mark_that_closes_its_quotation(monkeypatch):
    # The reading of such a clause ends before the mark that closes it.
    words = "The owner of the firm called the pier “a gift to the whole town"
    monkeypatch.setitem(TEXTS, "b", f"{words}”. A pier was closed.")
    together = (("a", "The fare rose to 7 pounds"), ("b", words))
    split = Decision(about="claim", act="apart", places=(at("b", words),), others=(SEVEN,))

    result = apply_decisions(
        {**document(claims=(together,)), "quotations": []},
        [split],
        readings=lambda names: {name: read_text(TEXTS[name]) for name in names},
    )

    assert claim_with(result, words)["gist"] == f"{words}”"


def test_later_decision_outranks_an_earlier_one():
    whole = Decision(about="claim", act="together", places=(SEVEN, NEW_FARE))

    assert frozenset(CLAIMS[0]) in parts(applied(SPLIT, whole))
    assert frozenset(CLAIMS[0]) not in parts(applied(whole, SPLIT))


def test_machine_result_stays_as_it_is():
    machine = document()
    before = copy.deepcopy(machine)

    applied(MERGE, SPLIT, NAME, OUT, machine=machine)

    assert machine == before


def test_new_articles_and_another_clustering_leave_decisions_standing():
    regrouped = ((CLAIMS[0][0], CLAIMS[3][0]), (CLAIMS[0][1],), *CLAIMS[1:3], CLAIMS[4])

    result = applied(MERGE, NAME, machine=document(claims=regrouped))

    claim = claim_with(result, "The fare went up to 9 pounds")
    assert {"The fare rose to 7 pounds", "A pier was closed"} <= {w for _, w in _words(claim)}
    assert claim["gist"] == "The fare"


def _words(claim: dict[str, Any]) -> set[tuple[str, str]]:
    return {(m["article"], TEXTS[m["article"]][m["start"] : m["end"]]) for m in claim["mentions"]}


def test_decision_about_articles_that_left_waits_and_says_so():
    result = applied(MERGE, machine=document(without="b"))

    assert [row["applied"] for row in result["decisions"]] == [False]
    assert len(claim_with(result, "The fare rose to 7 pounds")["mentions"]) == 2


def test_passage_is_found_in_an_article_imported_anew_and_after_its_offsets_moved():
    again = document()
    for row in again["articles"]:
        row["id"] = "new-" + row["id"]
    for claim in again["claims"]:
        for one in claim["mentions"]:
            one["article"] = "new-" + one["article"]
    moved = place("a", "Pre. " + TEXTS["a"], SEVEN.start + 5, SEVEN.end + 5)

    assert applied(MERGE, machine=again)["decisions"][0]["applied"]
    assert applied(Decision(about="claim", act="no claim", places=(moved,)))["no_claims"]


steps = st.lists(st.sampled_from([MERGE, SPLIT, NAME, OUT]), max_size=6)


@given(steps)
def test_every_mention_is_in_one_claim_or_taken_out(decisions: list[Decision]):
    result = applied(*decisions)

    spots = [(m["article"], m["start"], m["end"]) for c in result["claims"] for m in c["mentions"]]
    out = [(row["article"], row["start"], row["end"]) for row in result["no_claims"]]
    assert sorted([*spots, *out]) == sorted(spot(*one) for claim in CLAIMS for one in claim)
    assert len({claim["id"] for claim in result["claims"]}) == len(result["claims"])


def test_speakers_are_joined_parted_named_and_given_to_a_quotation():
    joined = applied(
        Decision(about="speaker", act="together", names=("una kerr", "Una Ker")),
        Decision(about="speaker", act="role", names=("Una Ker",), value="advocate"),
    )
    assert [(s["name"], s["role"]) for s in joined["speakers"]] == [("Una Kerr", "advocate")]
    assert {q["speaker"] for q in joined["quotations"]} == {"s1"}
    assert {q["role"] for q in joined["quotations"]} == {"advocate"}

    parted = applied(
        Decision(about="speaker", act="apart", names=("Kerr",), other_names=("Una Kerr",)),
        Decision(about="speaker", act="name", names=("Una Ker",), value="Una Ker of Skerrow"),
    )
    assert {s["name"] for s in parted["speakers"]} == {"Kerr", "Una Ker of Skerrow"}

    said = place("c", TEXTS["c"], 0, 8)
    given_one = applied(
        Decision(about="quotation", act="speaker", places=(said,), value="Una Kerr", person="Ada")
    )
    assert {q["speaker"] for q in given_one["quotations"]} == {"s1"}
    assert given_one["quotations"][1]["by_hand"][0]["person"] == "Ada"


def test_names_are_regrouped():
    joined = applied(Decision(about="naming", act="together", names=("the quay", "the jetty")))
    assert [len(row["variants"]) for row in joined["labels"]] == [3]

    parted = applied(
        Decision(about="naming", act="apart", names=("the quay",), other_names=("the pier",)),
        Decision(about="naming", act="name", names=("the quay",), value="the old quay"),
    )
    assert {row["referent"] for row in parted["labels"]} == {
        "the pier",
        "the old quay",
        "the jetty",
    }


def test_stance_of_a_person_outranks_the_machine_and_keeps_what_it_said():
    whole = place("a", TEXTS["a"], 0, 0)
    result = applied(
        Decision(
            about="stance", act="label", places=(whole,), names=("the fare",), value="critical"
        )
    )

    stance = result["articles"][0]["stances"][0]
    assert (stance["label"], stance["machine_label"]) == ("critical", "neutral")
    assert result["articles"][1]["stances"][0]["label"] == "neutral"


def test_review_queue_asks_about_the_least_sure_and_marks_what_is_answered():
    machine = document()
    machine["claims"][0]["near"] = [
        {"claim": "claim1", "a": 0, "b": 0, "score": 0.39, "reasons": ["fare"]}
    ]
    queue = review_queue(machine, applied(machine=machine))
    assert [(doubt.machine, doubt.settled) for doubt in queue] == [
        ("apart", False), ("together", False), ("together", False),
    ]  # fmt: skip

    answered = review_queue(machine, applied(MERGE, SPLIT, machine=machine))
    assert [doubt.settled for doubt in answered] == [True, True, False]


def test_decisions_travel_as_a_file_with_their_signatures():
    time = datetime(2026, 5, 3, 9, 30, tzinfo=UTC)
    made = [
        Decision(**{**_fields(each), "time": time, "note": "“fare”"})
        for each in (MERGE, SPLIT, NAME)
    ]

    assert decisions_from_json(decisions_to_json(made)) == made
    assert "“fare”" not in decisions_to_json(made, notes=False).decode()


def test_decisions_of_a_document_are_those_it_was_shaped_by():
    found = decisions_of(applied(MERGE, SPLIT))

    assert [(each.act, each.person) for each in found] == [("together", "Ada"), ("apart", "Ben")]
    assert decisions_of(document()) == []


@pytest.mark.parametrize(
    "value",
    [b"", b"[]", b'{"format": "parallax decisions", "version": 9, "decisions": []}',
     b'{"format": "parallax decisions", "version": 1, "decisions": [{"about": "claim"}]}',
     b'{"format": "parallax decisions", "version": 1, "decisions": [3]}'],
)  # fmt: skip
def test_other_files_are_refused_with_a_reason(value: bytes):
    with pytest.raises(DecisionError):
        decisions_from_json(value)


def test_plain_values_are_read_back():
    assert from_plain(to_plain(SPLIT), person="Ben") == SPLIT
