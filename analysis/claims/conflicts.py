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
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.claims.difference import Difference
from analysis.claims.figures import Figure, find_figures
from analysis.claims.lexicon import BODILY, MEASURES, NAMELESS, ONES, TENS, THINGS, words
from analysis.claims.name_conflicts import name_differences
from analysis.claims.polarity import Polarity, find_polarity, polarity_differs
from analysis.claims.terms import terms_of, word_stem
from analysis.claims.times import TimeReference, find_times, times_differ
from analysis.records import ConflictKind
from analysis.stems import STOP_WORDS, find_words, normal_form

_SLACK = 3
"""Terms by which another part of a sentence may be nearer to a date than its own."""
_TOLERANCE = 0.1
_ROUNDING = 0.04
"""Relative difference that "about" allows."""
_BOUNDARY = re.compile(
    r"[,;:](?=\s)|\s[-–—]+\s|\b(?:after|when|while|but|who|which|because|as|before|where|although)\b"
)
"""Where another part of a sentence begins."""
_TIME_WORDS = words(
    """early late earlier later morning afternoon evening night noon midnight around week month year
    day days today monday tuesday wednesday thursday friday saturday sunday last next"""
)
_CHANGED_FROM = re.compile(
    r"\b(?:instead of|no longer|rather than|up from|down from|compared (?:with|to)|previously|not)"
    r"(?: on| from| at| by| the)?\s*[$€£]?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+[$€£]?$", re.IGNORECASE)
_TO = re.compile(
    rf"^(?:\s[\w.]+){{0,2}}?\s+(?:to|until)\s+(?:[$€£]?\d|(?:{'|'.join([*ONES, *TENS])})\b)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|shall|going to|plan(?:s|ned)? to|is to|are to|expected|due)\b", re.IGNORECASE
)
"""What is still to happen may well be reported before."""
_PER_CLAIM = frozenset({"", "at", "since", "until", "after"})


@dataclass(frozen=True, slots=True)
class Slots:
    """What a statement fills in: its figures, dates and polarity."""

    text: str
    figures: tuple[Figure, ...]
    times: tuple[TimeReference, ...]
    polarity: Polarity
    terms: frozenset[str]
    former: frozenset[int] = frozenset()
    """Numbers of the figures that are named as no longer holding."""


def find_slots(text: str, *, published: date | None = None) -> Slots:
    """Return the figures, dates and polarity of a statement.

    Parameters
    ----------
    text : str
        Clause or sentence.
    published : date or None
        The day it was published.
    """
    times = tuple(
        replace(time, role="outdated") if _is_outdated(text, time.start, time.end) else time
        for time in find_times(text, published=published)
    )
    figures = tuple(
        figure
        for figure in find_figures(text)
        if not any(figure.start < time.end and time.start < figure.end for time in times)
    )
    former = frozenset(
        number for number, one in enumerate(figures) if _is_outdated(text, one.start, one.end)
    )
    return Slots(text, figures, times, find_polarity(text), frozenset(terms_of(text)), former)


def _is_outdated(text: str, start: int, end: int) -> bool:
    """Whether a value is named only as what it was before: "from 20 to 30", "no longer 1 May"."""
    if _CHANGED_FROM.search(text[:start]):
        return True
    return bool(_FROM.search(text[:start]) and _TO.match(text[end:]))


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
        *_time_differences(a, b, clauses),
        *_polarity_difference(a, b, clauses),
        *name_differences(a.text, b.text),
    ]


def _figure_differences(a: Slots, b: Slots) -> list[Difference]:
    found = []
    for number, one in enumerate(a.figures):
        rivals = [(place, other) for place, other in enumerate(b.figures) if comparable(one, other)]
        if number in a.former or any(
            figures_agree(one, other) for place, other in rivals if place not in b.former
        ):
            continue
        current = [other for place, other in rivals if place not in b.former]
        if not current:
            continue
        other = current[0]
        if any(
            comparable(third, other) and figures_agree(third, other)
            for place, third in enumerate(a.figures)
            if place not in a.former
        ):
            continue
        update = _replaces(a, other) or _replaces(b, one)
        kind: ConflictKind = "money" if one.is_money else "number"
        slot = " ".join(filter(None, (one.unit or other.unit, one.role or other.role)))
        note = f"“{one.text}” against “{other.text}”"
        spans = (one.start, one.end), (other.start, other.end)
        found.append(Difference(kind, slot, *spans, note, update))
    return found


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
    return _rounds_to(one, other) or _rounds_to(other, one)


def _rounds_to(fine: Figure, coarse: Figure) -> bool:
    """Whether a large coarse figure is a fine one rounded (46.8 to 47 million)."""
    if coarse.low != coarse.high or coarse.low < 1000 or fine.low != fine.high:
        return False
    kept, finer = _digits(coarse.low), _digits(fine.low)
    step = 10.0 ** (len(f"{coarse.low:.0f}") - kept)
    near = abs(fine.low - coarse.low) <= min(step / 2, _ROUNDING * coarse.low)
    return near and finer >= kept + (1 if kept > 1 else 2)


def _digits(value: float) -> int:
    """Significant digits of a figure as it was written."""
    return len(f"{value:.0f}".rstrip("0"))


def _time_differences(a: Slots, b: Slots, clauses: bool) -> list[Difference]:
    named = _named_as_outdated(a, b)
    if named is not None:
        return [named]
    ours = [time for time in a.times if time.role in _PER_CLAIM]
    theirs = [time for time in b.times if time.role in _PER_CLAIM]
    for one in ours:
        for other in theirs:
            if one.role != other.role or not times_differ(one, other):
                continue
            if _agrees(one, theirs) or _agrees(other, ours):
                continue
            if not _of_one_event(a, one, b, other) and (clauses or _elsewhere(a, one, b, other)):
                continue
            note = f"“{one.text}” against “{other.text}”"
            spans = (one.start, one.end), (other.start, other.end)
            update = any(
                old.role == "outdated" and times_differ(old, value) is False
                for slots, value in ((a, other), (b, one))
                for old in slots.times
            )
            return [Difference("date", one.role, *spans, note, update)]
    return _report_before_event(a, b)


def _named_as_outdated(a: Slots, b: Slots) -> Difference | None:
    """Return the update where one statement names the other's date as the one before."""
    for new, old, turned in ((a, b, False), (b, a, True)):
        for former in (time for time in new.times if time.role == "outdated"):
            now = next((time for time in new.times if time.role in _PER_CLAIM), None)
            then = next((t for t in old.times if times_differ(former, t) is False), None)
            if now is None or then is None or then.role == "outdated":
                continue
            spans = (now.start, now.end), (then.start, then.end)
            one, other = reversed(spans) if turned else spans
            note = f"“{now.text}” in place of “{then.text}”"
            return Difference("date", now.role, one, other, note, True)
    return None


def _agrees(time: TimeReference, others: Sequence[TimeReference]) -> bool:
    return any(times_differ(time, other) is False for other in others)


def _of_one_event(a: Slots, one: TimeReference, b: Slots, other: TimeReference) -> bool:
    """Whether two dates stand by the same words: "charged Saturday" is not "shot Friday"."""
    near, far = _segment(a, one), _segment(b, other)
    if not near or not far:
        return True
    shared = set(near) & set(far)
    return len(shared) >= 2 or any(not (near[term] and far[term]) for term in shared)


def _elsewhere(a: Slots, one: TimeReference, b: Slots, other: TimeReference) -> bool:
    """Whether what stands by one date is told in the other text, but by no date or another."""
    near, far = set(_segment(a, one)), set(_segment(b, other))
    shared = len(near & far)
    beside = len(far & (a.terms - near)), len(near & (b.terms - far))
    return max(beside) > shared + _SLACK


def _segment(slots: Slots, time: TimeReference) -> dict[str, bool]:
    """Return the terms beside a date in its part of the sentence, and whether each is a name."""
    begin, end = 0, len(slots.text)
    for match in _BOUNDARY.finditer(slots.text):
        if match.end() <= time.start:
            begin = match.end()
        elif match.start() >= time.end:
            end = match.start()
            break
    piece = slots.text[begin : time.start] + " " + slots.text[time.end : end]
    return {
        word_stem(normal_form(word.text)): word.text[0].isupper()
        for word in find_words(piece)
        if normal_form(word.text) not in STOP_WORDS | _TIME_WORDS and word.text[0].isalpha()
    }


def _report_before_event(a: Slots, b: Slots) -> list[Difference]:
    """Return a difference where one side reported on a day before it happened by the other."""
    for x, y, turned in ((a, b, False), (b, a, True)):
        if any(time.role == "at" for time in x.times) or _TO_COME.search(y.text):
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


def _polarity_difference(a: Slots, b: Slots, clauses: bool) -> list[Difference]:
    if not polarity_differs(a.polarity, b.polarity, a.terms, b.terms, aligned_only=clauses):
        return []
    note = "one side says so, the other says not"
    return [Difference("negation", "", (0, len(a.text)), (0, len(b.text)), note)]


def distinct_kinds(differences: Sequence[Difference]) -> list[ConflictKind]:
    """Return the kinds among differences, in order, each once."""
    return list(dict.fromkeys(difference.kind for difference in differences))
