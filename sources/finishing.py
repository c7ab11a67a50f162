"""From a raw item to an `Article`: cleaned, dated, in a language, under a stable identifier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from sources.article import Article, Problem, TextKind, article_id
from sources.cleaning.marks import normalise
from sources.cleaning.text import Cleaned, clean_text
from sources.dates import Date, parse_date
from sources.item import Item, Source
from sources.language import detect_language, language_code
from sources.outlets import normal_domain
from sources.tables.columns import split_names

_BY = re.compile(r"^(?:by|von|par|por|door|di)\s+", re.I)
_FILE_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)"
)
_LONG_ENOUGH = 200
"""Letters from which the language is told by the text and no longer by what the source declares."""


def finish(item: Item, source: Source, source_format: str) -> Iterator[Article | Problem]:
    """Yield the article made from an item, and what was found wrong with it.

    Parameters
    ----------
    item : Item
        What the reader found.
    source : Source
        Where it stood.
    source_format : str
        Name of the format.
    """
    place = item.locator or source.locator
    cleaned = clean_text(item.text, title=item.title, dump=item.shape == "dump")
    if not cleaned.text and item.text_kind != "none" and not item.problem:
        yield Problem(source.name, place, "no text found", "empty", item.text[:120])
        return
    article = _article(item, source, source_format, cleaned, place)
    if item.problem:
        reason = f"not an article: {item.problem}; kept, and left out of comparisons"
        yield Problem(source.name, place, reason, "not_article", article.text[:120])
    elif article.text_kind == "truncated" and item.text_kind == "full":
        reason = f"{len(article.text.split())} words came in of {item.word_count_claimed} claimed"
        yield Problem(source.name, place, reason, "truncated", article.text[-120:])
    yield article


def _article(
    item: Item, source: Source, source_format: str, cleaned: Cleaned, place: str
) -> Article:
    provenance = {**cleaned.provenance, **item.provenance}
    date = _date(item, source, cleaned, provenance)
    title = _line(item.title or cleaned.title)
    extra = {key: value for key, value in item.extra.items() if value}
    if item.problem:
        extra["not_article"] = item.problem
    if date and date.precision in ("minute", "second"):
        extra["published_local"] = date.local
    return Article(
        id=_identity(item, source_format),
        text=cleaned.text,
        title=title,
        subtitle=_line(item.subtitle or cleaned.subtitle),
        text_kind=_kind(item, cleaned.text),
        outlet=_line(item.outlet or cleaned.outlet),
        outlet_domain=item.outlet_domain or registrable_domain(item.url) or cleaned.outlet_domain,
        outlet_type=_line(item.outlet_type),
        stance=_line(item.stance),
        published=date.when if date else None,
        published_precision=date.precision if date else "none",
        date_kind=item.date_kind,
        url=item.url.strip(),
        source_id=item.source_id,
        authors=_authors(item.authors or cleaned.authors),
        section=_line(item.section or cleaned.section),
        page=_line(item.page),
        edition=_line(item.edition),
        dateline=_line(item.dateline or cleaned.dateline),
        language=_language(item, cleaned.text, title),
        word_count_claimed=item.word_count_claimed,
        duplicate_of=item.duplicate_of,
        event_id=item.event_id,
        copyright=_line(item.copyright),
        source_format=source_format,
        source_file=source.name,
        locator=place,
        raw_digest=source.digest,
        raw_text="" if item.text == cleaned.text else _valid(item.text),
        provenance=provenance,
        extra=extra,
    )


def registrable_domain(address: str) -> str:
    """Return the registrable domain of an address ("news.example.co.uk": "example.co.uk")."""
    return _domain_of(normal_domain(address)) if address else ""


@lru_cache(maxsize=4096)
def _domain_of(host: str) -> str:
    found = _suffixes()(host)
    known = str(found.top_domain_under_public_suffix)
    # Of a suffix that nobody registered the last two labels.
    return known or ".".join(str(found.fqdn or found.domain).split(".")[-2:])


def _identity(item: Item, source_format: str) -> str:
    if item.source_id:
        return article_id(source_format, item.source_id)
    if item.url:
        return article_id(source_format, item.url.strip())
    words = " ".join(item.text.split())
    digest = sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    return article_id(source_format, item.title, item.outlet, item.published, digest)


def _date(item: Item, source: Source, cleaned: Cleaned, provenance: dict[str, str]) -> Date | None:
    if item.published:
        date = parse_date(item.published, day_first=item.day_first)
        if date:
            provenance.setdefault("published", "field of the source")
            if date.precision == "year" and len(item.published.strip()) > 4:
                provenance["published"] += f", day and month unclear: {item.published}"
            return date
    dated_by_citation = "cited" in cleaned.provenance.get("published", "")
    if cleaned.date and not dated_by_citation:
        return cleaned.date
    match = _FILE_DATE.search(re.split(r"[/\\]", source.name)[-1])
    if match:
        provenance["published"] = f"file name: {match[0]}"
        return parse_date("-".join(match.groups()))
    return cleaned.date


def _kind(item: Item, text: str) -> TextKind:
    if item.text_kind != "full":
        return item.text_kind
    claimed = item.word_count_claimed or 0
    if claimed > 40 and text.isascii() and len(text.split()) < 0.6 * claimed:
        return "truncated"
    return "full"


def _language(item: Item, text: str, title: str) -> str:
    if len(text) >= _LONG_ENOUGH or not item.language:
        return detect_language(text or title)
    return language_code(item.language)


def _authors(names: tuple[str, ...]) -> tuple[str, ...]:
    plain = (_BY.sub("", _line(name)).strip(" ,;") for name in names)
    return tuple(dict.fromkeys(name for name in plain if name))


def _line(text: str) -> str:
    return " ".join(normalise(text).split()) if text else ""


def _valid(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def _suffixes() -> Any:
    import tldextract

    # The list of suffixes that comes with the package: no download.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def with_fields(item: Item, fields: Mapping[str, str], reason: str) -> Item:
    """Return an item with fields a manifest gives; they outrank what the reader found."""
    from dataclasses import replace

    given: dict[str, Any] = {name: value for name, value in fields.items() if value}
    if isinstance(given.get("authors"), str):
        given["authors"] = tuple(split_names(given["authors"]))
    provenance = {**item.provenance, **dict.fromkeys(given, reason)}
    return replace(item, **given, provenance=provenance)
