"""Stance of an article: the outlet's own voice decides, quoted voices are counted apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.kept import KeptInMemory
from analysis.records import Quotation
from analysis.stance import article_stances
from analysis.stance.article import decide
from analysis.stance.rows import judge_article, judge_sentences
from analysis.stance.voices import Utterance, collect_utterances
from analysis.stance.weights import Judged
from tests.analysis.stance.builders import make_article, make_reading

OWN = "The treaty is a shameful betrayal. The reckless treaty will ruin thousands of lives. "
QUOTED = "“The treaty is a shameful betrayal of us all.” “The treaty is a cruel disaster.” "
PLAIN = "The treaty was signed on Monday. The treaty has nine pages. The treaty is in English. "


def stance_of(text: str, title: str = "", target: str = "the treaty"):
    article = make_article("a", text, title)
    return article_stances(
        article, make_reading(text), [target], encoder=None, kept=KeptInMemory()
    )[0]


def test_quoted_voices_do_not_move_the_score() -> None:
    assert stance_of(PLAIN + QUOTED).score == pytest.approx(stance_of(PLAIN).score)


def test_only_quoted_voices_are_not_enough() -> None:
    found = stance_of(QUOTED)
    assert found.label == "not enough evidence"
    assert found.evidence == ()


def test_a_target_that_is_not_named_gets_no_label() -> None:
    found = stance_of(PLAIN, target="Ada Brandt")
    assert (found.label, found.score, found.confidence) == ("not enough evidence", 0.0, 0.0)


def test_evidence_adds_up_to_the_score() -> None:
    found = stance_of(OWN + PLAIN, title="Treaty betrays us")
    total = sum(weight for _, weight in found.evidence) + found.headline_weight + found.name_weight
    assert total == pytest.approx(found.score, abs=1e-6)
    assert found.headline_weight != 0


def test_quotations_of_the_reading_are_quoted_voices() -> None:
    text = "Critics say the treaty is a shameful betrayal."
    reading = make_reading(text)
    start = text.index("the treaty")
    quotation = Quotation(
        source=(0, 7), cue=(8, 11), content=((start, len(text)),), kind="indirect"
    )
    reading = type(reading)(
        digest="", version="", sentences=reading.sentences, quotations=(quotation,)
    )
    (utterance,) = collect_utterances(make_article("a", text), reading, "the treaty")
    assert utterance.quotation is not None


def test_what_is_quoted_is_blanked_in_an_own_sentence() -> None:
    text = "The treaty, which he called “a monstrous lie and a crime”, was signed."
    (utterance,) = collect_utterances(make_article("a", text), make_reading(text), "the treaty")
    assert utterance.quotation is None
    assert "monstrous" not in utterance.text
    assert utterance.target is not None
    assert utterance.text[slice(*utterance.target)].lower() == "treaty"


@settings(max_examples=60)
@given(
    pieces=st.lists(
        st.sampled_from(["The treaty ", "“no treaty here” ", "is bad. ", "\n\n", "“", "” ", "x "]),
        max_size=20,
    )
)
def test_utterances_slice_to_the_target(pieces: list[str]) -> None:
    text = "".join(pieces)
    for found in collect_utterances(make_article("a", text, text), make_reading(text), "treaty"):
        assert found.target is not None
        assert found.text[slice(*found.target)].lower() == "treaty"


def judged(*scores: float) -> list[Judged]:
    return [Judged(Utterance("", None, n, None), score, 1.0) for n, score in enumerate(scores)]


def test_labels_follow_the_scores() -> None:
    assert decide(judged(0.9, 0.8, 0.7)).label == "supportive"
    assert decide(judged(-0.9, -0.8, -0.7)).label == "critical"
    assert decide(judged(0.0, 0.1, -0.1)).label == "neutral"
    assert decide(judged(*[0.9, -0.9] * 6)).label == "mixed"
    assert decide([]).confidence == 0


@settings(max_examples=80)
@given(scores=st.lists(st.floats(-1, 1), max_size=30))
def test_verdicts_stay_in_range_and_mirror(scores: list[float]) -> None:
    verdict, mirrored = decide(judged(*scores)), decide(judged(*[-score for score in scores]))
    assert -1 <= verdict.score <= 1
    assert 0 <= verdict.confidence <= 1
    assert verdict.score == pytest.approx(-mirrored.score)


def test_the_command_always_gives_one_of_four_labels() -> None:
    four = {"supportive", "critical", "neutral", "mixed"}
    kept = KeptInMemory()
    for title, sentences in (("", []), ("Treaty signed", ["", "The treaty is bad."]), ("", ["x"])):
        found = judge_article(title, sentences, "the treaty", encoder=None, kept=kept)
        assert found.label in four
        assert all(-2 <= number < len(sentences) for number, _ in found.evidence)
    rows = [
        ("", "Brandt", None),
        ("Brandt lied.", "Brandt", (0, 6)),
        ("He lied.", "Ada Brandt", None),
    ]
    assert {answer.label for answer in judge_sentences(rows, encoder=None)} <= four
