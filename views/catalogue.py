"""The events that can be opened: examples that ship with Parallax, and the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import streamlit as st

if TYPE_CHECKING:
    from sources.article import Article, Problem

_EXAMPLES = Path(__file__).parents[1] / "corpora"
FIRST = "extradition-treaty"


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event in the menu."""

    id: str
    title: str
    description: str
    note: str = ""
    """A caution that belongs on the page, for instance that the outlets are invented."""
    own: bool = False
    """True for an event of the user, kept in the library."""


def list_events() -> dict[str, EventEntry]:
    """Return the events by id: examples first, then the user's own by title."""
    return _examples() | _own_events()


@st.cache_data(show_spinner=False, max_entries=1)
def _examples() -> dict[str, EventEntry]:
    found = {}
    for path in sorted(_EXAMPLES.glob("*/event.json"), key=lambda p: (p.parent.name != FIRST, p)):
        row = orjson.loads(path.read_bytes())
        name = path.parent.name
        found[name] = EventEntry(
            name, row["title"], row.get("description", ""), row.get("note", "")
        )
    return found


def _own_events() -> dict[str, EventEntry]:
    from views.own_events import own_events

    return own_events()


def event_articles(entry: EventEntry) -> tuple[list[Article], list[Problem]]:
    """Return the articles of an event, and the problems met while reading them."""
    if entry.own:
        from views.own_events import own_articles

        return own_articles(entry.id), []
    return _read_example(entry.id)


@st.cache_resource(show_spinner=False, max_entries=4)
def _read_example(name: str) -> tuple[list[Article], list[Problem]]:
    import sources

    return sources.read([_EXAMPLES / name])
