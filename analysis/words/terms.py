"""The terms of an article: words, phrases and names, each with every place it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from analysis.records import Reading, Span, Tokens
from sources.article import Article

TermKind = Literal["word", "phrase", "name", "house style"]
Voice = Literal["all", "own", "quoted"]

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN", "INTJ"})
_HYPHENS = frozenset("-‐‑–")
_NAMES = frozenset(
    {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"}
)
_MODIFIERS = frozenset({"NOUN", "ADJ", "PROPN"})
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_MARKED = re.compile(r"“[^”]{1,1500}(?:”|$)|«[^»]{1,1500}»|(?<!\w)\"[^\"\n]{1,1500}\"")
_WORDS = Path(__file__).parent / "house_style.txt"


class Word(NamedTuple):
    """A word as it is written, hyphens and all: one token or several joined without a blank.

    A tuple, because there are hundreds of thousands: made three times as fast as a dataclass.
    """

    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    token: int
    """Index of its last token in ``Reading.tokens``: the one that carries its grammar."""
    sentence: int


@dataclass(frozen=True, slots=True)
class Term:
    """One occurrence of a term."""

    text: str
    """Lower-case lemma, or lemmas with the last one's; names as they are written."""
    kind: TermKind
    start: int
    end: int
    sentence: int


@cache
def house_style() -> frozenset[str]:
    """Return the words that tell an outlet's habits rather than its choice: titles, days, "say"."""
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def words_of(article: Article, reading: Reading) -> list[Word]:
    """Return the words of an article in order; "re-education" is one, punctuation is left out."""
    tokens, text = reading.tokens, article.text
    starts, ends = tokens.start, tokens.end
    words: list[Word] = []
    number, count = 0, len(starts)
    while number < count:
        last = number
        while last + 2 < count and ends[last] == starts[last + 1] and _joined(text, tokens, last):
            last += 2
        start, end = starts[number], ends[last]
        if text[start].isalnum() or any(map(str.isalnum, text[start:end])):
            words.append(_word(text, tokens, number, last))
        number = last + 1
    return words


def _joined(text: str, tokens: Tokens, number: int) -> bool:
    """Whether a hyphen without blanks joins a token to the one after the next."""
    start, end = tokens.start[number + 1], tokens.end[number + 1]
    return end - start == 1 and text[start] in _HYPHENS and end == tokens.start[number + 2]


def _word(text: str, tokens: Tokens, first: int, last: int) -> Word:
    start = tokens.start[first]
    lemma = tokens.lemma[last]
    if first != last:
        lemma = text[start : tokens.start[last]].lower() + lemma
    return Word(
        start,
        tokens.end[last],
        lemma,
        tokens.pos[last],
        tokens.tag[last],
        last,
        tokens.sentence[last],
    )


def terms_of(article: Article, reading: Reading, *, voice: Voice = "all") -> list[Term]:
    """Return every occurrence of a term in an article.

    Parameters
    ----------
    article : Article
        The article.
    reading : Reading
        Its reading.
    voice : {"all", "own", "quoted"}
        Whether to take everything, only what stands outside quotations, or only what stands inside.

    Returns
    -------
    list of Term
        Single content words, noun phrases of two or three words, and names, by place. A phrase is
        counted beside its words; the words of a name only within the name.
    """
    names = _names(article, reading)
    inside = bytearray(len(article.text) + 1)
    for name in names:
        inside[name.start : name.end] = b"\x01" * (name.end - name.start)
    plain = [word for word in words_of(article, reading) if not inside[word.start]]
    found = [*names, *_single_words(article.text, plain), *_phrases(article.text, plain)]
    if voice != "all":
        quoted = quoted_mask(article, reading)
        found = [term for term in found if bool(quoted[term.start]) == (voice == "quoted")]
    return sorted(found, key=lambda term: (term.start, term.end, term.text))


def quoted_mask(article: Article, reading: Reading) -> bytearray:
    """Return a byte for each character of the text: 1 inside a quotation or quotation marks.

    Indirect speech counts as the outlet's own words: it chose them.
    """
    mask = bytearray(len(article.text) + 1)
    for quotation in reading.quotations:
        for start, end in quotation.content if quotation.kind == "direct" else ():
            mask[start:end] = b"\x01" * (end - start)
    for match in _MARKED.finditer(article.text):
        mask[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
    return mask


def _names(article: Article, reading: Reading) -> list[Term]:
    found = []
    for entity in reading.entities:
        if entity.label not in _NAMES:
            continue
        start, end = _without_article(article.text, entity.start, entity.end)
        text = " ".join(article.text[start:end].split())
        if text and any(c.isupper() for c in text):
            found.append(Term(text, "name", start, end, entity.sentence))
    return found


def _without_article(text: str, start: int, end: int) -> Span:
    match = _ARTICLE.match(text, start, end)
    start = match.end() if match else start
    match = _POSSESSIVE.search(text, start, end)
    return start, match.start() if match else end


def _single_words(text: str, words: list[Word]) -> Iterator[Term]:
    habits = house_style()
    for word in words:
        if word.pos not in CONTENT or len(word.lemma) < 2 or not word.lemma[0].isalpha():
            continue
        if word.lemma in habits or word.lemma.endswith("."):
            yield Term(word.lemma, "house style", word.start, word.end, word.sentence)
        elif word.pos == "PROPN":
            yield Term(text[word.start : word.end], "name", word.start, word.end, word.sentence)
        else:
            yield Term(word.lemma, "word", word.start, word.end, word.sentence)


def _phrases(text: str, words: list[Word]) -> Iterator[Term]:
    """Noun phrases of two or three adjacent words: modifiers, then a noun."""
    habits = house_style()
    for number, word in enumerate(words):
        if word.pos != "NOUN" or word.lemma in habits:
            continue
        first = number
        while first > 0 and number - first < 2 and _modifies(text, words[first - 1], words[first]):
            first -= 1
            parts = words[first : number + 1]
            yield Term(
                " ".join(w.lemma for w in parts), "phrase", parts[0].start, word.end, word.sentence
            )


def _modifies(text: str, word: Word, following: Word) -> bool:
    if word.pos not in _MODIFIERS and word.tag not in ("VBN", "VBG"):
        return False
    return word.sentence == following.sentence and text[word.end : following.start].isspace()
