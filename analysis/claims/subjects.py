"""The subject of each clause, in the article's words."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.records import Reading

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def find_subjects(text: str, reading: Reading) -> dict[int, str]:
    """Return the subject of each clause, by where the clause starts.

    Parameters
    ----------
    text : str
        The article.
    reading : Reading
        Its tokens and clauses.
    """
    tokens = reading.tokens
    found: dict[int, str] = {}
    starts = sorted((clause.start, clause.end) for clause in reading.clauses)
    for number, dep in enumerate(tokens.dep):
        if dep not in _SUBJECTS or tokens.pos[number] == "PRON":
            continue
        begin = _left_edge(tokens.head, number)
        place = tokens.start[begin]
        holding = [start for start, end in starts if start <= place < end]
        if holding:
            found.setdefault(holding[-1], text[place : tokens.end[number]])
    return found


def _left_edge(heads: Sequence[int], number: int) -> int:
    edge = number
    while edge > 0 and _is_below(heads, edge - 1, number):
        edge -= 1
    return edge


def _is_below(heads: Sequence[int], token: int, top: int) -> bool:
    for _ in range(12):
        if heads[token] == top:
            return True
        if heads[token] == token:
            return False
        token = heads[token]
    return False
