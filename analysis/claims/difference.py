"""The record of one slot that two statements fill differently."""

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
