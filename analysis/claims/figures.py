"""Figures: numbers and sums of money with their unit, their role and their qualifier.

"At least 50,000 refugees" is the number 50,000, unit "people", qualifier "at least". The unit is
the noun counted; the role is what happened to what is counted (killed, injured, arrested …), which
tells "4 dead, 9 hurt" from "9 dead, 4 hurt".

References
----------
Roy, Vieira and Roth (2015), Reasoning about quantities in natural language, TACL 3; Ravichander et
al. (2019), EQUATE.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from analysis.claims.lexicon import CURRENCIES, LABELS, MONEY, MULTIPLES, PEOPLE, QUALIFIERS
from analysis.claims.numerals import spelled_number
from analysis.claims.units import role_of, unit_of
from analysis.stems import Word, find_words, normal_form

_NUMBER = re.compile(
    r"(?<![\w./:-])(?<!\d,)(?P<currency>(?:US|A|C)?[$€£¥₹]\s?|(?<!\w)[eEpP](?=\d))?"
    r"(?P<digits>\d{1,3}(?:[,  ]\s?\d{3})+(?!\d)|\d+(?:\.\s?\d+)?)"
    r"(?P<glued>million|billion|m|mn|bn|k)?(?![\d:/]|\.\d|,\d|\w)"
)
_MULTIPLE = re.compile(
    r"\s?-?\s?(hundred|thousand|million|billion|trillion|lakh|crore|mil|mln|mn|bn|m)\b"
)
_SCORE = re.compile(r"(?<![\w(.,-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\w)]|\s?-|\s[a-z]+s\b)")
_CLOCK = re.compile(r"^\s*(?:a\.?\s?m\b|p\.?\s?m\b|o[’']clock|GMT|EDT|EST)", re.IGNORECASE)
_PAST = re.compile(r"^\s?-?\s?\w+\s(?:ago|earlier|later)\b", re.IGNORECASE)
_ADDED = re.compile(r"^\s(?:more|others|additional)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text."""

    start: int
    end: int
    low: float
    high: float
    """The value is between these; equal when it is exact. A score "20-13" is 20 and 13."""
    unit: str
    """Stem of the noun counted, "people", a currency, "percent", "age"; empty when none is near."""
    role: str
    """What happened to what is counted; empty when no word of the lists is near."""
    qualifier: str
    """over, at least, under, at most, about, vague; empty when the figure stands bare."""
    text: str
    """The figure with its multiplier and currency, as it stands."""
    whose: str = ""
    """For an age: the name beside it."""
    counted: str = ""
    """For a clause of an article: what people, or per cent of what; empty where that is open."""

    @property
    def is_money(self) -> bool:
        """Whether it is a sum of money."""
        return self.unit in MONEY


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a clause or sentence, in order; years and clock times left out.

    Examples
    --------
    >>> [(f.low, f.unit, f.role, f.qualifier) for f in find_figures("At least 12 people were hurt")]
    [(12.0, 'people', 'injured', 'at least')]
    >>> [(f.low, f.unit) for f in find_figures("a $3.6 billion loan and two ferries")]
    [(3600000000.0, 'dollar'), (2.0, 'ferri')]
    """
    words = find_words(text)
    found = [*_scores(text), *_in_digits(text, words), *_in_words(text, words)]
    found.sort(key=lambda figure: (figure.start, -figure.end))
    kept: list[Figure] = []
    for figure in found:
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def value_meaning(value: str) -> Hashable:
    """Return what two wordings of a figure have in common: its amount, unit and qualifier.

    Parameters
    ----------
    value : str
        A value of a conflict, as a source words it.

    Examples
    --------
    >>> value_meaning("at least one million") == value_meaning("no less than 1 million")
    True
    """
    figures = find_figures(value)
    if len(figures) != 1:
        return value.casefold()
    return figures[0].low, figures[0].high, figures[0].unit, figures[0].qualifier


def _scores(text: str) -> Iterator[Figure]:
    for match in _SCORE.finditer(text):
        low, high = float(match[1]), float(match[2])
        yield Figure(match.start(), match.end(), low, high, "score", "", "", match[0])


def _in_digits(text: str, words: list[Word]) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        end = match.end()
        after = text[end : end + 24]
        if _CLOCK.match(after) or (not match["currency"] and _is_label(words, match.start())):
            continue
        multiple, end = _multiplier(text, end, match["glued"])
        if _is_year(match, multiple, words, end):
            continue
        value = float(re.sub(r"[,\s ]", "", match["digits"])) * multiple
        currency = CURRENCIES.get((match["currency"] or "").strip().lower()[-1:], "")
        figure = _figure(text, words, match.start(), end, (value, value), currency)
        if figure is not None:
            yield figure


def _in_words(text: str, words: list[Word]) -> Iterator[Figure]:
    place = 0
    while place < len(words):
        low, high, used = spelled_number(words, place, text)
        if used:
            start, end = words[place].start, words[place + used - 1].end
            figure = _figure(text, words, start, end, (low, high), "")
            if figure is not None:
                yield figure
        place += max(1, used)


def _figure(
    text: str,
    words: list[Word],
    start: int,
    end: int,
    bounds: tuple[float, float],
    currency: str,
) -> Figure | None:
    after = text[end : end + 40]
    if _PAST.match(after) or _ADDED.match(after):
        return None  # "eight days ago" is a date; "3 more" counts on top of another figure
    unit, whose, end = (currency, "", end) if currency else unit_of(text, words, start, end)
    before = text[:start].lower()
    told = (name for pattern, name in QUALIFIERS if pattern.search(before))
    qualifier = next(told, "vague" if bounds[0] != bounds[1] else "")
    role = role_of(words, start, end)
    return Figure(start, end, *bounds, unit, role, qualifier, text[start:end], whose)


def _multiplier(text: str, end: int, glued: str | None) -> tuple[float, int]:
    if glued:
        return MULTIPLES.get(glued.lower(), 1.0), end
    match = _MULTIPLE.match(text[end:])
    return (MULTIPLES[match[1]], end + match.end()) if match else (1.0, end)


def _is_label(words: list[Word], start: int) -> bool:
    before = [word for word in words if word.end <= start][-1:]
    return bool(before) and normal_form(before[0].text) in LABELS


def _is_year(match: re.Match[str], multiple: float, words: list[Word], end: int) -> bool:
    if match["currency"] or multiple != 1:
        return False
    if not re.fullmatch(r"1[5-9]\d\d|20\d\d|911", match["digits"]):
        return False
    following = next((word for word in words if word.start >= end), None)
    # "2000 people" counts; "in 2000" and "the 2000 election" do not.
    return following is None or normal_form(following.text) not in PEOPLE
