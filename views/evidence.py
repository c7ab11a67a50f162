"""The sentences behind a figure: passages with their source, and the article around each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from analysis.tables import each_row, one_row
from views.differences import own_words
from views.frame import is_dark, plain_markdown
from views.highlight import Mark, legend, passage, style

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables

FIRST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """One passage to show: where it stands, and what to mark in it."""

    article: str
    start: int
    end: int
    kind: str = "evidence"
    note: str = ""
    """A few words of our own, for instance "attributed to the minister"."""
    marks: tuple[Mark, ...] = ()
    """Further marks, in the article's offsets."""


def evidence_rows(table: pd.DataFrame, *, kind: str = "evidence", note: str = "") -> list[Evidence]:
    """Return the passages of a table with columns article, start, end; `note` names a column."""
    notes = table[note].astype(str) if note else [""] * len(table)
    return [
        Evidence(article, int(start), int(end), kind, text)
        for article, start, end, text in zip(
            table["article"], table["start"], table["end"], notes, strict=True
        )
    ]


def with_own_words(tables: Tables, passages: Sequence[Evidence]) -> list[Evidence]:
    """Return passages with the words marked that no other of them has.

    Returns
    -------
    list of Evidence
        In the same order.
    """
    texts = dict(zip(tables.articles["article"], tables.articles["text"], strict=True))
    places = [(texts[one.article], one.start, one.end) for one in passages]
    return [
        replace(
            one,
            marks=(*one.marks, *(Mark(s, e, "changed", "only in this passage") for s, e in own)),
        )
        for one, own in zip(passages, own_words(places), strict=True)
    ]


Action = Callable[["Evidence", str], None]
"""Draws a widget of a page's own at a passage; given the passage and a key for the widget."""


def show_evidence(
    tables: Tables, passages: Sequence[Evidence], *, key: str, action: Action | None = None
) -> None:
    """Show passages in the sentences they stand in, each with a way into its article.

    Parameters
    ----------
    tables : Tables
        Of the open event.
    passages : sequence of Evidence
        The first eight are shown, two abreast; the others after a click.
    key : str
        Tells the widgets of this list from those of others.
    action : callable, optional
        Draws what else can be done with a passage.
    """
    if not passages:
        st.caption("No sentence to show.")
        return
    limit = min(FIRST_SHOWN, len(passages))
    if len(passages) > limit and st.toggle(f"Show all {len(passages)} passages", key=f"{key}-all"):
        limit = len(passages)
    articles = {row.article: row for row in each_row(tables.articles)}
    for first in range(0, limit, 2):
        for column, number in zip(st.columns(2), range(first, min(first + 2, limit)), strict=False):
            with column:
                shown = passages[number]
                _show_passage(tables, articles[shown.article], shown, f"{key}-{number}", action)


def _show_passage(
    tables: Tables, article: Any, shown: Evidence, key: str, action: Action | None
) -> None:
    with st.container(border=True, gap="small", height="stretch"):
        date = "" if _isna(article.published) else f" · {article.published:%d %b %Y}"
        note = f" · {plain_markdown(shown.note)}" if shown.note else ""
        st.markdown(f"**{plain_markdown(article.label)}**{note}")
        start, end = sentence_bounds(tables, shown)
        marks = (Mark(shown.start, shown.end, shown.kind), *shown.marks)
        st.html(passage(article.text, marks, start=start, end=end))
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.caption(f"{plain_markdown(article.outlet_type)}{date}", width="stretch")
            if action is not None:
                action(shown, key)
            if st.button("In context", key=f"{key}-context", type="tertiary"):
                show_article(tables, shown)


def _isna(value: object) -> bool:
    return value != value  # NaT and NaN only


def sentence_bounds(tables: Tables, shown: Evidence) -> tuple[int, int]:
    """Return where the sentences that a passage touches begin and end."""
    sentences = tables.sentences
    touched = sentences[
        (sentences["article"] == shown.article)
        & (sentences["start"] < shown.end)
        & (sentences["end"] > shown.start)
    ]
    if touched.empty:
        return shown.start, shown.end
    return (
        min(shown.start, int(touched["start"].min())),
        max(shown.end, int(touched["end"].max())),
    )


@st.dialog("In its article", width="large")
def show_article(tables: Tables, shown: Evidence) -> None:
    """Show the article around a passage, marked; the rest of it below."""
    article = one_row(tables.articles, shown.article, "article")
    st.html(style(is_dark()))
    st.subheader(plain_markdown(article.title or article.label), anchor=False)
    date = "date unknown" if _isna(article.published) else f"{article.published:%d %B %Y}"
    st.text(f"{article.label} · {article.outlet_type} · {date} · {article.file}")
    if article.outlet_type_evidence:
        st.caption(plain_markdown(f"Outlet type: {article.outlet_type_evidence}"))
    text = article.text
    marks = (Mark(shown.start, shown.end, shown.kind), *shown.marks)
    first = text.rfind("\n\n", 0, max(0, text.rfind("\n\n", 0, shown.start)))
    begin = 0 if first < 0 else first + 2
    if begin:
        with st.expander("Earlier in the article"):
            st.html(passage(text, (), start=0, end=begin))
    st.html(legend(dict.fromkeys(mark.kind for mark in marks if mark.end > mark.start)))
    st.html(passage(text, marks, start=begin))


@st.dialog("The sentences", width="large")
def show_passages(tables: Tables, passages: Sequence[Evidence], title: str) -> None:
    """Show passages in a window of their own, each with its whole article to unfold."""
    st.html(style(is_dark()))
    st.text(title)
    for shown in passages:
        article = one_row(tables.articles, shown.article, "article")
        marks = (Mark(shown.start, shown.end, shown.kind), *shown.marks)
        date = "" if _isna(article.published) else f" · {article.published:%d %b %Y}"
        with st.container(border=True, gap="small"):
            st.markdown(
                f"**{plain_markdown(article.label)}** · {plain_markdown(article.outlet_type)}{date}"
            )
            start, end = sentence_bounds(tables, shown)
            st.html(passage(article.text, marks, start=start, end=end))
            with st.expander("The whole article"):
                st.html(passage(article.text, marks))
