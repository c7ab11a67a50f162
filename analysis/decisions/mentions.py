"""The mentions of claims as the machine reads them, made again for the claims that changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from analysis.decisions.places import Key
from analysis.records import Naming, NamingVariant, Passage, Reading, Speaker
from sources.article import Article

if TYPE_CHECKING:
    from analysis.claims.mentions import Mention

Row = Mapping[str, Any]
Readings = Callable[[Sequence[str]], Mapping[str, Reading]]
"""Gives the kept readings of articles, by id; those not kept are left out."""


def mentions_of(document: Row, keys: Sequence[Key], readings: Readings) -> dict[Key, Mention]:
    """Return mentions with their figures, dates, names and voices.

    Parameters
    ----------
    document : mapping
        The comparison document.
    keys : sequence of (int, int)
        Number of claim and of mention.
    readings : callable
        Asked for the articles of these mentions.

    Returns
    -------
    dict
        By key; those whose article has no kept reading are left out.
    """
    if not keys:
        return {}
    from analysis.claims.mentions import collect_mentions

    claims = document["claims"]
    wanted = {spot(claims[number]["mentions"][order]): (number, order) for number, order in keys}
    collapse = document["settings"].get("collapse_reprints", True)
    originals = {
        row["id"]: (row["duplicate_of"] or row["id"]) if collapse else row["id"]
        for row in document["articles"]
    }
    cut = {
        article: _around(reading, {(start, end) for a, start, end in wanted if a == article})
        for article, reading in readings(sorted({article for article, _, _ in wanted})).items()
    }
    found = collect_mentions(
        [_article(row) for row in document["articles"]],
        cut,
        originals=originals,
        worth=0.0,
        speakers=_speakers(document),
        namings=_namings(document),
    )
    places = [(mention.article, mention.clause.start, mention.clause.end) for mention in found]
    return {wanted[p]: each for p, each in zip(places, found, strict=True) if p in wanted}


def spot(mention: Row) -> tuple[str, int, int]:
    """Return where a mention stands: article id, start, end."""
    return mention["article"], mention["start"], mention["end"]


def _around(reading: Reading, spans: set[tuple[int, int]]) -> Reading:
    """Return the reading with only the clauses of those sentences that hold one of the spans."""
    sentences = {c.sentence for c in reading.clauses if (c.start, c.end) in spans}
    kept = tuple(clause for clause in reading.clauses if clause.sentence in sentences)
    return replace(reading, clauses=kept)


def _speakers(document: Row) -> list[Speaker]:
    said: dict[str, list[tuple[str, int]]] = {}
    for quotation in document["quotations"]:
        article, _, number = quotation["id"].rpartition(":q")
        if quotation["speaker"]:
            said.setdefault(quotation["speaker"], []).append((article, int(number)))
    return [
        Speaker(
            id=row["id"],
            name=row["name"],
            variants=tuple(row["variants"]),
            kind=row["kind"],
            role=row["role"],
            quotations=tuple(said.get(row["id"], ())),
        )
        for row in document["speakers"]
    ]


def _namings(document: Row) -> list[Naming]:
    return [
        Naming(
            row["referent"],
            tuple(
                NamingVariant(
                    variant["text"],
                    tuple(Passage(m["article"], m["start"], m["end"]) for m in variant["mentions"]),
                )
                for variant in row["variants"]
            ),
        )
        for row in document["labels"]
    ]


def _article(row: Row) -> Article:
    """Return as much of an article as telling its claims apart needs."""
    published: str = row["published"] or ""
    moment = None
    if published:
        whole = {4: published + "-01-01", 7: published + "-01"}.get(len(published), published)
        moment = datetime.fromisoformat(whole)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return Article(
        id=row["id"], text=row["text"], title=row["title"], outlet=row["outlet"], published=moment
    )
