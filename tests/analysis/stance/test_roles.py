"""Who speaks, who judges and who suffers is not judged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.encoder import load_encoder
from analysis.stance.roles import is_acting, is_suffering
from analysis.stance.rows import judge_sentences


def span(text: str, name: str = "Brandt") -> tuple[int, int]:
    return text.index(name), text.index(name) + len(name)


@pytest.mark.parametrize(
    ("text", "acting"),
    [
        ("Brandt accused Keller of fraud.", True),
        ("Brandt, who has repeatedly attacked Keller, left.", True),
        ("Keller was accused by Brandt.", False),
        ("Brandt was criticised.", False),
    ],
)
def test_who_judges_is_told_from_who_is_judged(text: str, acting: bool) -> None:
    assert is_acting(text, span(text)) is acting


@pytest.mark.parametrize(
    ("text", "suffering"),
    [
        ("Brandt was shot twice.", True),
        ("Brandt, a nurse of 34, has been tortured in prison.", True),
        ("Brandt, diagnosed with leukaemia in May, is at home.", True),
        ("Poet Brandt jailed for nine years", True),
        ("Brandt could be deported at any moment.", True),
        ("Rebels kidnapped the young Dr Brandt.", True),
        ("The world has forgotten the torture of Brandt.", True),
        ("Brandt died in hospital.", True),
        ("Brandt shot a nurse.", False),
        ("Brandt has tortured prisoners.", False),
        ("Brandt was jailed for the murder of his wife.", False),
        ("Brandt was criticised.", False),
        ("Brandt, whose men killed forty people, denied it.", False),
    ],
)
def test_who_suffers_is_told_from_who_does_harm(text: str, suffering: bool) -> None:
    assert is_suffering(text, span(text)) is suffering


def test_what_is_not_named_plays_no_part() -> None:
    assert not is_acting("He said so.", None)
    assert not is_suffering("He was shot.", None)


@settings(max_examples=30)
@given(text=st.text(max_size=60), at=st.tuples(st.integers(0, 60), st.integers(0, 60)))
def test_any_text_has_an_answer(text: str, at: tuple[int, int]) -> None:
    target = (min(at), max(at))
    assert isinstance(is_suffering(text, target), bool)
    assert isinstance(is_acting(text, target), bool)


def test_victims_are_not_criticised_and_who_harmed_them_is() -> None:
    texts = (
        "Soldiers dragged Keller from his bed, and Brandt was beaten and tortured for weeks.",
        "The corrupt and brutal Brandt had hundreds of prisoners beaten and tortured.",
    )
    rows = [(text, "Brandt", span(text)) for text in texts]
    victim, torturer = judge_sentences(rows, encoder=load_encoder())
    assert victim.label == "neutral"
    assert torturer.label == "critical"
