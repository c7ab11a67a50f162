"""Where a text names a target."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.stance.mentions import find_mentions
from analysis.stance.names import is_person_name, is_thing, strip_name
from analysis.stance.things import is_issue


def named(text: str, target: str) -> list[str]:
    return [text[start:end] for start, end in find_mentions(text, target)]


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("Ada Brandt spoke. Mr. Brandt left.", "Ada Brandt", ["Ada Brandt", "Brandt"]),
        ("Otto Brandt spoke of his sister.", "Ada Brandt", []),
        ("President Brandt's plan failed.", "Ada Brandt", ["Brandt"]),
        ("The Uighurs and one Uyghur man", "Uyghurs", ["Uighurs", "Uyghur"]),
        ("Beijing denied it. She lives in Beijing.", "China", ["Beijing"]),
        ("Turkish officials ate Turkish food.", "Turkey", ["Turkish"]),
        ("The WHO warned.", "World Health Organization", ["WHO"]),
        ("The Treaty divides them; the pact is new.", "the treaty", ["Treaty", "pact"]),
        ("A deal on fish, far from here.", "the treaty", []),
        ("Republicans and the GOP agreed.", "Republican Party", ["Republicans", "GOP"]),
        ("The Justice Department sued.", "Department of Justice", ["Justice Department"]),
        ("The U.S. and America", "United States", ["U.S.", "America"]),
        ("Rep. Charles K. Brandt met Mr. Brandt.", "Chuck Brandt", ["Brandt", "Brandt"]),
        ("Ada Cole Brandt flew to Rome. Brandt slept.", "Ada Brandt", ["Brandt", "Brandt"]),
        ("Eve O’Hara won.", "eve o'hara", ["Eve O’Hara"]),
        ("Republican leaders and Republicans", "Republican Party", ["Republican", "Republicans"]),
        ("The W.H.O. warned.", "World Health Organization", ["W.H.O."]),
        ("The law bans it; a law.", "tough law banning sales of rifles", ["law"]),
        ("The wall funding and the families", "border wall funding of families", ["wall funding"]),
        ("His plan failed.", "Brandt's plan for farms", ["plan"]),
        ("Nothing to see.", "", []),
    ],
)
def test_names_are_found_under_their_forms(text: str, target: str, expected: list[str]) -> None:
    assert named(text, target) == expected


def test_titles_and_articles_are_no_part_of_a_name() -> None:
    assert strip_name("the President Ada Brandt's") == "Ada Brandt"
    assert strip_name("Republican Party") == "Republican Party"


def test_organisations_are_not_taken_for_people() -> None:
    assert is_person_name("Ada Brandt")
    assert not is_person_name("World Bank")
    assert not is_person_name("New Zealand")


def test_things_are_told_from_people() -> None:
    assert [is_thing(name) for name in ("China", "World Bank", "the treaty")] == [True] * 3
    assert [is_thing(name) for name in ("Brandt", "she", "the senator")] == [False] * 3


@settings(max_examples=60)
@given(
    text=st.text(max_size=120),
    target=st.sampled_from(["China", "Ada Brandt", "the treaty", "Uyghurs", "(*[", "É"]),
)
def test_mentions_lie_in_the_text_in_order_without_overlaps(text: str, target: str) -> None:
    for extended in (text, f"{text} {target} {text}"):
        last = 0
        for start, end in find_mentions(extended, target):
            assert last <= start < end <= len(extended)
            last = end


def test_issues_are_told_from_people_and_organisations() -> None:
    issues = ("ban on rifles", "death penalty", "policy of separating families")
    assert all(map(is_issue, issues))
    assert not any(
        map(is_issue, ("voters", "Brandt administration", "House Democrats", "", "China"))
    )
