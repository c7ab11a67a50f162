"""The one fetcher: everything that Parallax reads from the web comes through here.

Only http and https; every hop is checked as an address and again when it connects; robots.txt is
obeyed; a host is asked once in five seconds; size, time and redirects have limits.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from sources.article import Problem
from sources.web.addresses import (
    RefusedAddressError,
    WebAddress,
    canonical_address,
    parse_address,
)
from sources.web.connection import FetchError, Resolve, Response, look_up, request
from sources.web.pace import Pace, retry_after
from sources.web.robots import LARGEST as LARGEST_ROBOTS
from sources.web.robots import Robots
from sources.web.settings import WebSettings

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_FULL_AGAIN = 24 * 3600.0
_AT_ONCE = 4
_REFRESH = re.compile(
    rb"<meta[^>]{0,200}http-equiv\s*=\s*[\"']?refresh[\"']?[^>]{0,200}content\s*=\s*"
    rb"[\"']\s*(\d{1,3})\s*[;,]\s*url\s*=\s*[\"']?([^\"'>\s]{1,2048})",
    re.IGNORECASE,
)
_SOON = 5
_REASONS = {
    401: "asks for a password",
    402: "asks for money",
    403: "refuses programs or this address",
    404: "there is no such page",
    410: "the page was taken down",
    429: "asks for fewer requests",
    451: "may not be shown for legal reasons",
    503: "is out of service for now",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said about a version, to ask it whether there is a newer one."""

    etag: str = ""
    modified: str = ""
    full: float = 0.0
    """When the whole was last fetched, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was fetched."""

    address: str
    """The last hop."""
    asked: str
    """The address as it was given."""
    data: bytes
    """Empty when it has not changed."""
    content_type: str
    fetched: datetime
    validators: Validators
    unchanged: bool = False
    hops: tuple[str, ...] = ()
    """Addresses on the way, the first one first."""


class Fetcher:
    """Fetches pages politely; threads may share it.

    Parameters
    ----------
    settings : WebSettings
        Limits and manners.
    resolve : callable
        Host and port to addresses, for tests.
    """

    def __init__(
        self,
        settings: WebSettings | None = None,
        *,
        resolve: Resolve = look_up,
        pace: Pace | None = None,
    ) -> None:
        self.settings = settings or WebSettings()
        self._resolve = resolve
        self._pace = pace or Pace(self.settings.pause)
        self._robots = Robots(self.settings.robot, self._get_robots)

    def fetch(self, address: str, known: Validators | None = None) -> Page | Problem:
        """Return a page, or why there is none.

        Parameters
        ----------
        address : str
            As pasted.
        known : Validators, optional
            Of the version that is there. A page that has not changed costs nothing; once a day it
            is fetched whole all the same, since some servers repeat their mark though the page
            changed.

        Returns
        -------
        Page or Problem
            ``Problem.code`` is one word: address, private, robots, host, connection, certificate,
            http, packing, slow, large, redirect, busy, status.
        """
        try:
            return self._follow(address, known)
        except RefusedAddressError as error:
            return Problem(address[:200], "", str(error), "address")
        except FetchError as error:
            return Problem(address[:200], "", str(error), error.code)

    def fetch_all(
        self, addresses: Iterable[str], *, progress: Callable[[int, int, str], None] | None = None
    ) -> Iterator[Page | Problem]:
        """Yield a page or problem for each address as it comes; hosts are asked side by side.

        Two spellings of one address are fetched once. To go on after an interruption, leave out
        what is there already: nothing else is remembered.
        """
        waiting = _by_host(addresses)
        total = sum(len(queue) for queue in waiting.values())
        done = 0
        running: dict[Future[Page | Problem], str] = {}
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fetch") as crew:
            try:
                while waiting or running:
                    self._start(crew, waiting, running)
                    finished, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                    if not running:
                        time.sleep(min(0.2, self._shortest_delay(waiting)))
                    for future in finished:
                        running.pop(future)
                        done += 1
                        if progress:
                            progress(done, total, "addresses fetched")
                        yield future.result()
            finally:
                for future in running:
                    future.cancel()

    def _start(
        self,
        crew: ThreadPoolExecutor,
        waiting: dict[str, list[str]],
        running: dict[Future[Page | Problem], str],
    ) -> None:
        """Hand out addresses of hosts that may be asked now and are not being asked."""
        asked = set(running.values())
        for host in list(waiting):
            if len(running) >= _AT_ONCE:
                return
            ready = (
                self._pace.delay(host) <= 0 or self._pace.delay(host) > self.settings.longest_wait
            )
            if host in asked or not ready:
                continue
            running[crew.submit(self.fetch, waiting[host].pop(0))] = host
            if not waiting[host]:
                del waiting[host]

    def _shortest_delay(self, waiting: dict[str, list[str]]) -> float:
        return max(min((self._pace.delay(host) for host in waiting), default=0.0), 0.01)

    def _follow(self, given: str, known: Validators | None) -> Page:
        address = parse_address(given, ports=self._ports())
        headers = self._headers(known)
        hops: list[str] = []
        while True:
            self._check_robots(address)
            response = self._ask(address, headers)
            hops.append(str(address))
            target = _next_hop(response, address)
            if target is None:
                return self._page(given, address, response, known, hops)
            if len(hops) > self.settings.hops:
                raise FetchError("redirect", f"redirected more than {self.settings.hops} times")
            address = parse_address(target, ports=self._ports())

    def _ports(self) -> frozenset[int]:
        return self.settings.ports | self.settings.loopback_ports

    def _headers(self, known: Validators | None) -> dict[str, str]:
        headers = {
            "User-Agent": self.settings.agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        }
        if known and time.time() - known.full < _FULL_AGAIN:
            if known.etag:
                headers["If-None-Match"] = known.etag
            if known.modified:
                headers["If-Modified-Since"] = known.modified
        return headers

    def _check_robots(self, address: WebAddress) -> None:
        self._robots.check(address)
        pause = self._robots.pause(address)
        if pause > self.settings.pause:
            self._pace.slow_down(address.host, min(pause, self.settings.longest_wait))

    def _ask(self, address: WebAddress, headers: dict[str, str]) -> Response:
        delay = self._pace.delay(address.host)
        if delay > self.settings.longest_wait:
            reason = f"{address.host} asked to be left alone for another {delay:,.0f} seconds"
            raise FetchError("busy", reason)
        self._pace.wait(address.host)
        return request(address, headers, self.settings, resolve=self._resolve)

    def _get_robots(self, address: WebAddress) -> Response:
        headers = {"User-Agent": self.settings.agent}
        for _ in range(self.settings.hops + 1):
            self._pace.wait(address.host)
            response = request(
                address, headers, self.settings,
                largest=LARGEST_ROBOTS, cut=True, resolve=self._resolve,
            )  # fmt: skip
            location = response.headers.get("location", "")
            if response.status not in _REDIRECTS or not location:
                return response
            try:
                target = urljoin(str(address), location)
                address = parse_address(target, ports=self._ports())
            except RefusedAddressError as error:
                raise FetchError("redirect", str(error)) from error
        # RFC 9309, 2.3.1.2: after five redirects it may be taken as not there.
        return Response(404, {}, b"")

    def _page(
        self,
        given: str,
        address: WebAddress,
        response: Response,
        known: Validators | None,
        hops: list[str],
    ) -> Page:
        unchanged = response.status == 304 and known is not None
        if not unchanged:
            self._check_status(address, response)
        headers = response.headers
        now = datetime.now(UTC)
        full = known.full if unchanged and known else now.timestamp()
        etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
        return Page(
            address=str(address),
            asked=given,
            data=response.data,
            content_type=headers.get("content-type", ""),
            fetched=now,
            validators=Validators(etag, modified, full),
            unchanged=unchanged,
            hops=tuple(hops),
        )

    def _check_status(self, address: WebAddress, response: Response) -> None:
        status = response.status
        if 200 <= status < 300 and status != 206:
            return
        reason = _REASONS.get(status, "answers with an error" if status >= 400 else "has no page")
        seconds = retry_after(response.headers.get("retry-after", ""))
        code = "status"
        if seconds is not None and status in (429, 503):
            self._pace.hold(address.host, seconds)
            reason += f"; asks to come back in {seconds:,.0f} seconds"
            code = "busy"
        raise FetchError(code, f"{address.host}: {reason} (status {status})")


def _next_hop(response: Response, address: WebAddress) -> str | None:
    if response.status in _REDIRECTS:
        location = response.headers.get("location", "").strip()
        if not location:
            raise FetchError("redirect", "redirected to nowhere")
        return str(urljoin(str(address), location))
    if "html" in response.headers.get("content-type", "html"):
        match = _REFRESH.search(response.data[:65_536])
        if match and int(match.group(1)) <= _SOON:
            target = match.group(2).decode("utf-8", "replace").replace("&amp;", "&")
            target = str(urljoin(str(address), target))
            # Many pages reload themselves, which leads nowhere.
            if canonical_address(target) != canonical_address(str(address)):
                return target
    return None


def _by_host(addresses: Iterable[str]) -> dict[str, list[str]]:
    """Group addresses by host, each page once; what is no address stands alone and is refused."""
    queues: dict[str, list[str]] = {}
    seen: set[str] = set()
    for address in addresses:
        key = canonical_address(address) or address
        if key in seen:
            continue
        seen.add(key)
        try:
            host = parse_address(address, ports=frozenset(range(65_536))).host
        except RefusedAddressError:
            host = address
        queues.setdefault(host, []).append(address)
    return queues
