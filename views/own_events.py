"""The user's own events, kept in the library."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

import streamlit as st

from views.entries import EventEntry

if TYPE_CHECKING:
    from sources.article import Article
    from sources.library import Library

_PREFIX = "own-"


@st.cache_resource(show_spinner=False)
def open_library() -> Library:
    """Return the library of this server."""
    from sources.library import Library

    return Library()


def library_exists() -> bool:
    """Return whether anything was ever kept: a first visit need not wait for a database."""
    from sources.library.location import default_url, sqlite_file

    file = sqlite_file(default_url())
    return file is None or file.exists()


def own_events() -> dict[str, EventEntry]:
    """Return the user's events by id, in the order of their titles."""
    if not library_exists():
        return {}
    events = sorted(open_library().events(), key=lambda event: (event.name.casefold(), event.id))
    return {
        _PREFIX + event.id: EventEntry(_PREFIX + event.id, event.name, "", own=True)
        for event in events
    }


def library_id(entry: EventEntry) -> str:
    """Return the identifier that the library knows an own event by."""
    return entry.id.removeprefix(_PREFIX)


def menu_id(event: str) -> str:
    """Return the identifier that the menu knows an event of the library by."""
    return _PREFIX + event


def own_articles(entry: EventEntry) -> list[Article]:
    """Return the articles of one of the user's events, as people tagged them."""
    from sources.library import Filter

    return list(open_library().articles(Filter(event=library_id(entry))))


_changes = count()
_changed = {"last": next(_changes), "articles": next(_changes)}
_ABOUT_FINDINGS = frozenset(("correction", "merge", "split", "event"))
"""Kinds of decisions that leave every article as it is."""


def library_changed(kinds: Iterable[str] = ("any",)) -> None:
    """Note that somebody changed the library through this server: what is cached is stale.

    Parameters
    ----------
    kinds : iterable of str
        Of the decisions that were made or undone, where nothing else happened.
    """
    _changed["last"] = next(_changes)
    if not set(kinds) <= _ABOUT_FINDINGS:
        _changed["articles"] = next(_changes)


def library_stamp() -> tuple[str, int, int]:
    """Return what changes whenever the library does; part of the key of what is cached of it.

    Imports run in another process: they show in the number of articles.
    """
    library = open_library()
    return library.name, _changed["last"], library.count()


def articles_stamp() -> tuple[str, int, int]:
    """Return what changes whenever an article does, or their number; see `library_stamp`."""
    library = open_library()
    return library.name, _changed["articles"], library.count()
