"""What a clause of an article fills in: its own words only, its dates with what they date.

References
----------
Pustejovsky et al. (2003), TimeML: links between times and events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.claims.anchors import Written
from analysis.claims.dated import with_dated
from analysis.claims.figures import Figure
from analysis.claims.slots import Slots, find_slots
from analysis.claims.times import TimeReference, find_times
from analysis.claims.units import COUNTED, counted_kind
from analysis.records import Clause, Reading, Sentence


def own_words(text: str, clause: Clause, others: Sequence[Clause]) -> str:
    """Return the clause with those inside it replaced by spaces, so that offsets stay.

    Parameters
    ----------
    text : str
        The article.
    clause : Clause
        One of its clauses.
    others : sequence of Clause
        All of its sentence.
    """
    letters = list(text[clause.start : clause.end])
    for other in others:
        inside = clause.start <= other.start and other.end <= clause.end
        if inside and (other.start, other.end) != (clause.start, clause.end):
            begin, end = other.start - clause.start, other.end - clause.start
            letters[begin:end] = " " * (end - begin)
    return "".join(letters)


def clause_slots(
    text: str, reading: Reading, clause: Clause, clauses: Sequence[Clause], written: Written
) -> Slots:
    """Return the figures, dates and polarity, with offsets from the beginning of the sentence.

    Parameters
    ----------
    text : str
        The article.
    reading : Reading
        Its sentences, tokens and quotations.
    clause : Clause
        One of its clauses.
    clauses : sequence of Clause
        All of its sentence.
    written : Written
        When the article was written.
    """
    sentence = reading.sentences[clause.sentence]
    slots = find_slots(
        " " * (clause.start - sentence.start) + own_words(text, clause, clauses),
        published=written.day,
    )
    if any(figure.unit in COUNTED for figure in slots.figures):
        slots = replace(slots, figures=tuple(_with_kind(one, slots.text) for one in slots.figures))
    times = slots.times or _reports(text[sentence.start : sentence.end], sentence, clauses, written)
    if not times:
        return slots
    is_speech = (
        clause.quotation is not None and reading.quotations[clause.quotation].kind == "direct"
    )
    return replace(
        slots,
        times=tuple(
            with_dated(_as_far_as_known(time, written, is_speech), sentence.start, reading.tokens)
            for time in times
        ),
    )


def _with_kind(figure: Figure, text: str) -> Figure:
    if figure.unit not in COUNTED:
        return figure
    return replace(figure, counted=counted_kind(text, figure.end, figure.unit))


def _reports(
    text: str, sentence: Sentence, clauses: Sequence[Clause], written: Written
) -> tuple[TimeReference, ...]:
    """Return the dates outside any clause: "…, the agency reported on 26 June"."""
    return tuple(
        time
        for time in find_times(text, published=written.day)
        if time.role == "report"
        and not any(c.start <= sentence.start + time.start < c.end for c in clauses)
    )


def _as_far_as_known(time: TimeReference, written: Written, is_speech: bool) -> TimeReference:
    """Return a date without its day where that leans on one that is not known.

    So does "today" in somebody's mouth: it is the day on which they spoke.
    """
    spoken = is_speech and time.first == time.last and not time.weekdays
    if time.leans and (spoken or not written.is_known):
        return replace(time, first=None, last=None)
    return time
