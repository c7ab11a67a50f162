"""The word lists of the naming table, read from ``lists.toml`` beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "lists.toml"


@cache
def _lists() -> dict[str, frozenset[str]]:
    table: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in table.items()}


def words_in(name: str) -> frozenset[str]:
    """Return the words of one list.

    Raises
    ------
    KeyError
        When there is no list of that name.
    """
    return _lists()[name]


@cache
def kinds() -> tuple[frozenset[str], ...]:
    """Return the lists of nouns for one kind of thing."""
    table: dict[str, str] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    lines = table["kinds"].strip().splitlines()
    return tuple(frozenset(line.split()) for line in lines)
