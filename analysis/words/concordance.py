"""Keyword in context: every place where a term stands, with the words around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.records import Reading
from analysis.words.terms import quoted_mask, terms_of
from sources.article import Article


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One place where a term stands."""

    article: str
    start: int
    end: int
    sentence: int
    left: str
    """Text before it, cut at a word; white space made single."""
    keyword: str
    right: str
    quoted: bool
    """Whether it stands inside a quotation or quotation marks."""


def find_concordance(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    term: str,
    *,
    width: int = 60,
) -> list[ConcordanceLine]:
    """Return every line of a concordance.

    Parameters
    ----------
    articles : sequence of Article
        In the order in which lines are wanted.
    readings : mapping of str to Reading
        By article id.
    term : str
        A term as `find_keywords` gives it: lemma, lemmas of a phrase, or name.
    width : int
        Characters on either side.

    Returns
    -------
    list of ConcordanceLine
        By article, then by place; ``[start, end)`` slices back to ``keyword``.
    """
    lines = []
    for article in articles:
        reading = readings.get(article.id)
        if reading is None:
            continue
        quoted = quoted_mask(article, reading)
        for found in terms_of(article, reading):
            if found.text == term:
                left, right = _context(article.text, found.start, found.end, width)
                lines.append(
                    ConcordanceLine(
                        article=article.id,
                        start=found.start,
                        end=found.end,
                        sentence=found.sentence,
                        left=left,
                        keyword=article.text[found.start : found.end],
                        right=right,
                        quoted=bool(quoted[found.start]),
                    )
                )
    return lines


def _context(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    left = text[max(0, start - width) : start]
    right = text[end : end + width]
    if start > width and not text[start - width - 1].isspace():
        left = left.partition(" ")[2] or left
    if end + width < len(text) and not text[end + width].isspace():
        right = right.rpartition(" ")[0] or right
    return " ".join(left.split()), " ".join(right.split())
