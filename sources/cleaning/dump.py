"""The article in a whole page pasted as text: lines judged by a linear model, nothing but lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sources.cleaning.furniture import is_furniture
from sources.cleaning.line_features import (
    Features,
    Line,
    content_words,
    line_features,
    measure_line,
)
from sources.cleaning.line_model import load_line_model, score_lines
from sources.cleaning.metadata import byline
from sources.dates import find_dates

_PICTURE = re.compile(
    r"\b(?:photo|image|picture|credit|getty|reuters|afp|ap photo|file pic|foto|bild|dpa|©|"
    r"shutterstock|"
    r"istock|courtesy|screenshot|video)\b|[(/|]\s*(?:image|photo|pic)|©",
    re.I,
)
_FEWEST = 30
_SHORT_SHARE = 0.4


def looks_like_page(lines: Sequence[str]) -> bool:
    """Return whether lines are a page with its menus and lists, not an article by itself.

    Thirty lines or more, and four in ten of them no prose.
    """
    if len(lines) < _FEWEST:
        return False
    short = sum(not measure_line(line).prose for line in lines)
    return short >= _SHORT_SHARE * len(lines)


def dump_rows(lines: Sequence[str]) -> tuple[list[Line], list[Features]]:
    """Return the lines measured, and their features."""
    measured = [measure_line(line) for line in lines]
    return measured, line_features(measured)


def article_lines(lines: Sequence[str]) -> list[bool]:
    """Return for each line of a pasted page whether it belongs to the article."""
    measured, rows = dump_rows(lines)
    model = load_line_model("dump")
    values = score_lines(rows, [line.words for line in measured], model)
    return [value >= model.threshold for value in values]


def find_heading(lines: Sequence[str], kept: Sequence[bool]) -> int | None:
    """Return the place of the headline of a pasted page; None when no line looks like one.

    Of the lines above the article (and its first, when that is no prose), the one that shares most
    of its longer words with the article; one that stands twice on the page, as headlines do, and
    one that stands nearer wins among equals. Picture lines, dates and bylines are none.
    """
    first = list(kept).index(True)
    body = Counter(
        word
        for line, keep in zip(lines, kept, strict=True)
        if keep
        for word in set(content_words(line))
    )
    best, place = 0.0, None
    for at in range(max(0, first - 30), first + 1):
        line = lines[at]
        words = content_words(line)
        if not _may_be_heading(line, words) or (kept[at] and measure_line(line).prose):
            continue
        shared = sum(word in body for word in words) / len(words)
        twice = sum(other.startswith(line) for other in lines[: first + 1]) > 1
        score = shared + 0.25 * twice - 0.012 * (first - at) + 0.02 * min(len(words), 8)
        if score > best:
            best, place = score, at
    return place if best >= 0.45 else None


def _may_be_heading(line: str, words: Sequence[str]) -> bool:
    length = measure_line(line).words
    return (
        4 <= length <= 35
        and bool(words)
        and not line.endswith((":", ",", "."))
        and not _PICTURE.search(line)
        and not is_furniture(line)
        and not any(find_dates(line))
        and not byline(line)
    )
