"""Reads an example event and its gold annotations, and checks that they fit together.

The gold of an event says, by verbatim pieces of its articles, what a careful reader finds in them:
claims and their mentions, conflicts, quotations, speakers, stances, names of one thing, copies.
Pieces are looked up in the text one wants to measure on, so the gold outlives changes of cleaning.
"""

from __future__ import annotations

import csv
import html
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
MANIFEST_COLUMNS = ("file", "outlet", "outlet_type", "published", "url", "title", "stance")
_BLOCK = re.compile(r"</?(?:p|h\d|div|li|ul|nav|aside|footer|header|title|br|article)\b[^>]*>")
_UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1>", re.DOTALL)


class GoldError(ValueError):
    """A piece of the gold is not in the text it is said to be in."""


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
        """Return the uncleaned text of one article, tags left out."""
        return plain_text(self.folder / file)


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


_EVENT_FIELDS = ("title", "description", "note", "language", "question")


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
    >>> locate("ferry fares", "The ferry\\nfares rise.")
    (4, 15)
    """
    wanted = piece if isinstance(piece, Piece) else Piece("", piece)
    found = list(_pattern(wanted.text).finditer(text))
    if len(found) < wanted.occurrence:
        raise GoldError(
            f"{wanted.file}: occurrence {wanted.occurrence} of {wanted.text!r} "
            f"not found ({len(found)} there)"
        )
    return found[wanted.occurrence - 1].span()


def plain_text(path: Path) -> str:
    """Return a file's text with tags, if any, taken out; nothing else is cleaned."""
    raw = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return raw
    blocks = _BLOCK.sub("\n\n", _UNSEEN.sub("", raw))
    return html.unescape(re.sub(r"<[^>]+>", "", blocks))


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


def gold_problems(event: Event, gold: Gold, texts: Mapping[str, str]) -> list[str]:
    """Return what does not fit between the gold and the texts, a sentence each.

    Parameters
    ----------
    event : Event
    gold : Gold
    texts : mapping of str to str
        File name to the text in which pieces must be found.

    Returns
    -------
    list of str
        Empty when everything fits.
    """
    problems = [_missing(piece, texts) for piece in _pieces(gold)]
    problems += [_wrong_status(claim, event, gold) for claim in gold.claims]
    problems += _unknown_speakers(gold)
    problems += _unknown_files(event, gold)
    problems += _variants_unseen(gold, texts)
    return [problem for problem in problems if problem]


def _folder(folder: Path | str) -> Path:
    named = FOLDER / str(folder)
    return named if named.is_dir() else Path(folder)


def _pattern(text: str) -> re.Pattern[str]:
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


def _pieces(gold: Gold) -> Iterable[Piece]:
    for claim in gold.claims:
        yield from (mention.piece for mention in claim.mentions)
        yield from (value.piece for one in claim.conflicts for value in one.values)
        yield from claim.qualified
    for quotation in gold.quotations:
        yield from quotation.content
        yield from (part for part in (quotation.source, quotation.cue) if part)
    for label in gold.labels:
        for places in label.variants.values():
            yield from places


def _missing(piece: Piece, texts: Mapping[str, str]) -> str:
    if piece.file not in texts:
        return f"no text for the file {piece.file!r}"
    try:
        locate(piece, texts[piece.file])
    except GoldError as error:
        return str(error)
    return ""


def expected_status(claim: GoldClaim, sources: int) -> str:
    """Return the status that a claim's conflicts and number of independent sources call for."""
    if any(not conflict.update for conflict in claim.conflicts):
        return "conflict"
    return "shared" if sources >= 2 else "unique"


def _wrong_status(claim: GoldClaim, event: Event, gold: Gold) -> str:
    sources = independent_sources((one.piece.file for one in claim.mentions), event, gold)
    status = expected_status(claim, sources)
    if (status, sources) == (claim.status, claim.independent_sources):
        return ""
    return (
        f"claim {claim.id} says {claim.status} with {claim.independent_sources} sources, "
        f"its mentions say {status} with {sources}"
    )


def _unknown_speakers(gold: Gold) -> list[str]:
    known = {speaker.name for speaker in gold.speakers}
    named = {quotation.speaker for quotation in gold.quotations}
    named |= {mention.attributed_to for claim in gold.claims for mention in claim.mentions}
    return [f"speaker {name!r} is not listed" for name in sorted(filter(None, named)) if name not in known]


def _unknown_files(event: Event, gold: Gold) -> list[str]:
    known = {article.file for article in event.articles}
    used: set[str] = {stance.file for stance in gold.stances}
    used |= {entry.file for entry in gold.furniture}
    for group in gold.wire_copies:
        used |= {group.original, *group.copies}
    return [f"file {name!r} is not in the manifest" for name in sorted(used - known)]


def _variants_unseen(gold: Gold, texts: Mapping[str, str]) -> list[str]:
    together = "\n".join(texts.values())
    return [
        f"{speaker.name}: variant {variant!r} stands in no article"
        for speaker in gold.speakers
        for variant in speaker.variants
        if not _pattern(variant).search(together)
    ]


def main(names: Sequence[str]) -> int:
    """Return 0 when the gold of the named events (all, if none is named) fits its articles."""
    found = 0
    for name in names or event_names():
        event, gold = load_event(name), load_gold(name)
        texts = {article.file: event.text(article.file) for article in event.articles}
        problems = gold_problems(event, gold, texts)
        found += len(problems)
        lines = [*problems, f"{name}: {len(gold.claims)} claims, {len(problems)} problems"]
        sys.stdout.write("\n".join(lines) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
