"""The library: every article that was kept, with what people said about it."""

from sources.library.decisions import Decision
from sources.library.errors import LibraryError, LibraryFullError, LibraryVersionError
from sources.library.events import Event
from sources.library.keeping import Kept
from sources.library.listing import Entry, Filter
from sources.library.location import default_url
from sources.library.searching import Hit
from sources.library.signed import Signed
from sources.library.store import Library
from sources.library.versions import Version

__all__ = [
    "Decision",
    "Entry",
    "Event",
    "Filter",
    "Hit",
    "Kept",
    "Library",
    "LibraryError",
    "LibraryFullError",
    "LibraryVersionError",
    "Signed",
    "Version",
    "default_url",
]
