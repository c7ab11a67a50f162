"""The events that can be opened: examples that ship with Parallax, and the user's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import streamlit as st

from views.entries import EventEntry
from views.own_events import own_articles, own_events

if TYPE_CHECKING:
    from sources.article import Article, Problem

EXAMPLES = Path(__file__).parents[1] / "corpora"
FIRST = "extradition-treaty"


def list_events() -> dict[str, EventEntry]:
    """Return the events by id: examples first, then the user's own by title."""
    return _examples() | own_events()


@st.cache_resource(show_spinner=False)
def _examples() -> dict[str, EventEntry]:
    found = {}
    for path in sorted(EXAMPLES.glob("*/event.json"), key=lambda p: (p.parent.name != FIRST, p)):
        row = orjson.loads(path.read_bytes())
        name = path.parent.name
        found[name] = EventEntry(
            name, row["title"], row.get("description", ""), row.get("note", "")
        )
    return found


def event_articles(entry: EventEntry) -> tuple[list[Article], list[Problem]]:
    """Return the articles of an event, and the problems met while reading them."""
    if entry.own:
        return own_articles(entry), []
    return _read_example(entry.id)


@st.cache_resource(show_spinner=False, max_entries=4)
def _read_example(name: str) -> tuple[list[Article], list[Problem]]:
    import sources

    return sources.read([EXAMPLES / name])
