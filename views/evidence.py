"""The sentences behind a figure: passages with their source, and the article around each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from analysis.tables import each_row, one_row
from views.frame import is_dark, plain_markdown
from views.highlight import Mark, highlight, style

if TYPE_CHECKING:
    import pandas as pd

    from analysis.tables import Tables

FIRST_SHOWN = 12


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


def show_evidence(tables: Tables, passages: Sequence[Evidence], *, key: str) -> None:
    """Show passages in the sentences they stand in, each with a way into its article.

    Parameters
    ----------
    tables : Tables
        Of the open event.
    passages : sequence of Evidence
        The first twelve are shown, the others after a click.
    key : str
        Tells the widgets of this list from those of others.
    """
    if not passages:
        st.caption("No sentence to show.")
        return
    limit = FIRST_SHOWN
    if len(passages) > limit and st.toggle(f"Show all {len(passages)} passages", key=f"{key}-all"):
        limit = len(passages)
    articles = {row.article: row for row in each_row(tables.articles)}
    for number, passage in enumerate(passages[:limit]):
        _show_passage(tables, articles[passage.article], passage, f"{key}-{number}")


def _show_passage(tables: Tables, article: Any, passage: Evidence, key: str) -> None:
    with st.container(border=True, gap="small"):
        heading, button = st.columns([5, 1], vertical_alignment="center")
        date = "" if _isna(article.published) else f" · {article.published:%d %b %Y}"
        note = f" · {plain_markdown(passage.note)}" if passage.note else ""
        heading.markdown(
            f"**{plain_markdown(article.label)}** · {plain_markdown(article.outlet_type)}"
            f"{date}{note}"
        )
        start, end = sentence_bounds(tables, passage)
        marks = (Mark(passage.start, passage.end, passage.kind), *passage.marks)
        st.html(
            f'<div class="px-text">{highlight(article.text, marks, start=start, end=end)}</div>'
        )
        if button.button("In context", key=f"{key}-context", type="tertiary"):
            show_article(tables, passage)


def _isna(value: object) -> bool:
    return value != value  # NaT and NaN only


def sentence_bounds(tables: Tables, passage: Evidence) -> tuple[int, int]:
    """Return where the sentences that a passage touches begin and end."""
    sentences = tables.sentences
    touched = sentences[
        (sentences["article"] == passage.article)
        & (sentences["start"] < passage.end)
        & (sentences["end"] > passage.start)
    ]
    if touched.empty:
        return passage.start, passage.end
    return (
        min(passage.start, int(touched["start"].min())),
        max(passage.end, int(touched["end"].max())),
    )


@st.dialog("In its article", width="large")
def show_article(tables: Tables, passage: Evidence) -> None:
    """Show the article around a passage, marked; the rest of it below."""
    article = one_row(tables.articles, passage.article, "article")
    st.html(style(is_dark()))
    st.subheader(plain_markdown(article.title or article.label), anchor=False)
    date = "date unknown" if _isna(article.published) else f"{article.published:%d %B %Y}"
    st.text(f"{article.label} · {article.outlet_type} · {date} · {article.file}")
    text = article.text
    marks = (Mark(passage.start, passage.end, passage.kind), *passage.marks)
    first = text.rfind("\n\n", 0, max(0, text.rfind("\n\n", 0, passage.start)))
    begin = 0 if first < 0 else first + 2
    if begin:
        with st.expander("Earlier in the article"):
            st.html(f'<div class="px-text">{highlight(text, (), start=0, end=begin)}</div>')
    st.html(f'<div class="px-text">{highlight(text, marks, start=begin)}</div>')
