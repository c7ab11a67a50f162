"""What passes between a reader and the rest of ``sources``: a source of bytes, and a raw item."""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO, Literal, cast

from sources.article import DateKind, TextKind

Shape = Literal["dump", "prose"]
"""``dump``: a pasted page or a plain file, to be searched for title, date and furniture.
``prose``: a body that the format already set apart from its metadata."""


@dataclass(frozen=True)
class Source:
    """Bytes that came in under a name: a file, or a member of an archive.

    ``locator`` says where inside the file it stands; ``address`` is where it was fetched from.
    """

    name: str
    data: bytes
    locator: str = ""
    address: str = ""
    fetched: str = ""
    """When it was fetched, ISO 8601; empty when unknown."""
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What a person said of tables' columns: `sources.tables.mappings.columns_key` to {field:
    column}."""
    names: str = ""
    """What file names say, as a pattern: see `sources.file_names`."""
    pages: frozenset[str] = frozenset()
    """Addresses that a web archive lists as its pages; empty when it lists none."""
    path: Path | None = None
    """A large file that is streamed: ``data`` is then only its beginning."""
    packed: bool = False
    """The streamed file is packed with gzip; ``data`` and `open` give it unpacked."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        if self.path is None:
            return sha256(self.data).hexdigest()
        with self.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()

    def open(self) -> IO[bytes]:
        """Return the bytes as a stream."""
        if self.path is None:
            return io.BytesIO(self.data)
        if self.packed:
            return cast(IO[bytes], gzip.GzipFile(self.path, "rb"))
        return self.path.open("rb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a reader found, as the format has it: strings, not yet cleaned, dated or identified."""

    text: str = ""
    shape: Shape = "prose"
    title: str = ""
    subtitle: str = ""
    text_kind: TextKind = "full"
    outlet: str = ""
    outlet_domain: str = ""
    outlet_type: str = ""
    stance: str = ""
    published: str = ""
    """Any spelling of a date that `sources.dates.parse_date` knows."""
    date_kind: DateKind = "published"
    day_first: bool | None = None
    """Order of day and month in ``published``; None when unknown."""
    url: str = ""
    source_id: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    page: str = ""
    edition: str = ""
    dateline: str = ""
    language: str = ""
    word_count_claimed: int | None = None
    duplicate_of: str = ""
    event_id: str = ""
    copyright: str = ""
    locator: str = ""
    provenance: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    """A sign that this is no article (paywall, soft 404 …); it comes in, and is not compared."""


def read_source(path: Path, name: str = "") -> Source:
    """Return the bytes of a file under the name a user knows it by."""
    return Source(name or str(path), path.read_bytes())
