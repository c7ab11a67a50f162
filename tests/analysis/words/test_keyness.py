from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.words import benjamini_hochberg, find_keywords, log_odds_z
from tests.analysis.plain_readings import articles_and_readings

PLAIN = "The ministry opened the new homes. The homes are near the river. The homes are full."
HARSH = "The brutal camps are a disgrace. The camps must close. Oldmark pays for the camps."


def keywords(*texts, groups, **options):
    articles, readings = articles_and_readings(*texts)
    return find_keywords(articles, readings, groups, **options)


def test_each_group_gets_its_own_words():
    found = keywords(PLAIN, HARSH, groups={"a0": "state", "a1": "critics"})

    assert max((k for k in found if k.group == "state"), key=lambda k: k.z).term == "home"
    assert max((k for k in found if k.group == "critics"), key=lambda k: k.z).term == "camp"


def test_counts_articles_and_outlets_are_there():
    found = keywords(PLAIN, PLAIN, HARSH, groups={"a0": "x", "a1": "x", "a2": "y"})
    home = next(k for k in found if k.term == "home" and k.group == "x")

    assert (home.count, home.count_rest, home.articles, home.outlets) == (6, 0, 2, 2)


def test_loaded_words_count_from_one_use():
    found = {k.term: k for k in keywords(PLAIN, HARSH, groups={"a0": "x", "a1": "y"})}

    assert found["brutal"].count == 1
    assert found["brutal"].loadedness >= 0.9
    assert "river" not in found


def test_articles_outside_the_groups_do_not_count():
    with_third = keywords(PLAIN, HARSH, PLAIN, groups={"a0": "x", "a1": "y"})

    assert with_third == keywords(PLAIN, HARSH, groups={"a0": "x", "a1": "y"})


def test_one_group_alone_has_no_keywords():
    assert keywords(PLAIN, HARSH, groups={"a0": "x", "a1": "x"}) == []
    assert keywords(groups={}) == []


def test_order_of_articles_does_not_matter():
    articles, readings = articles_and_readings(PLAIN, HARSH, PLAIN + " " + HARSH)
    groups = {"a0": "x", "a1": "y", "a2": "y"}
    shuffled = random.Random(3).sample(articles, 3)

    assert find_keywords(shuffled, readings, groups) == find_keywords(articles, readings, groups)


def test_z_follows_the_published_formula():
    y_i, y_j, n_i, n_j, weight = 12.0, 3.0, 200.0, 300.0, 500.0
    prior = weight * (y_i + y_j) / (n_i + n_j)
    delta = math.log((y_i + prior) / (n_i + weight - y_i - prior)) - math.log(
        (y_j + prior) / (n_j + weight - y_j - prior)
    )
    expected = delta / math.sqrt(1 / (y_i + prior) + 1 / (y_j + prior))

    assert log_odds_z(np.array([y_i]), np.array([y_j]), n_i, n_j)[0] == pytest.approx(expected)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=20))
def test_swapping_the_groups_swaps_the_sign(counts):
    y_i = np.array([a + 1 for a, _ in counts], dtype=float)
    y_j = np.array([b + 1 for _, b in counts], dtype=float)
    there = log_odds_z(y_i, y_j, y_i.sum(), y_j.sum())
    back = log_odds_z(y_j, y_i, y_j.sum(), y_i.sum())

    assert np.isfinite(there).all()
    assert np.allclose(there, -back)


@given(st.lists(st.floats(-6, 6), min_size=1, max_size=30))
def test_adjusted_p_is_above_p_and_falls_with_z(z):
    scores = np.array(z)
    q = benjamini_hochberg(scores)
    p = np.array([math.erfc(abs(value) / math.sqrt(2)) for value in z])
    order = np.argsort(-np.abs(scores), kind="stable")

    assert ((q >= p - 1e-12) & (q <= 1)).all()
    assert (np.diff(q[order]) >= -1e-12).all()


def test_benjamini_hochberg_on_a_worked_example():
    # p = .05, .01, .03 of three: q = p * 3 / rank, made monotone.
    z = np.array([1.959964, 2.575829, 2.170090])

    assert benjamini_hochberg(z) == pytest.approx([0.05, 0.03, 0.045], abs=1e-5)
