"""Side by side: two or three articles, with what they share, where they differ, who is quoted."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pandas as pd
import streamlit as st

from analysis.tables import each_row, one_row
from views.evidence import Evidence, sentence_bounds
from views.frame import open_page, plain_markdown, takeaway
from views.highlight import KINDS, Mark, highlight
from views.opened import OpenEvent

_MOST = 3
_SHOWN = {
    "shared": "Shared",
    "conflict": "In conflict",
    "unique": "Only here",
    "quotation": "Quoted",
    "reused": "Word for word",
}


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
    aligned, texts = st.tabs(["Aligned", "Full texts"])
    with aligned:
        _aligned(event, chosen, claims)
    with texts:
        _texts(event, chosen, claims)


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
    values = conflicts[conflicts["article"].isin(chosen)].groupby(["claim", "conflict"])["value"]
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


def _heading(column: st.delta_generator.DeltaGenerator, article: Any) -> None:
    date = "date unknown" if pd.isna(article.published) else f"{article.published:%d %b %Y}"
    column.markdown(f"**{plain_markdown(article.label)}**")
    column.caption(plain_markdown(f"{article.outlet_type} · {date}"))


def _aligned(event: OpenEvent, chosen: list[str], claims: pd.DataFrame) -> None:
    rows = claims[claims["here"] > 1]
    articles = event.tables.articles
    if rows.empty:
        st.info("These articles share no claim. Their full texts are in the next tab.")
        return
    for column, article in zip(st.columns(len(chosen)), chosen, strict=True):
        _heading(column, one_row(articles, article, "article"))
    mentions = event.tables.mentions
    for claim in each_row(rows):
        with st.container(border=True):
            label = "differs" if claim.kind == "conflict" else "shared"
            st.caption(f"{plain_markdown(str(claim.gist))} · {label}")
            of_claim = mentions[mentions["claim"] == claim.claim]
            for column, article in zip(st.columns(len(chosen)), chosen, strict=True):
                found = of_claim[of_claim["article"] == article]
                _cell(
                    event,
                    column,
                    one_row(articles, article, "article").text,
                    found,
                    str(claim.kind),
                )


def _cell(
    event: OpenEvent,
    column: st.delta_generator.DeltaGenerator,
    text: str,
    mentions: pd.DataFrame,
    kind: str,
) -> None:
    if mentions.empty:
        column.caption("not found")
        return
    for mention in each_row(mentions):
        passage = Evidence(str(mention.article), int(mention.start), int(mention.end))
        start, end = sentence_bounds(event.tables, passage)
        mark = Mark(passage.start, passage.end, kind, str(mention.assertion))
        values = _value_marks(event, str(mention.claim), passage)
        html = highlight(text, [mark, *values], start=start, end=end)
        column.html(f'<div class="px-text">{html}</div>')


def _value_marks(event: OpenEvent, claim: str, passage: Evidence) -> list[Mark]:
    conflicts = event.tables.conflicts
    rows = conflicts[(conflicts["claim"] == claim) & (conflicts["article"] == passage.article)]
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
    st.caption(" · ".join(f"{_SHOWN[kind]}: {KINDS[kind]}" for kind in kinds if kind in _SHOWN))
    articles = event.tables.articles
    for column, article in zip(st.columns(len(chosen), gap="large"), chosen, strict=True):
        _heading(column, one_row(articles, article, "article"))
        title = one_row(articles, article, "article").title
        if title:
            column.markdown(f"##### {plain_markdown(title)}")
        marks = article_marks(event, article, chosen, claims, set(kinds))
        html = highlight(one_row(articles, article, "article").text, marks)
        column.html(f'<div class="px-text">{html}</div>')


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
