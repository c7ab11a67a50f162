"""Side by side: two or three articles, with what they share, where they differ, who is quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.tables import each_row, one_row
from views.differences import own_words
from views.evidence import Evidence, sentence_bounds
from views.frame import open_page, plain_markdown, show_tabs, takeaway
from views.highlight import Mark, legend, passage, stacked_name
from views.opened import OpenEvent

_MOST = 3
_SHOWN = {
    "shared": "Shared",
    "conflict": "In conflict",
    "unique": "Only here",
    "quotation": "Quoted",
    "reused": "Word for word",
}
_ALIGNED = {
    "shared": "also in the other",
    "conflict": "differs",
    "changed": "words that only this one has",
    "unique": "no match in the other",
}


_TOWARD = {"supportive": "of", "critical": "of"}


def show() -> None:
    """Show the page."""
    event = open_page("side_by_side")
    articles = event.tables.articles
    if len(articles) < 2:
        st.info("This event has one article. Add another in the Library to compare it with.")
        return
    chosen = _choose(event)
    if len(chosen) < 2:
        st.info("Choose two or three articles above.")
        return
    claims = claims_among(event, chosen)
    _summary(event, chosen, claims)
    show_tabs(
        "side",
        {
            "Matched sentences": lambda: _aligned(event, chosen, claims),
            "Full texts": lambda: _texts(event, chosen, claims),
        },
    )


def _choose(event: OpenEvent) -> list[str]:
    articles = event.tables.articles
    labels = dict(zip(articles["article"], articles["label"], strict=True))
    chosen = st.multiselect(
        "Articles",
        list(labels),
        default=telling_pair(event),
        format_func=labels.__getitem__,
        max_selections=_MOST,
        key="articles",
        bind="query-params",
    )
    return [article for article in chosen if article in labels]


def telling_pair(event: OpenEvent) -> list[str]:
    """Return the two articles to begin with: of different voices, sharing the most claims."""
    mentions = event.tables.mentions
    voice = dict(zip(event.tables.articles["article"], event.tables.articles["voice"], strict=True))
    made_by = [sorted(set(names)) for _, names in mentions.groupby("claim")["article"]]
    pairs: Counter[tuple[str, str]] = Counter(
        (pair[0], pair[1])
        for names in made_by
        for pair in combinations(names, 2)
        if voice[pair[0]] != voice[pair[1]]
    )
    if not pairs:
        return list(voice)[:2]
    most = max(pairs.values())
    return list(min(pair for pair, count in pairs.items() if count == most))


def claims_among(event: OpenEvent, chosen: list[str]) -> pd.DataFrame:
    """Return the claims of the chosen articles, with what each is among these articles alone.

    Returns
    -------
    DataFrame
        claim, gist, here (number of chosen articles that make it), kind: shared (two or more of
        them), conflict (shared, and their values differ), unique (only one of them).
    """
    mentions = event.tables.mentions
    inside = mentions[mentions["article"].isin(chosen)]
    here = inside.groupby("claim")["article"].nunique().rename("here")
    conflicts = event.tables.conflicts
    values = conflicts[conflicts["article"].isin(chosen)].groupby(["claim", "conflict"])["same_as"]
    differing = set(values.nunique().loc[lambda n: n > 1].reset_index()["claim"])
    claims = event.tables.claims.merge(here, left_on="claim", right_index=True)
    kind = claims["here"].gt(1).map({True: "shared", False: "unique"})
    claims["kind"] = kind.where(~claims["claim"].isin(differing), "conflict")
    return claims.sort_values(["here", "worth"], ascending=False)


def _summary(event: OpenEvent, chosen: list[str], claims: pd.DataFrame) -> None:
    counts = claims["kind"].value_counts()
    similarity = event.tables.similarity.loc[chosen, chosen].to_numpy()
    closest = similarity[~pd.isna(similarity)]
    closest = closest[closest < 0.9999]
    alike = f" Similarity of their words: {closest.max():.2f}." if len(closest) else ""
    takeaway(
        f"Of {len(claims)} claims, {int(counts.get('shared', 0))} are shared, "
        f"{int(counts.get('conflict', 0))} in conflict, {int(counts.get('unique', 0))} made by "
        f"one alone.{alike}"
    )


def _heading(event: OpenEvent, column: DeltaGenerator, article: Any) -> None:
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


def _aligned(event: OpenEvent, chosen: list[str], claims: pd.DataFrame) -> None:
    rows = claims[claims["here"] > 1]
    if rows.empty:
        st.info("These articles share no claim. Their full texts are in the next tab.")
    st.html(legend(_ALIGNED, _ALIGNED))
    articles = event.tables.articles
    for column, article in zip(st.columns(len(chosen), gap="large"), chosen, strict=True):
        _heading(event, column, one_row(articles, article, "article"))
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
        column.html(stacked_name(labels[article]))
        yield column, article


def _value_marks(event: OpenEvent, claim: str, place: Evidence) -> list[Mark]:
    conflicts = event.tables.conflicts
    rows = conflicts[(conflicts["claim"] == claim) & (conflicts["article"] == place.article)]
    return [
        Mark(int(row.start), int(row.end), "conflict", f"{row.kind}: {row.value}")
        for row in each_row(rows)
    ]


def _texts(event: OpenEvent, chosen: list[str], claims: pd.DataFrame) -> None:
    kinds = st.pills(
        "Marks",
        list(_SHOWN),
        format_func=_SHOWN.__getitem__,
        selection_mode="multi",
        default=["shared", "conflict", "quotation"],
        key="marks",
        bind="query-params",
    )
    st.html(legend([kind for kind in kinds if kind in _SHOWN]))
    articles = event.tables.articles
    for column, article in zip(st.columns(len(chosen), gap="large"), chosen, strict=True):
        _heading(event, column, one_row(articles, article, "article"))
        title = one_row(articles, article, "article").title
        if title:
            column.markdown(f"##### {plain_markdown(title)}")
        marks = article_marks(event, article, chosen, claims, set(kinds))
        column.html(passage(one_row(articles, article, "article").text, marks))


def article_marks(
    event: OpenEvent, article: str, chosen: list[str], claims: pd.DataFrame, kinds: set[str]
) -> list[Mark]:
    """Return the marks of one article among the chosen ones, of the kinds asked for."""
    tables = event.tables
    marks: list[Mark] = []
    kind_of = dict(zip(claims["claim"], claims["kind"], strict=True))
    gist_of = dict(zip(claims["claim"], claims["gist"], strict=True))
    for row in each_row(tables.mentions[tables.mentions["article"] == article]):
        kind = kind_of.get(row.claim, "")
        if kind in kinds:
            marks.append(Mark(int(row.start), int(row.end), kind, str(gist_of[row.claim])))
    if "quotation" in kinds:
        for row in each_row(tables.quotations[tables.quotations["article"] == article]):
            marks.append(Mark(int(row.start), int(row.end), "quotation", f"{row.name}: {row.kind}"))
    if "reused" in kinds:
        marks += _reused_marks(tables.reuse, article, chosen)
    return marks


def _reused_marks(reuse: pd.DataFrame, article: str, chosen: list[str]) -> list[Mark]:
    marks = []
    for here, there in (("a", "b"), ("b", "a")):
        rows = reuse[(reuse[here] == article) & reuse[there].isin(chosen)]
        for start, end, outlet in zip(
            rows[f"{here}_start"], rows[f"{here}_end"], rows[f"{there}_outlet"], strict=True
        ):
            marks.append(Mark(int(start), int(end), "reused", f"also in {outlet}"))
    return marks


if __name__ == "__main__":
    show()
