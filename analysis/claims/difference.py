"""The records of one slot that two statements fill differently."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.records import ConflictKind, Span


@dataclass(frozen=True, slots=True)
class Difference:
    """One slot that two statements fill differently."""

    kind: ConflictKind
    slot: str
    """What is counted or asked: unit and role, or empty."""
    a: Span
    b: Span
    """The values, as intervals of the two texts."""
    note: str
    update: bool = False
    """Whether one statement names the other's value as the one that no longer holds."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What fills a slot in one article, and where that stands."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Contrast:
    """One slot that two mentions of a claim fill differently, by places in their articles."""

    kind: ConflictKind
    slot: str
    a: Filled
    b: Filled
    note: str
    update: bool = False
