"""The whole line on the example events: what was planted is found, and no figure falls.

What is not reached yet is listed with its reason and fails the suite once it is reached: take it
out of the list then. ``python -m benchmarks.corpora --missed`` prints the same by name.
"""

import json

import pytest

from analysis.document import slices_that_fail
from benchmarks.corpora import compared, figures
from benchmarks.gates import FIGURES, TOLERANCE
from benchmarks.gold_alignment import (
    copies_missed,
    label_scores,
    overlap,
    plain,
    speakers_of,
)
from benchmarks.gold_claims import (
    conflict_name,
    conflicts_found,
    shared_found,
)
from corpora.gold import event_names, load_gold

TREATY, FERRY = "extradition-treaty", "ferry-fares"
NOT_YET = {
    (FERRY, "the new fares"): "no sentence says that these names mean one thing",
    (FERRY, "the ferry"): "figures of speech are not grouped",
}
PINNED = json.loads(FIGURES.read_text("utf-8"))["corpora"]
"""What was reached once; raised by ``python -m benchmarks.gates --update --only corpora``."""


def case(event: str, name: str):
    reason = NOT_YET.get((event, name), "")
    marks = [pytest.mark.xfail(reason=reason)] if reason else []
    return pytest.param(event, name, id=f"{event}-{name}", marks=marks)


CONFLICTS = [
    case(event, conflict_name(claim, conflict))
    for event in event_names()
    for claim in load_gold(event).claims
    for conflict in claim.conflicts
]
SPELLINGS = [
    case(TREATY, "Dilxat Raxit"),
    case(TREATY, "Mevlüt Çavuşoğlu"),
    case(TREATY, "Recep Tayyip Erdogan"),
    case(FERRY, "Ingrid Sørlie"),
]
LABELS = [
    case(event, label.referent) for event in event_names() for label in load_gold(event).labels
]
CENTRAL = [
    case(TREATY, "signed-2017"),
    case(TREATY, "china-ratified"),
    case(TREATY, "turkey-not-ratified"),
    case(TREATY, "uyghurs-in-turkey"),
    case(TREATY, "instrument-of-persecution"),
    case(TREATY, "ministers-pledge"),
    case(FERRY, "adult-return-price"),
    case(FERRY, "fuel-dearer"),
    case(FERRY, "goodwill-alone"),
    case(FERRY, "road-to-hospital"),
    case(FERRY, "sunday-sailing"),
]


@pytest.mark.parametrize(("event", "name"), CONFLICTS)
def test_planted_difference_is_found(event, name):
    assert conflicts_found(compared(event))[name]


@pytest.mark.parametrize(("event", "name"), CENTRAL)
def test_central_claim_is_put_together(event, name):
    assert shared_found(compared(event))[name]


@pytest.mark.parametrize(("event", "name"), SPELLINGS)
def test_one_person_under_several_spellings_is_one_speaker(event, name):
    aligned = compared(event)
    speaker = next(one for one in aligned.gold.speakers if one.name == name)
    assert len(speakers_of(aligned, name)) == 1
    named = {plain(one) for one in speaker.variants if one[0].isupper() and "The" not in one}
    rows = aligned.document["speakers"]
    assert any(named <= {plain(one) for one in row["variants"]} for row in rows)


@pytest.mark.parametrize("event", event_names())
def test_speakers_of_different_names_stay_apart(event):
    aligned = compared(event)
    people = [speaker for speaker in aligned.gold.speakers if speaker.kind == "person"]
    names = {plain(variant): one.name for one in people for variant in (one.name, *one.variants)}
    for row in aligned.document["speakers"]:
        found = {names[plain(one)] for one in row["variants"] if plain(one) in names}
        assert len(found) <= 1, row["variants"]


@pytest.mark.parametrize(("event", "name"), LABELS)
def test_names_of_one_thing_are_grouped(event, name):
    assert label_scores(compared(event))[name] >= 0.75


@pytest.mark.parametrize("event", event_names())
def test_copies_are_traced_to_their_original_and_nothing_else_is(event):
    assert copies_missed(compared(event)) == (set(), set())


@pytest.mark.parametrize("event", event_names())
def test_one_figure_under_several_qualifiers_is_no_conflict(event):
    aligned = compared(event)
    for claim in aligned.gold.claims:
        places = [aligned.place(piece) for piece in claim.qualified]
        for conflict in (one for row in aligned.document["claims"] for one in row["conflicts"]):
            if conflict["kind"] == "number":
                values = [aligned.passage(value) for value in conflict["values"]]
                assert sum(any(overlap(a, b) for b in values) for a in places) < 2


def test_a_fact_of_the_local_paper_alone_is_unique():
    aligned = compared(FERRY)
    number = [claim.id for claim in aligned.gold.claims].index("school-costs")
    rows = zip(aligned.document["claims"], aligned.stated, strict=True)
    found = [row for row, mentions in rows if any(number in gold for _, gold in mentions)]
    assert [row["status"] for row in found] == ["unique"]


@pytest.mark.parametrize("event", event_names())
def test_what_a_stance_rests_on_adds_up_to_its_score(event):
    for article in compared(event).document["articles"]:
        for stance in article["stances"]:
            named = stance["headline_weight"] + stance["name_weight"]
            assert sum(stance["weights"]) + named == pytest.approx(stance["score"], abs=0.005)


@pytest.mark.parametrize("event", event_names())
def test_every_offset_slices_back(event):
    assert slices_that_fail(dict(compared(event).document)) == []


@pytest.mark.parametrize("name", sorted(PINNED["figures"]))
def test_figure_holds(name):
    event, _, figure = name.partition(".")
    value, floor = figures(compared(event))[figure], PINNED["figures"][name]

    if name in PINNED["lower_is_better"]:
        assert value <= floor + TOLERANCE
    else:
        assert value >= floor - TOLERANCE
