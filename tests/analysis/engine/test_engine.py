from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.engine import Cancelled, EngineError, map_batches

ROOT = Path(__file__).parents[3]


def digest_batch(items: Sequence[int]) -> list[str]:
    """Slow enough that a worker can be lost in the middle."""
    time.sleep(0.05)
    return [hashlib.sha256(str(item).encode()).hexdigest() for item in items]


def digest_quickly(items: Sequence[int]) -> list[str]:
    return [hashlib.sha256(str(item).encode()).hexdigest() for item in items]


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


def start(*arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_lost_worker_changes_nothing(monkeypatch, tmp_path):
    """A real scheduler, two real workers, one killed in the middle."""
    pytest.importorskip("distributed", reason="dask is an optional extra")
    contact = tmp_path / "scheduler.json"
    common = ("--scheduler-file", str(contact))
    running = [start("scheduler", *common, "--port", "0", "--no-dashboard", "--host", "127.0.0.1")]
    try:
        workers = [
            start("worker", *common, "--nthreads", "1", "--no-nanny", "--no-dashboard")
            for _ in range(2)
        ]
        running += workers
        address = wait_for_workers(contact, 2)
        expected = digest_quickly(range(120))
        monkeypatch.setenv("PARALLAX_ENGINE", "dask")
        monkeypatch.setenv("PARALLAX_DASK", address)
        got: list[str] = []
        for number, batch in enumerate(map_batches(digest_batch, range(120), batch=3, workers=2)):
            got += batch
            if number == 8:
                workers[0].send_signal(signal.SIGKILL)
        assert got == expected
        assert workers[0].wait(timeout=10) != 0
    finally:
        for process in reversed(running):
            process.kill()
            process.wait(timeout=10)


def wait_for_workers(contact: Path, count: int) -> str:
    import json

    from distributed import Client

    deadline = time.monotonic() + 60
    while not contact.exists() or not contact.read_text():
        assert time.monotonic() < deadline, "no scheduler"
        time.sleep(0.2)
    address = str(json.loads(contact.read_text())["address"])
    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)
    return address
