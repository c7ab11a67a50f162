"""Reads an example event and its gold annotations, and finds their pieces in a text.

The gold of an event says, by verbatim pieces of its articles, what a careful reader finds in them:
claims and their mentions, conflicts, quotations, speakers, stances, names of one thing, copies.
Pieces are looked up in the text one wants to measure on, so the gold outlives changes of cleaning.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corpora.annotations import (
    Event,
    EventArticle,
    Gold,
    GoldClaim,
    GoldConflict,
    GoldCopies,
    GoldFurniture,
    GoldLabel,
    GoldMention,
    GoldQuotation,
    GoldSpeaker,
    GoldStance,
    GoldValue,
    Piece,
)

FOLDER = Path(__file__).parent
_EVENT_FIELDS = ("title", "description", "note", "language", "question")


class GoldError(ValueError):
    """A piece of the gold is not in the text it is said to be in."""


def event_names() -> list[str]:
    """Return the folder names of the example events, sorted."""
    return sorted(path.parent.name for path in FOLDER.glob("*/event.json"))


def load_event(folder: Path | str) -> Event:
    """Return the event kept in a folder (a path, or the name of an example event)."""
    folder = _folder(folder)
    about = json.loads((folder / "event.json").read_text(encoding="utf-8"))
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as lines:
        rows = [EventArticle(**row) for row in csv.DictReader(lines)]
    fields = {name: about[name] for name in _EVENT_FIELDS}
    return Event(folder=folder, articles=tuple(rows), **fields)


def load_gold(folder: Path | str) -> Gold:
    """Return the annotations of the event kept in a folder (a path, or an example's name)."""
    raw = json.loads((_folder(folder) / "gold.json").read_text(encoding="utf-8"))
    return Gold(
        claims=tuple(_claim(entry) for entry in raw["claims"]),
        quotations=tuple(_quotation(entry) for entry in raw["quotations"]),
        speakers=tuple(
            GoldSpeaker(one["name"], tuple(one["variants"]), one["kind"], one["role"])
            for one in raw["speakers"]
        ),
        stances=tuple(GoldStance(**entry) for entry in raw["stances"]),
        labels=tuple(_label(entry) for entry in raw["labels"]),
        wire_copies=tuple(
            GoldCopies(one["original"], tuple(one["copies"]), one["kind"])
            for one in raw["wire_copies"]
        ),
        furniture=tuple(GoldFurniture(**entry) for entry in raw["furniture"]),
    )


def locate(piece: Piece | str, text: str) -> tuple[int, int]:
    """Return where a piece stands in a text.

    Parameters
    ----------
    piece : Piece or str
        What to look for; a plain string means its first occurrence.
    text : str
        Text of the article, cleaned or not.

    Returns
    -------
    tuple of int
        Half-open character interval.

    Raises
    ------
    GoldError
        When the text does not hold the piece that many times.

    Examples
    --------
    >>> locate("ferry fares", "The ferry  fares rise.")
    (4, 16)
    """
    wanted = piece if isinstance(piece, Piece) else Piece("", piece)
    found = list(pattern(wanted.text).finditer(text))
    if len(found) < wanted.occurrence:
        raise GoldError(
            f"{wanted.file}: occurrence {wanted.occurrence} of {wanted.text!r} "
            f"not found ({len(found)} there)"
        )
    return found[wanted.occurrence - 1].span()


def originals(event: Event, gold: Gold) -> dict[str, str]:
    """Return for each file the file it is copied from; itself when it is no copy."""
    found = {article.file: article.file for article in event.articles}
    for group in gold.wire_copies:
        found.update(dict.fromkeys(group.copies, group.original))
    return found


def independent_sources(files: Iterable[str], event: Event, gold: Gold) -> int:
    """Return how many independent outlets the files come from: copies count as their original."""
    outlet = {article.file: article.outlet for article in event.articles}
    copied_from = originals(event, gold)
    return len({outlet[copied_from[file]] for file in files})


def _folder(folder: Path | str) -> Path:
    named = FOLDER / str(folder)
    return named if named.is_dir() else Path(folder)


def pattern(text: str) -> re.Pattern[str]:
    """Return the expression that finds a piece as whole words, whatever white space it holds."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    before = r"(?<!\w)" if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[-1:].isalnum() else ""
    return re.compile(before + words + after)


def _piece(file: str, raw: str | Mapping[str, Any]) -> Piece:
    if isinstance(raw, str):
        return Piece(file, raw)
    return Piece(raw.get("file", file), raw["text"], raw.get("occurrence", 1))


def _claim(raw: Mapping[str, Any]) -> GoldClaim:
    mentions = tuple(
        GoldMention(_piece("", one), one["assertion"], one["attributed_to"])
        for one in raw["mentions"]
    )
    return GoldClaim(
        id=raw["id"],
        gist=raw["gist"],
        status=raw["status"],
        independent_sources=raw["independent_sources"],
        mentions=mentions,
        conflicts=tuple(_conflict(one) for one in raw["conflicts"]),
        qualified=tuple(_piece("", one) for one in raw["qualified"]),
    )


def _conflict(raw: Mapping[str, Any]) -> GoldConflict:
    values = tuple(GoldValue(one["value"], _piece("", one)) for one in raw["values"])
    return GoldConflict(raw["kind"], raw["update"], raw["note"], values)


def _quotation(raw: Mapping[str, Any]) -> GoldQuotation:
    file = raw["file"]
    source, cue = raw["source"], raw["cue"]
    return GoldQuotation(
        content=tuple(_piece(file, one) for one in raw["content"]),
        source=None if source is None else _piece(file, source),
        cue=None if cue is None else _piece(file, cue),
        kind=raw["kind"],
        speaker=raw["speaker"],
    )


def _label(raw: Mapping[str, Any]) -> GoldLabel:
    variants = {
        one["text"]: tuple(_piece("", place) for place in one["mentions"])
        for one in raw["variants"]
    }
    return GoldLabel(raw["referent"], variants)
