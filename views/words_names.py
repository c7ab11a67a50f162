"""What the same thing is called, and a person's hand on which names belong together."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.decisions import Decision
from analysis.tables import each_row
from views.charts.words import naming_matrix
from views.counted import choose_grouping
from views.decisions import by_hand_mark, decide
from views.evidence import evidence_rows, show_evidence
from views.frame import takeaway
from views.opened import OpenEvent
from views.selection import choose
from views.wording import count_of

_STAY = "names-stay"
"""Session key: a name whose thing is to be open at the next run."""


def show_names(event: OpenEvent) -> None:
    """Show who uses which name of a thing; names can be taken out, joined and headed anew."""
    names = event.tables.names
    if names.empty:
        st.info(
            "No thing was found that these articles call by different names. Look a word up in the "
            "last tab."
        )
        return
    counts = names.groupby("referent")["variant"].nunique().sort_values(ascending=False)
    referents = counts.index.tolist()
    bar = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    _stay_with(names)
    chosen = bar.selectbox("Thing", referents, key="referent", bind="query-params", width=420)
    referent = chosen if chosen in referents else referents[0]
    with bar:
        column = choose_grouping(event, "name-groups")
        with st.popover("Regroup", icon=":material/back_hand:", key=f"regroup-{event.key}"):
            _regroup(event, referent, referents)
    rows = names[names["referent"] == referent]
    _takeaway(rows)
    _uses(event, rows, column)


def _stay_with(names: pd.DataFrame) -> None:
    """Keep the thing open that a person regrouped, whatever it is called now."""
    kept = st.session_state.pop(_STAY, None)
    found = names[names["variant"] == kept]["referent"]
    if len(found):
        st.session_state["referent"] = str(found.iloc[0])


def _takeaway(rows: pd.DataFrame) -> None:
    by_use = rows["variant"].value_counts()
    takeaway(
        f"{count_of(len(by_use), 'name')} in {count_of(rows['outlet'].nunique(), 'outlet')}: "
        + ", ".join(f"{name} ({count})" for name, count in by_use.items())
        + "."
    )
    signed = rows["by_hand"].iloc[0]
    if signed:
        st.caption(by_hand_mark(signed))


def _uses(event: OpenEvent, rows: pd.DataFrame, column: str) -> None:
    cells = (
        rows.assign(place=rows[column]).value_counts(["variant", "place"]).reset_index(name="uses")
    )
    chosen = choose(
        naming_matrix(rows, column),
        "words-names",
        {
            f"{row.variant}\t{row.place}": f"{row.variant} in {row.place} ({row.uses})"
            for row in each_row(cells)
        },
        label="Read the uses of a name",
        alt="Who uses which name",
        caption="The area of a disc, and the number beside it, are uses. Click one to read them.",
    )
    variant, _, place = chosen.partition("\t")
    used = rows[(rows["variant"] == variant) & (rows[column] == place)]
    if len(used):
        show_evidence(
            event.tables, evidence_rows(used, kind="name", note="variant"), key="words-name"
        )


def _regroup(event: OpenEvent, referent: str, referents: list[str]) -> None:
    names = event.tables.names
    variants = names[names["referent"] == referent]["variant"].value_counts().index.tolist()
    key = f"{event.key}-{referent}"
    leaving = st.multiselect("These names mean something else", variants, key=f"leave-{key}")
    staying = tuple(name for name in variants if name not in leaving)
    can_leave = bool(leaving) and bool(staying)
    if st.button("Take them out", disabled=not can_leave, icon=":material/call_split:"):
        st.session_state[_STAY] = staying[0]
        leave = Decision(
            about="naming",
            act="apart",
            names=tuple(leaving),
            other_names=staying,
            note=f"{', '.join(leaving)} ≠ {referent}",
        )
        decide(event, leave)
    others = [name for name in referents if name != referent]
    same = st.multiselect("These are the same thing", others, key=f"join-{key}")
    if st.button("Put them together", disabled=not same, icon=":material/merge:"):
        note = " = ".join((referent, *same))
        st.session_state[_STAY] = variants[0]
        decide(event, Decision(about="naming", act="together", names=(referent, *same), note=note))
    heading = st.text_input("What to call it", referent, max_chars=80, key=f"call-{key}").strip()
    renamed = heading not in ("", referent)
    if st.button("Call it so", disabled=not renamed, icon=":material/edit:"):
        st.session_state[_STAY] = variants[0]
        decide(
            event,
            Decision(about="naming", act="name", names=(referent,), value=heading, note=referent),
        )
