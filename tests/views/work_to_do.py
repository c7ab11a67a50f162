"""Work for the tests of jobs: functions that a worker process can import."""

from __future__ import annotations

import time
from pathlib import Path


def write_when_done(path: str, *, progress) -> None:
    for step in range(1, 4):
        progress(step, 3, "writing")
    Path(path).write_text("done", encoding="utf-8")


def never_end(*, progress) -> None:
    for step in range(100_000):
        progress(step, 0, "waiting")
        time.sleep(0.02)


def fail(*, progress) -> None:
    raise ValueError("this cannot be read")
