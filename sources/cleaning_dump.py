"""The article in a whole page pasted as text: lines judged by a linear model, nothing but lines."""

from __future__ import annotations

from collections.abc import Sequence

from sources.line_features import Features, Line, line_features, measure_line
from sources.line_model import load_line_model, score_lines

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
