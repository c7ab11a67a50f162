"""The word lists of the stance room, from a plain text file that can be read and edited."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "models" / "stance_lists.txt"


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of lower-case words.

    Parameters
    ----------
    name : str
        As it stands before the colon in ``models/stance_lists.txt``.

    Returns
    -------
    frozenset of str

    Raises
    ------
    KeyError
        When there is no list of that name.
    """
    for line in _FILE.read_text("utf-8").splitlines():
        head, colon, words = line.partition(": ")
        if colon and head == name:
            return frozenset(words.split())
    raise KeyError(name)
