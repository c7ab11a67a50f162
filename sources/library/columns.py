"""What people said of tables' columns, remembered for the next table with the same ones."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from sqlalchemy import Connection, delete, insert, select

from sources.library.rows import now, storable
from sources.library.schema import column_mapping


def remember(connection: Connection, key: str, mapping: Mapping[str, str], person: str) -> None:
    """Keep a mapping under the key of its columns; the newest counts."""
    connection.execute(delete(column_mapping).where(column_mapping.c.key == key))
    said = {storable(name): storable(column) for name, column in sorted(mapping.items())}
    connection.execute(
        insert(column_mapping).values(
            key=key, mapping=orjson.dumps(said).decode(), person=storable(person), time=now()
        )
    )


def forget(connection: Connection, key: str) -> None:
    """Forget a mapping, so that the columns are guessed again."""
    connection.execute(delete(column_mapping).where(column_mapping.c.key == key))


def list_mappings(connection: Connection) -> dict[str, Mapping[str, str]]:
    """Return the mappings by the key of their columns."""
    rows = connection.execute(select(column_mapping).order_by(column_mapping.c.key))
    return {row.key: orjson.loads(row.mapping) for row in rows}
