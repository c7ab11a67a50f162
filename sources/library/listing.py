"""Which articles are meant, and lists of them without their texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    select,
)

from sources.library.decisions import ARTICLE_FIELDS, parse_day, tags_of
from sources.library.rows import to_microseconds, to_moment
from sources.library.schema import article, event_article, tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which articles are meant: those to which everything given applies, as people tagged them."""

    ids: Sequence[str] | None = None
    outlets: Sequence[str] = ()
    outlet_types: Sequence[str] = ()
    languages: Sequence[str] = ()
    since: datetime | None = None
    """Published at or after; articles without a date are left out."""
    until: datetime | None = None
    """Published before."""
    event: str = ""
    """Identifier of a person's event."""
    tags: Mapping[str, str] = field(default_factory=dict)
    """Fields of the user's own and their values."""
    with_text: bool = False
    """Leave out what has no whole text."""
    text_kinds: Sequence[str] = ()
    """Of `Article.text_kind`."""
    missing: Sequence[str] = ()
    """Fields that are empty, as tagged: ``published``, ``outlet``, ``language`` …"""
    without_text: bool = False
    """Only what has no whole text yet: metadata alone, snippets, truncated texts."""
    removed: bool = False
    """Those that were removed, instead of those that are there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of a list: an article as tagged, without its text."""

    id: str
    title: str
    outlet: str
    outlet_type: str
    stance: str
    published: datetime | None
    published_precision: str
    language: str
    words: int
    text_kind: str
    url: str
    event_id: str
    source_format: str
    source_file: str
    locator: str
    added: datetime
    tags: Mapping[str, str]
    """What people tagged, by field."""


_COLUMNS = tuple(
    article.c[name]
    for name in ("id", "title", "outlet", "outlet_type", "stance", "published",
                 "published_precision", "language", "words", "text_kind", "url", "event_id",
                 "source_format", "source_file", "locator", "added")
)  # fmt: skip


_MOST_PARAMETERS = 5000


def as_tagged(name: str) -> ColumnElement[Any]:
    """Return the column with what a person tagged in place of what the source said."""
    of_tag = (
        select(tag.c.value)
        .where(tag.c.article == article.c.id, tag.c.field == name)
        .scalar_subquery()
    )
    return func.coalesce(of_tag, article.c[name])


def published_as_tagged() -> ColumnElement[Any]:
    """Return the time of publication, a person's word first."""
    of_tag = (
        select(cast(tag.c.value, BigInteger))
        .where(tag.c.article == article.c.id, tag.c.field == "_published")
        .scalar_subquery()
    )
    return func.coalesce(of_tag, article.c.published)


def conditions(wanted: Filter) -> ColumnElement[bool]:
    """Return the filter as a condition on table ``article``."""
    parts: list[ColumnElement[bool]] = [article.c.removed.is_(wanted.removed)]
    if wanted.ids is not None:
        ids = list(wanted.ids)
        # Databases take some ten thousand parameters; more are written into the statement.
        many = len(ids) > _MOST_PARAMETERS
        parts.append(article.c.id.in_(bindparam("ids", ids, expanding=True, literal_execute=many)))
    for name, values in (
        ("outlet", wanted.outlets),
        ("outlet_type", wanted.outlet_types),
        ("language", wanted.languages),
    ):
        if values:
            parts.append(as_tagged(name).in_(list(values)))
    if wanted.since is not None:
        parts.append(published_as_tagged() >= to_microseconds(wanted.since))
    if wanted.until is not None:
        parts.append(published_as_tagged() < to_microseconds(wanted.until))
    if wanted.with_text:
        parts.append(article.c.text_kind == "full")
    if wanted.text_kinds:
        parts.append(article.c.text_kind.in_(list(wanted.text_kinds)))
    for name in wanted.missing:
        dated = published_as_tagged()
        parts.append(dated.is_(None) if name == "published" else as_tagged(name) == "")
    if wanted.without_text:
        parts.append(article.c.text_kind != "full")
    if wanted.event:
        parts.append(_in_event(wanted.event))
    parts.extend(_has_tag(name, value) for name, value in sorted(wanted.tags.items()))
    return and_(*parts)


def _in_event(event: str) -> ColumnElement[bool]:
    return exists().where(event_article.c.article == article.c.id, event_article.c.event == event)


def _has_tag(name: str, value: str) -> ColumnElement[bool]:
    if name in ARTICLE_FIELDS:
        return as_tagged(name) == value
    return exists().where(tag.c.article == article.c.id, tag.c.field == name, tag.c.value == value)


def list_entries(
    connection: Connection, wanted: Filter, limit: int | None, offset: int
) -> tuple[Entry, ...]:
    """Return a page of the list, newest first, undated last."""
    statement: Select[Any] = select(*_COLUMNS).where(conditions(wanted))
    moment = published_as_tagged()
    statement = statement.order_by(moment.is_(None), moment.desc(), article.c.id)
    rows = connection.execute(statement.limit(limit).offset(offset)).mappings().all()
    tags: dict[str, dict[str, tuple[str, int]]] = {}
    for begin in range(0, len(rows), 1000):
        tags.update(tags_of(connection, [row["id"] for row in rows[begin : begin + 1000]]))
    return tuple(_entry(dict(row), tags.get(row["id"], {})) for row in rows)


def count_entries(connection: Connection, wanted: Filter) -> int:
    """Return how many articles are meant."""
    statement = select(func.count()).select_from(article).where(conditions(wanted))
    return int(connection.execute(statement).scalar_one())


def count_values(connection: Connection, name: str, wanted: Filter) -> dict[str, int]:
    """Return the values of a field as tagged, each with its number of articles, most first."""
    column = as_tagged(name) if name in article.c else _own_column(name)
    statement = (
        select(cast(column, String).label("value"), func.count().label("articles"))
        .where(conditions(wanted))
        .group_by("value")
    )
    rows = [(row.value or "", row.articles) for row in connection.execute(statement)]
    return dict(sorted(rows, key=lambda row: (-row[1], row[0])))


def _own_column(name: str) -> ColumnElement[Any]:
    return (
        select(tag.c.value)
        .where(tag.c.article == article.c.id, tag.c.field == name)
        .scalar_subquery()
    )


def _entry(row: dict[str, Any], tags: Mapping[str, tuple[str, int]]) -> Entry:
    row["published"] = None if row["published"] is None else to_moment(row["published"])
    row["added"] = to_moment(row["added"])
    values = {name: value for name, (value, _) in tags.items() if not name.startswith("_")}
    if "published" in values:
        row["published"], row["published_precision"] = parse_day(values["published"])
    row.update(
        (name, value) for name, value in values.items() if name in row and name != "published"
    )
    return Entry(**row, tags=values)
