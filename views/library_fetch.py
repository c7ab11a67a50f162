"""Fetching texts for articles that came in as metadata alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from views.library_table import count_of
from views.messages import say
from views.own_events import open_library
from views.person import person

if TYPE_CHECKING:
    from sources.library import Filter

_MOST = 2000
"""At five seconds a request to one site, more would be asked for in vain."""


def addresses_to_fetch(chosen: Sequence[str]) -> list[str]:
    """Return which of these articles lack their text and have a web address to ask."""
    from sources.library import Filter

    if len(chosen) > _MOST:
        return []
    return _with_address(Filter(ids=list(chosen), without_text=True))


def _with_address(wanted: Filter) -> list[str]:
    listed = open_library().list(wanted, limit=_MOST)
    return [entry.id for entry in listed if entry.url.startswith(("http://", "https://"))]


def start_fetch(identifiers: Sequence[str]) -> None:
    """Start fetching in the background; the page shows how it goes."""
    from views.importing import Order
    from views.library_import import start_import

    title = f"texts of {count_of(len(identifiers))}"
    start_import(Order(key="", title=title, person=person(), textless=tuple(identifiers)))
    say("Fetching has begun; see “Add articles”")
    st.rerun()
