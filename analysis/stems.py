"""Words, stems and terms: the one way in which Parallax turns text into comparable pieces.

The stemmer is Porter's; nothing here needs a language model.

References
----------
Porter (1980), An algorithm for suffix stripping, Program 14(3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from string import ascii_letters
from typing import NamedTuple

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,:/]\d+)*"  # 50,000  3.5  12:30  6/26
    r"|[^\W\d_]+(?:[’'][^\W\d_]+)*"  # words, with inner apostrophes
)

STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "above",
        "after",
        "again",
        "against",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "became",
        "because",
        "become",
        "been",
        "before",
        "being",
        "below",
        "between",
        "both",
        "but",
        "by",
        "came",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "done",
        "down",
        "during",
        "each",
        "either",
        "else",
        "ever",
        "few",
        "for",
        "from",
        "further",
        "get",
        "gets",
        "got",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "hers",
        "herself",
        "him",
        "himself",
        "his",
        "how",
        "however",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "let",
        "like",
        "may",
        "me",
        "might",
        "mine",
        "more",
        "most",
        "much",
        "must",
        "my",
        "myself",
        "neither",
        "no",
        "nor",
        "not",
        "now",
        "of",
        "off",
        "on",
        "once",
        "one",
        "only",
        "onto",
        "or",
        "other",
        "others",
        "our",
        "ours",
        "ourselves",
        "out",
        "over",
        "own",
        "per",
        "quite",
        "rather",
        "s",
        "said",
        "same",
        "say",
        "says",
        "see",
        "shall",
        "she",
        "should",
        "since",
        "so",
        "some",
        "still",
        "such",
        "t",
        "than",
        "that",
        "the",
        "their",
        "theirs",
        "them",
        "themselves",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "though",
        "through",
        "thus",
        "to",
        "told",
        "too",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "us",
        "very",
        "via",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "within",
        "without",
        "would",
        "yet",
        "you",
        "your",
        "yours",
        "yourself",
        "yourselves",
        "according",
        "added",
        "adding",
        "mr",
        "mrs",
        "ms",
        "dr",
    ]
)
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
    stemmed = _step_5(_step_4(_step_3(_step_2(_step_1c(_step_1b(_step_1a(word)))))))
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


_VOWELS = "aeiou"


_LETTERS = str.maketrans({letter: "v" if letter in _VOWELS else "c" for letter in ascii_letters})


def _shape(word: str) -> str:
    """Return c for each consonant and v for each vowel; y after a consonant is one."""
    shape = word.translate(_LETTERS)
    for place, letter in enumerate(word) if "y" in word else ():
        if letter == "y" and place and shape[place - 1] == "c":
            shape = f"{shape[:place]}v{shape[place + 1 :]}"
    return shape


@lru_cache(maxsize=200_000)
def _measure(start: str) -> int:
    """Porter's m: how often a vowel is followed by a consonant."""
    return _shape(start).count("vc")


def _has_vowel(start: str) -> bool:
    return "v" in _shape(start)


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _shape(word)[-1] == "c"


def _ends_short(word: str) -> bool:
    """Porter's *o: consonant, vowel, consonant other than w, x or y."""
    return word[-1:] not in tuple("wxy") and _shape(word).endswith("cvc")


def _step_1a(word: str) -> str:
    for ending, other in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word


def _step_1b(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            start = word.removesuffix(ending)
            return _mended(start) if _has_vowel(start) else word
    return word


def _mended(start: str) -> str:
    if start.endswith(("at", "bl", "iz")):
        return start + "e"
    if _ends_double(start) and start[-1] not in "lsz":
        return start[:-1]
    if _measure(start) == 1 and _ends_short(start):
        return start + "e"
    return start


def _step_1c(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) else word


_STEP_2 = tuple(
    pair.split(":")
    for pair in [
        "ational:ate",
        "tional:tion",
        "enci:ence",
        "anci:ance",
        "izer:ize",
        "abli:able",
        "alli:al",
        "entli:ent",
        "eli:e",
        "ousli:ous",
        "ization:ize",
        "ation:ate",
        "ator:ate",
        "alism:al",
        "iveness:ive",
        "fulness:ful",
        "ousness:ous",
        "aliti:al",
        "iviti:ive",
        "biliti:ble",
    ]
)
_STEP_3 = tuple(
    pair.split(":")
    for pair in ("icate:ic", "ative:", "alize:al", "iciti:ic", "ical:ic", "ful:", "ness:")
)
_STEP_4 = tuple(
    sorted(
        [
            "al",
            "ance",
            "ence",
            "er",
            "ic",
            "able",
            "ible",
            "ant",
            "ement",
            "ment",
            "ent",
            "sion",
            "tion",
            "ou",
            "ism",
            "ate",
            "iti",
            "ous",
            "ive",
            "ize",
        ],
        key=lambda ending: -len(ending),
    )
)


def _step_2(word: str) -> str:
    return _replaced(word, _STEP_2) if word.endswith(_ENDINGS_2) else word


def _step_3(word: str) -> str:
    return _replaced(word, _STEP_3) if word.endswith(_ENDINGS_3) else word


_ENDINGS_2, _ENDINGS_3 = (tuple(ending for ending, _ in pairs) for pairs in (_STEP_2, _STEP_3))


def _replaced(word: str, pairs: tuple[list[str], ...]) -> str:
    for ending, other in pairs:
        if word.endswith(ending):
            start = word.removesuffix(ending)
            return start + other if _measure(start) > 0 else word
    return word


def _step_4(word: str) -> str:
    if not word.endswith(_STEP_4):
        return word
    for ending in _STEP_4:
        if word.endswith(ending):
            # "ion" goes only after s or t, which stay.
            start = word.removesuffix(ending) + (ending[0] if ending.endswith("ion") else "")
            return start if _measure(start) > 1 else word
    return word


def _step_5(word: str) -> str:
    if word.endswith("e"):
        start = word[:-1]
        if _measure(start) > 1 or (_measure(start) == 1 and not _ends_short(start)):
            word = start
    if word.endswith("ll") and _measure(word) > 1:
        return word[:-1]
    return word
