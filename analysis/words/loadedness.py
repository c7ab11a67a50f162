"""How loaded a term is: whether it judges, stirs or doubts where a plainer word would report."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.records import Reading
from analysis.words.terms import CONTENT, Word, house_style, quoted_mask, words_of
from sources.article import Article

_FILE = Path(__file__).parents[1] / "models" / "loadedness.json"
_BY_CLASS: Mapping[str, float] = {"ADJ": 0.6, "ADV": 0.5, "VERB": 0.4, "NOUN": 0.0, "INTJ": 0.5}
"""Added to the log-odds of a word by its part of speech."""


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word of one article that may be loaded, with every place where it stands."""

    lemma: str
    score: float
    """0 (plain) to 1 (loaded)."""
    places: tuple[tuple[int, int], ...]
    quoted: int
    """How many of them stand inside quotations or quotation marks."""


@cache
def _table() -> dict[str, float]:
    table: dict[str, float] = json.loads(_FILE.read_text(encoding="utf-8"))
    return table


def loadedness(term: str) -> float:
    """Return how loaded a word or phrase is.

    Parameters
    ----------
    term : str
        Lower-case lemma, or several with a blank between them; a phrase is as loaded as its most
        loaded word.

    Returns
    -------
    float
        0 (plain, or not in the vocabulary) to 1 (loaded). An order, not a probability: `LOADED`
        says what 0.9 means.

    Notes
    -----
    Logistic regression over how the sentence encoder sees the lemma by itself, learned from 1,277
    loaded and 854 plain words written for this project; ``training/loadedness.py``.

    References
    ----------
    Recasens, Danescu-Niculescu-Mizil and Jurafsky (2013), "Linguistic Models for Analyzing and
    Detecting Biased Language", ACL; Spinde et al. (2021), "Neural Media Bias Detection Using
    Distant Supervision With BABE", Findings of EMNLP: what loaded words are, not our data.
    """
    return max((_word(part) for part in term.split()), default=0.0)


def _word(lemma: str) -> float:
    table = _table()
    if lemma in table or "-" not in lemma:
        return table.get(lemma, 0.0)
    return max(table.get(part, 0.0) for part in lemma.split("-"))


def find_loaded_words(article: Article, reading: Reading) -> list[LoadedWord]:
    """Return the words of an article, the most loaded first.

    Parameters
    ----------
    article : Article
        The article.
    reading : Reading
        Its reading.

    Returns
    -------
    list of LoadedWord
        Every content word that is no name and no house style and scores above 0, by falling score,
        then by lemma. Loaded is not biased: a massacre may be one. Read the sentence.

    Notes
    -----
    `loadedness` on the log-odds scale, plus a little for adjectives, adverbs and verbs, which carry
    judgement more often than nouns.

    References
    ----------
    Fan et al. (2019), "In Plain Sight: Media Bias Through the Lens of Factual Reporting",
    EMNLP-IJCNLP: the coded spans by which this is measured.
    """
    quoted = quoted_mask(article, reading)
    places: dict[str, list[Word]] = {}
    for word in words_of(article, reading):
        if _may_be_loaded(word):
            places.setdefault(word.lemma, []).append(word)
    found = [
        LoadedWord(
            lemma,
            round(max(_score(word) for word in words), 4),
            tuple((word.start, word.end) for word in words),
            sum(quoted[word.start] for word in words),
        )
        for lemma, words in places.items()
    ]
    return sorted((f for f in found if f.score > 0), key=lambda f: (-f.score, f.lemma))


def _may_be_loaded(word: Word) -> bool:
    if word.pos not in CONTENT or word.pos == "PROPN" or len(word.lemma) < 2:
        return False
    return word.lemma[0].isalpha() and word.lemma not in house_style()


def _score(word: Word) -> float:
    plain = min(max(_word(word.lemma), 0.0005), 0.9995)
    odds = math.log(plain / (1 - plain)) + _BY_CLASS.get(word.pos, 0.0)
    return 1 / (1 + math.exp(-odds)) if _word(word.lemma) else 0.0
