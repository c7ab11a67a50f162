"""Similarity: who resembles, or copies, whom."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.tables import each_row, one_row
from views.charts.similarity import heatmap, ordered
from views.evidence import Evidence, show_evidence
from views.frame import open_page, plain_markdown, takeaway
from views.opened import OpenEvent
from views.selection import selected_value


def show() -> None:
    """Show the page."""
    event = open_page("similarity")
    if len(event.tables.articles) < 2:
        st.info("This event has one article. Add another in the Library to compare it with.")
        return
    alike, copied = st.tabs(["Who resembles whom", "Who copies whom"])
    with alike:
        _alike(event)
    with copied:
        _copied(event)


def _labels(event: OpenEvent) -> dict[str, str]:
    articles = event.tables.articles
    return dict(zip(articles["article"], articles["label"], strict=True))


def _alike(event: OpenEvent) -> None:
    labels = _labels(event)
    pairs = closest_pairs(event.tables.similarity)
    first = pairs.iloc[0]
    takeaway(
        f"Closest in wording: {labels[first['a']]} and {labels[first['b']]}, {first['cosine']:.2f} "
        f"of 1; the median pair has {pairs['cosine'].median():.2f}."
    )
    clicked = selected_value("similarity-map")
    st.plotly_chart(
        heatmap(ordered(event.tables.similarity), labels),
        key="similarity-map",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"Similarity of {len(labels)} articles",
    )
    st.caption("Cosine of TF-IDF vectors, 0 nothing in common to 1 the same words. Click a cell.")
    a, _, b = clicked.partition("\t")
    if a in labels and b in labels:
        _pair(event, a, b)


def closest_pairs(similarity: pd.DataFrame) -> pd.DataFrame:
    """Return a row a pair of articles, the closest first: a, b (ids), cosine (0-1)."""
    ids = list(similarity.index)
    values = similarity.to_numpy(dtype=float)
    rows = [
        {"a": a, "b": b, "cosine": float(values[i, j])}
        for i, a in enumerate(ids)
        for j, b in enumerate(ids[i + 1 :], i + 1)
    ]
    return pd.DataFrame(rows).sort_values("cosine", ascending=False, ignore_index=True)


def _pair(event: OpenEvent, a: str, b: str) -> None:
    labels = _labels(event)
    terms = event.tables.shared_terms
    rows = terms[terms["a"].isin([a, b]) & terms["b"].isin([a, b])]
    st.markdown(f"**{plain_markdown(labels[a])}** and **{plain_markdown(labels[b])}**")
    if rows.empty:
        st.caption("They share no word that tells anything.")
        return
    st.dataframe(
        rows[["term", "share"]].head(20),
        hide_index=True,
        column_config={
            "share": st.column_config.ProgressColumn(
                "share of the similarity", min_value=0, max_value=float(rows["share"].max())
            )
        },
        alt="Terms that carry this similarity",
    )


def _copied(event: OpenEvent) -> None:
    articles, reuse = event.tables.articles, event.tables.reuse
    copies = articles[articles["duplicate_of"] != ""]
    if copies.empty and reuse.empty:
        st.info("No article copies another: no passage of eight words or more stands in two.")
        return
    takeaway(
        f"{len(copies)} of {len(articles)} articles are copies; "
        f"{len(reuse)} passages stand in two articles word for word or nearly so."
    )
    for row in each_row(copies):
        original = one_row(articles, row.duplicate_of, "article")
        st.markdown(
            f"**{plain_markdown(row.label)}** copies **{plain_markdown(original.label)}** "
            f"({plain_markdown(row.copy_kind)})"
        )
        st.caption(plain_markdown(row.copy_reason))
    if reuse.empty:
        return
    longest = reuse.sort_values("words", ascending=False)
    st.dataframe(
        longest[["a_outlet", "b_outlet", "words"]],
        hide_index=True,
        column_config={"a_outlet": "one", "b_outlet": "other"},
        alt="Shared passages",
    )
    passages = [
        passage
        for row in each_row(longest.head(10))
        for passage in (
            Evidence(row.a, row.a_start, row.a_end, "reused", f"{row.words} words"),
            Evidence(row.b, row.b_start, row.b_end, "reused", f"{row.words} words"),
        )
    ]
    show_evidence(event.tables, passages, key="reuse")


if __name__ == "__main__":
    show()
