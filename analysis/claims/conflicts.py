"""Typed conflicts: a slot that two statements of the same claim fill differently.

Numbers and money by unit and role, dates resolved against publication, negation and denial by their
cues. Which side is right is not asked.

References
----------
de Marneffe, Rafferty and Manning (2008), Finding contradictions in text; Ravichander et al. (2019),
EQUATE: symbolic rules for quantities beat inference models.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.claims.date_conflicts import date_differences
from analysis.claims.difference import Difference
from analysis.claims.figures import Figure
from analysis.claims.lexicon import BODILY, MEASURES, NAMELESS, THINGS
from analysis.claims.name_conflicts import name_differences
from analysis.claims.polarity import polarity_differs
from analysis.claims.slots import Slots
from analysis.records import ConflictKind

_AND = re.compile(r"^\s\w+(?:\s\w+)?,?\sand\s$")
"""Between two figures that together make one: "two women and one man"."""
_TOLERANCE = 0.1
_FROM_BELOW = frozenset({"over", "at least"})
_FROM_ABOVE = frozenset({"under", "at most"})
_LARGE = 1000
"""From here on figures are rounded."""
_ROUNDING = 0.04
"""Relative difference that "about" allows."""


def find_differences(a: Slots, b: Slots, *, clauses: bool = False) -> list[Difference]:
    """Return the slots that two statements of the same claim fill differently.

    Parameters
    ----------
    a, b : Slots
        The statements.
    clauses : bool
        Whether they are clauses of articles, where polarity is compared more strictly.

    Returns
    -------
    list of Difference
        Figures first, then dates, then polarity; empty when nothing differs.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text, ACL.
    """
    return [
        *_figure_differences(a, b),
        *date_differences(a, b, clauses=clauses),
        *_polarity_difference(a, b, clauses),
        *name_differences(a.text, b.text),
    ]


def _figure_differences(a: Slots, b: Slots) -> list[Difference]:
    found = []
    ours, theirs = _current(a), _current(b)
    for one in ours:
        rivals = [other for other in theirs if comparable(one, other)]
        if any(figures_agree(one, other) for other in (*rivals, *_sums(b, one))):
            continue
        other = next((other for other in rivals if not _is_told(other, a, ours)), None)
        if other is None:
            continue
        update = _replaces(a, other) or _replaces(b, one)
        kind: ConflictKind = "money" if one.is_money else "number"
        slot = " ".join(filter(None, (one.unit or other.unit, one.role or other.role)))
        note = f"“{one.text}” against “{other.text}”"
        spans = (one.start, one.end), (other.start, other.end)
        found.append(Difference(kind, slot, *spans, note, update))
    return found


def _current(slots: Slots) -> list[Figure]:
    """Return the figures of a statement that it does not name as no longer holding."""
    return [one for number, one in enumerate(slots.figures) if number not in slots.former]


def _is_told(value: Figure, slots: Slots, figures: Sequence[Figure]) -> bool:
    """Whether a statement has a value too, be it in two parts."""
    whole = (*(one for one in figures if comparable(one, value)), *_sums(slots, value))
    return any(figures_agree(one, value) for one in whole)


def _sums(slots: Slots, value: Figure) -> Iterator[Figure]:
    """Yield what "two women and a man" come to, where a value counts the same."""
    for one, other in pairwise(slots.figures):
        if one.unit == other.unit == value.unit and _AND.search(slots.text[one.end : other.start]):
            low, high = one.low + other.low, one.high + other.high
            yield replace(value, low=low, high=high, qualifier="")


def _replaces(slots: Slots, value: Figure) -> bool:
    """Whether a statement names a value as the one that no longer holds."""
    return any(figures_agree(slots.figures[number], value) for number in slots.former)


def comparable(one: Figure, other: Figure) -> bool:
    """Return whether two figures count the same thing, as far as their units and roles tell.

    Parameters
    ----------
    one, other : Figure
        Figures of two statements.
    """
    if "age" in {one.unit, other.unit}:
        same = one.whose == other.whose or {one.whose, other.whose} & (NAMELESS | {""})
        return one.unit == other.unit and bool(same)
    if one.unit == other.unit == "score":
        return bool({one.low, one.high} & {other.low, other.high})
    if one.counted and other.counted and one.counted != other.counted:
        return False
    if one.role != other.role and ((one.role and other.role) or "needed" in {one.role, other.role}):
        return False
    if one.unit == other.unit:
        return bool(one.unit or (one.role and other.role))
    if one.unit in MEASURES or other.unit in MEASURES:
        return False
    if not one.role or one.role != other.role:
        return False
    units = {one.unit, other.unit}
    return bool(units & {"", "people"}) or (one.role in BODILY and not units & THINGS)


def figures_agree(one: Figure, other: Figure) -> bool:
    """Return whether two figures may be the same value, differently rounded or qualified.

    Parameters
    ----------
    one, other : Figure
        Comparable figures.
    """
    if one.low == other.low and one.high == other.high:
        return True
    if "score" in {one.unit, other.unit}:
        return {one.low, one.high} == {other.low, other.high}
    if one.low <= other.high and other.low <= one.high:
        return True  # "thousands" holds 50,000
    low, high = sorted((one, other), key=lambda figure: figure.low)
    if "about" in {one.qualifier, other.qualifier}:
        return (high.low - low.high) <= _TOLERANCE * high.low
    if _is_between(low, high) or (one.unit == "percent" and _is_whole_part(low, high)):
        return True
    return _is_rounded_off(low, high) or _rounds_to(one, other) or _rounds_to(other, one)


def _is_whole_part(low: Figure, high: Figure) -> bool:
    """Whether one of two shares is the other in whole numbers: 26 and 26.4, 26.6 and 27."""
    if low.low.is_integer() == high.low.is_integer():
        return False
    return low.low == high.low // 1 if low.low.is_integer() else high.low == round(low.low)


def _is_between(low: Figure, high: Figure) -> bool:
    """Whether both may mean a value between them: "more than 94,000", "nearly 100,000"."""
    near = (high.low - low.high) <= _TOLERANCE * high.low
    return near and low.qualifier in _FROM_BELOW and high.qualifier in _FROM_ABOVE


def _is_rounded_off(low: Figure, high: Figure) -> bool:
    """Whether "more than 5,000" is 5,200 rounded down, or "up to 6,000" 5,800 rounded up."""
    rounded = low if low.qualifier in _FROM_BELOW else high
    finer = high if rounded is low else low
    if rounded.qualifier not in _FROM_BELOW | _FROM_ABOVE or rounded.low < _LARGE:
        return False
    near = (high.low - low.high) <= _TOLERANCE * high.low
    return near and _digits(finer.low) > _digits(rounded.low)


def _rounds_to(fine: Figure, coarse: Figure) -> bool:
    """Whether a large coarse figure is a fine one rounded (46.8 to 47 million)."""
    if coarse.low != coarse.high or coarse.low < _LARGE or fine.low != fine.high:
        return False
    kept, finer = _digits(coarse.low), _digits(fine.low)
    step = 10.0 ** (len(f"{coarse.low:.0f}") - kept)
    near = abs(fine.low - coarse.low) <= min(step / 2, _ROUNDING * coarse.low)
    return near and finer >= kept + (1 if kept > 1 else 2)


def _digits(value: float) -> int:
    """Significant digits of a figure as it was written."""
    return len(f"{value:.0f}".rstrip("0"))


def _polarity_difference(a: Slots, b: Slots, clauses: bool) -> list[Difference]:
    if not polarity_differs(a.polarity, b.polarity, a.terms, b.terms, aligned_only=clauses):
        return []
    note = "one side says so, the other says not"
    return [Difference("negation", "", (0, len(a.text)), (0, len(b.text)), note)]
