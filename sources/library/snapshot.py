"""A Parquet file of the library, for other tools: written aside and moved into place when whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from sources.article import Article
from sources.library.keeping import batched

_BATCH = 1000


def write_snapshot(path: Path, articles: Iterable[Article]) -> int:
    """Write articles to a Parquet file and return how many there were.

    Parameters
    ----------
    path : Path
        Replaced when it exists, once the new one is whole.
    articles : iterable of Article
        Read as it comes; memory holds 1,000 at a time.

    Returns
    -------
    int
        Number of rows. Columns are the fields of `Article` in their order: ``published`` is a
        timestamp in UTC with microseconds (null when unknown), ``authors`` a list of texts,
        ``provenance`` and ``extra`` maps, ``word_count_claimed`` an integer or null, all others
        text.
    """
    # Imported here: 0.1 s that no other part of the library needs.
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = pa.map_(pa.string(), pa.string())
    special = {
        "published": pa.timestamp("us", tz="UTC"),
        "authors": pa.list_(pa.string()),
        "word_count_claimed": pa.int64(),
        "provenance": texts,
        "extra": texts,
    }
    names = [each.name for each in fields(Article)]
    schema = pa.schema([(name, special.get(name, pa.string())) for name in names])
    part = path.with_name(path.name + ".part")
    number = 0
    try:
        with pq.ParquetWriter(part, schema, compression="zstd") as writer:
            for batch in batched(articles, _BATCH):
                columns = [[_value(each, name) for each in batch] for name in names]
                arrays = [
                    pa.array(column, type=schema.field(name).type)
                    for name, column in zip(names, columns, strict=True)
                ]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
                number += len(batch)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return number


def _value(article: Article, name: str) -> Any:
    value = getattr(article, name)
    if name in ("provenance", "extra"):
        return list(value.items())
    return list(value) if isinstance(value, tuple) else value
