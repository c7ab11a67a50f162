"""The word that a date belongs to: of two dates, those of one deed can differ.

"On Tuesday he invited them to a briefing" dates the invitation, "he invited them to a briefing on
Wednesday" the briefing, though most of the words are the same.

References
----------
Pustejovsky et al. (2003), TimeML: temporal links between an event and a time; Gildea and Jurafsky
(2002), Automatic labeling of semantic roles; Schmid (2000), English abstract nouns as conceptual
shells.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from analysis.claims.terms import word_stem
from analysis.claims.times import TimeReference
from analysis.records import Tokens
from analysis.word_sets import word_set

_LEADING_UP = word_set(
    "nummod compound amod nmod npadvmod pobj prep pcomp poss advmod det appos conj dep quantmod"
)
"""How the words of a date, and those that tie it to a deed, depend on the next."""
_TIED_BY = word_set("ADP SCONJ ADV ADJ DET NUM PUNCT PART SYM X")
"""Parts of speech of words that only tie."""
_STRETCHES = word_set(
    """day morning afternoon evening night weekend week month year end beginning start middle part
    course spring summer autumn fall winter"""
)
_NAMING_NOTHING = word_set(
    """be have do get make take give go come happen occur decision move action step act measure
    event incident"""
)
"""Verbs of which the date is that of their noun, and nouns that stand for any deed."""
_FARTHEST = 8


def with_dated(time: TimeReference, start: int, tokens: Tokens) -> TimeReference:
    """Return a date with the stem of the word that it dates; as it is where that tells nothing.

    Parameters
    ----------
    time : TimeReference
        A date of a clause.
    start : int
        Where in the article what the date counts from begins.
    tokens : Tokens
        Of the article.

    References
    ----------
    Pustejovsky et al. (2003), TimeML: robust specification of event and temporal expressions.
    """
    begin, end = start + time.start, start + time.end
    token = bisect_left(tokens.start, begin)
    if token == len(tokens.start) or tokens.start[token] >= end:
        return time
    for _ in range(_FARTHEST):
        if not _only_ties(tokens, token, begin, end):
            lemma = tokens.lemma[token].lower()
            # By "the Congress of 26 December" some deed of it is dated.
            hides = lemma in _NAMING_NOTHING or tokens.pos[token] == "PROPN"
            return time if hides else replace(time, dated=word_stem(lemma))
        if tokens.dep[token] not in _LEADING_UP:
            break
        token = tokens.head[token]
    return time


def _only_ties(tokens: Tokens, token: int, begin: int, end: int) -> bool:
    """Whether a word is part of the date, or ties it to what it dates."""
    return (
        begin <= tokens.start[token] < end
        or tokens.pos[token] in _TIED_BY
        or tokens.lemma[token].lower() in _STRETCHES
    )
