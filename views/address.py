"""What the address in the browser holds: ways to a page lead to it as it was left, Back does too.

Streamlit's own menu leads to bare pages, without the event and without filters. Links from here
carry both, so they can be opened in a new window and sent to others, too.
"""

from __future__ import annotations

from typing import NoReturn

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from views.pages import BY_NAME

EVENT, COLLAPSE, THRESHOLD, TARGETS = "event", "copies", "threshold", "targets"
"""Names in the address, and session keys, of what holds on every page."""
_EVERYWHERE = frozenset({EVENT, COLLAPSE, THRESHOLD, TARGETS})
_VIEWS, _OPEN = "views", "open-page"
"""Session keys: by event and page, its part of the address when it was left; the page open last."""

Query = dict[str, list[str]]


def address_of(name: str, here: str = "") -> Query:
    """Return what the address of a page holds, as it was left in the open event.

    Parameters
    ----------
    name, here : str
        Of the page, and of the one that is open.
    """
    return _asked(own=False) | (_asked(own=True) if name == here else _left(name))


def link_to(name: str, label: str, query: Query | None = None) -> None:
    """Show a link to a page as it was left, or set to what `query` says."""
    page = BY_NAME[name]
    wanted = address_of(name) if query is None else _asked(own=False) | query
    st.page_link(page.file, label=label, icon=page.icon, query_params=wanted)


def open_as_left(here: str) -> None:
    """Start the page anew, as it was left, where the way to it lost what it was set to.

    Streamlit puts an address without filters into the browser's history whenever a page with
    filters is left: Back leads there first.
    """
    came_from = st.session_state.get(_OPEN, here)
    st.session_state[_OPEN] = here
    if came_from != here and _left(here) and not _asked(own=True):
        go_to(here)


def go_to(name: str) -> NoReturn:
    """Open a page as it was left.

    Returns
    -------
    NoReturn
        The page that was open ends here.
    """
    st.switch_page(BY_NAME[name].file, query_params=address_of(name))


def remember(here: str) -> None:
    """Note what the open page is set to, for ways back to it."""
    views = st.session_state.setdefault(_VIEWS, {})
    views[st.session_state.get(EVENT), here] = _asked(own=True)


def went_back() -> bool:
    """Return whether the browser's Back or Forward led here: then the address is what counts."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _left(name: str) -> Query:
    views: dict[tuple[str | None, str], Query] = st.session_state.get(_VIEWS, {})
    return views.get((st.session_state.get(EVENT), name), {})


def _asked(*, own: bool) -> Query:
    """Return what stands in the address: of the page's own, or of what holds everywhere.

    Without what the controls of the sidebar keep there: Streamlit takes that along, and puts it
    there twice, or refuses it, when it is given.
    """
    asked = st.query_params
    wanted = set(asked) - _EVERYWHERE if own else set(asked) & {EVENT, TARGETS}
    return {name: asked.get_all(name) for name in sorted(wanted)}
