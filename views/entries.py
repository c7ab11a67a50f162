"""The record of an event in the menu."""

from __future__ import annotations

from dataclasses import dataclass


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
