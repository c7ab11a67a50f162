"""Connections and transactions: SQLite set up for one writer beside many readers, or PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from sources.library.errors import LibraryError, plain_errors
from sources.library.location import sqlite_file
from sources.library.schema import MIGRATIONS, upgrade, version

_BUSY_SECONDS = 30.0
_WRITER = "SELECT pg_advisory_xact_lock(7215305261)"


class Database:
    """The engine behind a library, with a way to read and a way to write.

    Parameters
    ----------
    url : str
        ``sqlite:///file`` or ``postgresql+psycopg://…``. Folder and tables are made when absent.
    """

    def __init__(self, url: str) -> None:
        self.file = sqlite_file(url)
        self.name = str(self.file) if self.file else _without_password(url)
        with plain_errors(self.name):
            self.engine = self._open(url)
            self.sqlite = self.engine.dialect.name == "sqlite"
            with ExitStack() as on_failure:
                on_failure.callback(self.close)
                self._prepare()
                on_failure.pop_all()

    def _open(self, url: str) -> Engine:
        if self.file is not None:
            try:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise LibraryError(f"library {self.name}: {error.strerror or error}") from error
        if make_url(url).get_backend_name() not in ("sqlite", "postgresql"):
            raise LibraryError(f"{self.name}: only sqlite and postgresql addresses are known")
        arguments = {"timeout": _BUSY_SECONDS} if url.startswith("sqlite") else {}
        engine = create_engine(url, connect_args=arguments)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _set_up)
            event.listen(engine, "begin", _begin)
        return engine

    def _prepare(self) -> None:
        with self.engine.connect() as connection:
            found = version(connection)
        if found != max(MIGRATIONS):
            with self.write() as connection:
                upgrade(connection)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Yield a connection that sees one state of the library throughout."""
        with plain_errors(self.name), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Yield a connection in a transaction that has the right to write from its first moment.

        A deferred transaction that reads and then writes fails at once when another writer was
        faster, whatever the timeout; one that begins as a writer waits for its turn.
        """
        if self.file is not None and self.engine.pool.checkedin() and not self.file.exists():  # type: ignore[attr-defined]
            raise LibraryError(f"library {self.name}: the file was deleted while in use")
        with plain_errors(self.name), self.engine.connect() as plain:
            connection = plain.execution_options(write=True)
            with connection.begin():
                if not self.sqlite:
                    connection.execute(text(_WRITER))
                yield connection

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by _begin, not by the driver
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {int(_BUSY_SECONDS * 1000)}",
        "page_size = 8192",
        "journal_mode = WAL",
        "synchronous = NORMAL",  # a killed process loses nothing; a power cut the last commit
        "foreign_keys = ON",
        "cache_size = -65536",
        "temp_store = MEMORY",
        "wal_autocheckpoint = 8000",  # 64 MB: every checkpoint waits for the disk
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _without_password(url: str) -> str:
    with plain_errors("the address"):
        return make_url(url).render_as_string(hide_password=True)
