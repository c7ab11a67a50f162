"""The sidebar: which event is open, and whether copies count as one voice."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from views import highlight
from views.address import (
    COLLAPSE,
    EVENT,
    TARGETS,
    THRESHOLD,
    address_of,
    open_as_left,
    went_back,
)
from views.catalogue import list_events
from views.entries import EventEntry
from views.frame import plain_markdown
from views.opened import OPEN_NEXT, THRESHOLDS, TUNED, choose_targets, chosen_targets
from views.pages import PAGES
from views.person import keep_name

_INSTEAD = "open-instead"
"""Session key: the event that is open because the one asked for is not there."""


def settle_event(events: Mapping[str, EventEntry]) -> None:
    """Decide which event is open: the one just made, the one chosen, the one in the address.

    Not left to ``bind``: it would put titles into the address, and two events may share a title.
    """
    made = st.session_state.pop(OPEN_NEXT, None)
    asked = st.query_params.get(EVENT)
    wanted = made or (asked if went_back() else None) or st.session_state.get(EVENT) or asked
    chosen = str(wanted) if wanted in events else next(iter(events))
    if wanted and wanted != chosen:
        st.session_state[_INSTEAD] = chosen
    st.session_state[EVENT] = chosen
    if st.query_params.get(EVENT) != chosen:
        st.query_params[EVENT] = chosen
    if went_back() or TARGETS not in st.session_state:
        choose_targets(st.query_params.get_all(TARGETS))
    else:
        choose_targets(chosen_targets())


def _say_what_is_open_instead(events: Mapping[str, EventEntry]) -> None:
    """Say that the event asked for is not here, until another one is chosen."""
    chosen = st.session_state[EVENT]
    if st.session_state.get(_INSTEAD) != chosen:
        st.session_state.pop(_INSTEAD, None)
        return
    st.warning(
        "The event that was asked for is not in this library, or no longer. Open instead: "
        f"{plain_markdown(events[chosen].title)}. A colleague can send theirs as the bundle of "
        "the Method page.",
        icon=":material/link_off:",
    )


def _show_menu(here: str) -> None:
    with st.container(gap="xxsmall", key="menu"):
        st.html(highlight.MENU)
        for page in PAGES:
            st.page_link(
                page.file,
                label=page.title,
                icon=page.icon,
                width="stretch",
                query_params=address_of(page.name, here),
            )
        st.divider()


def show_sidebar(here: str) -> None:
    """Show the menu and the controls that hold on every page, which are part of the address.

    Parameters
    ----------
    here : str
        Name of the page that is open.
    """
    events = list_events()
    settle_event(events)
    open_as_left(here)
    _say_what_is_open_instead(events)
    with st.sidebar:
        _show_menu(here)
        st.selectbox(
            "Event",
            list(events),
            format_func=lambda name: events[name].title,
            key=EVENT,
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
        st.select_slider(
            "Match threshold",
            [TUNED, *THRESHOLDS],
            value=TUNED,
            key=THRESHOLD,
            bind="query-params",
            help="How surely two clauses must make the same claim; higher, and fewer claims are "
            "shared. The Claims page shows how the counts move.",
        )
        keep_name()
