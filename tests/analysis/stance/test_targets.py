"""Targets proposed from an event."""

from __future__ import annotations

import random

from analysis.stance import propose_targets
from analysis.stance.targets import same_target
from tests.analysis.stance.builders import make_article, make_reading

TEXTS = {
    "a": "China signed the treaty. Beijing praised the treaty. Ada Brandt met Uighurs.",
    "b": "The treaty binds Turkey. Chinese officials thanked Brandt. The Uyghurs protested.",
    "c": "Brandt called the treaty a mistake. China shrugged. The Uyghurs left Turkey.",
}
NAMES = {
    "China": "GPE",
    "Beijing": "GPE",
    "Chinese": "NORP",
    "Turkey": "GPE",
    "Ada Brandt": "PERSON",
    "Brandt": "PERSON",
    "Uighurs": "NORP",
    "Uyghurs": "NORP",
}


def make_event():
    articles = [make_article(name, text) for name, text in TEXTS.items()]
    return articles, {name: make_reading(text, NAMES) for name, text in TEXTS.items()}


def test_aliases_are_one_target_and_the_proposal_is_among_them() -> None:
    articles, readings = make_event()
    assert set(propose_targets(articles, readings)) == {
        "China",
        "the treaty",
        "Ada Brandt",
        "Uyghurs",
        "Turkey",
    }


def test_order_of_articles_does_not_matter() -> None:
    articles, readings = make_event()
    expected = propose_targets(articles, readings)
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert propose_targets(articles, readings) == expected


def test_limit_and_empty_event() -> None:
    articles, readings = make_event()
    assert len(propose_targets(articles, readings, limit=2)) == 2
    assert propose_targets([], {}) == []


def test_same_target_is_symmetric() -> None:
    for a, b, same in (
        ("Beijing", "China", True),
        ("Uighurs", "Uyghur", True),
        ("World Health Organization", "WHO", True),
        ("China", "Turkey", False),
    ):
        assert same_target(a, b) is same_target(b, a) is same
