"""What the page says after something was done: at the next run, once."""

from __future__ import annotations

import streamlit as st

from views.frame import plain_markdown

_MESSAGE = "message"
_LONGEST = 220


def say(text: str, *, wrong: bool = False) -> None:
    """Keep a message for the next run of a page."""
    st.session_state[_MESSAGE] = (text, wrong)


def show_message() -> None:
    """Show what was said last, once."""
    text, wrong = st.session_state.pop(_MESSAGE, ("", False))
    if not text:
        return
    icon = ":material/error:" if wrong else ":material/check:"
    short = text if wrong or len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
    st.toast(plain_markdown(short), icon=icon, duration="long" if wrong else "short")
