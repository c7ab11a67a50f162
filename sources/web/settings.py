"""Settings of the fetcher, all in one place."""

from __future__ import annotations

from dataclasses import dataclass

from sources.web.addresses import PORTS


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """How politely and how far the web is asked."""

    agent: str = "Parallax/1.0 (news comparison for research; reads single articles)"
    """What the fetcher calls itself; its first word is its name in robots.txt."""
    pause: float = 5.0
    """Seconds between two requests to one host."""
    deadline: float = 30.0
    """Seconds for one request, from looking up the host to the last byte."""
    silence: float = 10.0
    """Seconds without a byte after which a connection is given up."""
    largest: int = 10 * 1024 * 1024
    """Bytes of a page, counted after unpacking."""
    hops: int = 5
    """Redirects followed, of all kinds together."""
    longest_wait: float = 60.0
    """Seconds; a host that asks for a longer pause than this is not waited for."""
    ports: frozenset[int] = PORTS
    loopback_ports: frozenset[int] = frozenset()
    """Ports of this machine that may be asked all the same. Only tests have a use for it."""

    @property
    def robot(self) -> str:
        """The name to look for in robots.txt."""
        return self.agent.split("/")[0]
