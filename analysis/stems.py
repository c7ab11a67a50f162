"""Words, stems and terms: the one way in which Parallax turns text into comparable pieces.

The stemmer is Porter's (`analysis.porter`); nothing here needs a language model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from analysis.porter import strip_suffixes
from analysis.word_sets import word_set

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:/]\d+)*"  # 50,000  3.5  12:30  6/26
    r"|[^\W\d_]+(?:[’'][^\W\d_]+)*"  # words, with inner apostrophes
)

STOP_WORDS = word_set("""
    a about above after again against all also am an and any are as at be became because
    become been before being below between both but by came can could did do does doing done
    down during each either else ever few for from further get gets got had has have having he
    her here hers herself him himself his how however i if in into is it its itself just let
    like may me might mine more most much must my myself neither no nor not now of off on once
    one only onto or other others our ours ourselves out over own per quite rather s said same
    say says see shall she should since so some still such t than that the their theirs them
    themselves then there these they this those though through thus to told too toward towards
    under until up upon us very via was we were what when where whether which while who whom
    whose why will with within without would yet you your yours yourself yourselves according
    added adding mr mrs ms dr
""")
"""Words that say nothing about what a sentence is about."""


class Word(NamedTuple):
    """A word with its half-open character interval."""

    text: str
    start: int
    end: int


def find_words(text: str) -> list[Word]:
    """Return the words and figures of a text, in order; each slices back to itself.

    Examples
    --------
    >>> [word.text for word in find_words("The U.S. paid 1,200 dollars.")]
    ['The', 'U.S.', 'paid', '1,200', 'dollars']
    """
    return [Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


def word_texts(text: str) -> list[str]:
    """Return the words and figures of a text as they are written, in order."""
    return _WORD.findall(text)


@lru_cache(maxsize=200_000)
def normal_form(word: str) -> str:
    """Return a word in lower case, without accents, dots of abbreviation or a possessive ending.

    Examples
    --------
    >>> normal_form("Erdoğan’s"), normal_form("U.S."), normal_form("50,000")
    ('erdogan', 'us', '50000')
    """
    if word[0].isdigit():
        return word.replace(",", "")
    if word.isascii() and word.isalpha():
        return word.lower()
    folded = unicodedata.normalize("NFKD", word.lower().replace("’", "'").replace("ı", "i"))
    plain = "".join(mark for mark in folded if not unicodedata.combining(mark))
    plain = plain.removesuffix("'s").removesuffix("'")
    return plain.replace(".", "").replace("'", "")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a word in its `normal_form` (Porter 1980).

    Examples
    --------
    >>> stem("ratification"), stem("ratified"), stem("agencies"), stem("50000")
    ('ratif', 'ratif', 'agenc', '50000')
    """
    if len(word) <= 2 or not word.isascii() or not word.isalpha():
        return word
    word = _BRITISH_ISE.sub(r"iz\1", word)
    if len(word) > 5:
        word = _BRITISH_OUR.sub(r"or\1", word)
    stemmed = strip_suffixes(word)
    # Porter parts "ratified" (ratifi) from "ratification" (ratif).
    return stemmed.removesuffix("i") if stemmed.endswith("ifi") else stemmed


_BRITISH_ISE = re.compile(r"is(e|ed|es|ing|ation|ations)$")
_BRITISH_OUR = re.compile(r"our(s|ed|ing|er|ers)?$")


def stems_of(text: str) -> tuple[str, ...]:
    """Return the stems of a text's content words, in order.

    Examples
    --------
    >>> stems_of("The ministers were told of the new ferries")
    ('minist', 'new', 'ferri')
    """
    return content_stems(word_texts(text))


def content_stems(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stems of those of the words, as `word_texts` returns them, that say something."""
    return tuple(filter(None, map(_content_stem, words)))


@lru_cache(maxsize=200_000)
def _content_stem(word: str) -> str:
    """Return the stem of a word as it is written; empty for one that says nothing."""
    form = normal_form(word)
    return stem(form) if form and form not in STOP_WORDS else ""
