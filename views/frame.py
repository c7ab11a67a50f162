"""What every page has: its heading, its question, the event, the style of marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.outlet_names import known_outlet
from views import highlight
from views.catalogue import event_articles
from views.entries import EventEntry
from views.opened import OpenEvent, chosen_entry, require_event
from views.pages import BY_NAME

_ADDRESS = re.compile(r"\bhttps?:(?=//)|\bwww(?=\.)|[\w.+-](?=@\w)", re.IGNORECASE)
"""Where what Markdown takes for an address can be taken apart."""
_CHANGED_HERE = frozenset({"overview", "claims", "voices", "words", "side_by_side"})
"""Pages that show what people can decide."""


def is_dark() -> bool:
    """Return whether the reader sees the dark theme."""
    theme = st.context.theme.type
    return theme == "dark"


def show_heading(
    name: str, event: EventEntry | None = None, detail: str = ""
) -> DeltaGenerator | None:
    """Show the title and the question of a page, and put the style of marks on it.

    Parameters
    ----------
    name : str
        Of the page.
    event : EventEntry, optional
        The open event, named to the right of the title.
    detail : str
        What to say of the event, for instance how many articles it has.

    Returns
    -------
    DeltaGenerator or None
        Where buttons about the event go; None without an event.
    """
    page = BY_NAME[name]
    st.html(highlight.style(is_dark()))
    if event is None:
        st.title(page.title, anchor=False)
        st.caption(page.question)
        return None
    left, right = st.columns([5, 9], vertical_alignment="bottom")
    left.title(page.title, anchor=False)
    left.caption(page.question)
    # In a narrow window the buttons go below the event's name instead of being cut.
    row = right.container(horizontal=True, vertical_alignment="bottom", gap="small")
    named = row.container(width="stretch", gap="xxsmall")
    named.markdown(f"**{plain_markdown(event.title)}**")
    named.caption(detail)
    buttons = row.container(
        horizontal=True, gap="small", horizontal_alignment="right", width="content"
    )
    if event.note:
        with buttons.popover("Note", type="tertiary", icon=":material/info:"):
            st.text(event.note)
            st.text(event.description)
    return buttons


def open_page(name: str) -> OpenEvent:
    """Show the heading of a page and return the open event; stops the page until it is compared."""
    entry = chosen_entry()
    buttons = show_heading(name, entry, _detail(entry))
    event = require_event(entry)
    if buttons is not None and name in _CHANGED_HERE:
        from views.decisions import show_changes

        with buttons:
            show_changes(event)
    return event


def _detail(entry: EventEntry) -> str:
    articles, _ = event_articles(entry)
    outlets = {known_outlet(article.outlet, article.url) for article in articles} - {""}
    told = f"{len(outlets)} outlet{'s' * (len(outlets) != 1)}" if outlets else "outlets not known"
    return f"{len(articles)} article{'s' * (len(articles) != 1)}, {told}"


def show_tabs(key: str, tabs: Mapping[str, Callable[[], None]]) -> None:
    """Show tabs of which only the open one is computed; which one it is, is part of the address.

    Parameters
    ----------
    key : str
        Name in the address.
    tabs : mapping of str to callable
        What each tab is called, and what shows its content.
    """
    shown = st.tabs(list(tabs), key=key, on_change="rerun", bind="query-params")
    for tab, show in zip(shown, tabs.values(), strict=True):
        if tab.open:
            with tab:
                show()


def plain_markdown(text: str) -> str:
    r"""Return text so that Markdown shows it letter for letter.

    For labels, captions and metrics, which are always Markdown: article text, outlet and file names
    come from outside and must not become a link, a picture or a formula.

    Examples
    --------
    >>> plain_markdown("**a** $5bn :red[x]")
    '\\*\\*a\\*\\* \\$5bn \\:red\\[x\\]'
    >>> plain_markdown("www.example.org")
    'www\u2060\\.example\\.org'
    """
    special = set("\\`*_{}[]()<>#+-.!|~$:&\"'^=")
    # A bare address becomes a link whatever is escaped in it: a word joiner keeps it apart.
    whole = _ADDRESS.sub("\\g<0>\u2060", " ".join(text.split()))
    return "".join("\\" + letter if letter in special else letter for letter in whole)


def takeaway(sentence: str) -> None:
    """Show what a chart says, in one sentence above it."""
    st.markdown(plain_markdown(sentence))
