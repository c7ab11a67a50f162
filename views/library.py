"""Library: what is in here, and is it right."""

from __future__ import annotations

import streamlit as st

from views.address import go_to
from views.entries import EventEntry
from views.frame import show_heading, show_tabs
from views.library_add import show_add
from views.library_articles import show_articles
from views.library_decisions import show_decisions
from views.library_events import show_events
from views.library_import import ADD_TAB, ARTICLES_TAB, LEAVE, TAB
from views.library_outlets import show_outlets
from views.library_start import show_start
from views.library_steps import show_signature
from views.messages import show_message
from views.opened import chosen_entry
from views.own_events import library_exists, open_library


def show() -> None:
    """Show the page."""
    if st.session_state.pop(LEAVE, False):
        go_to("overview")
    entry = chosen_entry()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container():
            show_heading("library")
        show_signature()
    show_message()
    show_tabs(
        TAB,
        {
            ARTICLES_TAB: lambda: _show_articles(entry),
            ADD_TAB: lambda: show_add(entry),
            "Events": show_events,
            "Outlets": show_outlets,
            "History": show_decisions,
        },
    )


def _show_articles(entry: EventEntry) -> None:
    if entry.own or not _is_empty():
        show_articles(entry)
    else:
        show_start(entry)


def _is_empty() -> bool:
    """Say whether nothing was ever kept: what was removed can still be brought back."""
    from sources.library import Filter

    return not library_exists() or not (
        open_library().count() or open_library().count(Filter(removed=True))
    )


if __name__ == "__main__":
    show()
