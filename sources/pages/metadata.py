"""What a web page says of its article: structured data first, then meta tags, then guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sources.dates import parse_date
from sources.pages.data import linked_data, plain

_ARTICLE = re.compile(r"(?:Article|Posting|Reportage|Report|NewsStory)$")
_PUBLISHED = (
    "article:published_time", "article:published", "og:published_time", "datepublished",
    "date_published", "publish-date", "publish_date",
    "publication_date", "pubdate", "publishdate", "published_time", "dcterms.created",
    "dcterms.date", "dc.date.issued", "dc.date", "dc.date.created",
    "date", "article.published", "published-date", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "last-published",
    "rnews:datepublished",
    "originalpublicationdate", "displaydate", "article_date_original", "pdate", "creation_date",
    "release_date", "citation_publication_date", "citation_date",
)  # fmt: skip
_AUTHOR = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author",
    "dcterms.creator", "cxenseparse:author", "authors", "citation_author")  # fmt: skip
_URL_DATE = re.compile(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
_URL_COMPACT = re.compile(r"(?<!\d)(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_SEPARATOR = re.compile(r"\s+[|–—·•»›:-]+\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")
_NO_NAME = re.compile(
    r"https?:|www\.|@|^\W*$|^(?:admin|staff|editor|redaktion|none|null|webmaster|user|unknown)$",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """The fields found on a page, and where each came from."""

    title: str = ""
    subtitle: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    language: str = ""
    genre: str = ""
    """Schema.org type of the article, for instance ``OpinionNewsArticle``."""
    body: str = ""
    """Body in the structured data; empty when they give none."""
    free: bool = True
    """False when the page says that it is not accessible for free."""
    dateline: str = ""
    page: str = ""
    is_article: bool = False
    """The structured data or ``og:type`` call it an article."""
    modified: str = ""
    keywords: str = ""
    word_count: int | None = None
    """What the page says; its own count of the whole article."""
    broken_blocks: int = 0
    provenance: Mapping[str, str] = field(default_factory=dict)


def page_metadata(tree: Any, *, address: str = "") -> PageMetadata:
    """Return the metadata of a parsed page.

    Parameters
    ----------
    tree : lxml element
        The page.
    address : str
        Where it was fetched from, when known.
    """
    objects, broken = linked_data(tree)
    about = _article_object(objects)
    meta = _meta(tree)
    found: dict[str, tuple[str, str]] = {
        "title": _title(tree, about, meta),
        "published": _published(tree, about, objects, meta, address),
        "url": _first(("link rel=canonical", _canonical(tree)), ("og:url", meta.get("og:url",
        "")), ("JSON-LD", _text(about.get("url"))), ("address", address)),
        "outlet": _outlet(about, meta),
        "section": _first(("JSON-LD", _join(about.get("articleSection"))),
        ("meta article:section", meta.get("article:section", ""))),
        "language": _first(("html lang",
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""),
            ("JSON-LD", _text(about.get("inLanguage")))),
        "subtitle": _first(("JSON-LD", _text(about.get("alternativeHeadline")))),
    }  # fmt: skip
    authors, author_source = _authors(tree, about, objects, meta)
    provenance = {name: source for name, (value, source) in found.items() if value}
    if authors:
        provenance["authors"] = author_source
    url = found["url"][0]
    return PageMetadata(
        title=found["title"][0],
        subtitle=found["subtitle"][0],
        outlet=found["outlet"][0],
        published=found["published"][0],
        url=url if url.startswith(("http://", "https://")) else address,
        authors=authors,
        section=found["section"][0],
        language=found["language"][0],
        genre=_kind(about),
        body=plain(_text(about.get("articleBody"))),
        free=_text(about.get("isAccessibleForFree")).lower() != "false",
        dateline=_text(about.get("dateline")),
        page=_text(about.get("printPage")),
        is_article=bool(about) or meta.get("og:type", "") == "article",
        modified=_text(about.get("dateModified")) or meta.get("article:modified_time", ""),
        keywords=_join(about.get("keywords")),
        word_count=_count(about.get("wordCount")),
        broken_blocks=broken,
        provenance=provenance,
    )


def _first(*candidates: tuple[str, str]) -> tuple[str, str]:
    """Return (value, source) of the first candidate that says something."""
    for source, value in candidates:
        if value and value.strip():
            return value.strip(), source
    return "", ""


def _kind(value: Mapping[str, Any]) -> str:
    kind = value.get("@type", "")
    kinds = kind if isinstance(kind, list) else [kind]
    return next((str(one) for one in kinds if _ARTICLE.search(str(one))), "")


def _article_object(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the object that describes the article: the first with a headline and a date."""
    articles = [one for one in objects if _kind(one)]
    named = [one for one in articles if one.get("headline") and one.get("datePublished")]
    return (named or articles or [{}])[0]


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("@id") or ""
    if isinstance(value, list):
        value = _text(value[0]) if value else ""
    return str(value).strip() if isinstance(value, (str, int, float, bool)) else ""


def _join(value: Any) -> str:
    return ", ".join(filter(None, map(_text, value))) if isinstance(value, list) else _text(value)


def _count(value: Any) -> int | None:
    digits = str(value or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 7 else None


def _meta(tree: Any) -> dict[str, str]:
    """Return meta tags by lower-case name, property or itemprop; the first of each."""
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = (node.get("content") or "").strip()
        if name and content:
            meta.setdefault(name.strip().lower(), content)
    return meta


def _canonical(tree: Any) -> str:
    for node in tree.iter("link"):
        if (node.get("rel") or "").lower() == "canonical":
            return str(node.get("href") or "")
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _overlap(a: str, b: str) -> float:
    one, two = set(_words(a)), set(_words(b))
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def _title(tree: Any, about: Mapping[str, Any], meta: Mapping[str, str]) -> tuple[str, str]:
    """Return the headline.

    A first-level heading that the page's other names for itself confirm is what readers saw;
    else what structured data say, with the site's name taken off.
    """
    site = _outlet(about, meta)[0]
    node = next(iter(tree.iter("title")), None)
    tag = " ".join("".join(node.itertext()).split()) if node is not None else ""
    headings = [" ".join("".join(one.itertext()).split()) for one in tree.iter("h1")]
    headings = [one for one in headings if one]
    named = [
        (source, _without_site(value, site))
        for source, value in (
            ("JSON-LD headline", plain(_text(about.get("headline"))).replace("\n", " ")),
            ("og:title", meta.get("og:title", "")),
            ("twitter:title", meta.get("twitter:title", "")),
            ("title tag", tag),
        )
        if value
    ]
    best = max(headings, key=lambda one: sum(_overlap(one, name) for _, name in named), default="")
    if best and any(_overlap(best, name) >= 0.6 for _, name in named) and len(best) < 300:
        return best, "h1"
    if named:
        return named[0][1], named[0][0]
    return (best, "h1") if best else ("", "")


def _without_site(title: str, site: str) -> str:
    parts = list(_SEPARATOR.finditer(title))
    while parts:
        last = parts.pop()
        tail = title[last.end() :].strip()
        head = title[: last.start()].strip()
        known = site and (
            _overlap(tail, site) > 0.5 or "".join(_words(tail)) == "".join(_words(site))
        )
        if head and (
            known
            or (
                len(_words(tail)) <= 4
                and len(_words(head)) >= 5
                and ("|" in last[0] or "»" in last[0])
            )
        ):
            title = head
        else:
            break
    return title


def _outlet(about: Mapping[str, Any], meta: Mapping[str, str]) -> tuple[str, str]:
    publisher = about.get("publisher")
    return _first(
        ("og:site_name", meta.get("og:site_name", "")),
        ("JSON-LD publisher", _text(publisher)),
        ("meta application-name", meta.get("application-name", "")),
        ("meta publisher", meta.get("publisher", "")),
    )


def _published(
    tree: Any,
    about: Mapping[str, Any],
    objects: list[dict[str, Any]],
    meta: Mapping[str, str],
    address: str,
) -> tuple[str, str]:
    for source, value in _date_candidates(tree, about, objects, meta, address):
        date = parse_date(value)
        if date is not None and date.precision in ("day", "minute", "second"):
            return value, source
    return "", ""


def _date_candidates(
    tree: Any,
    about: Mapping[str, Any],
    objects: list[dict[str, Any]],
    meta: Mapping[str, str],
    address: str,
) -> Iterator[tuple[str, str]]:
    """Yield (source, value) in the order they are trusted."""
    for key in ("datePublished", "dateCreated"):
        yield f"JSON-LD {key}", _text(about.get(key))
    for name in _PUBLISHED:
        yield f"meta {name}", meta.get(name, "")
    for one in objects:
        yield "JSON-LD datePublished", _text(one.get("datePublished"))
    for node in tree.iter():
        if isinstance(node.tag, str) and "datepublished" in (node.get("itemprop") or "").lower():
            value = node.get("datetime") or node.get("content") or "".join(node.itertext())
            yield "itemprop datePublished", value
    for node in tree.iter("time"):
        named = f"{node.get('class', '')} {node.get('pubdate')} {node.get('itemprop', '')}".lower()
        if node.get("datetime") and re.search(r"pub|entry-date|posted|created|article", named):
            yield "time element", node.get("datetime")
    for url in (address, _canonical(tree), meta.get("og:url", "")):
        match = _URL_DATE.search(url) or _URL_COMPACT.search(url)
        if match:
            yield "date in the address", "-".join(part.zfill(2) for part in match.groups())
    times = [node.get("datetime") for node in tree.iter("time") if node.get("datetime")]
    if times:
        yield "first time element", times[0]
    yield "found by htmldate", _guess(tree)


def _guess(tree: Any) -> str:
    from copy import deepcopy

    from htmldate import find_date

    return find_date(deepcopy(tree), original_date=True, extensive_search=True) or ""


def _authors(
    tree: Any, about: Mapping[str, Any], objects: list[dict[str, Any]], meta: Mapping[str, str]
) -> tuple[tuple[str, ...], str]:
    people = {
        str(one["@id"]): _text(one.get("name"))
        for one in objects
        if one.get("@id") and one.get("name")
    }
    value = about.get("author") or about.get("creator")
    names = [
        name
        for one in (value if isinstance(value, list) else [value])
        for name in _names(one, people)
    ]
    if names:
        return tuple(dict.fromkeys(names)), "JSON-LD author"
    for key in _AUTHOR:
        names = list(_split(meta.get(key, "")))
        if names:
            return tuple(dict.fromkeys(names)), f"meta {key}"
    names = [
        name
        for node in _author_nodes(tree)
        for name in _split(" ".join("".join(node.itertext()).split()))
    ]
    return tuple(dict.fromkeys(names))[:6], "byline element" if names else ""


def _author_nodes(tree: Any) -> Iterator[Any]:
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        if (
            "author" in (node.get("rel") or "").lower()
            or "author" in (node.get("itemprop") or "").lower().split()
        ):
            inner = [
                one
                for one in node.iter()
                if isinstance(one.tag, str) and (one.get("itemprop") or "") == "name"
            ]
            yield from inner or [node]


def _names(value: Any, people: Mapping[str, str]) -> Iterator[str]:
    if isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, list):
            for one in name:
                yield from _split(_text(one))
        elif name:
            yield from _split(_text(name))
        elif value.get("@id"):
            yield from _split(people.get(str(value["@id"]), ""))
    elif isinstance(value, str):
        yield from _split(value)


def _split(text: str) -> Iterator[str]:
    text = re.sub(
        r"^(?:by|von|par|por|di|door|av|af|od)[:\s]+",
        "",
        plain(text).replace("\n", " ").strip(),
        flags=re.I,
    )
    if len(text) > 200:
        return
    for name in re.split(r"\s*(?:;|,|\||/|\band\b|\bund\b|\bet\b|&)\s*", text):
        name = re.sub(r"\s*\([^()]{1,40}\)$", "", name).strip(" .·-")
        if name and not _NO_NAME.search(name) and len(name.split()) <= 6:
            yield name
