"""The records that leave ``sources``: an article, and a problem met on the way in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Literal

Precision = Literal["second", "minute", "day", "month", "year", "none"]
DateKind = Literal["published", "crawled", "load", "indexed"]
TextKind = Literal["full", "truncated", "snippet", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, cleaned and dated, as every other room sees it.

    Offsets anywhere in Parallax are half-open character intervals into ``text``. ``outlet_type``
    and ``stance`` hold only what a person or the source itself said; what is detected from the
    text is the business of ``analysis``.
    """

    id: str
    """Stable identifier: twenty hexadecimal digits, the same at every import (see `article_id`)."""
    text: str
    """Cleaned body; paragraphs are separated by one blank line. May be empty (``text_kind``)."""
    title: str = ""
    subtitle: str = ""
    text_kind: TextKind = "full"
    outlet: str = ""
    """Name for display; empty when unknown."""
    outlet_domain: str = ""
    """Registrable domain of ``url``; empty when there is none."""
    outlet_type: str = ""
    """As given by a person, a manifest or the outlet registry; empty when unknown."""
    stance: str = ""
    """As given by a person or a manifest; free text, empty when not given."""
    published: datetime | None = None
    """Timezone-aware, UTC. The time of day counts only as far as ``published_precision`` says."""
    published_precision: Precision = "none"
    date_kind: DateKind = "published"
    url: str = ""
    source_id: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    page: str = ""
    edition: str = ""
    dateline: str = ""
    language: str = ""
    """ISO 639-1; empty when too short to tell."""
    word_count_claimed: int | None = None
    duplicate_of: str = ""
    """Identifier the source itself names as the original; detection is separate."""
    event_id: str = ""
    copyright: str = ""
    source_format: str = ""
    source_file: str = ""
    locator: str = ""
    """Where in the file the item stands: row number, ordinal, member name."""
    raw_digest: str = ""
    """SHA-256 of the original bytes."""
    raw_text: str = ""
    """The text before cleaning; empty when cleaning changed nothing."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Field name to how it was found, for instance ``{"published": "dateline in the text"}``."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Every unmapped field of the source, unchanged."""

    @property
    def digest(self) -> str:
        """SHA-256 of the cleaned text: the key under which readings are kept."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def comparable(self) -> bool:
        """Whether there is a text to compare: False for metadata alone, paywall stubs, error pages.

        ``extra["not_article"]`` says why a page is none.
        """
        return bool(self.text.strip()) and "not_article" not in self.extra


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, in words a user can act on."""

    file: str
    place: str
    """Row, line, member or paragraph; empty for the whole file."""
    reason: str
    """One plain sentence, with what to do where something can be done."""
    code: str = ""
    """Short stable word for tests and filters, for instance ``empty`` or ``encoding``."""
    excerpt: str = ""


def article_id(source_format: str, *identity: str) -> str:
    """Return the stable identifier of an article.

    Parameters
    ----------
    source_format : str
        Name of the format it came in.
    *identity : str
        What makes it itself: the source's own id, or its address, or headline, outlet, date, text.

    Returns
    -------
    str
        Twenty hexadecimal digits.

    Examples
    --------
    >>> len(article_id("text", "a headline", "an outlet"))
    20
    """
    joined = "\x1f".join((source_format, *identity))
    return sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:20]
