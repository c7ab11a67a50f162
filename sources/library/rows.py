"""An article as rows of the library, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeVar

import orjson
from sqlalchemy import Row

from sources.article import Article
from sources.web.addresses import canonical_address

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PLAIN = (
    "id", "title", "subtitle", "text_kind", "outlet", "outlet_domain", "outlet_type", "stance",
    "published_precision", "date_kind", "url", "source_id", "section", "page", "edition",
    "dateline", "language", "word_count_claimed", "duplicate_of", "event_id", "copyright",
    "source_format", "source_file", "locator", "raw_digest",
)  # fmt: skip
_BODY = ("text", "raw_text")
Value = TypeVar("Value")


def to_microseconds(moment: datetime) -> int:
    """Return microseconds since 1970.

    Examples
    --------
    >>> to_microseconds(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - _EPOCH) // _MICROSECOND


def to_moment(microseconds: int) -> datetime:
    """Return the moment, in UTC."""
    return _EPOCH + microseconds * _MICROSECOND


def now() -> int:
    """Return this moment in microseconds since 1970."""
    return to_microseconds(datetime.now(UTC))


def article_row(article: Article, added: int) -> dict[str, Any]:
    """Return the row of table ``article``, without its number."""
    row: dict[str, Any] = {name: getattr(article, name) for name in _PLAIN}
    # One look at all of them together: field by field would cost a third of the whole import.
    joined = "".join([value for value in row.values() if isinstance(value, str)])
    if storable(joined) != joined:
        row = {name: storable(value) for name, value in row.items()}
    row["published"] = None if article.published is None else to_microseconds(article.published)
    row["url_key"] = canonical_address(row["url"])
    row["digest"] = sha256(storable(article.text).encode()).hexdigest()
    row["words"] = len(article.text.split())
    row["added"] = added
    row["removed"] = False
    return row


def body_row(article: Article) -> dict[str, Any]:
    """Return the row of table ``body``, without its number."""
    return {
        "title": storable(article.title),
        "text": storable(article.text),
        "raw_text": storable(article.raw_text),
        "authors": _json(list(article.authors)),
        "provenance": _json(dict(article.provenance)),
        "extra": _json(dict(article.extra)),
    }


def origin_row(article: Article, kept_as: str, added: int) -> dict[str, Any]:
    """Return the row of table ``origin``: where this one came in from."""
    return {
        "article": kept_as,
        "source_file": storable(article.source_file),
        "locator": storable(article.locator),
        "url": storable(article.url),
        "raw_digest": article.raw_digest,
        "added": added,
    }


def to_article(row: Row[Any]) -> Article:
    """Return the article of a row that joins ``article`` and ``body``."""
    values = row._mapping
    fields: dict[str, Any] = {name: values[name] for name in (*_PLAIN, *_BODY)}
    published = values["published"]
    return Article(
        **fields,
        published=None if published is None else to_moment(published),
        authors=tuple(orjson.loads(values["authors"])),
        provenance=_mapping(values["provenance"]),
        extra=_mapping(values["extra"]),
    )


def storable(value: Value) -> Value:
    """Return a text that every database takes: no NUL, no half of a surrogate pair.

    Examples
    --------
    >>> storable("a" + chr(0) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    if not isinstance(value, str):
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\0", "\ufffd")  # type: ignore[return-value]
    return value.replace("\0", "\ufffd") if "\0" in value else value  # type: ignore[return-value]


def _json(value: object) -> str:
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
    except TypeError:  # half a surrogate pair somewhere: rare, so looked for only now
        return orjson.dumps(_deep_storable(value), option=orjson.OPT_SORT_KEYS).decode()


def _deep_storable(value: object) -> object:
    if isinstance(value, Mapping):
        return {storable(str(key)): _deep_storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_deep_storable(item) for item in value]
    return storable(value)


def _mapping(text: str) -> Mapping[str, str]:
    return MappingProxyType(orjson.loads(text))
