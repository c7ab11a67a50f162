"""Keyness between any two groups of articles, from counts alone."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.words.counts import keyness_between


@pytest.fixture
def terms() -> pd.DataFrame:
    uses = [
        ("a", "fare", 6, False),
        ("a", "pier", 2, False),
        ("b", "toll", 5, True),
        ("b", "pier", 2, False),
        ("c", "toll", 9, False),
    ]
    rows = [(article, term, "word", quoted) for article, term, n, quoted in uses for _ in range(n)]
    return pd.DataFrame(rows, columns=["article", "term", "kind", "quoted"])


def test_each_side_has_its_words_and_others_do_not_count(terms):
    found = keyness_between(terms, {"a"}, {"b"}).set_index("term")

    assert found.loc["fare", "z"] > 0 > found.loc["toll", "z"]
    assert found.loc["toll", "count_there"] == 5
    assert found["q"].between(0, 1).all()


def test_sides_mirror_each_other(terms):
    one = keyness_between(terms, {"a"}, {"b"}).set_index("term")["z"]
    other = keyness_between(terms, {"b"}, {"a"}).set_index("term")["z"]

    assert (one + other).abs().max() < 1e-9


def test_a_voice_counts_only_its_own_words(terms):
    assert keyness_between(terms, {"a"}, {"b"}, voice="quoted").empty
    assert "toll" not in set(keyness_between(terms, {"a"}, {"b"}, voice="own")["term"])


def test_an_empty_group_gives_an_empty_table(terms):
    assert keyness_between(terms, {"a"}, set()).empty
