"""The tables of the library and the steps from one version of them to the next.

Metadata is narrow and the body stands in its own table, so that a list of 100,000 articles reads
without their texts. Times are microseconds since 1970 in UTC: the same in every database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    inspect,
    select,
    text,
)

from sources.library.errors import LibraryVersionError

metadata = MetaData()
# SQLite gives only INTEGER PRIMARY KEY the row number that the full-text index points to.
_Number = BigInteger().with_variant(Integer(), "sqlite")

about = Table("about", metadata, Column("key", String, primary_key=True), Column("value", String))

article = Table(
    "article",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("subtitle", Text, nullable=False),
    Column("text_kind", String, nullable=False),
    Column("outlet", String, nullable=False),
    Column("outlet_domain", String, nullable=False),
    Column("outlet_type", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("published", BigInteger),
    Column("published_precision", String, nullable=False),
    Column("date_kind", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("url_key", Text, nullable=False),
    Column("source_id", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("page", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("dateline", String, nullable=False),
    Column("language", String, nullable=False),
    Column("word_count_claimed", Integer),
    Column("duplicate_of", String, nullable=False),
    Column("event_id", String, nullable=False),
    Column("copyright", Text, nullable=False),
    Column("source_format", String, nullable=False),
    Column("source_file", Text, nullable=False),
    Column("locator", Text, nullable=False),
    Column("raw_digest", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("words", Integer, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
    Index("article_url_key", "url_key"),
    Index("article_published", "published"),
    Index("article_outlet", "outlet"),
)

body = Table(
    "body",
    metadata,
    Column("number", _Number, ForeignKey("article.number"), primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("raw_text", Text, nullable=False),
    Column("authors", Text, nullable=False),
    Column("provenance", Text, nullable=False),
    Column("extra", Text, nullable=False),
)
"""``title`` stands here too: the full-text index reads both from one table."""

origin = Table(
    "origin",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("article", String, ForeignKey("article.id"), nullable=False),
    Column("source_file", Text, nullable=False),
    Column("locator", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("raw_digest", String, nullable=False),
    Column("added", BigInteger, nullable=False),
    UniqueConstraint("article", "source_file", "locator", "url", name="origin_once"),
)
"""Every place an article came in from: the same story from two feeds has two."""

decision = Table(
    "decision",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("kind", String, nullable=False),
    Column("target", String, nullable=False),
    Column("field", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("person", String, nullable=False),
    Column("time", BigInteger, nullable=False),
    Column("undone", BigInteger),
    Column("undone_by", String, nullable=False),
    Index("decision_target", "target", "kind"),
)
"""What people decided. Rows are added and marked undone, never changed or deleted."""

tag = Table(
    "tag",
    metadata,
    Column("article", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("decision", BigInteger, nullable=False),
    Index("tag_value", "field", "value"),
)
"""The tags in force, kept in step with ``decision`` so that lists can filter by them."""

event = Table(
    "event",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("person", String, nullable=False),
    Column("time", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False, default=False),
)

event_article = Table(
    "event_article",
    metadata,
    Column("event", String, ForeignKey("event.id"), primary_key=True),
    Column("article", String, ForeignKey("article.id"), primary_key=True),
    Index("event_article_article", "article"),
)

column_mapping = Table(
    "column_mapping",
    metadata,
    Column("key", String, primary_key=True),
    Column("mapping", Text, nullable=False),
    Column("person", String, nullable=False),
    Column("time", BigInteger, nullable=False),
)
"""What people said of tables' columns, by the set of the columns' names."""

version_of_text = Table(
    "version_of_text",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("article", String, ForeignKey("article.id"), nullable=False),
    Column("digest", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("time", BigInteger, nullable=False),
    Column("article_values", Text, nullable=False),
    Column("body_values", Text, nullable=False),
    Index("version_of_text_article", "article"),
)
"""Every version of an article whose text came later than its metadata, whole, as JSON."""

_SEARCH = {
    "sqlite": (
        "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(title, text, content='body', "
        "content_rowid='number', tokenize='unicode61 remove_diacritics 2')",
        # 1 MB by default: larger runs in memory mean fewer merges (measured: a third off).
        "INSERT INTO search(search, rank) VALUES ('hashsize', 16777216)",
    ),
    # The 'simple' configuration stems nothing: articles come in many languages. A tsvector holds
    # 1 MB at most.
    "postgresql": (
        "ALTER TABLE body ADD COLUMN IF NOT EXISTS search tsvector GENERATED ALWAYS AS "
        "(to_tsvector('simple', left(title || ' ' || text, 250000))) STORED",
        "CREATE INDEX IF NOT EXISTS body_search ON body USING gin (search)",
    ),
}


def _create(connection: Connection) -> None:
    metadata.create_all(connection)
    for statement in _SEARCH[connection.dialect.name]:
        connection.execute(text(statement))


def _add_mappings_and_versions(connection: Connection) -> None:
    column_mapping.create(connection, checkfirst=True)
    version_of_text.create(connection, checkfirst=True)


MIGRATIONS: Mapping[int, Callable[[Connection], None]] = {
    1: _create,
    2: _add_mappings_and_versions,
}
"""Version to the step that leads there from the version before. Steps are never changed."""


def version(connection: Connection) -> int:
    """Return the version of the tables there are; 0 when there are none."""
    if not inspect(connection).has_table("about"):
        return 0
    row = connection.execute(select(about.c.value).where(about.c.key == "version")).first()
    return int(row.value) if row else 0


def upgrade(
    connection: Connection,
    migrations: Mapping[int, Callable[[Connection], None]] = MIGRATIONS,
) -> int:
    """Return the newest version, to which the tables are brought within the transaction.

    Raises
    ------
    LibraryVersionError
        When they are of a newer version than this program knows.
    """
    newest = max(migrations)
    found = version(connection)
    if found > newest:
        raise LibraryVersionError(
            f"the library has version {found} and this Parallax knows {newest}: update Parallax"
        )
    for step in range(found + 1, newest + 1):
        migrations[step](connection)
    if found < newest:
        connection.execute(about.delete().where(about.c.key == "version"))
        connection.execute(about.insert().values(key="version", value=str(newest)))
    return newest
