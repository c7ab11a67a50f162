"""Articles from web addresses: pages, feeds, sitemaps and the sitemaps that those name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from sources.article import Article, Problem
from sources.finishing import registrable_domain
from sources.item import Source
from sources.reading import read_source
from sources.web.addresses import canonical_address

if TYPE_CHECKING:
    from sources.web import Fetcher

Progress = Callable[[int, int, str], None]

MOST_SITEMAPS = 50
"""Sitemaps followed from one index and the indexes it names."""


def read_addresses(
    addresses: Iterable[str],
    *,
    fetcher: Fetcher | None = None,
    progress: Progress | None = None,
) -> Iterator[Article | Problem]:
    """Yield what is at web addresses: a page's article, the entries of a feed or sitemap.

    Parameters
    ----------
    addresses : iterable of str
        As pasted; each page once, whatever its spelling. Only http and https.
    fetcher : Fetcher, optional
        Else one with the usual manners (see ``sources.web``).
    progress : callable, optional
        Told after each address.

    Yields
    ------
    Article or Problem
        As they come. A sitemap that lists sitemaps is followed: at most 50, each once, and only
        within the same domain.
    """
    from sources.web import Fetcher

    getter = fetcher or Fetcher()
    waiting = list(addresses)
    seen = {canonical_address(each) for each in waiting}
    followed = 0
    while waiting:
        named: list[str] = []
        for page in getter.fetch_all(waiting, progress=progress):
            if isinstance(page, Problem):
                yield page
                continue
            stamp = page.fetched.isoformat(timespec="seconds")
            source = Source(page.address, page.data, address=page.address, fetched=stamp)
            # A page is one article, at the address it came from; entries of a feed have their own.
            fields = {"url": page.address} if "html" in page.content_type else {}
            for found in read_source(source, fields):
                if isinstance(found, Problem) and found.code == "index":
                    inner, wrong = _listed(found, page.address, seen)
                    named += inner
                    yield from wrong
                else:
                    yield found
        surplus = followed + len(named) - MOST_SITEMAPS
        if surplus > 0:
            reason = f"names more than {MOST_SITEMAPS} sitemaps; {surplus:,} were left out"
            yield Problem(named[0], "", reason, "limits")
            named = named[: max(0, MOST_SITEMAPS - followed)]
        followed += len(named)
        waiting = named


def _listed(index: Problem, address: str, seen: set[str]) -> tuple[list[str], list[Problem]]:
    """Return the sitemaps to follow from an index, and why others are not."""
    home = registrable_domain(address)
    inner: list[str] = []
    problems: list[Problem] = []
    for each in index.excerpt.split("\n"):
        key = canonical_address(each)
        if key in seen:
            continue
        seen.add(key)
        if registrable_domain(each) == home and key:
            inner.append(each)
        else:
            reason = f"names a sitemap of another host, {each[:200]}; add it by itself"
            problems.append(Problem(address, "", reason, "address"))
    return inner, problems
