"""Waiting between requests to one host, for all threads of a fetcher together."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class Pace:
    """Says when a host may be asked again.

    Parameters
    ----------
    pause : float
        Seconds between two requests to one host.
    clock, sleep : callable
        For tests.
    """

    def __init__(
        self,
        pause: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str) -> None:
        """Return when the host may be asked, and count that as asking it."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._pauses.get(host, self._pause)
        if turn > now:
            self._sleep(turn - now)

    def delay(self, host: str) -> float:
        """Return the seconds until the host may be asked."""
        with self._lock:
            return max(self._next.get(host, 0.0) - self._clock(), 0.0)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, because it asked for that."""
        with self._lock:
            self._next[host] = max(self._next.get(host, 0.0), self._clock() + seconds)

    def slow_down(self, host: str, pause: float) -> None:
        """Take a longer pause between requests to a host, because its robots.txt asks for it."""
        with self._lock:
            self._pauses[host] = max(pause, self._pause)


def retry_after(value: str, now: datetime | None = None) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for; None when it says nothing.

    Examples
    --------
    >>> retry_after("7200")
    7200.0
    """
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(min(int(text[:12]), 31_536_000))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - (now or datetime.now(UTC))).total_seconds(), 0.0)
