"""Articles are read on a real Dask cluster; a worker lost in the middle changes nothing."""

from __future__ import annotations

import os
import signal

import pytest

from analysis import reading
from analysis.kept import KeptInMemory
from sources.article import Article

TEXT = (
    "Boat {n} left the pier on Monday, the harbour master said. “Nobody was hurt,” he told "
    "reporters.\n\nAbout {n}00 people had waited since 8 a.m., according to Una Kerr of the union."
)
COUNT = 16


def values(kept: KeptInMemory, articles: list[Article]) -> list[bytes]:
    keys = [f"{article.digest} {reading.reading_version()}" for article in articles]
    found = kept.get("reading", keys)
    return [found[key] for key in keys]


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_lost_worker_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    """A real scheduler, two worker processes, one killed after the first batch."""
    distributed = pytest.importorskip("distributed", reason="dask is an optional extra")
    articles = [
        Article(id=str(n), text=TEXT.format(n=n), source_file=f"{n}.txt") for n in range(COUNT)
    ]
    alone = KeptInMemory()
    reading.keep_readings(articles, kept=alone)
    monkeypatch.setattr(reading, "_BATCH", 2)
    shared = KeptInMemory()
    lost: list[int] = []

    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        monkeypatch.setenv("PARALLAX_ENGINE", "dask")
        monkeypatch.setenv("PARALLAX_DASK", cluster.scheduler_address)

        def lose_one(done: int, total: int, what: str) -> None:
            if done and not lost:
                lost.append(next(iter(cluster.workers.values())).pid)
                os.kill(lost[0], signal.SIGKILL)

        reading.keep_readings(articles, kept=shared, progress=lose_one)

    assert lost
    assert values(shared, articles) == values(alone, articles)
