"""Where the library is: the address given, ``PARALLAX_LIBRARY``, or the user's data folder."""

from __future__ import annotations

import os
from pathlib import Path


def default_url() -> str:
    """Return the library's address when none is given.

    Returns
    -------
    str
        ``PARALLAX_LIBRARY`` when set, else ``sqlite:///…`` in the user's data folder.
    """
    given = os.environ.get("PARALLAX_LIBRARY", "").strip()
    if given:
        return given
    # Imported here: only who keeps articles needs to know where.
    from platformdirs import user_data_path

    return f"sqlite:///{user_data_path('parallax', appauthor=False) / 'library.sqlite'}"


def sqlite_file(url: str) -> Path | None:
    """Return the file of an SQLite address; None for a server and for memory.

    Examples
    --------
    >>> sqlite_file("sqlite:///a/b.sqlite")
    PosixPath('a/b.sqlite')
    """
    scheme, _, rest = url.partition(":///")
    # "file:" begins an address of SQLite's own, with parameters: no path to make folders for.
    if not scheme.startswith("sqlite") or not rest or rest.startswith((":memory:", "file:")):
        return None
    return Path(rest.partition("?")[0])
