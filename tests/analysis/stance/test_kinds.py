"""Kinds of targets: what an issue's name says by itself, and how much praise it takes."""

from __future__ import annotations

import pytest

from analysis.kept import KeptInMemory
from analysis.stance import article_stances
from analysis.stance.article import decide
from analysis.stance.kinds import collect_target, kind_of
from analysis.stance.voices import NAME, Utterance
from analysis.stance.weights import Judged
from tests.analysis.stance.builders import make_article, make_reading

TEXT = "The ban on rifles passed. Ada Brandt voted for it."


@pytest.mark.parametrize(
    ("target", "kind", "alone"),
    [("the ban", "issue", 1), ("ada brandt", "person", 0), ("Labour Party", "other", 0)],
)
def test_only_the_name_of_an_issue_is_read_by_itself(target: str, kind: str, alone: int) -> None:
    text = f"{TEXT} The Labour Party did not."
    found, utterances = collect_target(make_article("a", text), make_reading(text), target)
    assert found == kind
    names = [utterance for utterance in utterances if utterance.sentence == NAME]
    assert len(names) == alone
    assert all(name.text[slice(*name.target or (0, 0))] == "ban" for name in names)


def test_a_name_by_itself_is_no_evidence() -> None:
    text = "“The shameful ban will ruin us all,” said Ada Brandt."
    (found,) = article_stances(
        make_article("a", text), make_reading(text), ["ban"], encoder=None, kept=KeptInMemory()
    )
    assert (found.label, found.score, found.name_weight) == ("not enough evidence", 0, 0)


def test_an_organisation_takes_more_praise_than_a_person() -> None:
    judged = [Judged(Utterance("", None, 0, None), 0.4, 1.0)]
    assert decide(judged, kind_of("Ada Brandt")).label == "supportive"
    assert decide(judged, kind_of("Labour Party")).label == "neutral"
