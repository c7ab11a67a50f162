"""The Library before anything is in it: what to do first."""

from __future__ import annotations

import streamlit as st

from views.entries import EventEntry
from views.library_articles import show_example
from views.library_import import ADD_TAB, TAB


def show_start(entry: EventEntry) -> None:
    """Show the next step, and the articles of the open example."""
    with st.container(border=True):
        st.markdown("**Nothing in your library yet**")
        st.text(
            "Add the articles you want to compare: files in nearly any format, exports of press "
            "databases, web addresses, or text you copied. They stay on this machine."
        )
        st.button(
            "Add articles", type="primary", icon=":material/add:", key="start-add", on_click=_add
        )
    st.subheader("Or begin with an example", anchor=False)
    show_example(entry)


def _add() -> None:
    st.session_state[TAB] = ADD_TAB
