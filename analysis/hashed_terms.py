"""Terms as numbers: the hash of a word's stem, or of two stems that follow each other.

So no vocabulary has to be built or shared: any process can count any article's terms. Where a
person wants to see the words, they are found again in the text (`name_terms`).

References
----------
Weinberger et al. (2009), Feature hashing for large scale multitask learning, ICML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from analysis.stems import STOP_WORDS, normal_form, stem

if TYPE_CHECKING:
    from sources.article import Article

Terms = NDArray[np.uint32]
Weights = NDArray[np.float32]

TITLE_WEIGHT = 3.0
"""How many occurrences one in the title is worth."""

# One branch only: twice as fast as telling figures, abbreviations and words apart.
_WORD = re.compile(r"\w+(?:[.,'’]\w+)*")
STOP = np.uint32(1)
"""The number of every stop word."""
_KNOWN_WORDS = 2_000_000


class _Hashes(dict[str, int]):
    """The hash of each word's stem, worked out once; a stop word's is 1."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN_WORDS:
            self.clear()
        self[word] = number = _hash(word)
        return number


def _hash(word: str) -> int:
    form = normal_form(word)
    if not form or form in STOP_WORDS or not form.strip("_"):
        return int(STOP)
    return term_hash(stem(form))


def term_hash(term: str) -> int:
    """Return the number of a stem (`analysis.stems.stem`), over 1 and under 2**32."""
    return crc32(term.encode("utf-8", "surrogatepass")) | 2


_HASHES = _Hashes()


def hash_words(text: str) -> Terms:
    """Return the numbers of the words of a text, in order; a stop word's is 1."""
    words = _WORD.findall(text.lower())
    return np.fromiter(map(_HASHES.__getitem__, words), np.uint32, len(words))


def hash_pairs(words: Terms) -> Terms:
    """Return the numbers of the pairs of words that follow each other when stop words are left out.

    "Ratification of the treaty" and "treaty ratification" then share their words, and the first
    shares its pair with "ratification of a treaty".
    """
    kept = words[words != STOP]
    return pair_hash(kept[:-1], kept[1:])


def pair_hash(first: Terms, second: Terms) -> Terms:
    """Return the numbers of word pairs from the numbers of their words."""
    mixed = first * np.uint32(0x9E3779B1) ^ (second * np.uint32(0x85EBCA6B) + np.uint32(0x27D4EB2F))
    result: Terms = mixed ^ (mixed >> np.uint32(15))
    return result


@dataclass(frozen=True, slots=True)
class Bag:
    """The terms of one article: each once, sorted, with how often it occurs."""

    words: Terms
    word_counts: Weights
    pairs: Terms
    pair_counts: Weights


def bag_of(article: Article, *, title_weight: float = TITLE_WEIGHT) -> Bag:
    """Return the words and word pairs of an article, with how often each occurs.

    Parameters
    ----------
    article : Article
        ``title`` and ``text`` are read.
    title_weight : float
        Occurrences that one in the title is worth; no pair bridges title and text.

    Returns
    -------
    Bag
        Stop words are left out.
    """
    title, body = hash_words(article.title), hash_words(article.text)
    words = _count(title[title > STOP], body[body > STOP], title_weight)
    pairs = _count(hash_pairs(title), hash_pairs(body), title_weight)
    return Bag(*words, *pairs)


def _count(title: Terms, body: Terms, title_weight: float) -> tuple[Terms, Weights]:
    terms, inverse = np.unique(np.concatenate((title, body)), return_inverse=True)
    worth = np.ones(len(inverse), np.float32)
    worth[: len(title)] = title_weight
    return terms, np.bincount(inverse, worth, len(terms)).astype(np.float32)


def name_terms(texts: Iterable[str]) -> dict[int, str]:
    """Return the words behind the numbers of the words and word pairs of some texts.

    Returns
    -------
    dict of int to str
        The first spelling met, in lower case; pairs are written with one space, or with dots for
        the stop words between them.
    """
    names: dict[int, str] = {}
    for text in texts:
        words = _WORD.findall(text.lower())
        numbers = hash_words(text)
        for word, number in zip(words, numbers.tolist(), strict=True):
            names.setdefault(number, word)
        told = np.flatnonzero(numbers != STOP)
        pairs = hash_pairs(numbers).tolist()
        for number, first, second in zip(pairs, told[:-1].tolist(), told[1:].tolist(), strict=True):
            between = " " if second == first + 1 else " … "
            names.setdefault(number, f"{words[first]}{between}{words[second]}")
    return names
