"""The library: every article that was kept, with what people said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from sources.article import Article
from sources.library import (
    bulk,
    columns,
    decisions,
    events,
    keeping,
    listing,
    reading,
    searching,
    signed,
    versions,
)
from sources.library.database import Database
from sources.library.decisions import Decision, DecisionKind
from sources.library.errors import LibraryError
from sources.library.events import Event
from sources.library.keeping import Kept
from sources.library.listing import Entry, Filter
from sources.library.location import default_url
from sources.library.rows import article_row, body_row
from sources.library.schema import article
from sources.library.searching import Hit
from sources.library.signed import Signed
from sources.library.snapshot import write_snapshot
from sources.library.versions import Version
from sources.tables.mappings import check_mapping, columns_key

if TYPE_CHECKING:
    import pandas as pd

Progress = Callable[[int, int, str], None]

BATCH = 1000
"""Articles a transaction: enough to be fast, and another writer waits a second at most."""


def _silent(_done: int, _total: int, _what: str) -> None:
    """Say nothing."""


class Library:
    """Articles in SQLite (one file, one writer beside many readers), or in PostgreSQL.

    Several threads and processes may use one library at once, each through its own object.

    Parameters
    ----------
    url : str
        ``sqlite:///…`` or ``postgresql+psycopg://…``; empty for ``PARALLAX_LIBRARY`` or a file in
        the user's data folder.

    Raises
    ------
    LibraryError
        When it cannot be opened or made.
    """

    def __init__(self, url: str = "") -> None:
        self._database = Database(url or default_url())
        self.name = self._database.name
        """What to call it in messages: the file, or the address without password."""

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    # --- articles --------------------------------------------------------------------------------

    def keep(self, articles: Iterable[Article], *, progress: Progress = _silent) -> Kept:
        """Keep articles and return what became of them; what is kept already stays as it is.

        Parameters
        ----------
        articles : iterable of Article
            Read as it comes.
        progress : callable
            Called after every batch with what is on disk.

        Returns
        -------
        Kept
            The sum of all batches.
        """
        total = Kept()
        done = 0
        for kept in self.keep_in_batches(articles):
            total += kept
            done += len(kept.added) + len(kept.known)
            progress(done, 0, "articles kept")
        return total

    def keep_in_batches(self, articles: Iterable[Article], *, size: int = BATCH) -> Iterator[Kept]:
        """Keep articles and yield after every batch, when it is safe on disk."""
        return keeping.keep_in_batches(self._database, articles, size)

    def articles(self, wanted: Filter | None = None) -> Iterator[Article]:
        """Yield articles whole and as tagged, in the order they came in.

        Each part of 500 is read by itself, so that a slow consumer holds no transaction open.
        """
        for found, tags in reading.read_articles(self._database, wanted or Filter()):
            yield decisions.tagged(found, tags)

    def untagged(self, identifier: str) -> Article | None:
        """Return one article as its sources have it, without people's tags; None when not there."""
        wanted = Filter(ids=[identifier])
        return next((found for found, _ in reading.read_articles(self._database, wanted)), None)

    def get(self, identifier: str) -> Article | None:
        """Return one article as tagged; None when it is not there."""
        return next(self.articles(Filter(ids=[identifier])), None)

    def list(
        self, wanted: Filter | None = None, *, limit: int | None = None, offset: int = 0
    ) -> tuple[Entry, ...]:
        """Return articles without their texts, as tagged, newest first."""
        with self._database.read() as connection:
            return listing.list_entries(connection, wanted or Filter(), limit, offset)

    def count(self, wanted: Filter | None = None) -> int:
        """Return how many articles there are."""
        with self._database.read() as connection:
            return listing.count_entries(connection, wanted or Filter())

    def values(self, field: str, wanted: Filter | None = None) -> dict[str, int]:
        """Return the values a field has, as tagged, with the number of articles, most first."""
        with self._database.read() as connection:
            return listing.count_values(connection, field, wanted or Filter())

    def table(self, wanted: Filter | None = None) -> pd.DataFrame:
        """Return the list as a frame.

        Returns
        -------
        DataFrame
            A row an article, newest first; columns as in `Entry` (``published`` and ``added`` are
            timestamps in UTC, ``words`` an integer, the rest text), and then a column for every
            field of the user's own, empty where an article has no such tag.
        """
        return reading.entries_table(self.list(wanted))

    def kept_addresses(self, addresses: Iterable[str]) -> frozenset[str]:
        """Return those of the addresses whose articles are kept with a text, in any spelling.

        What a fetch that was interrupted need not ask for again.
        """
        with self._database.read() as connection:
            return reading.kept_addresses(connection, addresses)

    def origins(self, identifier: str) -> tuple[tuple[str, str, str], ...]:
        """Return every place an article came in from: file, place in it, address."""
        with self._database.read() as connection:
            return reading.origins(connection, identifier)

    def search(
        self, words: str, wanted: Filter | None = None, *, limit: int = 100
    ) -> tuple[Hit, ...]:
        """Return the articles that hold all the words, best first, with the passage that matched.

        ``"in quotation marks"`` is a phrase, ``-word`` must not occur, ``word*`` begins a word.
        """
        with self._database.read() as connection:
            return searching.search_articles(connection, words, wanted or Filter(), limit)

    def snapshot(self, path: Path, wanted: Filter | None = None) -> int:
        """Write the articles to a Parquet file and return their number."""
        return write_snapshot(path, self.articles(wanted))

    # --- columns of tables ------------------------------------------------------------------------

    def column_mappings(self) -> dict[str, Mapping[str, str]]:
        """Return what people said of tables' columns: `read` and `read_bytes` take it as it is."""
        with self._database.read() as connection:
            return columns.list_mappings(connection)

    def remember_columns(
        self, header: Sequence[str], mapping: Mapping[str, str], *, person: str
    ) -> str:
        """Remember which column holds what for every table with these columns; return their key.

        Parameters
        ----------
        header : sequence of str
            The table's columns, as `TablePreview.columns`.
        mapping : mapping of str to str
            Field to column, as `TablePreview.mapping`.
        person : str
            Who says so.

        Raises
        ------
        ColumnError
            When the mapping cannot be used; nothing is remembered then.
        """
        said = check_mapping(header, mapping)
        key = columns_key(header)
        with self._database.write() as connection:
            columns.remember(connection, key, said, person)
        return key

    def forget_columns(self, header: Sequence[str]) -> None:
        """Forget what was said of these columns, so that they are guessed again."""
        with self._database.write() as connection:
            columns.forget(connection, columns_key(header))

    # --- texts that come later ----------------------------------------------------------------

    def attach(self, complete: Article, found: Article, *, reason: str, person: str) -> Decision:
        """Let a version of a kept article stand that has its text, and return the decision.

        Undoing the decision brings back the version before. See `sources.completion`, which makes
        such versions of what was fetched or dropped.

        Parameters
        ----------
        complete : Article
            Under the identifier of a kept article.
        found : Article
            What the text was found as: its file and place become one more origin.
        reason : str
            How the text came, for instance ``fetched from https://…``.
        person : str
            Who signs.
        """
        identifier = complete.id
        row, body_values = article_row(complete, 0), body_row(complete)
        with self._database.write() as connection:
            known = select(article.c.id).where(article.c.id == identifier)
            if connection.execute(known).first() is None:
                raise LibraryError(f"there is no article {identifier!r} in the library")
            versions.keep_version(connection, identifier, "as it came in")
            number = versions.keep_version(connection, identifier, reason, (row, body_values))
            made = decisions.decide(connection, "text", identifier, "text", str(number), person)
            keeping.add_origin(connection, found, identifier)
        return made

    def versions(self, identifier: str) -> tuple[Version, ...]:
        """Return the versions of an article, oldest first; none when its text never changed."""
        with self._database.read() as connection:
            return versions.list_versions(connection, identifier)

    # --- people ----------------------------------------------------------------------------------

    def tag(self, identifier: str, field: str, value: str, *, person: str) -> Decision:
        """Say what a field of an article is, and return the decision.

        Fields of `Article` are replaced; any other name is a column of the user's own. An empty
        value is a person's word too; to go back to what the source said, undo.
        """
        return self.decide("tag", identifier, field, value, person=person)

    def tag_all(
        self, identifiers: Iterable[str], field: str, value: str, *, person: str
    ) -> tuple[Decision, ...]:
        """Say what a field of many articles is, all or none, and return the decisions."""
        with self._database.write() as connection:
            return bulk.tag_many(connection, identifiers, field, value, person)

    def remove(self, identifiers: Iterable[str], *, person: str) -> tuple[Decision, ...]:
        """Take articles out of every list, and return the decisions; undoing brings them back."""
        with self._database.write() as connection:
            return bulk.remove_many(connection, identifiers, person)

    def decide(
        self, kind: DecisionKind, target: str, field: str, value: str, *, person: str
    ) -> Decision:
        """Add a decision of any kind, let it take effect, and return it."""
        with self._database.write() as connection:
            return decisions.decide(connection, kind, target, field, value, person)

    def undo(self, number: int, *, person: str) -> Decision:
        """Undo a decision and return it."""
        with self._database.write() as connection:
            return decisions.undo(connection, number, person)

    def undo_all(self, numbers: Iterable[int], *, person: str) -> tuple[Decision, ...]:
        """Undo decisions, the newest first, all or none, and return them."""
        with self._database.write() as connection:
            return bulk.undo_many(connection, numbers, person)

    def redo(self, number: int, *, person: str) -> Decision:
        """Let an undone decision stand again, and return it."""
        with self._database.write() as connection:
            return signed.redo(connection, number, person)

    def add_signed(self, target: str, rows: Iterable[Signed]) -> tuple[tuple[Decision, ...], int]:
        """Add decisions that others made, as they signed and dated them, all or none.

        Returns
        -------
        tuple of Decision, int
            Those added, and how many were here already.
        """
        with self._database.write() as connection:
            return signed.add_signed(connection, target, rows)

    def decisions(
        self, *, kind: str = "", target: str = "", undone: bool = True
    ) -> tuple[Decision, ...]:
        """Return decisions, oldest first; with ``undone=False`` only those in force."""
        with self._database.read() as connection:
            return decisions.list_decisions(connection, kind=kind, target=target, undone=undone)

    # --- events ----------------------------------------------------------------------------------

    def make_event(self, name: str, identifiers: Sequence[str], *, person: str) -> str:
        """Make an event of articles and return its identifier."""
        with self._database.write() as connection:
            return events.make_event(connection, name, identifiers, person)

    def rename_event(self, event: str, name: str, *, person: str) -> None:
        """Give an event another name."""
        with self._database.write() as connection:
            events.rename_event(connection, event, name, person)

    def add_to_event(self, event: str, identifiers: Sequence[str], *, person: str) -> None:
        """Put articles into an event."""
        with self._database.write() as connection:
            events.add_to_event(connection, event, identifiers, person)

    def take_from_event(self, event: str, identifiers: Sequence[str], *, person: str) -> None:
        """Take articles out of an event; they stay in the library."""
        with self._database.write() as connection:
            events.take_from_event(connection, event, identifiers, person)

    def remove_event(self, event: str, *, person: str) -> None:
        """Remove an event; its articles stay."""
        with self._database.write() as connection:
            events.remove_event(connection, event, person)

    def events(self) -> tuple[Event, ...]:
        """Return the events people made, in the order they were made."""
        with self._database.read() as connection:
            return events.list_events(connection)
