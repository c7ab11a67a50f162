"""Overview: what this coverage is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.outlet_names import count_outlets, count_types
from analysis.tables import each_row, one_row
from views.charts.overview import claim_map, timeline
from views.charts.style import STATUS_WORDS
from views.evidence import Evidence, evidence_rows, show_article, show_evidence, with_own_words
from views.frame import open_page, plain_markdown, takeaway
from views.opened import OpenEvent
from views.overview_stances import show_stances
from views.selection import choose, selected_value, show_chart
from views.wording import count_of

_CLAIM = "overview-claims"
_LISTED = 4
_LISTS = (
    ("Most shared", "shared", "No claim is made by two independent sources."),
    ("Most contested", "conflict", "No figures, dates, names or denials differ."),
    ("Only here", "unique", "No claim is made by one source alone."),
)


def show() -> None:
    """Show the page."""
    event = open_page("overview")
    _figures(event)
    left, right = st.container(key="stacked-charts").columns([1, 1], gap="large")
    with left:
        chosen = _claims(event)
    with right:
        _time(event)
    if chosen:
        _claim_evidence(event, chosen)
    _lists(event)
    show_stances(event)


def _figures(event: OpenEvent) -> None:
    tables = event.tables
    voices = tables.articles["voice"].nunique()
    counts = tables.claims["status"].value_counts()
    copies = len(tables.articles) - voices
    takeaway(
        f"{count_outlets(tables.articles)}; "
        + (
            f"{copies} {'copies' if copies == 1 else 'copy'} another, so {voices} voices speak "
            "for themselves."
            if copies
            else "none is a copy of another."
        )
    )
    figures = {
        "Voices": voices,
        "Claims shared": int(counts.get("shared", 0)),
        "Claims in conflict": int(counts.get("conflict", 0)),
        "Claims by one only": int(counts.get("unique", 0)),
        "Speakers": len(tables.speakers),
    }
    with st.container(horizontal=True):  # two or three to a line on a phone
        for label, figure in figures.items():
            st.metric(label, figure, width=170)


def ranked(claims: pd.DataFrame, status: str) -> pd.DataFrame:
    """Return the claims of one status, those first that tell most: widely made, checkable."""
    rows = claims[claims["status"] == status]
    order = ["conflicts", "independent_sources", "worth", "claim"]
    if status != "conflict":
        order = order[1:]
    return rows.sort_values(order, ascending=[False] * (len(order) - 1) + [True])


def _claims(event: OpenEvent) -> str:
    claims = event.tables.claims
    st.subheader("Claims: how widely made, and whether they differ", anchor=False)
    if claims.empty:
        st.info("No claim was found in these articles. Add longer ones in the Library.")
        return ""
    widest = claims.sort_values(["independent_sources", "mentions"], ascending=False).iloc[0]
    voices = event.tables.articles["voice"].nunique()
    takeaway(f"Most widely made, by {widest['independent_sources']} of {voices} independent "
             f"voices: “{widest['gist']}”")  # fmt: skip
    return choose(
        claim_map(claims),
        _CLAIM,
        dict(zip(claims["claim"], claims["gist"], strict=True)),
        label="Read a claim: click a dot, or choose",
        alt=f"Map of {len(claims)} claims by independent sources and conflict",
    )


def _claim_evidence(event: OpenEvent, chosen: str) -> None:
    claim = one_row(event.tables.claims, chosen, "claim")
    mentions = event.tables.mentions
    st.markdown(
        f"**{plain_markdown(claim.gist)}** · {STATUS_WORDS[claim.status]}, "
        f"{claim.independent_sources} independent sources"
    )
    rows = mentions[mentions["claim"] == chosen]
    passages = evidence_rows(rows, kind=claim.status, note="assertion")
    show_evidence(event.tables, with_own_words(event.tables, passages), key="overview")


def _lists(event: OpenEvent) -> None:
    claims = event.tables.claims
    if claims.empty:
        return
    columns = st.container(key="stacked-lists").columns(3, gap="large")
    for column, (title, status, nothing) in zip(columns, _LISTS, strict=True):
        rows = ranked(claims, status)
        with column.container(gap="small"):
            st.subheader(title, anchor=False)
            if rows.empty:
                st.caption(nothing)
            for row in each_row(rows.head(_LISTED)):
                st.button(
                    f"{plain_markdown(str(row.gist))} · {_why(row)}",
                    key=f"list-{row.claim}",
                    type="tertiary",
                    on_click=_open_claim,
                    args=(str(row.claim),),
                )


def _why(row: Any) -> str:
    """Return why a claim is in its list: in what its sources differ, or how many make it."""
    if row.status == "conflict":
        return f"differs in {row.conflict_kinds}"
    return count_of(row.independent_sources, "source")


def _open_claim(claim: str) -> None:
    st.session_state[f"{_CLAIM}-listed"] = claim


def _time(event: OpenEvent) -> None:
    articles = event.tables.articles
    st.subheader("When, and by what kind of outlet", anchor=False)
    dated = articles[articles["published"].notna()].sort_values("published")
    if dated.empty:
        st.info("No article has a date. Add dates in the Library, in the table of articles.")
        return
    first = dated.iloc[0]
    days = (dated["published"].max() - dated["published"].min()).days
    span = f"{days} day{'s' * (days != 1)}" if days else "a single day"
    takeaway(
        f"First: {first['label']}, {first['published']:%d %B %Y}. The coverage spans {span} and "
        f"{count_types(articles['outlet_type'])}."
    )
    clicked = selected_value("overview-time")
    show_chart(
        timeline(articles),
        "overview-time",
        alt=f"Timeline of {len(dated)} articles by outlet type",
    )
    undated = len(articles) - len(dated)
    note = f" Not shown: {count_of(undated, 'article')} without a date." if undated else ""
    st.caption(f"A mark is an article, a hollow one a copy. Click one to read it.{note}")
    names = dict(zip(articles["article"], articles["label"], strict=True))
    chosen = st.selectbox(
        "Read an article",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="overview-article",
        placeholder="Click a mark, or choose here",
    )
    for source, value in (("clicked", clicked), ("listed", chosen or "")):
        if value and st.session_state.get(f"overview-{source}") != value:
            show_article(event.tables, Evidence(value, 0, 0))
        st.session_state[f"overview-{source}"] = value


if __name__ == "__main__":
    show()
