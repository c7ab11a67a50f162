"""Sentences that say of the target, or of its rival, what counts though they do not name it."""

from __future__ import annotations

import pytest

from analysis.kept import KeptInMemory
from analysis.stance import article_stances
from analysis.stance.kinds import RIVAL_SHARE, collect_target
from analysis.stance.rivals import find_rival
from analysis.stance.weights import weigh
from tests.analysis.stance.builders import make_article, make_reading

FIRST = "Ada Brandt left the meeting early on Monday. "


def sentences_of(text: str, target: str = "Ada Brandt") -> list[str]:
    _, found = collect_target(make_article("a", text), make_reading(text), target)
    assert all(
        utterance.text[slice(*utterance.target)].split()[-1] == "Brandt"
        for utterance in found
        if utterance.target and utterance.share > 0
    )
    return [utterance.text.strip() for utterance in found][1:]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            FIRST + "She had promised to stay until the end.",
            ["Brandt had promised to stay until the end."],
        ),
        (
            FIRST + "Later, her aides told another story.",
            ["Later, Brandt’s aides told another story."],
        ),
        (FIRST + "The others stayed. She was not missed there.", ["Brandt was not missed there."]),
        (FIRST + "Karl Keller stayed on. He did not say why that was.", []),
        ("Karl Keller met Ada Brandt. He did not say why that was.", []),
        (FIRST + "“She is a liar and everybody knows it.”", []),
    ],
)
def test_a_pronoun_goes_on_about_who_was_named_first(text: str, found: list[str]) -> None:
    assert sentences_of(text) == found


@pytest.mark.parametrize(
    ("text", "name", "rival"),
    [
        ("Rep. Ada Brandt (D-Ohio) left.", "Ada Brandt", "Republican Party"),
        ("Brandt, an Ohio Republican, left.", "Ada Brandt", "Democratic Party"),
        ("Republican Senate candidate Ada Brandt left.", "Ada Brandt", "Democratic Party"),
        ("Republicans have accused Ada Brandt.", "Ada Brandt", ""),
        ("", "Republicans and Democrats", ""),
    ],
)
def test_only_what_the_article_says_makes_a_rival(text: str, name: str, rival: str) -> None:
    assert find_rival(text, name, person="Ada" in name) == rival


def test_what_is_said_of_a_rival_is_turned_round_and_counts_less() -> None:
    text = "Ada Brandt (R-Ohio) spoke on Monday. The Democrats failed the state. “Democrats lie.”"
    _, utterances = collect_target(make_article("a", text), make_reading(text), "Ada Brandt")
    own, rival = weigh(utterances, [-0.5] * len(utterances))
    assert (own.utterance.sentence, rival.utterance.sentence) == (0, 1)
    assert (own.score, rival.score) == (-0.5, 0.5)
    assert rival.weight == pytest.approx(RIVAL_SHARE * own.weight)


def test_a_stance_names_the_rival_whose_sentences_count() -> None:
    text = "Ada Brandt (R-Ohio) spoke on Monday. The Democrats failed the state. Bo Keller left."
    stances = article_stances(
        make_article("a", text), make_reading(text), ["Ada Brandt", "Bo Keller"],
        encoder=None, kept=KeptInMemory(),
    )  # fmt: skip
    assert [stance.rival for stance in stances] == ["Democrats", ""]
