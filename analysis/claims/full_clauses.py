"""The smallest stretch around a clause that stands by itself: with a subject and a finite verb.

"who have fled the island" is checkable but names nothing; "The fare drove out families who have
fled the island" does. Read from the kept grammar; always a verbatim stretch of one sentence.

References
----------
Choi et al. (2021), Decontextualization: making sentences stand alone, TACL 9; Stanovsky and Dagan
(2016), Creating a large benchmark for open information extraction.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.records import Clause, Reading
from analysis.word_sets import word_set

_FINITE = word_set("VBD VBZ VBP MD")
_SUBJECTS = word_set("nsubj nsubjpass csubj csubjpass expl")
_SAID = word_set("ccomp parataxis")
_RELATIVE = word_set("WDT WP WP$ WRB")
_OPENING = {"(": ")", "“": "”", "‘": "’", "[": "]", "«": "»"}
_LONGEST = 45
"""Words; a longer stretch names nothing."""


@dataclass(frozen=True, slots=True)
class FullClause:
    """A stretch of an article by which a claim may be named."""

    start: int
    end: int
    is_full: bool
    """Whether it has a subject and a finite verb of its own."""
    leans: bool
    """Whether its subject is a pronoun that only the text before it explains."""
    added: int
    """Words it has beyond the clause."""


def full_clause(
    text: str,
    reading: Reading,
    clause: Clause,
    verb: int | None,
    children: Mapping[int, Sequence[int]],
) -> FullClause:
    """Return the smallest stretch around a clause that stands by itself, or else the clause.

    Parameters
    ----------
    text : str
        The article.
    reading : Reading
        Its grammar.
    clause : Clause
        One of its clauses.
    verb : int or None
        Number of the token that is the clause's main verb.
    children : mapping of int to sequence of int
        Numbers of the tokens below each token.

    References
    ----------
    Choi et al. (2021), Decontextualization: making sentences stand alone, TACL 9.
    """
    tokens = reading.tokens
    best: FullClause | None = None
    climbing, steps = verb, 0
    while climbing is not None and steps < len(tokens.head):
        subject = _subject(reading, climbing, children)
        if subject is not None and _is_finite(reading, climbing, children):
            found = _stretch(text, reading, clause, climbing, subject, children)
            if found is not None and not found.leans:
                return found
            best = best or found
        above = tokens.head[climbing]
        # What is said is not named by who says it.
        quoted = clause.quotation is not None or best is not None
        stop = above == climbing or (quoted and tokens.dep[climbing] in _SAID)
        climbing, steps = (None if stop else above), steps + 1
    if best is not None:
        return best
    return FullClause(*_balanced(text, clause.start, clause.end), False, False, 0)


def _subject(reading: Reading, verb: int, children: Mapping[int, Sequence[int]]) -> int | None:
    tokens = reading.tokens
    if tokens.pos[verb] not in {"VERB", "AUX"}:
        return None
    subjects = [n for n in children.get(verb, ()) if tokens.dep[n] in _SUBJECTS]
    return next(
        (n for n in subjects if tokens.tag[_edge(n, children, first=True)] not in _RELATIVE), None
    )


def _is_finite(reading: Reading, verb: int, children: Mapping[int, Sequence[int]]) -> bool:
    tokens = reading.tokens
    helping = [n for n in children.get(verb, ()) if tokens.dep[n] in {"aux", "auxpass"}]
    return any(tokens.tag[n] in _FINITE for n in [verb, *helping])


def _stretch(
    text: str,
    reading: Reading,
    clause: Clause,
    verb: int,
    subject: int,
    children: Mapping[int, Sequence[int]],
) -> FullClause | None:
    tokens = reading.tokens
    first = _edge(subject, children, first=True)
    start = min(_without_link(reading, clause, first), tokens.start[first])
    end = clause.end
    if tokens.start[verb] >= clause.end:
        # The verb comes later ("The boat, built in 1987, sails on"): to the end of what it governs.
        end = tokens.end[_edge(verb, children, first=False)]
    end = max(end, tokens.end[verb])
    while end > clause.end and text[end - 1] in " .,;:!?":
        end -= 1
    added = len(text[start:end].split()) - len(text[clause.start : clause.end].split())
    if len(text[start:end].split()) > _LONGEST:
        return None
    leans = tokens.pos[subject] == "PRON" and tokens.dep[subject] != "expl"
    return FullClause(*_balanced(text, start, end), True, leans, added)


def _without_link(reading: Reading, clause: Clause, subject: int) -> int:
    """Return where a clause begins without the "that" or "where" before its subject."""
    tokens = reading.tokens
    number = bisect_left(tokens.start, clause.start)
    while number < subject and (tokens.tag[number] in _RELATIVE or tokens.dep[number] == "mark"):
        number += 1
    return tokens.start[number]


def _edge(number: int, children: Mapping[int, Sequence[int]], *, first: bool) -> int:
    """Return the first or the last token below a token, itself included."""
    edge, waiting = number, [number]
    while waiting:
        below = children.get(waiting.pop(), ())
        waiting += below
        edge = min([edge, *below]) if first else max([edge, *below])
    return edge


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Return an interval with the mark that closes what it opens, or without what it does not."""
    piece = text[start:end]
    for opening, closing in _OPENING.items():
        if piece.count(opening) > piece.count(closing) and text[end : end + 1] == closing:
            return start, end + 1
        if piece.count(closing) > piece.count(opening):
            if text[start - 1 : start] == opening:
                return start - 1, end
            if piece.endswith(closing):
                return start, end - 1
    if piece.count('"') % 2 and text[end : end + 1] == '"':
        return start, end + 1
    return start, end
