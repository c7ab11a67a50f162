"""Texts for articles that came in as metadata alone: fetched by their address, or attached.

The article keeps its identifier and what its source said of it; the text, and what the metadata
lacked, come from the page or file, and ``provenance`` says so. The library keeps both versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sources.article import Article, Problem
from sources.item import Source
from sources.reading import read_source
from sources.web.addresses import canonical_address

if TYPE_CHECKING:
    from sources.library import Decision, Library
    from sources.web import Fetcher, Page

Progress = Callable[[int, int, str], None]
"""Called as ``progress(done, total, what)``."""

_TAKEN_IF_EMPTY = (
    "title", "subtitle", "outlet", "outlet_domain", "authors", "section", "dateline", "language",
    "copyright", "url",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """An article that has its text now."""

    article: Article
    """As it stands in the library now, people's tags left aside."""
    decision: Decision
    """Undoing it brings back the version without the text."""


def fetch_texts(
    library: Library,
    identifiers: Iterable[str],
    *,
    person: str,
    fetcher: Fetcher | None = None,
    progress: Progress | None = None,
) -> Iterator[Completed | Problem]:
    """Fetch the texts of articles by their addresses; each is kept before the next is yielded.

    Parameters
    ----------
    library : Library
        Where the articles are.
    identifiers : iterable of str
        Articles; those that have their whole text are passed over, so that going on after an
        interruption means asking for the same ones again.
    person : str
        Who signs.
    fetcher : Fetcher, optional
        Else one with the usual manners: one request a host in 5 seconds, robots.txt obeyed.
    progress : callable, optional
        Told after each address.

    Yields
    ------
    Completed or Problem
        One of them for each article without its text. A page that is no article (a wall, an error
        page) is a problem, and the metadata stays as it was.
    """
    # Imported here: who only attaches files has no use for the web.
    from sources.library import Filter
    from sources.web import Fetcher

    waiting: dict[str, list[Article]] = {}
    for article in library.articles(Filter(ids=list(identifiers), without_text=True)):
        key = canonical_address(article.url)
        if key:
            waiting.setdefault(key, []).append(article)
        else:
            yield Problem(article.source_file, article.id, "has no address to fetch", "address")
    if not waiting:
        return
    addresses = [articles[0].url for articles in waiting.values()]
    for page in (fetcher or Fetcher()).fetch_all(addresses, progress=progress):
        asked = page.file if isinstance(page, Problem) else page.asked
        for article in waiting.get(canonical_address(asked), ()):
            if isinstance(page, Problem):
                yield replace(page, place=article.id)
            else:
                yield _from_page(library, article, page, person)


def attach_text(
    library: Library, identifier: str, data: bytes, name: str, *, person: str
) -> Completed | Problem:
    """Give an article its text from a file, or from text that somebody pasted.

    Parameters
    ----------
    library : Library
        Where the article is.
    identifier : str
        The article.
    data : bytes
        The file, in any format that holds one article.
    name : str
        What the file is called.
    person : str
        Who signs.

    Returns
    -------
    Completed or Problem
        A problem when there is no such article, or not exactly one text in the file.
    """
    article = library.get(identifier)
    if article is None:
        return Problem(name, identifier, "there is no such article in the library", "attach")
    found = _one_text(Source(name, data))
    if isinstance(found, Problem):
        return found
    return _keep(library, article, found, f"attached from {name}", person)


def complete(article: Article, found: Article, how: str) -> Article:
    """Return an article with the text of another, and with what it lacked.

    What the article's own source said stands: only empty fields are filled, and a date of crawling
    gives way to one of publication, as does a date to a more precise one of the same day.

    Examples
    --------
    >>> known = Article(id="a", text="", title="Ferry ends", text_kind="none")
    >>> complete(known, Article(id="b", text="It ended.", title="x"), "attached").title
    'Ferry ends'
    """
    changes: dict[str, Any] = {
        "text": found.text,
        "raw_text": found.raw_text,
        "text_kind": found.text_kind,
        "raw_digest": found.raw_digest,
    }
    for name in _TAKEN_IF_EMPTY:
        if not getattr(article, name) and getattr(found, name):
            changes[name] = getattr(found, name)
    if _is_better_date(article, found):
        for name in ("published", "published_precision", "date_kind"):
            changes[name] = getattr(found, name)
    provenance = dict(article.provenance)
    for name in changes.keys() - {"raw_text", "text_kind", "raw_digest"}:
        said = found.provenance.get(name, "")
        provenance[name] = f"{how}: {said}" if said else how
    extra = {**dict(found.extra), **dict(article.extra)}
    extra.pop("not_article", None)
    if "published" in changes:
        extra.pop("published_local", None)
        extra.update(
            {name: found.extra[name] for name in ("published_local",) if name in found.extra}
        )
    return replace(article, **changes, provenance=provenance, extra=extra)


def _is_better_date(article: Article, found: Article) -> bool:
    if found.published is None:
        return False
    if article.published is None or article.date_kind != "published":
        return True
    order = ("none", "year", "month", "day", "minute", "second")
    finer = order.index(found.published_precision) > order.index(article.published_precision)
    apart = abs((found.published - article.published).total_seconds())
    return finer and article.published_precision == "day" and apart < 36 * 3600


def _from_page(library: Library, article: Article, page: Page, person: str) -> Completed | Problem:
    stamp = page.fetched.isoformat(timespec="seconds")
    source = Source(page.address, page.data, address=page.address, fetched=stamp)
    found = _one_text(source)
    if isinstance(found, Problem):
        return replace(found, file=article.url, place=article.id)
    return _keep(library, article, found, f"fetched from {page.address} at {stamp}", person)


def _one_text(source: Source) -> Article | Problem:
    """Return the one article of a page or file that can be compared, or why there is none."""
    made = list(read_source(source, {}))
    articles = [each for each in made if isinstance(each, Article)]
    texts = [each for each in articles if each.comparable]
    if len(texts) == 1:
        return texts[0]
    if len(texts) > 1:
        reason = f"holds {len(texts)} articles; give the one that is meant"
        return Problem(source.name, source.locator, reason, "attach")
    problems = [each for each in made if isinstance(each, Problem)]
    reason = problems[0].reason.partition("; kept")[0] if problems else "no text found"
    code = problems[0].code if problems else "empty"
    return Problem(source.name, source.locator, reason, code)


def _keep(
    library: Library, article: Article, found: Article, how: str, person: str
) -> Completed | Problem:
    from sources.library import LibraryError

    whole = complete(library.untagged(article.id) or article, found, how)
    # Where it came from is one more origin; the file of the metadata stays the article's own.
    try:
        decision = library.attach(whole, found, reason=how, person=person)
    except LibraryError as error:
        return Problem(found.source_file, article.id, str(error), "attach")
    return Completed(article=whole, decision=decision)
