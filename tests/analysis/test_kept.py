"""What is kept comes back as it was, in memory and on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.intervals import wilson
from analysis.kept import Kept, KeptInMemory, KeptOnDisk
from analysis.vectors_kept import kept_embedding


@pytest.fixture(params=["memory", "disk"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    makers: dict[str, Callable[[], Kept]] = {
        "memory": KeptInMemory,
        "disk": lambda: KeptOnDisk(tmp_path / "deep" / "kept.sqlite"),
    }
    return makers[request.param]()


def test_values_come_back_and_absent_keys_are_left_out(kept: Kept):
    kept.put("reading", {"a": b"1", "b": b"\x00\xff"})

    assert kept.get("reading", ["a", "b", "c", "a"]) == {"a": b"1", "b": b"\x00\xff"}
    assert kept.has("reading", ["a", "b", "c", "a"]) == {"a", "b"}
    assert kept.get("vector", ["a"]) == {}


def test_what_is_kept_is_never_overwritten(kept: Kept):
    kept.put("reading", {"a": b"first"})
    kept.put("reading", {"a": b"second"})

    assert kept.get("reading", ["a"]) == {"a": b"first"}


def test_many_keys_come_back(kept: Kept):
    values = {str(number): str(number).encode() for number in range(1700)}
    kept.put("k", values)

    assert kept.get("k", values) == values


def test_vector_does_not_depend_on_neighbours_or_on_being_kept(kept: Kept):
    text = "The council raised the fare."
    alone = kept_embedding(KeptInMemory())([text])
    embed = kept_embedding(kept)

    first = embed([text, "A quite different and much longer sentence about the weather.", text])
    again = embed([text])

    assert np.array_equal(alone[0], first[0])
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(again[0], first[0])
    assert embed([]).shape[0] == 0


@given(st.integers(0, 200), st.integers(0, 200))
def test_interval_holds_the_share(successes: int, more: int):
    low, high = wilson(successes, successes + more)

    assert 0 <= low <= high <= 1
    if successes + more:
        assert low <= successes / (successes + more) <= high
