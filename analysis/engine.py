"""Parallel work on one machine or a cluster: joblib, whose backends are existing engines.

``PARALLAX_ENGINE=loky`` (the default) runs processes on this machine. ``PARALLAX_ENGINE=dask`` with
``PARALLAX_DASK=tcp://host:8786`` runs the same functions on a Dask cluster; Dask is an optional
extra. Results come in the order of the work, so they are the same for any engine, any number of
workers, and when a worker dies and its share is done again by another.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar

from analysis.progress import Progress, no_progress

T = TypeVar("T")
R = TypeVar("R")

ENGINES = ("loky", "dask")


class EngineError(Exception):
    """The engine that was asked for cannot be used; the message says what to do."""


class Cancelled(Exception):
    """The work was stopped on request; what was yielded before is good."""


def map_batches(
    function: Callable[[Sequence[T]], R],
    items: Sequence[T],
    *,
    batch: int,
    workers: int = 1,
    progress: Progress = no_progress,
    what: str = "working",
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[R]:
    """Yield the function's result for each batch of items, in order.

    A caller that keeps each result as it comes can be stopped at any time and go on later with the
    items that have no result yet: that is all that resuming takes.

    Parameters
    ----------
    function : callable
        Takes a sequence of items; must be importable by the workers and depend on nothing else.
    items : sequence
        The work.
    batch : int
        Items a call. Results must not depend on it.
    workers : int
        Processes on this machine; a cluster has as many as it has. 1 with loky: no process at all.
    progress : callable
        Called with items done, items in all, and `what`.
    what : str
        What is being done, for `progress`.
    cancelled : callable, optional
        Asked before each result; when it says True the work stops.

    Yields
    ------
    object
        What `function` returned.

    Raises
    ------
    EngineError
        When the engine is unknown, not installed or out of reach.
    Cancelled
        When `cancelled` said so.
    """
    begins = range(0, len(items), batch)
    # Made as they are asked for: together they may take more memory than the items do.
    batches = (items[begin : begin + batch] for begin in begins)
    with _results(function, batches, workers if len(begins) > 1 else 0) as results:
        for begin, result in zip(begins, results, strict=True):
            if cancelled is not None and cancelled():
                raise Cancelled(f"stopped after {begin} of {len(items)}")
            yield result
            progress(min(begin + batch, len(items)), len(items), what)


@contextmanager
def _results(
    function: Callable[[Sequence[T]], R], batches: Iterator[Sequence[T]], workers: int
) -> Iterator[Iterator[R]]:
    """Run the batches; no worker at all: here, whatever the engine."""
    name = os.environ.get("PARALLAX_ENGINE", "loky").lower()
    if name not in ENGINES:
        raise EngineError(f"PARALLAX_ENGINE is {name!r}; it may be {' or '.join(ENGINES)}")
    if workers < 1 or (name == "loky" and workers == 1):
        yield map(function, batches)
        return
    from joblib import Parallel, delayed

    with _backend(name):
        run = Parallel(
            n_jobs=workers if name == "loky" else -1,
            return_as="generator",
            pre_dispatch="3 * n_jobs",
            # Arrays go through pipes: as files in shared memory all of them would pile up there.
            max_nbytes=None,
        )
        results = run(delayed(function)(part) for part in batches)
        try:
            yield results
        finally:
            # Stops what was handed out when the caller leaves early. Work is lost on purpose then;
            # joblib warns of it, or not, by how far the workers had come.
            with warnings.catch_warnings():
                warnings.filterwarnings(
                    "ignore", message=".*(?:not used|cancelled)", module="joblib"
                )
                results.close()


def _backend(name: str) -> AbstractContextManager[Any]:
    if name == "loky":
        return nullcontext()
    from joblib import parallel_config

    address = os.environ.get("PARALLAX_DASK", "")
    if not address:
        raise EngineError("PARALLAX_ENGINE is dask: set PARALLAX_DASK to tcp://host:port")
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineError("PARALLAX_ENGINE is dask: pip install dask distributed") from error
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except OSError as error:
        raise EngineError(f"PARALLAX_DASK: no scheduler answers at {address}") from error
    return _closing(
        parallel_config(backend="dask", client=client, wait_for_workers_timeout=60), client
    )


@contextmanager
def _closing(config: AbstractContextManager[Any], client: Any) -> Iterator[None]:
    try:
        with config:
            yield
    finally:
        client.close()
