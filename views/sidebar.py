"""The sidebar: which event is open, and whether copies count as one voice."""

from __future__ import annotations

import streamlit as st

from views.catalogue import list_events
from views.opened import COLLAPSE, EVENT, apply_open_next


def show_sidebar() -> None:
    """Show the controls that hold on every page; all of them are part of the address."""
    apply_open_next()
    events = list_events()
    with st.sidebar:
        st.selectbox(
            "Event",
            list(events),
            format_func=lambda name: events[name].title,
            key=EVENT,
            bind="query-params",
            help="The articles about one event that are compared. Add your own in the Library.",
        )
        st.toggle(
            "Count copies as one voice",
            value=True,
            key=COLLAPSE,
            bind="query-params",
            help="Wire copy, syndicated copy and reprinted press releases say what one source "
            "said. Switched off, every article counts.",
        )
