"""Typed conflicts: a slot that two statements of the same claim fill differently.

Numbers and money by unit and role, dates resolved against publication, negation and denial by their
cues. Which side is right is not asked.

References
----------
de Marneffe, Rafferty and Manning (2008), Finding contradictions in text; Ravichander et al. (2019),
EQUATE: symbolic rules for quantities beat inference models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analysis.claims.figures import Figure, find_figures
from analysis.claims.polarity import Polarity, find_polarity
from analysis.claims.terms import terms_of
from analysis.claims.times import TimeReference, find_times, times_differ
from analysis.records import ConflictKind, Span

_TOLERANCE = 0.1
"""Relative difference that "about" allows."""
_PER_CLAIM = frozenset({"", "at", "since", "until", "after"})


@dataclass(frozen=True, slots=True)
class Slots:
    """What a statement fills in: its figures, dates and polarity."""

    text: str
    figures: tuple[Figure, ...]
    times: tuple[TimeReference, ...]
    polarity: Polarity
    terms: frozenset[str]


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


def find_slots(text: str, *, published: date | None = None) -> Slots:
    """Return the figures, dates and polarity of a statement.

    Parameters
    ----------
    text : str
        Clause or sentence.
    published : date or None
        The day it was published.
    """
    times = tuple(find_times(text, published=published))
    figures = tuple(
        figure
        for figure in find_figures(text)
        if not any(figure.start < time.end and time.start < figure.end for time in times)
    )
    return Slots(text, figures, times, find_polarity(text), frozenset(terms_of(text)))


def find_differences(a: Slots, b: Slots) -> list[Difference]:
    """Return the slots that two statements of the same claim fill differently.

    Parameters
    ----------
    a, b : Slots
        The statements.

    Returns
    -------
    list of Difference
        Figures first, then dates, then polarity; empty when nothing differs.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text, ACL.
    """
    return [*_figure_differences(a, b), *_time_differences(a, b), *_polarity_difference(a, b)]


def _figure_differences(a: Slots, b: Slots) -> list[Difference]:
    found = []
    for one in a.figures:
        rivals = [other for other in b.figures if comparable(one, other)]
        if not rivals or any(figures_agree(one, other) for other in rivals):
            continue
        other = rivals[0]
        if any(comparable(third, other) and figures_agree(third, other) for third in a.figures):
            continue
        kind: ConflictKind = "money" if one.is_money else "number"
        slot = " ".join(filter(None, (one.unit or other.unit, one.role or other.role)))
        note = f"“{one.text}” against “{other.text}”"
        found.append(Difference(kind, slot, (one.start, one.end), (other.start, other.end), note))
    return found


def comparable(one: Figure, other: Figure) -> bool:
    """Return whether two figures count the same thing, as far as their units and roles tell.

    Parameters
    ----------
    one, other : Figure
        Figures of two statements.
    """
    if one.role and other.role and one.role != other.role:
        return False
    if one.unit == other.unit:
        return bool(one.unit or (one.role and other.role))
    if _fixed(one.unit) or _fixed(other.unit):
        return False
    same_role = bool(one.role and one.role == other.role)
    return same_role and ("" in {one.unit, other.unit} or "people" in {one.unit, other.unit})


def _fixed(unit: str) -> bool:
    return unit in {"dollar", "euro", "pound", "yen", "yuan", "percent", "age", "metr", "feet", "year",
                    "hour", "dai", "week", "month", "minut", "second", "mile", "kilometr"}  # fmt: skip


def figures_agree(one: Figure, other: Figure) -> bool:
    """Return whether two figures may be the same value, differently rounded or qualified.

    Parameters
    ----------
    one, other : Figure
        Comparable figures.
    """
    if one.low == other.low and one.high == other.high:
        return True
    if one.low <= other.high and other.low <= one.high:
        return True  # "thousands" holds 50,000
    low, high = sorted((one, other), key=lambda figure: figure.low)
    if "about" in {one.qualifier, other.qualifier}:
        return (high.low - low.high) <= _TOLERANCE * high.low
    return _rounds_to(one, other) or _rounds_to(other, one)


def _rounds_to(fine: Figure, coarse: Figure) -> bool:
    """Whether a large coarse figure is a fine one rounded to its own digits (46.8 to 47 million)."""
    if coarse.low != coarse.high or coarse.low < 1000 or fine.low != fine.high:
        return False
    digits = f"{coarse.low:.0f}".rstrip("0")
    step = 10 ** (len(f"{coarse.low:.0f}") - len(digits))
    return (
        step > 1
        and abs(fine.low - coarse.low) <= step / 2
        and abs(fine.low - coarse.low) <= _TOLERANCE * coarse.low
    )


def _time_differences(a: Slots, b: Slots) -> list[Difference]:
    ours = [time for time in a.times if time.role in _PER_CLAIM]
    theirs = [time for time in b.times if time.role in _PER_CLAIM]
    for one in ours:
        verdicts = [(other, times_differ(one, other)) for other in theirs if other.role == one.role]
        if verdicts and all(verdict for _, verdict in verdicts):
            other = verdicts[0][0]
            if any(times_differ(third, other) is False for third in ours):
                continue
            note = f"“{one.text}” against “{other.text}”"
            return [
                Difference("date", one.role, (one.start, one.end), (other.start, other.end), note)
            ]
    return _report_before_event(a, b)


def _report_before_event(a: Slots, b: Slots) -> list[Difference]:
    """What was reported on one day cannot have happened after it."""
    for x, y, turned in ((a, b, False), (b, a, True)):
        if any(time.role == "at" for time in x.times):
            continue
        for report in (time for time in x.times if time.role == "report"):
            for event in (time for time in y.times if time.role == "at"):
                if times_differ(report, event) and _before(report, event):
                    spans = (report.start, report.end), (event.start, event.end)
                    note = f"reported “{report.text}” against “{event.text}”"
                    one, other = reversed(spans) if turned else spans
                    return [Difference("date", "at", one, other, note)]
    return []


def _before(report: TimeReference, event: TimeReference) -> bool:
    return bool(report.last and event.first and report.last < event.first)


def _polarity_difference(a: Slots, b: Slots) -> list[Difference]:
    if a.polarity.negative == b.polarity.negative:
        return []
    note = "one side says so, the other says not"
    return [Difference("negation", "", (0, len(a.text)), (0, len(b.text)), note)]


def distinct_kinds(differences: Sequence[Difference]) -> list[ConflictKind]:
    """Return the kinds among differences, in order, each once."""
    return list(dict.fromkeys(difference.kind for difference in differences))
