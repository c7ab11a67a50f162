"""What the library reads back: articles whole, lists as a frame, where an article came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from sources.article import Article
from sources.library import decisions, keeping, listing
from sources.library.database import Database
from sources.library.listing import Entry, Filter
from sources.library.rows import to_article
from sources.library.schema import article, body, origin
from sources.web.addresses import canonical_address

if TYPE_CHECKING:
    import pandas as pd

_READ_AT_ONCE = 500


def read_articles(
    database: Database, wanted: Filter
) -> Iterator[tuple[Article, Mapping[str, tuple[str, int]]]]:
    """Yield articles as their sources have them, each with its tags, in the order they came in.

    Each part of 500 is read by itself, so that a slow consumer holds no transaction open.
    """
    last = 0
    while True:
        with database.read() as connection:
            rows = connection.execute(
                select(article, body.c.text, body.c.raw_text, body.c.authors,
                       body.c.provenance, body.c.extra)
                .join(body, body.c.number == article.c.number)
                .where(article.c.number > last, listing.conditions(wanted))
                .order_by(article.c.number)
                .limit(_READ_AT_ONCE)
            ).all()  # fmt: skip
            tags = decisions.tags_of(connection, [row.id for row in rows])
        for row in rows:
            yield to_article(row), tags.get(row.id, {})
        if len(rows) < _READ_AT_ONCE:
            return
        last = rows[-1].number


def entries_table(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return a list as a frame; its columns are those of `sources.library.Library.table`."""
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for entry in entries:
        row = {name: getattr(entry, name) for name in Entry.__slots__ if name != "tags"}
        rows.append(
            {**{name: value for name, value in entry.tags.items() if name not in row}, **row}
        )
    columns = [name for name in Entry.__slots__ if name != "tags"]
    own = sorted({name for row in rows for name in row} - set(columns))
    frame = pd.DataFrame(rows, columns=[*columns, *own])
    for name in ("published", "added"):
        frame[name] = pd.to_datetime(frame[name], utc=True)
    return frame.fillna(dict.fromkeys(own, ""))


def kept_addresses(connection: Connection, addresses: Iterable[str]) -> frozenset[str]:
    """Return those of the addresses whose articles are kept with a text, in any spelling."""
    spellings: dict[str, list[str]] = {}
    for address in addresses:
        spellings.setdefault(canonical_address(address), []).append(address)
    spellings.pop("", None)
    found: set[str] = set()
    for keys in keeping.batched(spellings, _READ_AT_ONCE):
        statement = select(article.c.url_key).where(
            article.c.url_key.in_(keys), article.c.words > 0
        )
        found.update(connection.scalars(statement))
    return frozenset(each for key in found for each in spellings[key])


def origins(connection: Connection, identifier: str) -> tuple[tuple[str, str, str], ...]:
    """Return every place an article came in from: file, place in it, address."""
    statement = select(origin).where(origin.c.article == identifier).order_by(origin.c.number)
    rows = connection.execute(statement).all()
    return tuple((row.source_file, row.locator, row.url) for row in rows)
