"""The fits that the attribution models come from."""

from __future__ import annotations

import numpy as np

from analysis.quotations.context import STEP
from training.linear import Choice, Looks, Rows, Seen, fit_logistic, named

WIDTH = 6


def some_states(count: int) -> np.ndarray:
    rng = np.random.default_rng(5)
    states = (rng.standard_normal((count, WIDTH)) * 3 + 1).astype(np.float16)
    states[0] = 0
    return states


def some_rows(states: np.ndarray, count: int) -> tuple[Seen, np.ndarray, np.ndarray]:
    """Rows that look at one word, and at a stretch of one to four."""
    rng = np.random.default_rng(6)
    at = rng.integers(0, len(states) - 5, count)
    looks = Looks(["cue"], "inside")
    for number in at.tolist():
        looks.add(number, stretch=(number + 1, number + 1 + number % 4))
    return looks.over(states), at, at % 4


def test_weights_count_as_they_did_in_the_fit() -> None:
    states = some_states(60)
    seen, at, lengths = some_rows(states, 40)
    w = np.random.default_rng(8).standard_normal(seen.size)
    found = {name: np.array(values) / STEP for name, values in seen.weights(w).items()}

    def score(number: int, place: str) -> float:
        state = states[number].astype(float)
        return float(state @ found[place][:-1] + found[place][-1]) if number else 0.0

    wanted = [
        score(n, "cue") + sum(score(k, "inside") for k in range(n + 1, n + 1 + length))
        for n, length in zip(at.tolist(), lengths.tolist(), strict=True)
    ]
    np.testing.assert_allclose(seen.scores(w), wanted, atol=0.02)


def test_the_gradient_is_that_of_the_scores() -> None:
    seen, at, _ = some_rows(some_states(60), 40)
    slope = np.random.default_rng(9).standard_normal(len(at))
    w = np.zeros(seen.size)
    found = seen.gradient(slope)
    for k in range(seen.size):
        step = np.zeros(seen.size)
        step[k] = 1.0
        change = seen.scores(w + step) - seen.scores(w)
        np.testing.assert_allclose(found[k], slope @ change, atol=1e-3)


def test_features_and_states_are_weighed_together() -> None:
    states = some_states(400)
    rows, looks, right = Rows(), Looks(["cue"]), []
    for number in range(1, 400):
        named_so = number % 3 == 0
        rows.add("x", ["known"] if named_so else ["unknown"])
        looks.add(number)
        right.append(named_so or states[number, 2] > 3)
    matrices, names = rows.matrices()
    seen = looks.over(states)
    weights, places = fit_logistic(matrices["x"], np.array(right, float), 1.0, seen, 1.0)
    assert named(names, weights)["known"] > 1
    cue = seen.weights(places)["cue"]
    assert max(range(WIDTH), key=lambda k: abs(cue[k])) == 2
    # The same rows without states.
    alone, nothing = fit_logistic(matrices["x"], np.array(right, float), 1.0, looks.over(None), 1.0)
    assert looks.over(None).weights(nothing) == {}
    assert named(names, alone)["known"] > 1


def test_a_choice_learns_from_what_stands_inside_a_stretch() -> None:
    states = some_states(300)
    choice = Choice(Looks(["first"], "inside"), "x")
    for group in range(1, 290, 5):
        options = [(group, group + 2), (group + 2, group + 4)]
        sums = [states[a:b, 1].sum() for a, b in options]
        choice.add_group(
            [[choice.rows.add("x", ["same"])] for _ in options], [int(np.argmax(sums))]
        )
        for a, b in options:
            choice.looks.add(a, stretch=(a, b))
    _, places = choice.fit(states, 1.0, 1.0)
    inside = places["inside"]
    assert max(range(WIDTH), key=lambda k: inside[k]) == 1
