"""Which column or key holds what: guesses for tables and records that anybody may have made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sources.item import Item

GUESSES: Mapping[str, tuple[str, ...]] = {
    "title": ("headline", "title", "kop", "titre", "überschrift", "titel", "titulo", "título",
    "titolo", "head"),
    "subtitle": ("subheadline", "subtitle", "standfirst", "deck", "lead"),
    "text": ("text", "body", "fulltext", "full_text", "full text", "maintext", "article",
    "article_text", "content", "texte", "texto", "volltext", "inhalt", "tekst", "story"),
    "outlet": ("outlet_raw", "outlet", "source", "publication", "publisher", "medium",
    "media_name", "newspaper", "domain", "site", "quelle", "journal", "fuente", "krant", "media"),
    "published": ("published", "publish_date", "date_publish", "published_at", "publishedat",
    "pubdate", "publication_date", "date", "datum", "fecha", "timestamp", "date_published",
    "published_date", "time"),
    "url": ("url", "link", "article_url", "href", "permalink", "web_url"),
    "authors": ("authors", "author", "byline", "autor", "auteur", "journalist"),
    "section": ("section", "category", "rubrik", "ressort", "desk"),
    "page": ("page", "seite", "pagina"),
    "language": ("language", "lang", "sprache", "langue"),
    "source_id": ("source_id", "id", "uri", "guid", "article_id", "doc_id", "key"),
    "outlet_type": ("outlet_type", "outlet type", "source_type", "media_type"),
    "stance": ("stance", "position", "leaning"),
    "event_id": ("event_id", "event", "eventuri", "topic_id"),
    "copyright": ("copyright", "rights"),
    "duplicate_of": ("duplicate_of",),
    "outlet_domain": ("outlet_domain", "source_domain"),
    "dateline": ("dateline",),
    "edition": ("edition",),
    "text_kind": ("text_kind",),
    "date_kind": ("date_kind",),
    "word_count_claimed": ("word_count_claimed", "word_count", "wordcount", "words"),
}  # fmt: skip
"""Field of the target record to the names columns have, best first; compared in lower case."""

KNOWN: Mapping[frozenset[str], tuple[str, Mapping[str, str]]] = {
    frozenset(("media_name", "publish_date", "title", "url")): (
        "mediacloud",
        {"source_id": "id", "title": "title", "url": "url", "outlet": "media_name",
            "published": "publish_date", "language": "language", "outlet_domain": "media_url"},
    ),
    frozenset(("url", "mobileurl", "date", "title")): (
        "gdelt", {"title": "Title", "url": "URL", "published": "Date"},
    ),
    frozenset(("url", "title", "seendate", "domain")): (
        "gdelt", {"title": "title", "url": "url", "published": "seendate", "outlet": "domain",
        "language": "language"},
    ),
    frozenset(("key", "item type", "publication year")): (
        "zotero",
        {"source_id": "Key", "title": "Title", "outlet": "Publication Title", "url": "Url",
            "published": "Date", "authors": "Author", "language": "Language",
            "section": "Section", "page": "Pages", "text": "Abstract Note", "copyright": "Rights",
            "edition": "Edition"},
    ),
    frozenset(("thread_id", "body", "timestamp")): (
        "4cat", {"source_id": "id", "text": "body", "authors": "author", "published": "timestamp",
        "title": "subject", "url": "url"},
    ),
    frozenset(("storeid", "pubtitle")): (
        "proquest", {"source_id": "StoreId", "title": "Title", "outlet": "pubtitle",
        "published": "pubdate", "authors": "Authors", "url": "DocumentURL", "text": "full text",
        "language": "language", "page": "pages", "copyright": "copyright"},
    ),
}  # fmt: skip
"""Columns that tell an export, to its name and mapping."""

_MARKUP = re.compile(r"</?(?:p|br|div|span|a|b|i|em|strong|ul|li|h[1-6])\b[^<>]*>", re.I)


def guess_columns(names: Iterable[str]) -> dict[str, str]:
    """Return which column holds which field, as {field: column}.

    Examples
    --------
    >>> guess_columns(["Headline", "Text", "Datum"])
    {'title': 'Headline', 'text': 'Text', 'published': 'Datum'}
    """
    known = {name.strip().lower(): name for name in reversed(list(names)) if name}
    mapping: dict[str, str] = {}
    for field, guesses in GUESSES.items():
        for guess in guesses:
            if guess in known and known[guess] not in mapping.values():
                mapping[field] = known[guess]
                break
    return mapping


def record_item(
    record: Mapping[str, Any],
    mapping: Mapping[str, str],
    *,
    locator: str,
    day_first: bool | None = None,
    provenance: str = "",
) -> Item:
    """Return the item in a record whose fields a mapping names; the rest goes into ``extra``.

    ``provenance``, where given, says of every field how it was found.
    """
    values = {field: as_text(record.get(column)) for field, column in mapping.items()}
    extra = {
        str(key): as_text(value) for key, value in record.items() if key not in mapping.values()
    }
    text = plain_markup(values.pop("text", ""))
    kind = values.pop("text_kind", "")
    words = values.pop("word_count_claimed", "")
    date_kind = values.pop("date_kind", "")
    authors = tuple(split_names(values.pop("authors", "")))
    return Item(
        text=text,
        text_kind=kind
        if kind in ("full", "truncated", "snippet", "none")
        else "full"
        if text.strip()
        else "none",  # type: ignore[arg-type]
        date_kind=date_kind
        if date_kind in ("published", "crawled", "load", "indexed")
        else "published",  # type: ignore[arg-type]
        word_count_claimed=int(words) if words.isdigit() else None,
        authors=authors,
        locator=locator,
        day_first=day_first,
        extra={key: value for key, value in extra.items() if value},
        provenance=dict.fromkeys(mapping, provenance) if provenance else {},
        **values,  # type: ignore[arg-type]
    )


def as_text(value: Any) -> str:
    """Return a cell or JSON value as text: a list joined by "; ", an object by its name."""
    if value is None or value is False:
        return ""
    if isinstance(value, str):
        return "" if value in ("None", "nan", "NaN", "null") else value
    if isinstance(value, bool):
        return "true"
    if isinstance(value, float):
        return "" if value != value else f"{value:.0f}" if value == int(value) else str(value)
    if isinstance(value, list):
        return "; ".join(filter(None, map(as_text, value)))
    if isinstance(value, dict):
        for key in ("name", "title", "label", "text", "value"):
            if isinstance(value.get(key), (str, int)):
                return str(value[key])
        return "; ".join(f"{key}: {as_text(one)}" for key, one in value.items() if one)
    return str(value)


def split_names(text: str) -> list[str]:
    """Return the names in a field: parted by ";", "|" or "and"; "Last, First" is turned."""
    parts = re.split(r"\s*(?:;|\||\s+and\s+|\s+und\s+|\s*\n\s*)\s*", text.strip())
    names: list[str] = []
    for part in filter(None, parts):
        halves = [half.strip() for half in part.split(",")]
        if len(halves) == 2 and all(halves) and " " not in halves[0]:
            names.append(f"{halves[1]} {halves[0]}")
        else:
            names.extend(filter(None, halves))
    return names


def plain_markup(text: str) -> str:
    """Return text of a field without HTML, when it holds some."""
    if "<" in text and len(_MARKUP.findall(text)) >= 2:
        from sources.pages.data import plain

        return plain(text)
    return text
