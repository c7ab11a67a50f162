"""Dates that two statements of one claim give differently.

A sentence may date two things ("charged on Saturday", "shot on Friday"): two dates are compared
where what stands beside them may be one event.

References
----------
Pustejovsky et al. (2003), TimeML: links between times and events; Strötgen and Gertz (2010),
HeidelTime.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from analysis.claims.difference import Difference
from analysis.claims.lexicon import NAMELESS
from analysis.claims.slots import Slots
from analysis.claims.terms import word_stem
from analysis.claims.times import TimeReference, times_differ
from analysis.claims.verbs import are_one_deed
from analysis.stems import STOP_WORDS, find_words, normal_form
from analysis.word_sets import word_set

_SLACK = 5
"""Terms by which another part of a sentence may be nearer to a date than its own."""
_MUCH_THE_SAME = 1 / 3
"""Share of the shorter statement's terms from which on two reports are of one saying."""
_BOUNDARY = re.compile(
    r"[,;:](?=\s)|(?<!\d)(?<!year)(?<!pre)(?<!co)(?<!mid)(?<!ex)\s[-–—]+\s|"
    r"\b(?:after|when|while|but|who|which|because|as|before|where|although|since)\b"
)
"""Where another part of a sentence begins."""
_TIME_WORDS = word_set(
    """early late earlier later morning afternoon evening night noon midnight around week month year
    day days today monday tuesday wednesday thursday friday saturday sunday last next"""
)
_ANYBODY = frozenset(map(word_stem, NAMELESS))
"""Stems that stand by any deed: that both speak of a man tells nothing about the date."""
_STEP = re.compile(
    r"\b(charged|arraigned|indicted|convicted|acquitted|sentenced|buried)"
    r"(?:\s[\w-]+){0,4}\s$"
)
"""Before a date: what follows a deed on a day of its own."""
_TO_COME = re.compile(
    r"\b(?:will|would|shall|going to|plan(?:s|ned)? to|is to|are to|expected|due)\b", re.IGNORECASE
)
"""What is still to happen may well be reported before."""
_PER_CLAIM = frozenset({"", "at", "since", "until", "by", "after"})
_WHEN = re.compile(r",?\s+when\b")
"""Right after a date: what follows is what happened then."""
_ADDRESS = re.compile(r"\b[A-Z][\w.]*,\s(?=[A-Z])")
"""A comma inside a name: "Porto, N.B."."""
_LATEST = 3
"""Days by which a bare weekday may lie ahead: of two such days the nearer is meant."""


def date_differences(a: Slots, b: Slots, *, clauses: bool = False) -> list[Difference]:
    """Return the dates that two statements of the same claim give differently, at most one pair.

    Parameters
    ----------
    a, b : Slots
        The statements.
    clauses : bool
        Whether they are clauses of articles, where dates must stand by the same words.

    Returns
    -------
    list of Difference
        Kind "date"; an update where one statement names the other's date as the one before.

    References
    ----------
    Pustejovsky et al. (2003), TimeML: robust specification of event and temporal expressions.
    """
    named = _named_as_outdated(a, b)
    if named is not None:
        return [named]
    ours = [time for time in a.times if time.role in _PER_CLAIM]
    theirs = [time for time in b.times if time.role in _PER_CLAIM]
    for one in ours:
        for other in theirs:
            if not _clash(one, other) or _date_two_things(one, other):
                continue
            if _agrees(one, theirs) or _agrees(other, ours):
                continue
            if not _may_be_one(a, one, b, other, clauses):
                continue
            note = f"“{one.text}” against “{other.text}”"
            spans = (one.start, one.end), (other.start, other.end)
            update = any(
                old.role == "outdated" and times_differ(old, value) is False
                for slots, value in ((a, other), (b, one))
                for old in slots.times
            )
            return [Difference("date", one.role, *spans, note, update)]
    return _report_before_event(a, b) or ([] if clauses else _said_on_another_day(a, b))


def _clash(one: TimeReference, other: TimeReference) -> bool:
    """Whether two dates cannot both hold: two days, or a day after the one by which it was done."""
    if one.role == other.role or {one.role, other.role} == {"until", "by"}:
        return bool(times_differ(one, other))
    if {one.role, other.role} != {"at", "by"}:
        return False
    event, limit = (one, other) if one.role == "at" else (other, one)
    return bool(times_differ(one, other)) and _is_before(limit, event)


def _date_two_things(one: TimeReference, other: TimeReference) -> bool:
    """Whether two dates stand by words for different deeds: "sent in May", "leaked in June"."""
    return bool(one.dated and other.dated) and not are_one_deed(one.dated, other.dated)


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


def _may_be_one(
    a: Slots, one: TimeReference, b: Slots, other: TimeReference, clauses: bool
) -> bool:
    """Whether two dates may be those of one event: "charged Saturday" is not "shot Friday"."""
    near, far = _segment(a, one), _segment(b, other)
    if not near or not far:
        return True
    steps = ((_step(a, one), far), (_step(b, other), near))
    if any(step and step not in there for step, there in steps):
        return False
    shared = (set(near) & set(far)) - _ANYBODY
    if len(shared) >= 2 or any(not (near[term] and far[term]) for term in shared):
        return True
    return not clauses and not _elsewhere(a.terms, set(near), b.terms, set(far))


def _step(slots: Slots, time: TimeReference) -> str:
    """Return the stem of the step of justice right before a date: "charged on Saturday"."""
    if time.text.isdigit():
        return ""  # "charged in the 1967 murder"
    match = _STEP.search(slots.text[: time.start])
    return word_stem(match[1]) if match else ""


def _elsewhere(
    a: frozenset[str], near: AbstractSet[str], b: frozenset[str], far: AbstractSet[str]
) -> bool:
    """Whether what stands by one date is told in the other text, but by no date or another."""
    beside = len(far & (a - near)), len(near & (b - far))
    return max(beside) > len(near & far) + _SLACK


def _segment(slots: Slots, time: TimeReference) -> dict[str, bool]:
    """Return the terms beside a date in its part of the sentence, and whether each is a name."""
    begin, end = 0, len(slots.text)
    named = {match.end() - 2 for match in _ADDRESS.finditer(slots.text)}
    told = _WHEN.match(slots.text, time.end)
    for match in _BOUNDARY.finditer(slots.text):
        if match.start() in named or (told and match.start() < told.end()):
            continue
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
                if times_differ(report, event) and _is_before(report, event):
                    spans = (report.start, report.end), (event.start, event.end)
                    note = f"reported “{report.text}” against “{event.text}”"
                    one, other = reversed(spans) if turned else spans
                    return [Difference("date", "at", one, other, note)]
    return []


def _said_on_another_day(a: Slots, b: Slots) -> list[Difference]:
    """Return a difference where much the same was said on two days, and nothing else is dated."""
    if not a.times or not b.times or any(t.role != "report" for t in (*a.times, *b.times)):
        return []
    one, other = a.times[0], b.times[0]
    alike = len(a.terms & b.terms) >= _MUCH_THE_SAME * min(len(a.terms), len(b.terms))
    if not alike or not times_differ(one, other):
        return []
    note = f"said “{one.text}” against “{other.text}”"
    return [Difference("date", "report", (one.start, one.end), (other.start, other.end), note)]


def _is_before(one: TimeReference, other: TimeReference) -> bool:
    """Whether a date is before another; a bare weekday is the nearest one."""
    if one.last and other.first:
        return one.last < other.first
    if one.month and other.month:
        return (one.month, one.day or 31) < (other.month, other.day or 1)
    if len(one.weekdays) == len(other.weekdays) == 1:
        ahead = (min(other.weekdays) - min(one.weekdays)) % 7
        return 0 < ahead <= _LATEST
    return False
