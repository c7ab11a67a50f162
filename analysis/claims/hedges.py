"""Hedging: words that hold a statement at arm's length, or as possible only.

The cues are closed lists, matched on normal forms of words.

References
----------
Morante and Daelemans (2009), Learning the scope of hedge cues; Ferreira and Vlachos (2016),
Emergent: stance of headlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from analysis.claims.terms import terms_of
from analysis.stems import find_words, normal_form
from analysis.word_sets import word_set

_HEDGES = word_set(
    """may might could would possibly perhaps maybe apparently allegedly reportedly purportedly
    supposedly presumably probably likely unlikely seemingly seems seem seemed appears appear
    appeared alleged alleges allege alleging purported purports rumored rumoured rumor rumors rumour
    rumours unconfirmed unverified unclear uncertain believed believes believe thought claims claim
    claimed claiming speculation speculated speculate potential potentially possible suggests
    suggest suggested suggesting doubt doubts doubtful report reports mystery allegation allegations
    says considering mulling eyeing expected considers tipped poised predicts predict predicted
    plans planning scare sources source"""
)
_HEDGING_PHRASES = re.compile(
    r"\b(?:is|was|are|were)? ?said to\b|\bis it (?:true|real)\b|\bin talks\b|"
    r"(?!^(?:updated?|exclusive|pictures?|photos?|pictured|watch|videos?|breaking|hilarious|live|"
    r"opinion|analysis|comment|what|why|how|who|where|when|new)\b)^[\w ’'.]{2,24}: (?=[A-Z])",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:^|[.!?:]\s)(?!(?:who|whom|whose|what|which|why|how|where|when)\b)[^.!?]*\?", re.IGNORECASE
)
"""Who asks whether leaves it open; who asks who or why does not."""
ALLEGING = word_set(
    """may might could possibly perhaps maybe apparently allegedly reportedly purportedly
    supposedly presumably probably likely seemingly seems seem seemed appears appeared alleged
    alleges allege alleging purported purports rumored rumoured unconfirmed unverified unclear
    uncertain suspected believed thought feared speculation speculated potentially"""
)
"""The stricter list, for clauses of articles: there "says" and "reports" are attribution."""
MONTH = re.compile(
    r"\bMay(?= \d)|(?<=\d )May\b|(?<=\b(?:in|of|by) )May\b|(?<=\b(?:mid|end) )May\b|"
    r"(?<=\b(?:late|last|next|from|this) )May\b|(?<=\b(?:until|early|since) )May\b"
)
"""The month, which hedges nothing."""
_DOUBTING = word_set(
    """may might could possibly perhaps maybe apparently allegedly reportedly purportedly supposedly
    presumably probably seemingly potentially unconfirmed unverified alleged"""
)
"""What makes a statement possible only; "is expected" and "plans" are about the future."""
_SUBJECTS = word_set("i he she it they we you there this that these those nobody")


def count_hedges(text: str, forms: Sequence[str]) -> int:
    """Return how many words and phrases hedge a text, in the wide sense ("reports", "claims").

    Parameters
    ----------
    text : str
        A clause, sentence or headline.
    forms : sequence of str
        Its words in normal form.
    """
    return (
        sum(_hedges(forms, place) for place in range(len(forms)))
        + sum(not _is_dateline(match[0]) for match in _HEDGING_PHRASES.finditer(text))
        + len(_ASKED.findall(text))
    )


def _hedges(forms: Sequence[str], place: int) -> bool:
    """Whether a word holds the statement at arm's length: "is thought to", not "she thought"."""
    if forms[place] == "thought" and place and forms[place - 1] in _SUBJECTS:
        return False
    return forms[place] in _HEDGES


def _is_dateline(lead: str) -> bool:
    """Whether a lead ("Oslo: ", "Reuters: ") is a place, so that nobody else is said to say so."""
    return any(term.startswith("@") for term in terms_of(lead))


def is_hedge(word: str) -> bool:
    """Return whether a word makes a statement unsure ("allegedly", "may"), in the strict sense."""
    return normal_form(word) in ALLEGING


@lru_cache(maxsize=8192)
def doubting_word(text: str) -> str:
    """Return the first word by which a statement is only possible; empty where there is none."""
    for word in find_words(MONTH.sub("", text)):
        # Theresa May is no doubt, and neither is what begins a name within a sentence.
        if normal_form(word.text) in _DOUBTING and (word.text.islower() or word.start == 0):
            return word.text
    return ""
