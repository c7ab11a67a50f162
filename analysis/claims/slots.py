"""What a statement fills in: its figures, its dates and whether it is affirmed.

References
----------
de Marneffe, Rafferty and Manning (2008), Finding contradictions in text; Ravichander et al. (2019),
EQUATE: symbolic rules for quantities beat inference models.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from analysis.claims.figures import Figure, find_figures
from analysis.claims.lexicon import ONES, TENS
from analysis.claims.polarity import Polarity, find_polarity
from analysis.claims.terms import terms_of
from analysis.claims.times import TimeReference, find_times

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
