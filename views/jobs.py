"""Long work in worker processes: started once, watched, cancelled, alive after a page reload.

Jobs live in this server process, keyed by what they make, so that a reloaded page or a second
visitor finds the same job. The worker tells its progress through a small file; what it has read is
kept at once, so a cancelled or broken job goes on where it stopped.
"""

from __future__ import annotations

import atexit
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import orjson

from analysis.settings import cache_folder

State = Literal["running", "done", "failed", "cancelled"]

logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """The person who started the work stopped it."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a job stands."""

    state: State
    done: int = 0
    total: int = 0
    what: str = ""
    seconds: float = 0.0
    """Since it was started."""
    rate: float = 0.0
    """Steps a second in this phase."""
    reason: str = ""
    """Why it failed, in a sentence."""


class _FileProgress:
    """Progress that another process can see; raises `Cancelled` when asked to stop."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._what = ""
        self._began = self._spoke = 0.0
        self._before = 0

    def __call__(self, done: int, total: int, what: str) -> None:
        if self._path.with_suffix(".cancel").exists():
            raise Cancelled
        now = time.monotonic()
        if what != self._what:
            self._what, self._began, self._before = what, now, done
        elif now - self._spoke < 0.2 and done < total:
            return
        self._spoke = now
        # What was done before this run counts for nothing in its rate.
        rate = (done - self._before) / (now - self._began) if now > self._began else 0.0
        part = self._path.with_suffix(".part")
        part.write_bytes(orjson.dumps([done, total, what, rate]))
        part.replace(self._path)


def _work(function: Callable[..., None], path: str, arguments: tuple[Any, ...]) -> None:
    function(*arguments, progress=_FileProgress(Path(path)))


@dataclass(slots=True)
class _Job:
    future: Future[None]
    path: Path
    began: float


_jobs: dict[str, _Job] = {}
_lock = Lock()


Lane = Literal["compare", "import"]

_executors: dict[Lane, Any] = {}


def _submit(lane: Lane, *work: Any) -> Future[None]:
    """Hand work to the worker of a lane: one process each, so that pages stay quick on two cores.

    Imports have their own: one that waits for web sites must not hold up a comparison.
    """
    # Not the executor that joblib shares: joblib cannot use one that it did not make itself.
    from joblib.externals.loky import ProcessPoolExecutor

    for _ in range(2):
        if lane not in _executors:
            _executors[lane] = ProcessPoolExecutor(max_workers=1, timeout=600)
            # What a worker has read is kept: it need not end its work before the server ends.
            atexit.register(_executors[lane].shutdown, wait=False, kill_workers=True)
        try:
            return _executors[lane].submit(*work)  # type: ignore[no-any-return]
        except RuntimeError:  # the worker died, or was shut down
            del _executors[lane]
    raise RuntimeError("no process could be started for the work")


def start(key: str, function: Callable[..., None], *arguments: Any, lane: Lane = "compare") -> None:
    """Start a job unless it runs already.

    Parameters
    ----------
    key : str
        Names what is made; hexadecimal digits.
    function : callable
        A module-level function; called with `arguments` and ``progress=`` in a worker process.
    lane : str
        Jobs of one lane run one after another.
    """
    with _lock:
        job = _jobs.get(key)
        if job is not None and not job.future.done():
            return
        folder = cache_folder() / "jobs"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{key}.json"
        path.unlink(missing_ok=True)
        path.with_suffix(".cancel").unlink(missing_ok=True)
        future = _submit(lane, _work, function, str(path), arguments)
        _jobs[key] = _Job(future, path, time.monotonic())


def status(key: str) -> Status | None:
    """Return how a job stands; None when there is no such job."""
    job = _jobs.get(key)
    if job is None:
        return None
    seconds = time.monotonic() - job.began
    if job.future.done():
        return _ended(job, seconds)
    done, total, what, rate = _progress(job.path)
    return Status("running", done, total, what, seconds, rate)


def _ended(job: _Job, seconds: float) -> Status:
    error = None if job.future.cancelled() else job.future.exception()
    if job.future.cancelled() or isinstance(error, Cancelled):
        return Status("cancelled", seconds=seconds)
    if error is not None:
        logger.error("a job failed", exc_info=error)
        return Status("failed", seconds=seconds, reason=f"{type(error).__name__}: {error}")
    return Status("done", seconds=seconds)


def _progress(path: Path) -> tuple[int, int, str, float]:
    if not path.exists():
        return 0, 0, "starting", 0.0
    done, total, what, rate = orjson.loads(path.read_bytes())
    return done, total, what, rate


def cancel(key: str) -> None:
    """Ask a job to stop at its next step."""
    job = _jobs.get(key)
    if job is not None:
        job.path.with_suffix(".cancel").touch()
        job.future.cancel()


def forget(key: str) -> None:
    """Drop an ended job, so that it can be started afresh."""
    with _lock:
        job = _jobs.get(key)
        if job is not None and job.future.done():
            del _jobs[key]
