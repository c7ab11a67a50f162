"""Stance of one sentence toward one target."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.encoder import load_encoder
from analysis.kept import KeptInMemory
from analysis.stance.fallback import find_features
from analysis.stance.reader import FARTHEST, FIRST_TOKEN, FOLDER, LOWER, UPPER, lay_out, share_out
from analysis.stance.sentence import CLASSES, Pair, score_pairs

PRAISE = "Mayor Brandt was praised for her brave and honest handling of the flood."
BLAME = "Mayor Brandt was condemned for her corrupt and cowardly handling of the flood."
PLAIN = "Mayor Brandt met the council on Tuesday."


def pair(text: str, name: str = "Brandt") -> Pair:
    start = text.index(name)
    return Pair(text, (start, start + len(name)))


@pytest.mark.parametrize("encoded", [True, False])
def test_plain_cases_are_told_apart(encoded: bool) -> None:
    encoder = load_encoder() if encoded else None
    found = score_pairs([pair(BLAME), pair(PLAIN), pair(PRAISE)], encoder=encoder)
    if encoded:
        assert [CLASSES[k] for k in found.argmax(axis=1)] == ["critical", "neutral", "supportive"]
    assert found[2, 2] > found[0, 2]
    assert found[0, 0] > found[2, 0]


def test_two_targets_of_one_sentence_differ() -> None:
    text = "Brandt brilliantly exposed the fraud that the disgraced Keller had covered up."
    brandt, keller = score_pairs([pair(text), pair(text, "Keller")], encoder=load_encoder())
    assert brandt[2] - brandt[0] > keller[2] - keller[0]


def test_what_is_kept_is_not_computed_again() -> None:
    class Silent:
        def split(self, text: str) -> None:
            raise AssertionError(text)

    kept = KeptInMemory()
    pairs = [pair(PRAISE), pair(BLAME), pair(PRAISE)]
    first = score_pairs(pairs, encoder=load_encoder(), kept=kept)
    again = score_pairs(pairs, encoder=Silent(), kept=kept)  # type: ignore[arg-type]
    np.testing.assert_array_equal(first, again)


def test_words_and_encoder_are_kept_apart() -> None:
    kept = KeptInMemory()
    words = score_pairs([pair(PRAISE)], encoder=None, kept=kept)
    encoded = score_pairs([pair(PRAISE)], encoder=load_encoder(), kept=kept)
    assert not np.allclose(words, encoded)


def test_nothing_gives_nothing() -> None:
    assert score_pairs([], encoder=None).shape == (0, 3)


def test_the_model_is_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name in (LOWER, UPPER)) < 1_000_000


@settings(max_examples=40)
@given(text=st.text(max_size=80), at=st.tuples(st.integers(0, 80), st.integers(0, 80)))
def test_word_probabilities_sum_to_one(text: str, at: tuple[int, int]) -> None:
    span = (min(at), max(at))
    row = score_pairs([Pair(text, span)], encoder=None)[0]
    assert row.sum() == pytest.approx(1, abs=1e-5)
    assert (row >= 0).all()


@settings(max_examples=15)
@given(text=st.text(max_size=60))
def test_any_text_can_be_judged(text: str) -> None:
    found = score_pairs([Pair(text, None), Pair(text, (0, 3))], encoder=load_encoder())
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_distances_grow_away_from_the_target() -> None:
    spans = ((0, 0), *((5 * n, 5 * n + 4) for n in range(100)), (0, 0))
    layout = lay_out(spans, (250, 254))
    middle = int(layout.is_target.argmax())
    assert layout.is_target.sum() == 1
    assert layout.distances[middle] == FARTHEST
    assert (np.diff(layout.distances) >= 0).all()
    assert lay_out(spans, None).distances[0] == FIRST_TOKEN


def test_shares_are_means_over_the_target_all_and_what_is_near() -> None:
    spans = ((0, 0), *((5 * n, 5 * n + 4) for n in range(30)), (0, 0))
    target, everything, near = share_out(lay_out(spans, (50, 59)))
    assert np.flatnonzero(target).tolist() == [11, 12]
    assert np.flatnonzero(near).tolist() == list(range(3, 21))
    assert (everything > 0).all()
    np.testing.assert_allclose([target.sum(), everything.sum(), near.sum()], 1, rtol=1e-5)


def test_negated_words_are_marked() -> None:
    features = set(find_features("She did not lie to Brandt", (19, 25)))
    assert {"!lie", "<!lie", "~!lie"} <= features
    assert "brandt" not in features
