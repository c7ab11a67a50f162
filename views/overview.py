"""Overview: what this coverage is."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.tables import each_row, one_row
from views.charts.overview import claim_map, timeline
from views.evidence import Evidence, evidence_rows, show_article, show_evidence
from views.frame import open_page, plain_markdown, takeaway
from views.opened import OpenEvent
from views.selection import selected_value


def show() -> None:
    """Show the page."""
    event = open_page("overview")
    _figures(event)
    left, right = st.columns([1, 1], gap="large")
    with left:
        _claims(event)
    with right:
        _time(event)
    _stances(event)


def _figures(event: OpenEvent) -> None:
    tables = event.tables
    voices = tables.articles["voice"].nunique()
    counts = tables.claims["status"].value_counts()
    copies = len(tables.articles) - voices
    columns = st.columns(5)
    columns[0].metric(
        "Independent voices",
        voices,
        f"of {len(tables.articles)} articles, {copies} copies" if copies else None,
        delta_color="off",
        delta_arrow="off",
    )
    columns[1].metric("Claims shared", int(counts.get("shared", 0)))
    columns[2].metric("In conflict", int(counts.get("conflict", 0)))
    columns[3].metric("Only one source", int(counts.get("unique", 0)))
    columns[4].metric("Speakers", len(tables.speakers))


def _claims(event: OpenEvent) -> None:
    claims = event.tables.claims
    st.subheader("How widely shared, how much in conflict", anchor=False)
    if claims.empty:
        st.info("No claim was found in these articles. Add longer ones in the Library.")
        return
    widest = claims.sort_values(["independent_sources", "mentions"], ascending=False).iloc[0]
    voices = event.tables.articles["voice"].nunique()
    takeaway(
        f"Most widely shared, by {widest['independent_sources']} of {voices} independent voices: "
        f"“{widest['gist']}”"
    )
    chosen = selected_value("overview-claims")
    st.plotly_chart(
        claim_map(claims),
        key="overview-claims",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"Map of {len(claims)} claims by independent sources and conflict",
    )
    if not chosen:
        st.caption("Click a dot to read the sentences it was counted from.")
        return
    claim = one_row(claims, chosen, "claim")
    mentions = event.tables.mentions
    st.markdown(f"**{plain_markdown(claim.gist)}**")
    rows = mentions[mentions["claim"] == chosen]
    show_evidence(
        event.tables,
        evidence_rows(rows, kind=claim.status, note="assertion"),
        key="overview",
    )


def _time(event: OpenEvent) -> None:
    articles = event.tables.articles
    st.subheader("When, and by what kind of outlet", anchor=False)
    dated = articles[articles["published"].notna()].sort_values("published")
    if dated.empty:
        st.info("No article has a date. Add dates in the Library, in the table of articles.")
        return
    first = dated.iloc[0]
    days = (dated["published"].max() - dated["published"].min()).days
    takeaway(
        f"First: {first['label']}, {first['published']:%d %B %Y}. "
        f"The coverage spans {days} days and {articles['outlet_type'].nunique()} kinds of outlet."
    )
    chosen = selected_value("overview-time")
    st.plotly_chart(
        timeline(articles),
        key="overview-time",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"Timeline of {len(dated)} articles by outlet type",
    )
    undated = len(articles) - len(dated)
    note = f" {undated} without a date are not shown." if undated else ""
    st.caption(f"A mark is an article, a hollow one a copy. Click one to read it.{note}")
    if chosen and st.session_state.get("overview-read") != chosen:
        st.session_state["overview-read"] = chosen
        show_article(event.tables, Evidence(chosen, 0, 0))


def _stances(event: OpenEvent) -> None:
    stances = event.tables.stances
    st.subheader("How the outlets' own voice stands", anchor=False)
    if stances.empty:
        st.caption("No target of stance was found.")
        return
    labels = stances.pivot_table(index="outlet", columns="target", values="label", aggfunc="first")
    st.dataframe(labels.reset_index(), hide_index=True, alt="Stance by outlet and target")
    target = st.selectbox("Sentences behind a stance", sorted(stances["target"].unique()))
    _stance_evidence(event, stances[stances["target"] == target])


def _stance_evidence(event: OpenEvent, rows: pd.DataFrame) -> None:
    passages = []
    for row in each_row(rows):
        for sentence in list(row.evidence)[:2]:
            place = one_row(event.tables.sentences, sentence, "sentence")
            passages.append(
                Evidence(
                    str(row.article),
                    place.start,
                    place.end,
                    "target",
                    str(row.label),
                )
            )
    show_evidence(event.tables, passages, key="overview-stance")


if __name__ == "__main__":
    show()
