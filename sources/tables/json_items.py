"""Records of JSON exports to items: NewsAPI, Event Registry, GDELT, CSL, JSON Feed, Zeeschuimer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sources.item import Item
from sources.language import language_code
from sources.outlets import normal_domain
from sources.tables.columns import as_text, guess_columns, plain_markup, record_item, split_names
from sources.tables.mappings import Mappings, Table, columns_key

Record = Mapping[str, Any]
_CUT = re.compile(r"…?\s*\[\+(\d+) chars\]\s*$")
_CSL = re.compile(r"article(?:-|$)|webpage|post")


def json_item(record: Record, place: str, mapping: Mapping[str, str] | None = None) -> Item | str:
    """Return the item in a JSON record of whatever export; a reason when there is none.

    With a person's mapping (field to key), that alone says what is what.
    """
    if mapping:
        said = "key named by a person"
        item = record_item(record, mapping, locator=place, provenance=said)
        return item if _holds(item) else _NOTHING
    refused = _no_articles(record)
    if refused:
        return refused
    export = export_of(record)
    if export:
        return _MAKERS[export](record, place)
    item = record_item(record, guess_columns([str(key) for key in record]), locator=place)
    return item if _holds(item) else _NOTHING


def export_of(record: Record) -> str:
    """Return the name of the export that a record's keys tell; empty for one of nobody knows."""
    if "publishedAt" in record and "source" in record:
        return "newsapi"
    if "dateTimePub" in record or ("uri" in record and "isDuplicate" in record):
        return "event registry"
    if "seendate" in record:
        return "gdelt"
    if "item_id" in record and isinstance(record.get("data"), dict):
        return "zeeschuimer"
    if isinstance(record.get("annotations"), list) and isinstance(record.get("data"), dict):
        return "label studio"
    if isinstance(record.get("issued"), dict) or _CSL.match(str(record.get("type", ""))):
        return "csl"
    if {"media_name", "indexed_date"} <= record.keys():
        return "mediacloud"
    if "content_html" in record or "content_text" in record or "_feed" in record:
        return "json feed"
    return ""


def _no_articles(record: Record) -> str:
    """Return what a record is instead of an article; empty when it may be one."""
    if "articleCounts" in record and "eventDate" in record:
        return f"{NOT_ARTICLES} events: export the articles of the events instead"
    if "media_type" in record and "pub_country" in record:
        return f"{NOT_ARTICLES} a directory of sources: export the stories instead"
    return ""


NOT_ARTICLES = "holds no articles but"


def records_table(records: Sequence[Record]) -> Table:
    """Return records as a table to choose columns in: a column a key, in the order they occur."""
    header = list(dict.fromkeys(str(key) for record in records for key in record))
    rows = [
        (f"record {number}", [as_text(record.get(key)) for key in header])
        for number, record in enumerate(records, 1)
    ]
    return Table("", header, rows)


def mapping_of(records: Iterable[Record], given: Mappings) -> Mapping[str, str]:
    """Return what a person said of records with these keys; empty when nobody did."""
    if not given:
        return {}
    keys = dict.fromkeys(str(key) for record in records for key in record)
    return given.get(columns_key(keys), {})


_NOTHING = "no text found: no field is known to hold a title, a text or an address"


def _holds(item: Item) -> bool:
    return bool(item.text.strip() or item.title.strip() or item.url.strip())


def _newsapi(record: Record, place: str) -> Item | str:
    title = as_text(record.get("title"))
    if title == "[Removed]":
        return "withdrawn by its publisher ([Removed])"
    outlet = as_text(record.get("source"))
    content = as_text(record.get("content"))
    cut = _CUT.search(content)
    text = plain_markup(_CUT.sub("", content).replace("\r\n", "\n"))
    if outlet and title.endswith(f" - {outlet}"):
        title = title.removesuffix(f" - {outlet}")
    return Item(
        title=title,
        subtitle=as_text(record.get("description")),
        text=text,
        text_kind="truncated" if cut else "full" if text else "none",
        outlet=outlet,
        authors=tuple(split_names(as_text(record.get("author")))),
        published=as_text(record.get("publishedAt")),
        url=as_text(record.get("url")),
        locator=place,
        extra={
            **_rest(record, "title description content source author publishedAt url"),
            **({"chars_missing": cut[1]} if cut else {}),
        },
    )


def _event_registry(record: Record, place: str) -> Item | str:
    body = as_text(record.get("body"))
    source = record.get("source")
    original = record.get("originalArticle")
    cut = body.endswith("...") and len(body.split()) < 120
    date = record.get("dateTimePub") or record.get("dateTime") or record.get("date")
    return Item(
        title=as_text(record.get("title")),
        text=body,
        text_kind="none" if not body else "truncated" if cut else "full",
        outlet=as_text(source),
        outlet_domain=as_text(source.get("uri")) if isinstance(source, dict) else "",
        published=as_text(date),
        date_kind="published" if record.get("dateTimePub") else "crawled",
        url=as_text(record.get("url")),
        source_id=as_text(record.get("uri")),
        language=language_code(as_text(record.get("lang"))),
        authors=tuple(filter(None, (as_text(one) for one in record.get("authors") or []))),
        event_id=as_text(record.get("eventUri")),
        duplicate_of=as_text(original.get("uri")) if isinstance(original, dict) else "",
        locator=place,
        extra=_rest(record,
            "title body source dateTimePub url uri lang authors eventUri originalArticle"),
    )  # fmt: skip


def _gdelt(record: Record, place: str) -> Item:
    return Item(
        title=as_text(record.get("title")),
        text_kind="none",
        outlet=as_text(record.get("domain")),
        outlet_domain=as_text(record.get("domain")),
        published=as_text(record.get("seendate")),
        date_kind="crawled",
        url=as_text(record.get("url")),
        language=language_code(as_text(record.get("language"))),
        locator=place,
        extra=_rest(record, "title domain seendate url language"),
    )


def _mediacloud(record: Record, place: str) -> Item:
    text = as_text(record.get("text"))
    return Item(
        title=as_text(record.get("title")),
        text=text,
        text_kind="full" if text else "none",
        outlet=as_text(record.get("media_name")),
        outlet_domain=normal_domain(as_text(record.get("media_url") or record.get("media_name"))),
        published=as_text(record.get("publish_date")),
        url=as_text(record.get("url")),
        source_id=as_text(record.get("id")),
        language=language_code(as_text(record.get("language"))),
        locator=place,
        extra=_rest(record, "title text media_name media_url publish_date url id language"),
    )


def _zeeschuimer(record: Record, place: str) -> Item | str:
    item = json_item(record["data"], place)
    if isinstance(item, str):
        return item
    platform = as_text(record.get("source_platform"))
    return replace(
        item,
        source_id=f"{platform}:{as_text(record.get('item_id'))}",
        outlet=item.outlet or platform,
        extra={**item.extra, **_rest(record, "data item_id")},
    )


def _label_studio(record: Record, place: str) -> Item | str:
    """Return the text of a task with its codes: a column a variable, named by coder if several."""
    item = json_item(record["data"], place)
    if isinstance(item, str):
        return item
    done = [one for one in record["annotations"] if not one.get("was_cancelled")]
    codes: dict[str, list[str]] = {}
    for number, annotation in enumerate(done, 1):
        coder = annotation.get("completed_by", number)
        coder = as_text(coder.get("id", "")) if isinstance(coder, dict) else as_text(coder)
        for result in annotation.get("result") or []:
            name = as_text(result.get("from_name"))
            column = f"{name} ({coder})" if len(done) > 1 else name
            value = result.get("value") or {}
            kinds = as_text(value.get("choices") or value.get("labels"))
            spans = f" [{value['start']}, {value['end']})" if "start" in value else ""
            codes.setdefault(column, []).append(kinds + spans)
    extra = {name: "; ".join(values) for name, values in codes.items()}
    return replace(
        item, source_id=item.source_id or as_text(record.get("id")), extra={**item.extra, **extra}
    )


def _csl(record: Record, place: str) -> Item:
    issued = record.get("issued")
    parts = (issued.get("date-parts") or [[]])[0] if isinstance(issued, dict) else []
    date = "-".join(str(part).zfill(2) for part in parts) if parts else as_text(issued)
    people = [one for one in record.get("author") or [] if isinstance(one, dict)]
    names = (
        f"{one.get('given', '')} {one.get('family', '') or one.get('literal', '')}"
        for one in people
    )
    abstract = as_text(record.get("abstract"))
    return Item(
        title=as_text(record.get("title")),
        text=abstract,
        text_kind="snippet" if abstract else "none",
        outlet=as_text(record.get("container-title")),
        published=date,
        url=as_text(record.get("URL")),
        source_id=as_text(record.get("id")),
        authors=tuple(name.strip() for name in names),
        language=language_code(as_text(record.get("language"))),
        section=as_text(record.get("section")),
        page=as_text(record.get("page")),
        locator=place,
        extra=_rest(
            record,
            "title abstract container-title issued URL id author language section page",
        ),
    )


def _json_feed(record: Record, place: str) -> Item:
    # Imported here: only web formats need it.
    from sources.pages.data import plain

    text = as_text(record.get("content_text")) or plain(as_text(record.get("content_html")))
    summary = as_text(record.get("summary"))
    feed = record.get("_feed") or {}
    authors = record.get("authors") or ([record["author"]] if record.get("author") else [])
    return Item(
        title=as_text(record.get("title")),
        subtitle=summary if text else "",
        text=text or summary,
        text_kind="full" if text else "snippet" if summary else "none",
        outlet=as_text(feed.get("title")),
        url=as_text(record.get("url") or record.get("external_url")),
        published=as_text(record.get("date_published")),
        authors=tuple(filter(None, map(as_text, authors))),
        language=language_code(as_text(record.get("language") or feed.get("language"))),
        source_id=as_text(record.get("id")),
        locator=place,
        extra=_rest(
            record,
            "_feed title content_text content_html summary url id date_published author authors "
            "language",
        ),
    )


def _rest(record: Record, used: str) -> dict[str, str]:
    names = set(used.split())
    rest = {str(key): as_text(value) for key, value in record.items() if key not in names}
    return {key: value for key, value in rest.items() if value}


_MAKERS: Mapping[str, Callable[[Record, str], Item | str]] = {
    "newsapi": _newsapi,
    "event registry": _event_registry,
    "gdelt": _gdelt,
    "zeeschuimer": _zeeschuimer,
    "label studio": _label_studio,
    "csl": _csl,
    "mediacloud": _mediacloud,
    "json feed": _json_feed,
}
