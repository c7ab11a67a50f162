"""Voices: who gets to speak."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.tables import NO_SPEAKER, each_row
from views.charts.voices import role_bars, role_shares, speaker_matrix, verb_bars
from views.evidence import evidence_rows, show_evidence
from views.frame import open_page, takeaway
from views.opened import OpenEvent
from views.selection import selected_value

_GROUPINGS = {"outlet": "Outlet", "outlet_type": "Outlet type"}
_SPEAKERS = 20


def show() -> None:
    """Show the page."""
    event = open_page("voices")
    quotations = event.tables.quotations
    if quotations.empty:
        st.info("Nobody is quoted in these articles.")
        return
    _summary(quotations)
    group = st.segmented_control(
        "Group by",
        list(_GROUPINGS),
        format_func=_GROUPINGS.__getitem__,
        default="outlet_type",
        key="group",
        bind="query-params",
    )
    group = group if group in _GROUPINGS else "outlet_type"
    speakers, roles, verbs, table = st.tabs(
        ["Who speaks where", "Roles", "Reporting verbs", "Speakers"]
    )
    with speakers:
        _speakers(event, group)
    with roles:
        _roles(event, group)
    with verbs:
        _verbs(event, group)
    with table:
        _table(event)


def _summary(quotations: pd.DataFrame) -> None:
    known = quotations[quotations["name"] != NO_SPEAKER]
    if known.empty:
        takeaway(f"{len(quotations)} quotations, none with a speaker that could be named.")
        return
    words = known.groupby("name")["words"].sum().sort_values(ascending=False)
    share = words.iloc[0] / quotations["words"].sum()
    takeaway(
        f"{words.index[0]} is quoted most: {share:.0%} of all quoted words, "
        f"of {known['name'].nunique()} speakers in {len(quotations)} quotations."
    )


def _speakers(event: OpenEvent, group: str) -> None:
    quotations = event.tables.quotations
    words = quotations.groupby("name")["words"].sum()
    outlets = quotations.groupby("name")["outlet"].nunique()
    order = pd.DataFrame({"outlets": outlets, "words": words}).sort_values(
        ["outlets", "words"], ascending=False
    )
    names = [name for name in order.index if name != NO_SPEAKER][:_SPEAKERS]
    clicked = selected_value("voices-matrix")
    st.plotly_chart(
        speaker_matrix(quotations, group, names),
        key="voices-matrix",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"Who is quoted where: {len(names)} speakers",
    )
    unknown = int((quotations["name"] == NO_SPEAKER).sum())
    st.caption(
        f"The area of a disc is the number of words quoted. {unknown} quotations have no known "
        "speaker and are not shown. Click a disc to read them."
    )
    name, _, place = clicked.partition("\t")
    if name:
        rows = quotations[(quotations["name"] == name) & (quotations[group] == place)]
        show_evidence(
            event.tables, evidence_rows(rows, kind="quotation", note="name"), key="voices-cell"
        )


def _roles(event: OpenEvent, group: str) -> None:
    unit = st.radio("Share of", ["quotations", "words"], horizontal=True, key="unit")
    shares = role_shares(event.tables.quotations, group, unit)
    clicked = selected_value("voices-roles")
    st.plotly_chart(
        role_bars(shares),
        key="voices-roles",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"Share of {unit} by role and {group}",
    )
    st.caption("Pale: fewer than five quotations. Intervals are in the hover text.")
    place, _, role = clicked.partition("\t")
    if role:
        quotations = event.tables.quotations
        rows = quotations[(quotations["role"] == role) & (quotations[group] == place)]
        show_evidence(
            event.tables, evidence_rows(rows, kind="quotation", note="name"), key="voices-role"
        )


def _verbs(event: OpenEvent, group: str) -> None:
    quotations = event.tables.quotations
    if not (quotations["verb"] != "").any():
        st.info("No quotation is introduced by a verb.")
        return
    clicked = selected_value("voices-verbs")
    st.plotly_chart(
        verb_bars(quotations, group),
        key="voices-verbs",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"Reporting verbs by {group}",
    )
    st.caption(
        "Neutral: said. Endorsing: revealed. Doubting: claimed. Emotive: warned. Directive: urged."
    )
    place, _, kind = clicked.partition("\t")
    if place:
        cued = quotations[(quotations["verb"] != "") & (quotations["verb_class"] == kind)]
        rows = cued[cued[group] == place]
        show_evidence(
            event.tables, evidence_rows(rows, kind="quotation", note="verb"), key="voices-verb"
        )


def _table(event: OpenEvent) -> None:
    speakers = event.tables.speakers
    merged = speakers[speakers["reasons"] != ""]
    if len(merged):
        takeaway(f"{len(merged)} speakers appear under several names; each says why.")
    st.dataframe(
        speakers[["name", "variants", "kind", "role", "reasons"]],
        hide_index=True,
        alt="Speakers with their spellings",
    )
    names = [row.name for row in each_row(speakers)]
    chosen = st.selectbox("All that one of them is quoted with", names, index=None)
    if chosen:
        quotations = event.tables.quotations
        rows = quotations[quotations["name"] == chosen]
        show_evidence(
            event.tables, evidence_rows(rows, kind="quotation", note="kind"), key="voices-name"
        )


if __name__ == "__main__":
    show()
