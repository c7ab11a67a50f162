"""Polarity: how surely, and whether at all, a statement holds.

A denial ("denies that", "hoax") turns a whole statement round; a negation turns the predicate that
follows it, so two statements differ only where that predicate is in the other one too, or where it
is the main one.

References
----------
Morante and Daelemans (2009), Learning the scope of hedge cues; Chapman et al. (2001), NegEx: lists
of triggers with a bounded scope; Ferreira and Vlachos (2016), Emergent: stance of headlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from analysis.claims.denials import count_untrue, find_denied
from analysis.claims.hedges import ALLEGING, count_hedges
from analysis.claims.negations import NEGATING, find_negations, without_asides
from analysis.stems import find_words, normal_form

_TURNING = ALLEGING | NEGATING


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a piece of text says about its own truth."""

    negated: tuple[frozenset[str], ...]
    """For each negating word: the stem of the next content word, the predicate it turns."""
    denied: tuple[frozenset[str], ...]
    """For each denying verb: the stems of what is denied; empty where it stands last."""
    untrue: int
    """Words and phrases by which a whole statement is called untrue, or called off."""
    main: bool
    """Whether a negation turns a verb, and not in a clause beside the main statement."""
    hedges: int
    """Words that hold a statement at arm's length, in the wide sense (with "reports", "claims")."""
    alleging: int
    """The same in the strict sense ("allegedly", "may", "unconfirmed")."""

    @property
    def negative(self) -> bool:
        """Whether the statement as a whole is turned round."""
        return bool(self.denied) or self.untrue > 0 or len(self.negated) % 2 == 1


def find_polarity(text: str) -> Polarity:
    """Return the negations, denials and hedges of a clause or sentence.

    Examples
    --------
    >>> find_polarity("The council has not yet agreed").negative
    True
    >>> find_polarity("The ferry allegedly sank").alleging
    1
    """
    whole, text = text, without_asides(text)
    forms = [normal_form(word.text) for word in find_words(text)]
    # What follows a question is another statement.
    negations = find_negations(forms, len(find_words(text.partition("? ")[0])))
    return Polarity(
        negated=negations.scopes,
        denied=find_denied(forms, negations.undone),
        untrue=count_untrue(whole, forms),
        main=negations.is_main,
        hedges=count_hedges(whole, forms),
        alleging=sum(form in ALLEGING for form in forms),
    )


class Turns(NamedTuple):
    """How often a clause is turned or held at arm's length, as `find_polarity` counts."""

    negations: int
    alleging: int


def count_turns(text: str, written: Sequence[str]) -> Turns:
    """Return how many negations and strict hedges a clause has.

    Parameters
    ----------
    text : str
        The clause.
    written : sequence of str
        Its words, as `analysis.stems.word_texts` returns them.
    """
    if not any(map(_may_turn, written)):
        return Turns(0, 0)
    polarity = find_polarity(text)
    return Turns(len(polarity.negated), polarity.alleging)


@lru_cache(maxsize=65_536)
def _may_turn(word: str) -> bool:
    """Whether a word, or what an apostrophe or dot parts of it, may negate or hedge."""
    parts = (word, *re.split(r"[’'.]", word))
    return any(normal_form(part) in _TURNING for part in parts if part)


def polarity_differs(
    one: Polarity,
    other: Polarity,
    stems: frozenset[str],
    rest: frozenset[str],
    *,
    aligned_only: bool = False,
) -> bool:
    """Return whether one statement denies what the other says.

    Parameters
    ----------
    one, other : Polarity
        Of the two statements.
    stems, rest : frozenset of str
        The terms of the first and of the second statement.
    aligned_only : bool
        For clauses: a negation counts only where its predicate is in the other one too, and where
        that one has none at all.

    Notes
    -----
    A statement is turned round against another when it calls the whole untrue, denies something the
    other speaks of, or negates a predicate the other has, or its own main one. Both turned: no
    difference.

    References
    ----------
    Chapman et al. (2001), A simple algorithm for identifying negated findings, J. Biomed. Inform.
    """
    if not aligned_only:
        return _turned(one, rest) != _turned(other, stems)
    if _plain(one) == _plain(other):
        return False
    turned, terms = (other, stems) if _plain(one) else (one, rest)
    return _denies(turned, terms) or _negates_predicate(turned, terms)


def _plain(polarity: Polarity) -> bool:
    return not (polarity.negated or polarity.denied or polarity.untrue)


def _denies(polarity: Polarity, rest: frozenset[str]) -> bool:
    return polarity.untrue > 0 or any(not scope or scope & rest for scope in polarity.denied)


def _negates_predicate(polarity: Polarity, rest: frozenset[str]) -> bool:
    return any(scope & rest for scope in polarity.negated)


def _turned(polarity: Polarity, rest: frozenset[str]) -> bool:
    return _denies(polarity, rest) or _negates_predicate(polarity, rest) or polarity.main
