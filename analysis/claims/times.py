"""Dates and times in text, resolved against the date of publication where they lean on it.

"At the weekend", "Tuesday" and "26 June" name a day only together with the day they were written.
Without one they are compared by what they do say: weekday with weekday, day and month with day and
month.

References
----------
Pustejovsky et al. (2003), TimeML; Strötgen and Gertz (2010), HeidelTime: rules with the document's
creation time as reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.claims.lexicon import ONES

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_PUT_OFF_TO = r"(?:adjourned|postponed|delayed|extended|put off) to"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?\b",
        rf"\b{_MONTH}\s+{_DAY}(?!\s*(?:million|people|years))(?:,?\s+{_YEAR})?\b",
        rf"\b{_YEAR}-(?P<numeric_month>[01]\d)-(?P<day>[0-3]\d)\b",
        rf"\b(?P<day>[0-3]?\d)/(?P<numeric_month>[01]?\d)/{_YEAR}\b",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
        rf"(?<![\d.,$€£/-]){_YEAR}(?![\d,]*\d|-\w|\s+(?:people|men|women|votes|jobs))\b",
        rf"\b(?:{_PUT_OFF_TO}|[Ll]ast|[Tt]his|[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ee]arly|[Ll]ate|of)\s+"
        r"(?P<month>January|February|March|April|"
        r"May|June|July|August|September|October|November|December)\b",
        r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
        r"\b(?P<relative>yesterday|today|tonight|tomorrow|(?:at|over|on|this|last) (?:the |past )?"
        r"weekend|last night|this (?:morning|afternoon|evening|week|month|year)|"
        r"last (?:week|month|year)|earlier (?:this|last) (?:week|month|year)|"
        r"next (?:week|month|year)|(?:\d{1,2}|two|three|four|five|six|seven|"
        r"eight|nine|ten) days ago)\b",
    )
)
_PART = r"(?:the\s+)?(?:(?:middle|end|beginning|start)\s+)?(?:of\s+)?"
_ROLE_BEFORE = (
    (re.compile(r"\b(?:since|from|starting|beginning)\s+(?:in\s)?(?:\w+\s)?$", re.I), "since"),
    (
        re.compile(
            rf"\b(?:until|till|through|{_PUT_OFF_TO})\s+{_PART}"
            r"(?:(?:early|late|mid|next|this|last)\s)?$",
            re.I,
        ),
        "until",
    ),
    (
        re.compile(rf"\b(?:by|before)\s+{_PART}(?:(?:early|late|mid|next|this|last)\s)?$", re.I),
        "by",
    ),
    (re.compile(r"\bafter\s+(?:\w+\s)?$", re.I), "after"),
)
_EVERY = re.compile(r"\b(?:every|each|the|its|their|his|her|our)\s$", re.IGNORECASE)
"""Before a weekday: "the Sunday sailing" is one of many, and no day of the calendar."""
_NEXT = re.compile(r"\b(?:next|coming|following)\s$", re.IGNORECASE)
"""Before a weekday: one still to come."""
_ONCE = re.compile(
    r"^(?:['’]s)?(?:\s(?:morning|afternoon|evening|night))?(?:\s[a-z]+)?\s(?:attack|shooting|crash|"
    r"accident|fire|blaze|raid|blast|explosion|bombing|killing|murder|stabbing|robbery|heist|quake|"
    r"earthquake|storm|riot|incident|collapse|collision)\b"
)
"""After a weekday: what happens once, so that "after the Monday attack" dates the attack."""
_SOON = timedelta(days=120)
"""News looks so far ahead; a day and month further off are those of the past year."""
_WEEK = timedelta(days=7)
_ONE_DAY = timedelta(days=1)
_DATELINE = re.compile(r"^,?\s*(?:\([^)]*\))?\s*[-–—]{1,2}\s")
"""What follows the date at the head of an agency's report."""
_REPORT = re.compile(
    r"\b(?:said|says|told|reported|reports|added|stated|wrote|confirmed)\b"
    r"(?:\s+to(?:\s+(?:(?-i:[A-Z])\w*|and))+|(?:\s+[\w.,']+){0,4}?)"
    r"\s*(?:on|in|late|early|here|late on)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeReference:
    """When something is said to have happened."""

    start: int
    end: int
    first: date | None
    last: date | None
    """The days it may mean, both included; None when the text alone does not tell."""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekdays: frozenset[int] = frozenset()
    """Monday is 0."""
    role: str = "at"
    """at, since, until, after; "report": when somebody said so, not when it happened; "habit": a
    day of every week."""
    text: str = ""
    dated: str = ""
    """Stem of the word that it dates; empty where that is not known."""
    leans: bool = False
    """Whether it tells a day only together with the one on which it was written."""


def find_times(text: str, *, published: date | None = None) -> list[TimeReference]:
    """Return the dates of a clause or sentence, in order.

    Parameters
    ----------
    text : str
        Clause or sentence.
    published : date or None
        The day it was written, which weekdays, "yesterday" and dates without a year lean on: the
        nearest such day at or before it, as news tells of the past.

    Examples
    --------
    >>> day = date(2020, 12, 29)
    >>> [str(time.first) for time in find_times("It met at the weekend", published=day)]
    ['2020-12-26']
    """
    found: list[TimeReference] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < one.end and one.start < match.end() for one in found):
                reference = _reference(text, match, published)
                if reference is not None:
                    found.append(reference)
    return sorted(found, key=lambda one: one.start)


def _reference(text: str, match: re.Match[str], published: date | None) -> TimeReference | None:
    parts = match.groupdict()
    after = text[match.end() :]
    # "Until May" is matched with its preposition, which tells the role.
    bare = parts.get("month") and not parts.get("day") and not parts.get("year")
    lead = text[: match.start("month") if bare else match.start()]
    role = "dateline" if _DATELINE.match(after) else _role(lead)
    place = (match.start(), match.end())
    if parts.get("weekday"):
        if _ONCE.match(after):
            role = "at"
        elif role == "at" and _EVERY.search(text[: match.start()]):
            role = "habit"
        weekday = _WEEKDAYS.index(parts["weekday"].lower())
        day = None
        if published:
            back = (published.weekday() - weekday) % 7
            day = published - timedelta(days=back - 7 if _NEXT.search(lead) else back)
        return TimeReference(
            *place, day, day, weekdays=frozenset({weekday}), role=role, text=match[0], leans=True
        )
    if parts.get("relative"):
        relative = parts["relative"].lower()
        if published is None and relative.endswith("ago"):
            return None
        first, last = _relative(relative, published)
        days = frozenset({5, 6}) if "weekend" in parts["relative"] else frozenset[int]()
        return TimeReference(
            *place, first, last, weekdays=days, role=role, text=match[0], leans=True
        )
    return _calendar(parts, place, published, role, match[0])


def _calendar(
    parts: dict[str, str | None],
    place: tuple[int, int],
    published: date | None,
    role: str,
    text: str,
) -> TimeReference | None:
    year = int(parts.get("year") or 0) or None
    day = int(parts.get("day") or 0) or None
    month = None
    if parts.get("month"):
        month = next(
            n for n, name in enumerate(_MONTHS, 1) if name.startswith(_short(parts["month"]))
        )
    elif parts.get("numeric_month"):
        month = int(parts["numeric_month"] or 0)
    if month is not None and not 1 <= month <= 12:
        return None
    first, last = _interval(_year_of(year, month, day, published), month, day)
    if day is not None and first is None and year is not None:
        return None
    return TimeReference(*place, first, last, year, month, day, role=role, text=text)


def _short(month: str | None) -> str:
    return (month or "").lower().rstrip(".")[:3]


def _year_of(
    year: int | None, month: int | None, day: int | None, published: date | None
) -> int | None:
    """Return the year given, or else that of the last such day, or of one soon to come."""
    if year is not None or published is None or month is None:
        return year
    coming, _ = _interval(published.year, month, day)
    if coming is not None and coming - published > _SOON:
        return published.year - 1
    following, _ = _interval(published.year + 1, month, day)
    if following is not None and following - published <= _SOON:
        return published.year + 1
    return published.year


def _interval(
    year: int | None, month: int | None, day: int | None
) -> tuple[date | None, date | None]:
    if year is None:
        return None, None
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None, None
    if day:
        return first, first
    if month:
        following = date(year + month // 12, month % 12 + 1, 1)
        return first, following - timedelta(days=1)
    return first, date(year, 12, 31)


def _relative(words: str, published: date | None) -> tuple[date | None, date | None]:
    if published is None:
        return None, None
    back = {"yesterday": 1, "last night": 1, "tomorrow": -1}.get(words)
    if words.endswith("days ago"):
        back = ONES.get(words.split()[0]) or int(words.split()[0])
    if back is not None:
        return (published - timedelta(days=back),) * 2
    if "weekend" in words:
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        return saturday, saturday + timedelta(days=1)
    if "week" in words:
        monday = published - timedelta(days=published.weekday() + 7 * _shift(words))
        # On a Saturday or Sunday "last week" is told of the one just ending, too.
        ending = 7 if "last" in words and published.weekday() > 4 else 0
        return monday, monday + timedelta(days=6 + ending)
    if "month" in words:
        months = published.year * 12 + published.month - 1 - _shift(words)
        return _interval(months // 12, months % 12 + 1, None)
    if "year" in words:
        return _interval(published.year - _shift(words), None, None)
    return published, published


def _shift(words: str) -> int:
    return 1 if "last" in words else -1 if "next" in words else 0


def _role(before: str) -> str:
    for pattern, role in _ROLE_BEFORE:
        if pattern.search(before):
            return role
    return "report" if _REPORT.search(before[-60:]) else "at"


def _days(time: TimeReference, other: TimeReference) -> Iterator[tuple[date, date]]:
    """Yield the days that a resolved date may mean, beside another.

    A bare weekday is the last or the next one. A page may be dated the day after it was written:
    beside a weekday "this evening" may be that of the day before.
    """
    if time.first and time.last:
        yield time.first, time.last
        if len(time.weekdays) == 1:
            yield time.first + _WEEK, time.last + _WEEK
        elif time.leans and time.first == time.last and len(other.weekdays) == 1:
            yield time.first - _ONE_DAY, time.last - _ONE_DAY


def times_differ(one: TimeReference, other: TimeReference) -> bool | None:
    """Return whether two dates cannot be the same; None when they cannot be compared.

    Two resolved dates differ when their days do not overlap. Otherwise they are compared by the
    parts that both have: year, month, day of the month, weekday.

    Parameters
    ----------
    one, other : TimeReference
        Dates of two statements of the same thing.
    """
    if one.weekdays and one.weekdays == other.weekdays:
        return False  # "on Sundays", or the same day told a week apart
    if one.first and one.last and other.first and other.last:
        return not any(
            first <= end and begin <= last
            for first, last in _days(one, other)
            for begin, end in _days(other, one)
        )
    seen = False
    for a, b in ((one.year, other.year), (one.month, other.month), (one.day, other.day)):
        if a is not None and b is not None:
            seen = True
            if a != b:
                return True
    if one.weekdays and other.weekdays:
        seen = True
        if not one.weekdays & other.weekdays:
            return True
    dated, lean = (one, other) if one.month else (other, one)
    if dated.month and lean.first and lean.last and not dated.first:
        seen = True
        months = {lean.first.month, lean.last.month}
        if lean.last - lean.first < timedelta(days=32) and dated.month not in months:
            return True
    return False if seen else None
