"""What every page has: its heading, its question, the event, the style of marks."""

from __future__ import annotations

import streamlit as st

from views import highlight
from views.opened import OpenEvent, require_event
from views.pages import BY_NAME


def is_dark() -> bool:
    """Return whether the reader sees the dark theme."""
    theme = st.context.theme.type
    return theme == "dark"


def show_heading(name: str) -> None:
    """Show the title and the question of a page, and put the style of marks on it."""
    page = BY_NAME[name]
    st.html(highlight.style(is_dark()))
    st.title(page.title, anchor=False)
    st.caption(page.question)


def open_page(name: str) -> OpenEvent:
    """Show the heading of a page and return the open event; stops the page until it is compared."""
    show_heading(name)
    event = require_event()
    with st.container(border=False):
        count = len(event.tables.articles)
        outlets = event.tables.articles["outlet"].nunique()
        st.text(f"{event.entry.title}: {count} articles, {outlets} outlets")
    if event.entry.note:
        st.caption(":material/info: " + plain_markdown(event.entry.note))
    return event


def plain_markdown(text: str) -> str:
    r"""Return text so that Markdown shows it letter for letter.

    For labels, captions and metrics, which are always Markdown: article text, outlet and file names
    come from outside and must not become a link, a picture or a formula.

    Examples
    --------
    >>> plain_markdown("**a** $5bn :red[x]")
    '\\*\\*a\\*\\* \\$5bn \\:red\\[x\\]'
    """
    special = set("\\`*_{}[]()<>#+-.!|~$:&\"'^=")
    return "".join(
        "\\" + letter if letter in special else letter for letter in " ".join(text.split())
    )


def takeaway(sentence: str) -> None:
    """Show what a chart says, in one sentence above it."""
    st.markdown(plain_markdown(sentence))
