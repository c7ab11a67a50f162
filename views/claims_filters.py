"""The filters of the Claims page, all of them part of the address."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from views.claims_conflicts import WHAT
from views.opened import OpenEvent
from views.selection import choose_one

_STATUSES = {"all": "All", "shared": "Shared", "conflict": "In conflict", "unique": "Only one"}
_GROUPINGS = {"label": "Article", "outlet": "Outlet", "outlet_type": "Outlet type"}
_ORDER = ["independent_sources", "conflicts", "mentions", "worth", "claim"]
_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*(?<![.,])(?:\s?%)?")


def show_filters(event: OpenEvent) -> tuple[pd.DataFrame, str]:
    """Show the filters; return the claims that pass, most widely made first, and the grouping."""
    bar = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    status = choose_one("Show", _STATUSES, "status", place=bar)
    grouping = choose_one("Columns", _GROUPINGS, "columns", place=bar)
    words = bar.text_input(
        "Containing",
        key="containing",
        bind="query-params",
        placeholder="a word, figure or name",
        width=220,
    )
    with bar.popover("More", icon=":material/filter_list:"):
        claims = _more(event)
    if status != "all":
        claims = claims[claims["status"] == status]
    if words:
        mentions = event.tables.mentions
        hit = mentions["text"].str.contains(words, case=False, regex=False)
        named = claims["gist"].str.contains(words, case=False, regex=False)
        claims = claims[claims["claim"].isin(mentions[hit]["claim"]) | named]
    claims = claims.sort_values(_ORDER, ascending=[False, False, False, False, True])
    return claims, grouping


def show_clear() -> None:
    """Show a button that takes all filters off, those under *More* among them."""
    st.button(
        "Clear filters",
        key="clear-filters",
        icon=":material/filter_list_off:",
        type="tertiary",
        on_click=_clear,
    )


def _clear() -> None:
    st.session_state["status"], st.session_state["containing"] = "all", ""
    for name in ("speaker", "figure", "differs", "made-by", "left-out"):
        st.session_state[name] = None


def _more(event: OpenEvent) -> pd.DataFrame:
    """Show the rarer filters; return what passes."""
    claims, mentions, conflicts = event.tables.claims, event.tables.mentions, event.tables.conflicts
    speaker = _select("Attributed to", set(mentions["attributed_to"]) - {""}, "speaker")
    figure = _select("With the figure", _figures(mentions["text"]), "figure", ordered=True)
    kind = st.selectbox(
        "Sources differ in", sorted(set(conflicts["kind"])), index=None, key="differs",
        bind="query-params", format_func=lambda name: WHAT.get(name, name),
    )  # fmt: skip
    types = set(mentions["outlet_type"])
    made_by = _select("Made by an outlet of type", types, "made-by")
    left_out = _select("But by none of type", types, "left-out")
    if speaker:
        claims = _with(claims, mentions[mentions["attributed_to"] == speaker])
    if figure:
        has = mentions["text"].map(lambda text: figure in _FIGURE.findall(text))
        claims = _with(claims, mentions[has])
    if kind in set(conflicts["kind"]):
        claims = _with(claims, conflicts[conflicts["kind"] == kind])
    if made_by:
        claims = _with(claims, mentions[mentions["outlet_type"] == made_by])
    if left_out:
        without = mentions[mentions["outlet_type"] == left_out]
        claims = claims[~claims["claim"].isin(without["claim"])]
    return claims


def _with(claims: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    return claims[claims["claim"].isin(rows["claim"])]


def _select(label: str, options: Iterable[str], key: str, *, ordered: bool = False) -> str:
    """Show a list to choose from; return the choice, "" for none or one that is not there."""
    names = list(options) if ordered else sorted(options)
    chosen = st.selectbox(label, names, index=None, key=key, bind="query-params")
    return chosen if chosen in names else ""


def _figures(texts: Iterable[str]) -> list[str]:
    """Return the figures that stand in texts, the most frequent first."""
    counts = Counter(figure for text in texts for figure in set(_FIGURE.findall(text)))
    return sorted(counts, key=lambda figure: (-counts[figure], figure))
