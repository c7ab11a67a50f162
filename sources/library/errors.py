"""What the library raises.

LibraryError
    the library cannot be used, or not in this way; the message says why and what to do
├── LibraryVersionError   it was made by a newer Parallax
└── LibraryFullError      the disk is full: what was acknowledged is kept, the rest is not
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError


class LibraryError(Exception):
    """The library cannot be used, or not in this way."""


class LibraryVersionError(LibraryError):
    """The library was made by a newer version of Parallax."""


class LibraryFullError(LibraryError):
    """There is no room left; what was acknowledged before is kept."""


_PLAIN = {
    "disk is full": "the disk is full",
    "no space left": "the disk is full",
    "disk full": "the disk is full",
    "readonly database": "it may not be written: check the rights on the file and its folder",
    "unable to open database": "it cannot be opened: check that its folder exists and may be used",
    "not a database": "it is no library: the file is damaged or of another kind",
    "malformed": "the file is damaged; restore it from a backup, or import again into a new one",
    "disk i/o error": "the disk reports an error",
    "is locked": "another program holds it; close it and try again",
    "connection refused": "no server answers there",
}


@contextmanager
def plain_errors(name: str) -> Iterator[None]:
    """Yield; what the database says becomes a `LibraryError` that names library and reason."""
    try:
        yield
    except NoSuchModuleError as error:
        raise LibraryError(f"{name}: no such kind of database ({error})") from error
    except ArgumentError as error:
        raise LibraryError(f"{name}: is no database address ({error})") from error
    except ModuleNotFoundError as error:
        raise LibraryError(
            f"{name}: the driver {error.name!r} is not installed; "
            "for PostgreSQL: pip install 'psycopg[binary]'"
        ) from error
    except DatabaseError as error:
        said = str(error.orig).strip()
        reason = next((why for sign, why in _PLAIN.items() if sign in said.lower()), said)
        kind = LibraryFullError if reason == "the disk is full" else LibraryError
        raise kind(f"library {name}: {reason}") from error
