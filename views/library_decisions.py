"""The Library's history: what people decided, each reversible."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from views.own_events import library_exists, open_library


def show_decisions() -> None:
    """Show every decision, the newest first, and undo the ones chosen."""
    decisions = open_library().decisions() if library_exists() else ()
    if not decisions:
        st.info("Nobody has corrected anything yet. Edit a cell in the table of articles.")
        return
    table = pd.DataFrame(
        [
            {
                "number": decision.number,
                "what": decision.kind,
                "about": decision.target,
                "field": decision.field,
                "value": decision.value,
                "by": decision.person,
                "at": decision.time,
                "undone by": decision.undone_by,
            }
            for decision in reversed(decisions)
        ]
    )
    chosen = st.dataframe(
        table,
        hide_index=True,
        key="decisions",
        on_select="rerun",
        selection_mode="multi-row",
        alt="Decisions",
    )
    rows = table.iloc[chosen["selection"]["rows"]]
    standing = rows[rows["undone by"] == ""]
    if st.button(f"Undo {len(standing)} chosen", disabled=standing.empty, key="undo"):
        person = str(st.session_state.get("person", "")).strip() or "anonymous"
        for number in standing["number"]:
            open_library().undo(int(number), person=person)
        st.rerun()
