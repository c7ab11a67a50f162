"""The records of an example event and of its gold annotations."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_BLOCK = re.compile(r"</?(?:p|h\d|div|li|ul|nav|aside|footer|header|title|br|article)\b[^>]*>")
_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A verbatim stretch of one article."""

    file: str
    text: str
    occurrence: int = 1
    """Which occurrence in the article, from 1; white space of any length counts as equal."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """One article's version of a claim."""

    piece: Piece
    assertion: str
    """stated, attributed, hedged or denied."""
    attributed_to: str | None
    """Canonical name of the speaker; None in the outlet's own voice."""


@dataclass(frozen=True, slots=True)
class GoldValue:
    """One of the differing values of a conflict, in plain form and where it stands."""

    value: str
    piece: Piece


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """A slot of a claim that sources fill differently."""

    kind: str
    update: bool
    """True when a later figure replaces an earlier one: a development, no disagreement."""
    note: str
    values: tuple[GoldValue, ...]


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """What one or more articles assert."""

    id: str
    gist: str
    status: str
    """shared, unique or conflict."""
    independent_sources: int
    mentions: tuple[GoldMention, ...]
    conflicts: tuple[GoldConflict, ...]
    qualified: tuple[Piece, ...]
    """The same figure under different qualifiers ("some", "at least"): no conflict."""


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """Something somebody is reported to have said."""

    content: tuple[Piece, ...]
    source: Piece | None
    cue: Piece | None
    kind: str
    """direct, indirect or mixed."""
    speaker: str | None


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """Somebody who speaks, with every spelling and description that stands for them."""

    name: str
    variants: tuple[str, ...]
    kind: str
    role: str


@dataclass(frozen=True, slots=True)
class GoldStance:
    """How an article's own voice stands toward a target."""

    file: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class GoldLabel:
    """What one thing is called: each variant with its places."""

    referent: str
    variants: Mapping[str, tuple[Piece, ...]]


@dataclass(frozen=True, slots=True)
class GoldCopies:
    """An original and the articles that carry it word for word or nearly so."""

    original: str
    copies: tuple[str, ...]
    kind: str
    """agency copy or press release."""


@dataclass(frozen=True, slots=True)
class GoldFurniture:
    """Words of a page that are no part of the article and must not survive cleaning."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Gold:
    """All annotations of one event."""

    claims: tuple[GoldClaim, ...]
    quotations: tuple[GoldQuotation, ...]
    speakers: tuple[GoldSpeaker, ...]
    stances: tuple[GoldStance, ...]
    labels: tuple[GoldLabel, ...]
    wire_copies: tuple[GoldCopies, ...]
    furniture: tuple[GoldFurniture, ...]


@dataclass(frozen=True, slots=True)
class EventArticle:
    """A line of an event's manifest."""

    file: str
    outlet: str
    outlet_type: str
    published: str
    url: str
    title: str
    stance: str


@dataclass(frozen=True, slots=True)
class Event:
    """An example event: what it is about, and its articles."""

    folder: Path
    title: str
    description: str
    note: str
    language: str
    question: str
    articles: tuple[EventArticle, ...]

    def text(self, file: str) -> str:
        """Return the uncleaned text of one article below its headline, tags left out."""
        title = next(article.title for article in self.articles if article.file == file)
        text = plain_text(self.folder / file)
        _, found, below = text.partition(title)
        return below if found else text


def plain_text(path: Path) -> str:
    """Return a file's text with tags, if any, taken out; nothing else is cleaned."""
    raw = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return raw
    blocks = _BLOCK.sub("\n\n", _UNSEEN.sub("", raw))
    return html.unescape(re.sub(r"<[^>]+>", "", blocks))
