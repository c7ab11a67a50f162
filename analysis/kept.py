"""What was once computed and is kept: readings, vectors, stance scores, whole comparisons.

Keys name everything that shaped the value (content digest, model version), so an entry is never
wrong, only unused. Values are bytes; nothing is pickled.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

_CHUNK = 500


class Kept(Protocol):
    """A place for bytes by kind and key."""

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values there are; absent keys are left out."""

    def has(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Return the keys that have a value."""

    def put(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values; a key that is there already stays as it is."""


class KeptInMemory:
    """Keeps for as long as the object lives."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], bytes] = {}

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values there are; absent keys are left out."""
        return {key: self._values[kind, key] for key in keys if (kind, key) in self._values}

    def has(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Return the keys that have a value."""
        return {key for key in keys if (kind, key) in self._values}

    def put(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values; a key that is there already stays as it is."""
        for key, value in values.items():
            self._values.setdefault((kind, key), value)


class KeptOnDisk:
    """Keeps in one SQLite file that several processes may use at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._connect()) as connection, connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS kept "
                "(kind TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID"
            )

    def _connect(self) -> sqlite3.Connection:
        # One connection a call: threads and forked workers then share nothing.
        return sqlite3.connect(self._path, timeout=30, isolation_level="IMMEDIATE")

    def get(self, kind: str, keys: Iterable[str]) -> dict[str, bytes]:
        """Return the values there are; absent keys are left out."""
        return dict(self._select("key, value", kind, keys))

    def has(self, kind: str, keys: Iterable[str]) -> set[str]:
        """Return the keys that have a value."""
        return {key for (key,) in self._select("key", kind, keys)}

    def _select(self, columns: str, kind: str, keys: Iterable[str]) -> Iterator[Any]:
        wanted = list(dict.fromkeys(keys))
        with closing(self._connect()) as connection:
            for begin in range(0, len(wanted), _CHUNK):
                part = wanted[begin : begin + _CHUNK]
                marks = ",".join("?" * len(part))
                query = f"SELECT {columns} FROM kept WHERE kind = ? AND key IN ({marks})"  # noqa: S608 (only names of columns and question marks)
                yield from connection.execute(query, (kind, *part))

    def put(self, kind: str, values: Mapping[str, bytes]) -> None:
        """Keep values; a key that is there already stays as it is."""
        rows = [(kind, key, value) for key, value in values.items()]
        with closing(self._connect()) as connection, connection:
            connection.executemany("INSERT OR IGNORE INTO kept VALUES (?, ?, ?)", rows)
