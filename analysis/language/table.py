"""A parsed text as plain Python lists: what the rules that walk its trees read.

Looking at an attribute of a spaCy token costs a microsecond, and makes the token anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAMES = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_NUMBERS = (
    "IDX", "LENGTH", "SPACY", "HEAD", "SENT_START", "ENT_IOB",
    "IS_SPACE", "IS_PUNCT", "IS_ALPHA", "LIKE_NUM",
)  # fmt: skip
_INSIDE = ("", "I", "O", "B")
"""spaCy's ENT_IOB by number."""


@dataclass(frozen=True)
class Table:
    """Parallel lists over the tokens of one text, white space included."""

    text: str
    start: list[int]
    end: list[int]
    spaced: list[int]
    """1 where a blank follows."""
    word: list[str]
    lemma: list[str]
    """In small letters."""
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    entity: list[str]
    """Entity label; empty outside."""
    inside: list[str]
    """B where an entity begins, I inside, O outside."""
    is_space: list[int]
    is_punct: list[int]
    is_alpha: list[int]
    like_num: list[int]
    sentences: list[tuple[int, int]]
    """Token intervals."""

    @cached_property
    def children(self) -> list[list[int]]:
        """Dependents of each token, in order."""
        found: list[list[int]] = [[] for _ in self.head]
        for token, head in enumerate(self.head):
            if head != token:
                found[head].append(token)
        return found

    @cached_property
    def sentence(self) -> list[int]:
        """Number of the sentence of each token."""
        return [n for n, (first, last) in enumerate(self.sentences) for _ in range(first, last)]

    def subtree(self, token: int) -> list[int]:
        """Return a token and all below it, in no order of the text."""
        children, found = self.children, [token]
        for each in found:
            found += children[each]
        return found

    def span(self, first: int, last: int) -> Span:
        """Return the characters of the tokens [first, last)."""
        return self.start[first], self.end[last - 1]


def read_table(doc: Doc) -> Table:
    """Return the table of a parsed document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Any length.
    """
    strings = doc.vocab.strings
    array = doc.to_array([*_NAMES, *_NUMBERS]) if len(doc) else None
    columns: list[list[int]] = (
        [[] for _ in (*_NAMES, *_NUMBERS)] if array is None else array.astype("int64").T.tolist()
    )
    written = columns[: len(_NAMES)]
    names = {key: strings[key % 2**64] if key else "" for key in set().union(*written)}
    named = [[names[key] for key in column] for column in written]
    word, lemma, pos, tag, dep, entity = named
    start, length, spaced, move, begins, iob, space, punct, alpha, number = columns[len(_NAMES) :]
    end = [a + b for a, b in zip(start, length, strict=True)]
    starts = [token for token, flag in enumerate(begins) if flag == 1 or not token]
    return Table(
        # Quicker than `Doc.text`, which makes a token object of each word.
        text="".join([each + " " * blank for each, blank in zip(word, spaced, strict=True)]),
        start=start,
        end=end,
        spaced=spaced,
        word=word,
        lemma=[each.lower() for each in lemma],
        pos=pos,
        tag=tag,
        dep=dep,
        head=[token + step for token, step in enumerate(move)],
        entity=entity,
        inside=[_INSIDE[value] for value in iob],
        is_space=space,
        is_punct=punct,
        is_alpha=alpha,
        like_num=number,
        sentences=list(zip(starts, [*starts[1:], len(start)], strict=True)) if starts else [],
    )
