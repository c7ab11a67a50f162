"""What the grammar and the speakers add to how surely two mentions make the same claim.

"China has ratified the treaty" and "Turkey has not yet ratified the treaty" share every other word;
"it was approved" and "parliament passed it" share none. The weights are round numbers: learned on
either example event they improved the other.

References
----------
Gildea and Jurafsky (2002), Automatic labeling of semantic roles; Ernst et al. (2021), SuperPAL.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence

import numpy as np

from analysis.claims.features import Edges
from analysis.claims.mentions import Mention
from analysis.claims.statements import Floats
from analysis.claims.terms import terms_of
from analysis.claims.verbs import verb_class

_SAME_VERB = 0.4
_SAME_SPEAKER = 0.8
_SAME_ARTICLE = -0.8
"""An article seldom says one thing twice."""
_ONE_QUOTED = -0.3
_SAME_WORDS_QUOTED = 2.0
"""Two articles that put the same words in quotation marks report the same words."""
_MARKED = re.compile(r"(?:“|(?<![^\s(])\"(?=\S))([^“”\"]+)")
_OTHER_COUNTRY = 0.35
"""What is left of a score when the subjects are different countries."""
_OTHER_PERSON = 0.35
"""What is left of it when two people are quoted with little in common."""
TERMS_OF_A_SAYING = 3
"""Terms from which on two people may be quoted with one statement."""
_LEAST_LOOKED_AT = 0.1
"""A score below this is low enough."""


def with_structure(mentions: Sequence[Mention], edges: Edges, scores: Floats) -> Floats:
    """Return how surely each pair makes the same claim, its grammar and speakers considered.

    Parameters
    ----------
    mentions : sequence of Mention
        All mentions.
    edges : array of int, shape (pairs, 2)
        Pairs of them.
    scores : array, shape (pairs,)
        How surely each makes the same claim by its words, 0 to 1.

    Returns
    -------
    array, shape (pairs,)
        0 to 1.

    Notes
    -----
    ``1 / (1 + exp(-(log(p / (1 - p)) + w)))`` with w the sum of: 0.4 for the same main verb, 0.8
    for the same speaker, -0.8 for the same article, -0.3 where one only is quoted, 2 for the same
    words in quotation marks; times 0.35 where the subjects are different countries; times 0.35 for
    two people who share hardly a word.

    References
    ----------
    Ernst et al. (2021), SuperPAL: summary-source proposition-level alignment.
    """
    shift = (
        _SAME_VERB * _same([verb_class(mention.predicate.stem) for mention in mentions], edges)
        + _SAME_SPEAKER * _same([mention.speaker or "" for mention in mentions], edges)
        + _SAME_ARTICLE * _same([mention.article for mention in mentions], edges)
    )
    shift += _SAME_WORDS_QUOTED * _same_words_quoted(mentions, edges)
    quoted = np.array([mention.clause.quotation is not None for mention in mentions], bool)
    shift += _ONE_QUOTED * (quoted[edges[:, 0]] != quoted[edges[:, 1]])
    chance = np.clip(scores, 1e-9, 1 - 1e-9)
    shifted = 1 / (1 + (1 - chance) / chance * np.exp(-shift))
    shifted = np.asarray(shifted * _subject_penalty(mentions, edges))
    shifted[_share_too_little(mentions, edges, shifted)] *= _OTHER_PERSON
    return shifted


def _same(keys: Sequence[Hashable], edges: Edges) -> Floats:
    """1 for each pair whose keys are equal and not empty, else 0."""
    numbers: dict[Hashable, int] = {}
    column = np.array([numbers.setdefault(key, len(numbers)) if key else -1 for key in keys])
    left, right = column[edges[:, 0]], column[edges[:, 1]]
    return np.asarray((left == right) & (left >= 0), float)


def _same_words_quoted(mentions: Sequence[Mention], edges: Edges) -> Floats:
    """1 for each pair that has the same two terms or more in quotation marks, else 0."""
    marked = [_marked_terms(mention.verbatim) for mention in mentions]
    has = np.array([bool(terms) for terms in marked], bool)
    same = np.zeros(len(edges))
    for number in np.flatnonzero(has[edges[:, 0]] & has[edges[:, 1]]).tolist():
        a, b = edges[number].tolist()
        same[number] = _are_same_words(marked[a], marked[b])
    return same


def _share_too_little(mentions: Sequence[Mention], edges: Edges, scores: Floats) -> Edges:
    """Return the numbers of the pairs that are not one statement, like as their few words are.

    Two people may both speak of the investors; to be quoted with one statement they must share
    three terms, the main verb, a figure or words in quotation marks.
    """
    people = np.array([m.voice is not None and m.voice.is_person for m in mentions], bool)
    left, right = edges[:, 0], edges[:, 1]
    doubtful = people[left] & people[right]
    found = []
    for number in np.flatnonzero(doubtful & (scores >= _LEAST_LOOKED_AT)).tolist():
        one, other = (mentions[place] for place in edges[number].tolist())
        shared = len(one.slots.terms & other.slots.terms)
        if shared >= TERMS_OF_A_SAYING or have_same_words_quoted(one, other):
            continue
        if _are_two_sayings(one, other):
            found.append(number)
    return np.array(found, int)


def _are_two_sayings(one: Mention, other: Mention) -> bool:
    """Whether two people are quoted, with neither a main verb nor a figure in common."""
    if one.speaker == other.speaker:
        return False
    if one.predicate.stem and one.predicate.stem == other.predicate.stem:
        return False
    figures = [{(f.low, f.high, f.unit) for f in m.slots.figures} for m in (one, other)]
    return not figures[0] & figures[1]


def have_same_words_quoted(one: Mention, other: Mention) -> bool:
    """Return whether two mentions have the same two terms or more in quotation marks.

    Parameters
    ----------
    one, other : Mention
        Clauses of two articles.
    """
    return _are_same_words(_marked_terms(one.verbatim), _marked_terms(other.verbatim))


def _are_same_words(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return min(len(ours), len(theirs)) > 1 and (ours <= theirs or theirs <= ours)


def _marked_terms(text: str) -> frozenset[str]:
    return frozenset(terms_of(" ".join(_MARKED.findall(text))))


def _subject_penalty(mentions: Sequence[Mention], edges: Edges) -> Floats:
    """Return a factor for each pair: less than 1 where the subjects are different countries.

    A capital, a people's adjective and the country's name are one (`terms.terms_of`).
    """
    countries = [
        frozenset(term for term in terms_of(mention.subject) if term.startswith("@"))
        for mention in mentions
    ]
    named = np.array([bool(found) for found in countries], bool)
    factors = np.ones(len(edges))
    for number in np.flatnonzero(named[edges[:, 0]] & named[edges[:, 1]]).tolist():
        a, b = edges[number].tolist()
        if not countries[a] & countries[b]:
            factors[number] = _OTHER_COUNTRY
    return factors
