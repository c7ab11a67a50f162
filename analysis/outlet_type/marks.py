"""The marks by which a text gives away the type of its outlet, read from ``marks.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "marks.toml"
_PART = re.compile(r"<<(\w+)>>")


@dataclass(frozen=True, slots=True)
class Mark:
    """One sign in a text that speaks for a type of outlet."""

    label: str
    """The type it speaks for; "release" supports every issuing organisation alike."""
    weight: float
    name: str
    """What a reader is told it is."""
    place: str
    """head, tail, ends, title, own voice or anywhere."""
    regex: re.Pattern[str]
    most: int
    """How many different hits count at most."""
    by_line: bool
    """Whether it asks for a line of its own."""


@cache
def load_marks() -> tuple[Mark, ...]:
    """Return all marks in the order of the file."""
    table: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(_mark(entry, table["parts"]) for entry in table["mark"])


def _mark(entry: dict[str, Any], parts: dict[str, str]) -> Mark:
    pattern = "|".join(f"(?:{pattern})" for pattern in entry["patterns"])
    pattern = _PART.sub(lambda match: parts[match.group(1)], pattern)
    return Mark(
        label=entry["label"],
        weight=entry["weight"],
        name=entry["name"],
        place=entry["place"],
        regex=re.compile(pattern, re.IGNORECASE if entry.get("any_case") else 0),
        most=entry.get("most", 1),
        by_line="(?m:" in pattern,
    )
