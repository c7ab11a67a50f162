"""Claim-worthiness: what was done can be checked, what is promised or asked cannot."""

import pytest

from analysis.claims import sentence_worth
from analysis.claims.tenses import verb_form
from analysis.language_model import load_language_model


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("The port sold two cranes.", "past"),
        ("The port has sold two cranes.", "perfect"),
        ("Two cranes were sold.", "past passive"),
        ("The port will sell two cranes.", "will"),
        ("The port might sell two cranes.", "would"),
        ("The port must sell two cranes.", "must"),
        ("The port is selling two cranes.", "progressive"),
        ("The port sells cranes.", "present"),
        ("Sell the cranes!", "bare"),
    ],
)
def test_verb_has_its_tense_or_mood(sentence, form):
    root = next(token for token in load_language_model()(sentence) if token.dep_ == "ROOT")
    assert verb_form(root) == form


def test_deed_is_worth_more_than_promise_demand_and_question():
    texts = [
        "The council cut bus fares by ten percent last year.",
        "I will cut bus fares.",
        "We must cut bus fares.",
        "Would you cut bus fares?",
    ]
    deed, *others = sentence_worth(texts, embed=None)
    assert deed > 2 * max(others)
    assert sentence_worth([], embed=None) == []
