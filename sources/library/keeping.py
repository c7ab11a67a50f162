"""Keeping articles: in batches that are there whole or not at all, and twice is once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from sources.article import Article, Problem
from sources.library.database import Database
from sources.library.rows import article_row, body_row, now, origin_row
from sources.library.schema import article, body, origin
from sources.library.versions import index, keep_version, put
from sources.outlets import normal_name

Item = TypeVar("Item")
_WITH_TEXT = {"full": 3, "truncated": 2, "snippet": 1, "none": 0}


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the articles of one call; all of it is on disk."""

    added: tuple[str, ...] = ()
    """Identifiers of articles that are new."""
    filled: tuple[str, ...] = ()
    """Kept before without their whole text, which has come now."""
    known: Mapping[str, str] = field(default_factory=dict)
    """Identifier given to the identifier it is kept under, for those kept before."""
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: Kept) -> Kept:
        return Kept(
            self.added + other.added,
            self.filled + other.filled,
            {**self.known, **other.known},
            self.problems + other.problems,
        )


@dataclass(slots=True)
class _Plan:
    """What one batch is going to write."""

    articles: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    origins: list[dict[str, Any]] = field(default_factory=list)
    fills: list[tuple[int, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def keep_in_batches(database: Database, articles: Iterable[Article], size: int) -> Iterator[Kept]:
    """Keep articles and yield what became of each batch, once it is on disk.

    Yields
    ------
    Kept
        A batch after its commit: what it names survives the death of the process.
    """
    for batch in batched(articles, size):
        # Built before the transaction begins: other writers wait only for the writing.
        rows = [(each, article_row(each, now()), body_row(each)) for each in batch]
        with database.write() as connection:
            plan = _plan(connection, rows)
            _write(connection, plan)
        added = tuple(row["id"] for row in plan.articles)
        filled = tuple(row["id"] for _, row, _ in plan.fills)
        yield Kept(added, filled, plan.known, tuple(plan.problems))


def add_origin(connection: Connection, given: Article, kept_as: str) -> None:
    """Note one more place that an article came in from."""
    _insert_origins(connection, [origin_row(given, kept_as, now())])


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield lists of `size` items; the last may be shorter."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _plan(
    connection: Connection, rows: Sequence[tuple[Article, dict[str, Any], dict[str, Any]]]
) -> _Plan:
    plan = _Plan()
    by_id, by_address = _there_already(connection, [row for _, row, _ in rows])
    highest = connection.execute(select(func.max(article.c.number))).scalar() or 0
    for given, row, body_values in rows:
        there = by_id.get(row["id"]) or _same_story(row, by_address.get(row["url_key"], ()))
        if there is None:
            highest += 1
            row["number"] = body_values["number"] = highest
            plan.articles.append(row)
            plan.bodies.append(body_values)
            by_id[row["id"]] = row
            if _is_page(row["url_key"]):
                by_address.setdefault(row["url_key"], []).append(row)
        else:
            _meet(plan, given, row, body_values, there)
        kept_as = row["id"] if there is None else there["id"]
        plan.origins.append(origin_row(given, kept_as, row["added"]))
    return plan


def _there_already(
    connection: Connection, rows: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, Mapping[str, Any]], dict[str, list[Mapping[str, Any]]]]:
    columns = select(
        article.c.number, article.c.id, article.c.url_key, article.c.title, article.c.digest,
        article.c.text_kind, article.c.words,
    )  # fmt: skip
    ids = {row["id"] for row in rows}
    by_id: dict[str, Mapping[str, Any]] = {}
    for found in connection.execute(columns.where(article.c.id.in_(ids))).mappings():
        by_id[found["id"]] = dict(found)
    addresses = {row["url_key"] for row in rows if _is_page(row["url_key"])}
    by_address: dict[str, list[Mapping[str, Any]]] = {}
    if addresses:
        same = columns.where(article.c.url_key.in_(addresses)).order_by(article.c.number)
        for found in connection.execute(same).mappings():
            by_address.setdefault(found["url_key"], []).append(dict(found))
    return by_id, by_address


def _is_page(url_key: str) -> bool:
    """Say whether an address can be one article's: whole exports carry a bare host in every row."""
    return "/" in url_key or "?" in url_key


def _same_story(
    row: Mapping[str, Any], candidates: Iterable[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """One address is not enough: a live page has another story every day."""
    for there in candidates:
        if (
            there["digest"] == row["digest"]
            or not there["words"]
            or not row["words"]
            or normal_name(there["title"]) == normal_name(row["title"])
        ):
            return there
    return None


def _meet(
    plan: _Plan,
    given: Article,
    row: dict[str, Any],
    body_values: dict[str, Any],
    there: Mapping[str, Any],
) -> None:
    """Note what is to be done with an article that is kept already."""
    plan.known[row["id"]] = there["id"]
    if _WITH_TEXT[row["text_kind"]] > _WITH_TEXT[there["text_kind"]] and row["words"]:
        plan.fills.append((there["number"], {**row, "id": there["id"]}, body_values))
    elif row["words"] and row["digest"] != there["digest"] and row["id"] != there["id"]:
        reason = "its address and title are kept already with another text; this one was left out"
        plan.problems.append(Problem(given.source_file, given.locator, reason, "version"))


def _write(connection: Connection, plan: _Plan) -> None:
    if plan.articles:
        connection.execute(insert(article), plan.articles)
        connection.execute(insert(body), plan.bodies)
        index(connection, plan.bodies)
    for number, row, body_values in plan.fills:
        _fill(connection, number, row, body_values)
    if plan.origins:
        _insert_origins(connection, plan.origins)


def _insert_origins(connection: Connection, rows: list[dict[str, Any]]) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    connection.execute(dialect.insert(origin).on_conflict_do_nothing(), rows)


def _fill(
    connection: Connection, number: int, row: Mapping[str, Any], body_values: Mapping[str, Any]
) -> None:
    """Put the whole text where only metadata or a snippet was; that version is kept too."""
    keep_version(connection, row["id"], "as it came in")
    texts = {name: body_values[name] for name in ("text", "raw_text")}
    changed = {name: row[name] for name in ("text_kind", "digest", "words", "raw_digest")}
    put(connection, number, changed, texts)
