"""The head of a text: headline, byline, date, section, and who issued it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.cleaning.metadata import (
    Dated,
    byline,
    cited_date,
    date_line,
    dateline,
    issuer,
    masthead,
)
from sources.cleaning.parts import WORD, Parts, is_prose
from sources.dates import Date, infer_day_first

_RELEASE = re.compile(
    r"for immediate release|press release|news release|media release|pressemitteilung", re.I
)


_HEAD = 4
"""Lines at whose head an outlet may stand beside the date."""


def mark_title(parts: Parts, given: str, found: dict[str, str], *, search: bool) -> None:
    """Mark the headline, unless it is `given`, and put it into `found`."""
    if given or not search:
        return
    head: list[int] = []
    for candidate in parts.left():
        if is_prose(parts.lines[candidate]):
            break
        head.append(candidate)
    else:
        # Nothing that reads as a paragraph: a short text keeps its first line only as a title
        # when something follows it.
        if len(head) < 2:
            return
        head = head[:1]
    body = next((one for one in parts.left() if is_prose(parts.lines[one])), None)
    place = _choose_title(parts, head)
    if place is None and body is not None and _is_dated_title(parts, body):
        place = body
    if place is None:
        return
    found["title"] = parts.lines[place].strip(" *#")
    parts.mark(place, "title")


def _choose_title(parts: Parts, head: Sequence[int]) -> int | None:
    fitting = [place for place in head if _may_be_title(parts.lines[place])]
    long = [place for place in fitting if len(WORD.findall(parts.lines[place])) >= 4]
    return next(iter(long or fitting), None)


def _may_be_title(line: str) -> bool:
    return (
        not line.endswith((":", ".", ","))
        and len(WORD.findall(line)) <= 40
        and date_line(line) is None
        and masthead(line) is None
        and not byline(line)
    )


def _is_dated_title(parts: Parts, place: int) -> bool:
    """Return whether a line is one sentence above a date: a headline with a full stop."""
    line = parts.lines[place]
    after = [other for other in parts.left() if other > place][:2]
    return (
        len(WORD.findall(line)) <= 35
        and not re.search(
            r"[.!?]\s+[A-Z]", line.replace("Mr. ", "").replace("Ms. ", "").replace("Dr. ", "")
        )
        and len(after) == 2
        and (date_line(parts.lines[after[0]]) or masthead(parts.lines[after[0]])) is not None
    )


def mark_bylines(parts: Parts) -> tuple[str, ...]:
    """Mark the first byline; return its names."""
    for place in parts.left()[:6]:
        names = byline(parts.lines[place])
        if names:
            parts.mark(place, "byline")
            return names
    return ()


def mark_dates(parts: Parts, found: dict[str, str], provenance: dict[str, str]) -> Date | None:
    """Mark lines that are a date; return the first of them, the one by the headline.

    An outlet that stands beside the date, at the head of the text, is put into `found`.
    """
    order = infer_day_first(parts.lines)
    first: Date | None = None
    for place, line in enumerate(parts.lines):
        date = date_line(line, day_first=order)
        above = masthead(line, day_first=order) if date is None and place < _HEAD else None
        if above is not None:
            date = above[1]
            if above[0]:
                found.setdefault("outlet", above[0])
        if date is None:
            continue
        parts.mark(place, "date")
        if first is None and date.precision in ("minute", "second", "day", "month"):
            first = date
            provenance["published"] = f"date line in the text: {line[:80]}"
    return first


def mark_labels(parts: Parts, found: dict[str, str]) -> None:
    """Put the section that a marked line names into `found`."""
    names = [
        line.rstrip(" :")
        for line, kind in zip(parts.lines, parts.kind, strict=True)
        if kind == "section"
    ]
    if names:
        found["section"] = ", ".join(dict.fromkeys(names))


def date_beside(parts: Parts) -> Dated | None:
    """Return the date in a short line by the article's beginning, as of a byline with its place."""
    from sources.dates import find_dates

    first = next(iter(parts.left()), 0)
    if "page around the article" not in parts.kind:
        return None
    order = infer_day_first(parts.lines)
    around = sorted(
        range(max(0, first - 14), min(len(parts.lines), first + 4)), key=lambda n: abs(n - first)
    )
    for place in around:
        line = parts.lines[place]
        dates = [
            date for _, _, date in find_dates(line, day_first=order) if date.precision == "day"
        ]
        if (
            parts.kind[place]
            and dates
            and len(WORD.findall(line)) <= 22
            and not line.startswith("©")
        ):
            return Dated(dates[0], f"date in a line by the headline: {line[:80]}")
    return None


def date_in_body(
    paragraphs: Sequence[str],
    date: Date | None,
    beside: Dated | None,
    provenance: dict[str, str],
) -> tuple[str, Date | None]:
    """Return the place of the dateline, and the date: given, beside, or told by the text itself."""
    order = infer_day_first(paragraphs)
    place = ""
    for paragraph in paragraphs[:3]:
        place, dated = dateline(paragraph, day_first=order)
        if place or dated:
            if date is None and dated is not None:
                date = dated
                provenance["published"] = (
                    f"dateline in the text: {paragraph[: paragraph.find(' ', 60)][:80]}"
                )
            break
    if date is None and beside is not None:
        date = beside.date
        provenance["published"] = beside.provenance
    if date is None:
        cited = cited_date(paragraphs)
        if cited:
            date = cited.date
            provenance["published"] = cited.provenance
    return place, date


def find_outlet(
    parts: Parts, paragraphs: Sequence[str], found: dict[str, str], provenance: dict[str, str]
) -> None:
    """Put who issued the text into `found`."""
    if found.get("outlet"):
        provenance["outlet"] = "letterhead of the text"
        if found.get("domain"):
            provenance["outlet_domain"] = "letterhead of the text"
        return
    release = any(
        _RELEASE.search(line) for line, kind in zip(parts.lines, parts.kind, strict=True) if kind
    )
    contact = any(kind == "contact" for kind in parts.kind)
    name = issuer(paragraphs) if release or contact else ""
    if name:
        found["outlet"] = name
        provenance["outlet"] = "the release says who issued it"
