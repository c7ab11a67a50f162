"""Who signs: the name that a person gave, kept by their own browser until they change it.

Not in the address, which people share, and not in the library, which several may use.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import streamlit as st

from views.signed import ANONYMOUS

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_PERSON = "person"
_COOKIE = "parallax-person"
_LONGEST = 60
_KEEP = """
export default ({ data }) => {
  document.cookie = `${data.cookie}; path=/; SameSite=Lax; max-age=${data.seconds}`
}
"""
"""What the browser does: `data` is the cookie, percent-encoded, and how long it is kept."""
_YEAR = 365 * 24 * 60 * 60


def person() -> str:
    """Return who signs: the name given on any page."""
    return _named() or ANONYMOUS


def ask_name(label: str, *, why: str) -> None:
    """Show the box in which a person says who signs.

    Parameters
    ----------
    label : str
        Of the box.
    why : str
        What the name is for.
    """
    st.session_state.setdefault(_PERSON, _known())
    st.text_input(
        label,
        key=_PERSON,
        persist_state="session",
        placeholder=ANONYMOUS,
        max_chars=_LONGEST,
        help=f"{why} Your browser keeps the name for a year, or until you empty the box.",
    )


def keep_name() -> None:
    """Let the browser keep the name, or forget it, where that is not what it holds already."""
    name = _named()
    if name != _known():
        _keeper()(
            data={"cookie": f"{_COOKIE}={quote(name, safe='')}", "seconds": _YEAR if name else 0},
            key="keep-name",
        )


def _named() -> str:
    return str(st.session_state.get(_PERSON, _known())).strip()


def _known() -> str:
    """Return the name to begin with: what the browser kept, else ``PARALLAX_PERSON``."""
    return _held() or os.environ.get("PARALLAX_PERSON", "").strip()[:_LONGEST]


def _held() -> str:
    """Return the name that the browser kept when the page was opened; it may hold anything."""
    kept = unquote(st.context.cookies.get(_COOKIE, ""))
    return " ".join(kept.split())[:_LONGEST] if kept.isprintable() else ""


@cache
def _keeper() -> ComponentRenderer:
    return st.components.v2.component("keep_name", js=_KEEP)
