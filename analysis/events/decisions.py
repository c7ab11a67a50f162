"""What people decided about events: kept, signed, dated, and stronger than any score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, product
from typing import Literal

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word that articles do or do not tell one story."""

    kind: Literal["together", "apart"]
    articles: tuple[str, ...]
    """Ids of the articles that are together, or that are apart from `others`."""
    others: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None
    """When; of two decisions that contradict each other the later one holds."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """Decisions as the linkage takes them: no two of them contradict each other."""

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()


def merge_events(
    a: Sequence[str], b: Sequence[str], *, by: str = "", at: datetime | None = None
) -> list[Decision]:
    """Return the decision that makes one event of two, given their article ids."""
    return [Decision(kind="together", articles=(*a, *b), by=by, at=at)]


def split_event(
    part: Sequence[str], rest: Sequence[str], *, by: str = "", at: datetime | None = None
) -> list[Decision]:
    """Return the decisions that take a part out of an event and keep both halves whole."""
    halves = [
        Decision(kind="together", articles=tuple(half), by=by, at=at) for half in (part, rest)
    ]
    return [Decision(kind="apart", articles=tuple(part), others=tuple(rest), by=by, at=at), *halves]


def move_article(
    article: str,
    old: Sequence[str],
    new: Sequence[str],
    *,
    by: str = "",
    at: datetime | None = None,
) -> list[Decision]:
    """Return the decisions that move an article from one event to another, given their ids."""
    left = tuple(each for each in old if each != article)
    return [
        Decision(kind="apart", articles=(article,), others=left, by=by, at=at),
        Decision(kind="together", articles=(article, *new), by=by, at=at),
    ]


def constrain(decisions: Iterable[Decision], rows: Mapping[str, int]) -> Constraints:
    """Return what the decisions ask of the articles at hand.

    Parameters
    ----------
    decisions : iterable of Decision
        Later ones outrank earlier ones; without a time, those further down are later.
    rows : mapping of str to int
        Article id to row; articles that are not in it are passed over.

    Returns
    -------
    Constraints
        Pairs of rows.
    """
    numbered = list(enumerate(decisions))
    numbered.sort(key=lambda each: (each[1].at.timestamp() if each[1].at else 0.0, each[0]))
    together: list[Pair] = []
    apart: list[Pair] = []
    leader: dict[int, int] = {}

    def find(row: int) -> int:
        while leader.get(row, row) != row:
            row = leader[row]
        return row

    for _, decision in reversed(numbered):
        articles = [rows[name] for name in decision.articles if name in rows]
        if decision.kind == "apart":
            others = [rows[name] for name in decision.others if name in rows]
            apart += [pair for pair in product(articles, others) if find(pair[0]) != find(pair[1])]
            continue
        for a, b in pairwise(articles):
            first, second = sorted((find(a), find(b)))
            if first == second or _are_apart(first, second, apart, find):
                continue
            leader[second] = first
            together.append((a, b))
    return Constraints(tuple(together), tuple(apart))


def _are_apart(first: int, second: int, apart: Iterable[Pair], find: object) -> bool:
    assert callable(find)
    return any({find(a), find(b)} == {first, second} for a, b in apart)
