"""Dates as sources write them: a value of a field, or words in running text.

A date keeps the precision it was given with. A day stays a day: no midnight is invented, and a
numeric date whose day and month cannot be told apart is known to the year only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from sources.article import Precision
from sources.month_names import MONTHS

EARLIEST = 1600
"""No news is older."""


@dataclass(frozen=True, slots=True)
class Date:
    """A moment in UTC, how precisely it is known, and how the source's own clock put it."""

    when: datetime
    precision: Precision
    local: str
    """ISO 8601 to its precision, in the source's own time zone: ``2024-05-03T23:30:00-05:00``."""


_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d\d?)(?:-(?P<d>\d\d?))?"
    r"(?:[T ]\s*(?P<H>\d\d?):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d+)?)?\s*(?P<z>Z|UTC|GMT|"
    r"[+-]\d\d:?\d\d|[+-]\d\d)?)?"
    r"(?![\d])",
    re.I,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?Z?")
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DAY_MONTH = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?\s*(?:of\s+|de\s+|"
    rf"d['’])?[\s-]?(?P<m>{_MONTH})\b\.?,?"
    r"(?:\s*(?:de\s+|del\s+)?[-,]?\s*(?P<y>\d{4})\b)?",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<m>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|"
    rf"th)?\b(?!\s*:\d)(?:,?\s+(?P<y>\d{{4}})\b)?",
    re.I,
)
_MONTH_YEAR = re.compile(rf"\b(?P<m>{_MONTH})\b\.?,?\s+(?:de\s+|del\s+)?(?P<y>\d{{4}})\b", re.I)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})(?![\d/-])"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<y>\d{4})\s*[/.年년]\s*(?P<m>\d{1,2})\s*[/.月월]\s*(?P<d>\d{1,2})(?!\d)"
)
_CLOCK = re.compile(r"\b(\d{1,2})[:.h](\d\d)(?::(\d\d))?\s*([ap])?\.?(?:m\b\.?)?", re.I)


@lru_cache(maxsize=4096)
def parse_date(value: str, *, day_first: bool | None = None) -> Date | None:
    """Return the date a field holds.

    Takes ISO 8601, RFC 822, epoch seconds or milliseconds, ``YYYYMMDDTHHMMSSZ``, numeric dates and
    dates with a month's name in the languages of `sources.month_names`.

    Parameters
    ----------
    value : str
        The field.
    day_first : bool, optional
        Order of day and month in numeric dates. Unknown, an ambiguous one is read to the year.

    Returns
    -------
    Date or None
        None when it holds no date, or an impossible one (before 1600, or past tomorrow).
    """
    value = value.strip()
    if not value or value.lower() in ("none", "null", "nan", "nat", "unknown"):
        return None
    for reader in (_iso, _compact, _epoch, _mail):
        found = reader(value)
        if found is not None:
            return possible(found)
    for _, _, found in find_dates(value, day_first=day_first):
        return possible(_with_clock(found, value))
    if re.fullmatch(r"\d{4}/?", value):
        return possible(make_date(int(value[:4])))
    return None


def find_dates(text: str, *, day_first: bool | None = None) -> Iterator[tuple[int, int, Date]]:
    """Yield the dates with a year that stand in running text, in order, as (start, end, date)."""
    found: list[tuple[int, int, Date]] = []
    for pattern in (_ISO, _YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _NUMERIC, _MONTH_YEAR):
        for match in pattern.finditer(text):
            date = _from_match(pattern, match, day_first)
            if date is not None:
                found.append((match.start(), match.end(), date))
    end = 0
    for start, stop, date in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= end:
            yield start, stop, date
            end = stop


def is_numeric_date(value: str) -> bool:
    """Return whether a value holds a date of numbers only, whose order may have to be told."""
    return _NUMERIC.search(value) is not None


def infer_day_first(values: Iterable[str]) -> bool | None:
    """Return the order of day and month in a column of numeric dates; None when undecidable."""
    votes = {True: 0, False: 0}
    for value in values:
        match = _NUMERIC.search(value)
        if match:
            a, b = int(match["a"]), int(match["b"])
            votes[True] += a > 12 >= b
            votes[False] += b > 12 >= a
            # Dots separate day.month.year nearly everywhere that they are used.
            votes[True] += match["s"] == "."
    if votes[True] and not votes[False]:
        return True
    if votes[False] and not votes[True]:
        return False
    return None


def make_date(year: int, month: int = 0, day: int = 0) -> Date | None:
    """Return a date known to the day, the month (no day) or the year (no month); None if no date.

    Examples
    --------
    >>> make_date(2021, 1, 6).local
    '2021-01-06'
    """
    try:
        when = datetime(year, month or 1, day or 1, tzinfo=UTC)
    except ValueError:
        return None
    if day:
        return Date(when, "day", f"{year:04}-{month:02}-{day:02}")
    return (
        Date(when, "month", f"{year:04}-{month:02}") if month else Date(when, "year", f"{year:04}")
    )


def make_moment(moment: datetime, precision: Precision = "second") -> Date:
    """Return a date from a moment; one without a time zone is taken as UTC."""
    local = moment.isoformat(timespec="minutes" if precision == "minute" else "seconds")
    if moment.tzinfo is None:
        return Date(moment.replace(tzinfo=UTC), precision, local)
    return Date(moment.astimezone(UTC), precision, local)


def possible(date: Date | None) -> Date | None:
    """Return the date unless it is before 1600 or later than two days from now."""
    if date is None or date.when.year < EARLIEST:
        return None
    return None if date.when > datetime.now(UTC) + timedelta(days=2) else date


def _iso(value: str) -> Date | None:
    match = _ISO.match(value)
    return _from_iso(match) if match else None


def _from_iso(match: re.Match[str]) -> Date | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"] or 0)
    if not match["H"]:
        return make_date(year, month, day)
    try:
        moment = datetime(
            year, month, day, int(match["H"]), int(match["M"]), int(match["S"] or 0),
            tzinfo=_zone(match["z"] or ""),
        )  # fmt: skip
    except ValueError:
        return make_date(year, month, day)
    return make_moment(moment, "second" if match["S"] else "minute")


def _zone(text: str) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if shift >= timedelta(hours=24):
        return None
    return timezone(-shift if text[0] == "-" else shift)


def _compact(value: str) -> Date | None:
    match = _COMPACT.fullmatch(value)
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    if not 1900 <= year <= 2200:
        return None
    date = make_date(year, month, day) if month and day else None
    if date is None or match[4] is None or hour > 23 or minute > 59 or second > 59:
        return date
    return make_moment(date.when.replace(hour=hour, minute=minute, second=second))


def _epoch(value: str) -> Date | None:
    if not re.fullmatch(r"\d{9,13}(\.\d+)?", value):
        return None
    number = float(value)
    seconds = number / 1000 if number > 1e11 else number
    return make_moment(datetime.fromtimestamp(int(seconds), UTC))


def _mail(value: str) -> Date | None:
    if not re.match(r"(?:[A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3} \d{2,4} \d{1,2}:\d\d", value):
        return None
    try:
        return make_moment(parsedate_to_datetime(value))
    except ValueError:
        return None


def _from_match(
    pattern: re.Pattern[str], match: re.Match[str], day_first: bool | None
) -> Date | None:
    if pattern is _ISO:
        return _from_iso(match) if match["d"] else None
    if not match["y"]:
        return None
    year = int(match["y"])
    if pattern is _NUMERIC:
        return _numeric(int(match["a"]), int(match["b"]), year, match["s"], day_first)
    month = MONTHS[match["m"].lower()] if not match["m"].isdigit() else int(match["m"])
    day = 0 if pattern is _MONTH_YEAR else int(match["d"])
    if pattern is not _MONTH_YEAR and not day:
        return None
    return make_date(year, month, day)


def _numeric(a: int, b: int, year: int, separator: str, day_first: bool | None) -> Date | None:
    if year < 100:
        year += 2000 if year < 70 else 1900
    if a > 12 or (separator == "." and b <= 12):
        day_first = True
    elif b > 12:
        day_first = False
    if day_first is None and a != b:
        return make_date(year)
    return make_date(year, b, a) if day_first else make_date(year, a, b)


def _with_clock(date: Date, value: str) -> Date:
    """Add the time of day that stands beside a day ("3 May 2024 10:15")."""
    if date.precision != "day":
        return date
    match = _CLOCK.search(re.sub(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}", " ", value))
    if not match or (match[0][len(match[1])] == "." and not match[4]):
        return date
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return date
    moment = date.when.replace(hour=hour, minute=minute, second=second, tzinfo=None)
    return make_moment(moment, "second" if match[3] else "minute")
