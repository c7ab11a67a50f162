from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence

import pytest

from analysis.engine import Cancelled, EngineError, map_batches


def digest_quickly(items: Sequence[int]) -> list[str]:
    return [hashlib.sha256(str(item).encode()).hexdigest() for item in items]


def digest_slowly(items: Sequence[int]) -> list[str]:
    time.sleep(0.1)
    return digest_quickly(items)


def flat(batches) -> list[str]:
    return [each for batch in batches for each in batch]


def test_any_number_of_workers_gives_the_same_in_order():
    alone = flat(map_batches(digest_quickly, range(50), batch=7))
    assert flat(map_batches(digest_quickly, range(50), batch=4, workers=2)) == alone
    assert len(alone) == 50


def test_progress_counts_items():
    calls = []
    done = map_batches(
        digest_quickly,
        range(10),
        batch=4,
        progress=lambda done, total, what: calls.append((done, total, what)),
        what="hashing",
    )
    flat(done)
    assert calls == [(4, 10, "hashing"), (8, 10, "hashing"), (10, 10, "hashing")]


@pytest.mark.parametrize("workers", [1, 2])
def test_cancelled_work_keeps_what_is_done_and_goes_on_later(workers):
    items = list(range(20))
    kept: dict[int, str] = {}

    def work() -> None:
        enough = lambda: len(kept) >= 10  # noqa: E731 (short and used once)
        batches = map_batches(digest_quickly, items, batch=5, workers=workers, cancelled=enough)
        for number, result in enumerate(batches):
            kept.update(zip(items[number * 5 :], result, strict=False))

    with pytest.raises(Cancelled):
        work()
    assert len(kept) == 10
    rest = [item for item in items if item not in kept]
    kept.update(zip(rest, flat(map_batches(digest_quickly, rest, batch=5)), strict=True))
    assert list(kept.values()) == digest_quickly(items)


def test_work_in_the_workers_hands_is_given_up_in_silence():
    with pytest.raises(Cancelled):
        flat(map_batches(digest_slowly, range(9), batch=1, workers=2, cancelled=lambda: True))


def test_no_items_no_work():
    assert list(map_batches(digest_quickly, [], batch=5, workers=2)) == []


def test_unknown_engine_and_missing_address_are_told(monkeypatch):
    monkeypatch.setenv("PARALLAX_ENGINE", "abacus")
    with pytest.raises(EngineError, match="abacus"):
        list(map_batches(digest_quickly, range(9), batch=2))
    monkeypatch.setenv("PARALLAX_ENGINE", "dask")
    monkeypatch.delenv("PARALLAX_DASK", raising=False)
    with pytest.raises(EngineError, match="PARALLAX_DASK"):
        list(map_batches(digest_quickly, range(9), batch=2))
