"""JSON documents: NewsAPI, Event Registry, GDELT, CSL-JSON, JSON Feed, lists of records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import orjson

from sources.article import Problem
from sources.decoding import decode
from sources.item import Item, Source
from sources.readers.head import Head
from sources.tables.json_items import NOT_ARTICLES, export_of, json_item, mapping_of, records_table
from sources.tables.mappings import Table

NAME = "json"
SUMMARY = "JSON: NewsAPI, Event Registry, GDELT, CSL-JSON, JSON Feed, lists of records"
ISOLATED = False

_LISTS = (
    "articles",
    "results",
    "items",
    "stories",
    "data",
    "documents",
    "posts",
    "response",
    "events",
)


def recognise(head: Head) -> bool:
    """Return whether the source begins as a JSON object or list does."""
    return not head.binary and re.match(r"\{\s*[\"}]|\[\s*[\]{]", head.text) is not None


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield an item a record."""
    value = _loads(decode(source.data).text)
    if isinstance(value, str):
        yield Problem(source.name, source.locator, f"not JSON: {value}", "json")
        return
    if isinstance(value, dict) and value.get("status") == "error":
        reason = f"holds no articles but an error: {value.get('code')} {value.get('message')}"
        yield Problem(source.name, source.locator, reason, "error")
        return
    records = _records(value)
    feed = _feed(value)
    mapping = mapping_of([one for one in records[:_FIRST] if isinstance(one, dict)], source.columns)
    for number, record in enumerate(records, 1):
        place = f"item {number}"
        if not isinstance(record, dict):
            yield Problem(source.name, place, "not a JSON object", "empty")
            continue
        item = json_item({**record, "_feed": feed} if feed else record, place, mapping)
        if isinstance(item, Item):
            yield item
            continue
        code = "format" if item.startswith(NOT_ARTICLES) else "empty"
        yield Problem(source.name, place, item, code)


def tables(source: Source) -> Iterator[Table]:
    """Yield the records as a table, where they are not of a known export."""
    value = _loads(decode(source.data).text)
    records = [one for one in _records(value)[:_FIRST] if isinstance(one, dict)]
    if records and not export_of(records[0]):
        yield records_table(records)


def _feed(value: Any) -> dict[str, Any]:
    """Return what a JSON feed says of itself; empty for any other document."""
    if not isinstance(value, dict) or "jsonfeed.org/version" not in str(value.get("version", "")):
        return {}
    return {key: value[key] for key in ("title", "language") if key in value}


_FIRST = 200


def _loads(text: str) -> Any:
    """Return the value, raw control characters in strings forgiven; the error as text if broken."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        cleaned = re.sub(r"[\x00-\x1f]+", " ", text)
        try:
            return orjson.loads(cleaned)
        except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
            return str(error)
    except UnicodeEncodeError as error:
        return str(error)


def _records(value: Any, depth: int = 0) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or depth > 3:
        return []
    for key in _LISTS:
        inner = value.get(key)
        if isinstance(inner, (list, dict)):
            found = _records(inner, depth + 1)
            if found or isinstance(inner, list):
                return found
    return [value] if depth == 0 and value else []
