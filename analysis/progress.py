"""Progress of long work: how much is done, how fast, how long it will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

T = TypeVar("T")

Progress = Callable[[int, int, str], None]
"""Called as ``progress(done, total, what)``; total is 0 when unknown."""

_PERIOD = 3.0


def no_progress(done: int, total: int, what: str) -> None:
    """Say nothing."""


class ProgressLine:
    """Reports to a stream: a bar that redraws itself on a terminal, else a line every 3 s."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._began = self._spoke = time.monotonic()
        self._what = ""
        self._before = 0

    def __call__(self, done: int, total: int, what: str) -> None:
        """Report, unless the last report was a moment ago."""
        now = time.monotonic()
        if what != self._what:
            # What was done before is no work of this run: it counts for nothing in the rate.
            self._what, self._began, self._before = what, now, done
        finished = bool(total) and done >= total
        if now - self._spoke < (0.1 if self._terminal else _PERIOD) and not finished:
            return
        if finished and not self._terminal and now - self._began < _PERIOD:
            return
        self._spoke = now
        self._stream.write(self._line(done, total, now - self._began, finished))
        self._stream.flush()

    def _line(self, done: int, total: int, seconds: float, finished: bool) -> str:
        rate = (done - self._before) / seconds if seconds > 0 else 0.0
        parts = [f"{self._what}: {done:,}" + (f" of {total:,}" if total else "")]
        if rate:
            parts.append(f"{rate:,.1f} a second")
        if rate and total and not finished:
            parts.append(f"{(total - done) / rate:,.0f} s left")
        text = ", ".join(parts)
        if not self._terminal:
            return text + "\n"
        return "\r\x1b[K" + text + ("\n" if finished else "")


def track(items: Iterable[T], progress: Progress, what: str, total: int = 0) -> Iterator[T]:
    """Yield the items, reporting after each."""
    for number, item in enumerate(items, 1):
        yield item
        progress(number, total, what)
