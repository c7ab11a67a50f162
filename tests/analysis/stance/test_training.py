"""The attending heads: the slopes they are trained by, and that they run as they were trained."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from analysis.stance.attention import attend, project_tokens, unpack_heads
from analysis.stance.sentence import CLASSES, Pair
from training import stance_attention, stance_slopes
from training.stance_encodings import STATES, Encodings, Scale
from training.stance_versions import mask_target, read_examples

SPANS = [(0, 0), (0, 6), (7, 10), (11, 15), (15, 16), (0, 0)]
PAIR = Pair("Brandt ran home.", (0, 6))
SCALE = Scale(np.full(STATES, 0.1, np.float32), np.full(STATES, 1.5, np.float32))


@pytest.fixture
def encodings() -> Encodings:
    rng = np.random.default_rng(4)
    states = rng.standard_normal((len(SPANS), STATES)).astype(np.float16)
    embedding = (rng.standard_normal((1, 384)) / 20).astype(np.float32)
    return Encodings(states, embedding, {PAIR.text: (0, 0, len(SPANS), SPANS)})


def weights_off_zero() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(5)
    return {
        name: (values + 0.1 * rng.standard_normal(values.shape)).astype(np.float32)
        for name, values in stance_slopes.start_weights(rng).items()
    }


def test_slopes_are_those_of_the_loss(encodings: Encodings) -> None:
    rows = stance_attention.make_rows(encodings.scaled(SCALE), [PAIR] * 2, np.array([0, 2]))
    batch = stance_attention.make_batch(rows, np.arange(2), np.random.default_rng(2))
    exact: dict[str, Any] = {
        name: values.astype(np.float64) for name, values in weights_off_zero().items()
    }
    slopes = stance_slopes.loss_slopes(exact, batch, np.random.default_rng(1))[1]
    for name, values in exact.items():
        at = np.unravel_index(np.abs(slopes[name]).argmax(), values.shape)
        losses = []
        for step in (1e-4, -1e-4):
            moved = {**exact, name: values.copy()}
            moved[name][at] += step
            losses.append(stance_slopes.loss_slopes(moved, batch, np.random.default_rng(1))[0])
        assert (losses[0] - losses[1]) / 2e-4 == pytest.approx(slopes[name][at], rel=1e-2), name


def test_heads_run_as_they_were_trained(
    encodings: Encodings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stance_slopes, "DROPOUT", 0.0)
    monkeypatch.setattr(stance_attention, "DROPOUT_IN", 0.0)
    weights, rng = weights_off_zero(), np.random.default_rng(1)
    packed = stance_attention.pack_heads([stance_attention._fold(weights, SCALE)] * 2)
    heads = unpack_heads(packed)
    states = encodings.of(PAIR.text)
    found = attend(states, project_tokens(states, heads), PAIR.target, heads)
    np.testing.assert_allclose(found[0], found[1], atol=1e-5)
    rows = stance_attention.make_rows(encodings.scaled(SCALE), [PAIR], np.array([0]))
    for wanted in range(len(CLASSES)):
        rows.wanted[0] = np.eye(3)[wanted]
        batch = stance_attention.make_batch(rows, np.arange(1), rng)
        loss = stance_slopes.loss_slopes(weights, batch, rng)[0]
        assert float(found[0, wanted]) == pytest.approx(np.exp(-loss), abs=0.03)


def test_the_same_seed_gives_the_same_head(encodings: Encodings) -> None:
    rows = stance_attention.make_rows(encodings.scaled(SCALE), [PAIR] * 64, np.arange(64) % 3)
    one, other = (
        stance_attention.train_heads([rows], SCALE, order=1, seeds=(3,), epochs=2)[0]
        for _ in range(2)
    )
    for name, values in one.items():
        np.testing.assert_array_equal(values, other[name])


def test_targets_are_masked_in_place() -> None:
    masked = mask_target(Pair("We saw Brandt's car.", (7, 13)))
    assert masked.text == "We saw [MASK]'s car."
    assert masked.target is not None
    assert masked.text[slice(*masked.target)] == "[MASK]"


def test_examples_name_their_targets_and_hold_all_classes() -> None:
    pairs, labels = read_examples()
    assert set(labels) == set(range(len(CLASSES)))
    for pair in pairs:
        assert pair.target is not None
        assert pair.text[slice(*pair.target)].strip()
        assert "{" not in pair.text
