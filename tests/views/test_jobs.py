"""Long work runs elsewhere, is watched from anywhere, can be stopped, and says why it failed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.views import work_to_do
from views import jobs


def wait_until(holds: Callable[[], bool], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)


def state(key: str) -> str:
    status = jobs.status(key)
    return status.state if status else "none"


def test_job_runs_in_another_process_and_can_be_forgotten(tmp_path: Path):
    target = tmp_path / "result"

    jobs.start("a1", work_to_do.write_when_done, str(target))
    wait_until(lambda: state("a1") != "running")

    assert state("a1") == "done"
    assert target.read_text("utf-8") == "done"
    jobs.forget("a1")
    assert jobs.status("a1") is None


def test_running_job_tells_how_far_it_is_and_stops_when_asked():
    jobs.start("b2", work_to_do.never_end)
    wait_until(lambda: (jobs.status("b2") or jobs.Status("failed")).what == "waiting")

    jobs.start("b2", work_to_do.never_end)  # a second visitor: the same job
    jobs.cancel("b2")
    wait_until(lambda: state("b2") != "running")

    assert state("b2") == "cancelled"


def test_failed_job_says_why():
    jobs.start("c3", work_to_do.fail)
    wait_until(lambda: state("c3") != "running")

    status = jobs.status("c3")
    assert status is not None
    assert status.state == "failed"
    assert "this cannot be read" in status.reason
