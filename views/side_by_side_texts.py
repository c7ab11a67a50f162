"""Full texts side by side, with what is shared, in conflict, quoted or copied marked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.tables import each_row, one_row
from views.frame import plain_markdown
from views.highlight import Mark, legend, passage
from views.opened import OpenEvent
from views.side_by_side_aligned import show_name

_SHOWN = {
    "shared": "Shared",
    "conflict": "In conflict",
    "unique": "Only here",
    "quotation": "Quoted",
    "reused": "Word for word",
}


def show_texts(event: OpenEvent, chosen: list[str], claims: pd.DataFrame) -> None:
    """Show the articles whole, with the marks that a person asks for."""
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
        show_name(event, column, one_row(articles, article, "article"))
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
