"""A parsed article as plain Python lists: what the attribution rules and models walk over."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.language.table import Table, read_table
from analysis.quotations.paragraphs import find_breaks
from analysis.quotations.roles import role_of_noun
from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True)
class Columns:
    """Parallel lists over the tokens of one document, white space included."""

    text: str
    start: list[int]
    end: list[int]
    word: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    entity: list[str]
    """Entity label; empty outside."""
    sentence: list[int]
    """Number of the sentence."""
    sentences: list[tuple[int, int]]
    """Token intervals."""
    children: list[list[int]]
    """Dependents of each token, in order."""

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """Half-open token interval that each token's subtree covers."""
        left = list(range(len(self.head)))
        right = [i + 1 for i in left]
        # From the roots down; then back, so that a token is settled before its head takes it over.
        order = [i for i, head in enumerate(self.head) if head == i]
        children = self.children
        for i in order:
            order += children[i]
        for i in reversed(order):
            head = self.head[i]
            if left[i] < left[head]:
                left[head] = left[i]
            if right[i] > right[head]:
                right[head] = right[i]
        return list(zip(left, right, strict=True))

    @cached_property
    def paragraph(self) -> list[int]:
        """Number of the paragraph of each token."""
        breaks = [found.start() for found in find_breaks(self.text)]
        cuts = [0, *(bisect_left(self.start, place) for place in breaks), len(self.start)]
        return [n for n, (first, last) in enumerate(pairwise(cuts)) for _ in range(first, last)]

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open interval of tokens that begin in the characters [start, end)."""
        first = bisect_left(self.start, start)
        if first and self.end[first - 1] > start:
            first -= 1
        return first, max(first, bisect_left(self.start, end))

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens [first, last)."""
        return self.start[first], self.end[last - 1]


def read_columns(doc: Doc | Table) -> Columns:
    """Return the columns of a parsed document."""
    table = doc if isinstance(doc, Table) else read_table(doc)
    titles = _titles_beside_names(table)
    head, dep, children = table.head, table.dep, table.children
    if titles:
        head, dep, children = list(head), list(dep), list(children)
    for title, name in titles.items():
        children[head[title]] = [k for k in children[head[title]] if k != title]
        children[name] = sorted([title, *children[name]])
        head[title], dep[title] = name, "compound"
    return Columns(
        text=table.text,
        start=table.start,
        end=table.end,
        word=table.word,
        lemma=table.lemma,
        pos=table.pos,
        tag=table.tag,
        dep=dep,
        head=head,
        entity=table.entity,
        sentence=table.sentence,
        sentences=table.sentences,
        children=children,
    )


def _titles_beside_names(table: Table) -> dict[int, int]:
    """Return what the parser takes for one subject beside another: "the news agency Anadolu said".

    A noun for people or bodies, and the name that follows at once.
    """
    found = {}
    for title, dep in enumerate(table.dep):
        if dep not in _SUBJECTS or table.pos[title] != "NOUN":
            continue
        later = [k for k in table.children[table.head[title]] if k > title]
        name = later[0] if later else title
        if (
            table.dep[name] == dep
            and table.pos[name] == "PROPN"
            and all(title < table.head[k] <= name for k in range(title + 1, name))
            and table.lemma[title + 1] != "the"
            and role_of_noun(table.lemma[title])
        ):
            found[title] = name
    return found
