"""What robots.txt allows.

References
----------
RFC 9309, Robots Exclusion Protocol.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sources.web.addresses import WebAddress
from sources.web.connection import FetchError, Response

LARGEST = 500 * 1024
"""Bytes that are read; what comes after is not looked at (RFC 9309, 2.5)."""

_KEPT = 24 * 3600.0
_KEPT_FAILURE = 600.0
_UNREACHABLE = "robots.txt could not be read, so nothing there may be asked for"


@dataclass(frozen=True, slots=True)
class _Answer:
    until: float
    rules: Any
    """A parsed file; None when there is none to obey."""
    refusal: FetchError | None = None


class Robots:
    """Asks each origin for its robots.txt and keeps the answer for a day at most.

    Parameters
    ----------
    agent : str
        The name that is looked for.
    get : callable
        Fetches an address, following redirects, and returns the last answer.
    """

    def __init__(
        self,
        agent: str,
        get: Callable[[WebAddress], Response],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._agent = agent
        self._get = get
        self._clock = clock
        self._answers: dict[str, _Answer] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, address: WebAddress) -> None:
        """Return when an address may be asked for.

        Raises
        ------
        FetchError
            When it may not, or nobody can tell.
        """
        answer = self._answer(address)
        if answer.refusal:
            raise FetchError(answer.refusal.code, str(answer.refusal))
        if answer.rules and not answer.rules.can_fetch(str(address), self._agent):
            raise FetchError("robots", "robots.txt of the host forbids it")

    def pause(self, address: WebAddress) -> float:
        """Return the seconds between requests that the host asks for; 0 when it asks for none."""
        rules = self._answer(address).rules
        return float(rules.crawl_delay(self._agent) or 0.0) if rules is not None else 0.0

    def _answer(self, address: WebAddress) -> _Answer:
        origin = address.origin
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            answer = self._answers.get(origin)
            if answer is None or answer.until < self._clock():
                answer = self._answers[origin] = self._ask(address)
            return answer

    def _ask(self, address: WebAddress) -> _Answer:
        file = WebAddress(address.scheme, address.host, address.port, "/robots.txt")
        try:
            response = self._get(file)
        except FetchError as error:
            own = error.code in ("private", "host")
            refusal = error if own else FetchError("robots", f"{_UNREACHABLE} ({error})")
            return _Answer(self._clock() + _KEPT_FAILURE, None, refusal)
        if response.status >= 500 or response.status == 429:
            refusal = FetchError("robots", f"{_UNREACHABLE} (status {response.status})")
            return _Answer(self._clock() + _KEPT_FAILURE, None, refusal)
        rules = None
        if 200 <= response.status < 300:
            from protego import Protego

            rules = Protego.parse(response.data[:LARGEST].decode("utf-8-sig", "replace"))
        return _Answer(self._clock() + _KEPT, rules)
