"""Matched sentences side by side: aligned in reading order, and what is left over below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.tables import each_row, one_row
from views.charts.style import safe_cut
from views.differences import own_words
from views.evidence import Evidence, sentence_bounds
from views.frame import plain_markdown
from views.highlight import Mark, legend, passage, stacked_name
from views.opened import OpenEvent

_ALIGNED = {
    "shared": "also in the other",
    "conflict": "differs",
    "changed": "words that only this one has",
    "unique": "no match in the other",
}
_TOWARD = {"supportive": "of", "critical": "of"}
_LONGEST_NAME = 70


def show_name(event: OpenEvent, column: DeltaGenerator, article: Any) -> None:
    """Show whose article a column holds, from when, and how its own voice stands."""
    date = "date unknown" if pd.isna(article.published) else f"{article.published:%d %b %Y}"
    column.markdown(f"**{plain_markdown(article.label)}**")
    column.caption(plain_markdown(f"{article.outlet_type} · {date}"))
    stances = event.tables.stances
    if len(stances):
        words = stance_words(stances[stances["article"] == article.article])
        column.caption(plain_markdown(words))


def stance_words(stances: pd.DataFrame) -> str:
    """Return how one article's own voice stands, and whom it quotes, in a line."""
    known = stances[stances["label"] != "not enough evidence"]
    said = [
        f"{row.label} {_TOWARD.get(row.label, 'on')} {row.target}"
        f"{' (by hand)' if row.by_hand else ''}"
        for row in each_row(known)
    ]
    critics, friends = stances["quoted_critical"].sum(), stances["quoted_supportive"].sum()
    own = ", ".join(said) or "judges nothing clearly"
    quoted = f"; quotes critics {critics}:{friends}" if critics or friends else ""
    return f"Own voice: {own}{quoted}"


def show_aligned(event: OpenEvent, chosen: list[str], claims: pd.DataFrame) -> None:
    """Show the sentences that the chosen articles share, then those of one alone."""
    rows = claims[claims["here"] > 1]
    if rows.empty:
        st.info("These articles share no claim. Their full texts are in the next tab.")
    st.html(legend(_ALIGNED, _ALIGNED))
    articles = event.tables.articles
    for column, article in zip(st.columns(len(chosen), gap="large"), chosen, strict=True):
        show_name(event, column, one_row(articles, article, "article"))
    mentions = event.tables.mentions[event.tables.mentions["article"].isin(chosen)]
    for together in by_sentences(in_reading_order(rows, mentions, chosen), mentions):
        with st.container(border=True, gap="small"):
            for claim in each_row(together[together["kind"] == "conflict"]):
                st.caption(_difference(event, str(claim.claim), chosen))
            _row(event, chosen, together, mentions)
    _unmatched(event, chosen, claims)


def in_reading_order(
    claims: pd.DataFrame, mentions: pd.DataFrame, chosen: list[str]
) -> pd.DataFrame:
    """Return claims in the order in which the first of the chosen articles makes them."""
    rank = {article: number for number, article in enumerate(chosen)}
    places = mentions.assign(rank=mentions["article"].map(rank))
    places = places.sort_values(["rank", "start"]).drop_duplicates("claim")
    order = {claim: number for number, claim in enumerate(places["claim"])}
    return claims.assign(order=claims["claim"].map(order)).sort_values("order")


def by_sentences(claims: pd.DataFrame, mentions: pd.DataFrame) -> list[pd.DataFrame]:
    """Return claims in their order, those together that the same sentences make."""
    made_in = mentions.groupby("claim")["sentence"].agg(lambda names: " ".join(sorted(set(names))))
    sentences = claims["claim"].map(made_in)
    return [part for _, part in claims.groupby(sentences, sort=False)]


def _difference(event: OpenEvent, claim: str, chosen: list[str]) -> str:
    conflicts = event.tables.conflicts
    rows = conflicts[(conflicts["claim"] == claim) & conflicts["article"].isin(chosen)]
    parts = [
        f"differs in {part['kind'].iloc[0]}: {' / '.join(map(str, part['same_as'].unique()))}"
        for _, part in rows.groupby("conflict", sort=False)
        if len(set(part["same_as"])) > 1
    ]
    return plain_markdown(" · ".join(parts))


def _row(event: OpenEvent, chosen: list[str], claims: pd.DataFrame, mentions: pd.DataFrame) -> None:
    """Show the sentences of some claims, article beside article."""
    texts = dict(zip(event.tables.articles["article"], event.tables.articles["text"], strict=True))
    marks: dict[str, dict[tuple[int, int], list[Mark]]] = {article: {} for article in chosen}
    for claim in each_row(claims):
        found = list(each_row(mentions[mentions["claim"] == claim.claim]))
        own = own_words([(texts[row.article], int(row.start), int(row.end)) for row in found])
        for row, spans in zip(found, own, strict=True):
            place = Evidence(str(row.article), int(row.start), int(row.end))
            here = marks[place.article].setdefault(sentence_bounds(event.tables, place), [])
            here.append(Mark(place.start, place.end, str(claim.kind), str(row.assertion)))
            here += [Mark(*span, "changed", "only in this passage") for span in spans]
            if claim.kind == "conflict":
                here += _value_marks(event, str(row.claim), place)
    for column, article in _columns(event, chosen):
        if not marks[article]:
            column.caption("not found")
        for (start, end), here in sorted(marks[article].items()):
            column.html(passage(texts[article], here, start=start, end=end))


def _unmatched(event: OpenEvent, chosen: list[str], claims: pd.DataFrame) -> None:
    """Show the sentences of each article that none of the others matches."""
    mentions, sentences = event.tables.mentions, event.tables.sentences
    matched = claims[claims["here"] > 1]["claim"]
    used = set(mentions[mentions["claim"].isin(matched)]["sentence"])
    alone = sentences[sentences["article"].isin(chosen) & ~sentences["sentence"].isin(used)]
    # A quotation mark that stands alone is no sentence to read.
    alone = alone[alone["text"].str.contains(r"\w")]
    st.subheader("Only in one of them", anchor=False)
    texts = dict(zip(event.tables.articles["article"], event.tables.articles["text"], strict=True))
    for column, article in _columns(event, chosen):
        rows = alone[alone["article"] == article]
        total = int((sentences["article"] == article).sum())
        column.caption(f"{len(rows)} of {total} sentences")
        claimed = mentions[(mentions["article"] == article) & ~mentions["claim"].isin(matched)]
        marks = [
            Mark(int(row.start), int(row.end), "unique", str(row.assertion))
            for row in each_row(claimed)
        ]
        for row in each_row(rows):
            column.html(passage(texts[article], marks, start=int(row.start), end=int(row.end)))


def _columns(event: OpenEvent, chosen: list[str]) -> Iterator[tuple[DeltaGenerator, str]]:
    """Yield a column for each article; where they stand below each other, each says whose it is."""
    labels = dict(
        zip(event.tables.articles["article"], event.tables.articles["label"], strict=True)
    )
    for column, article in zip(st.columns(len(chosen), gap="large"), chosen, strict=True):
        column.html(stacked_name(safe_cut(labels[article], _LONGEST_NAME)))
        yield column, article


def _value_marks(event: OpenEvent, claim: str, place: Evidence) -> list[Mark]:
    conflicts = event.tables.conflicts
    rows = conflicts[(conflicts["claim"] == claim) & (conflicts["article"] == place.article)]
    return [
        Mark(int(row.start), int(row.end), "conflict", f"{row.kind}: {row.value}")
        for row in each_row(rows)
    ]
