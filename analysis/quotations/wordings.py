"""One statement in its several wordings: what each outlet kept, dropped and changed of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.quotations.evidence import statement_similarity, statement_words
from analysis.quotations.names import fold
from analysis.records import Reading, Span, Speaker
from sources.article import Article

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SAME = 0.5
"""Share of the shorter quotation's content words at which two render one statement."""
_SHARED = 4
"""Content words that they must share at least."""

Change = Literal["kept", "changed", "added"]


@dataclass(frozen=True, slots=True)
class WordingPiece:
    """A run of words of one wording, by what became of it against the reference wording."""

    start: int
    end: int
    change: Change
    """kept: also in the reference; changed: stands where the reference has other words;
    added: the reference has nothing here."""
    reference: Span | None = None
    """The words of the reference wording it answers to, as characters of the reference article."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One article's version of a statement."""

    statement: int
    """Number of the statement; wordings of one statement share it."""
    speaker: str
    """Speaker id."""
    article: str
    quotation: int
    is_reference: bool
    """The longest wording; the others are compared with it."""
    similarity: float
    """To the reference: share of the shorter one's content words that both have, 0 to 1."""
    pieces: tuple[WordingPiece, ...]
    dropped: tuple[Span, ...]
    """Words of the reference wording that this one leaves out, as characters of its article."""


@dataclass(frozen=True, slots=True)
class _Quoted:
    article: str
    number: int
    text: str
    """Of the whole article."""
    words: tuple[Span, ...]
    joined: str


def align_wordings(
    articles: Sequence[Article], readings: Mapping[str, Reading], speakers: Sequence[Speaker]
) -> list[Wording]:
    """Return the statements that one speaker makes in different words in different articles.

    Parameters
    ----------
    articles : sequence of Article
        The articles of one event.
    readings : mapping of str to Reading
        By article id.
    speakers : sequence of Speaker
        As `link_speakers` returns them.

    Returns
    -------
    list of Wording
        Grouped by statement, the reference first. Statements that only one article quotes, or all
        quote word for word, are left out.

    Notes
    -----
    Quotations of one speaker render one statement when the overlap coefficient of their content
    words is at least 0.5 and they share four. Words are aligned by the longest common subsequence
    of folded words; runs between two common words that both sides fill are *changed*.

    References
    ----------
    Hunt, J. W., McIlroy, M. D. (1976). An algorithm for differential file comparison. Bell Labs.
    """
    texts = {article.id: article.text for article in articles}
    found: list[Wording] = []
    statement = 0
    for speaker in speakers:
        quoted = [
            _quoted(texts[article], article, number, readings[article])
            for article, number in speaker.quotations
            if article in texts and article in readings
        ]
        for group in _statements(quoted):
            found += _align(group, speaker.id, statement)
            statement += 1
    return found


def _quoted(text: str, article: str, number: int, reading: Reading) -> _Quoted:
    content = reading.quotations[number].content
    words = tuple(m.span() for s, e in content for m in _WORD.finditer(text, s, e))
    return _Quoted(article, number, text, words, " ".join(text[s:e] for s, e in content))


def _statements(quoted: list[_Quoted]) -> list[list[_Quoted]]:
    """Group quotations of one speaker that render one statement; the longest leads its group."""
    rest = sorted(quoted, key=lambda q: (-len(q.words), q.article, q.number))
    groups = []
    while rest:
        lead = rest.pop(0)
        group, used = [lead], {lead.article}
        for other in list(rest):
            shared = len(statement_words(lead.joined) & statement_words(other.joined))
            alike = statement_similarity(lead.joined, other.joined)
            if other.article not in used and alike >= _SAME and shared >= _SHARED:
                group.append(other)
                used.add(other.article)
                rest.remove(other)
        if len({tuple(_folded(q)) for q in group}) > 1:
            groups.append(group)
    return groups


def _folded(quoted: _Quoted) -> list[str]:
    return [fold(quoted.text[s:e]).replace("’", "'") for s, e in quoted.words]


def _align(group: list[_Quoted], speaker: str, statement: int) -> list[Wording]:
    lead = group[0]
    whole = tuple(
        WordingPiece(first[0], last[1], "kept", (first[0], last[1]))
        for first, last in _runs(lead, 0, len(lead.words))
    )
    found = [Wording(statement, speaker, lead.article, lead.number, True, 1.0, whole, ())]
    for other in group[1:]:
        pieces, dropped = _compare(lead, other)
        alike = round(statement_similarity(lead.joined, other.joined), 4)
        found.append(
            Wording(statement, speaker, other.article, other.number, False, alike, pieces, dropped)
        )
    return found


def _compare(lead: _Quoted, other: _Quoted) -> tuple[tuple[WordingPiece, ...], tuple[Span, ...]]:
    from difflib import SequenceMatcher

    pieces: list[WordingPiece] = []
    dropped: list[Span] = []
    matcher = SequenceMatcher(None, _folded(lead), _folded(other), autojunk=False)
    for change, a, b, x, y in matcher.get_opcodes():
        if change == "delete":
            dropped += [(first[0], last[1]) for first, last in _runs(lead, a, b)]
            continue
        where = None if a == b else (lead.words[a][0], lead.words[b - 1][1])
        name: Change = (
            "kept" if change == "equal" else "changed" if change == "replace" else "added"
        )
        pieces += [
            WordingPiece(first[0], last[1], name, where) for first, last in _runs(other, x, y)
        ]
    return tuple(pieces), tuple(dropped)


def _runs(quoted: _Quoted, first: int, last: int) -> list[tuple[Span, Span]]:
    """Cut words [first, last) where a content span of the quotation ends: first and last word."""
    runs: list[tuple[Span, Span]] = []
    for word in quoted.words[first:last]:
        gap = quoted.text[runs[-1][1][1] : word[0]] if runs else ""
        if runs and len(gap) <= 12 and not any(c in gap for c in "”»\n"):
            runs[-1] = runs[-1][0], word
        else:
            runs.append((word, word))
    return runs
