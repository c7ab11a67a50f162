"""What somebody is said to call a thing, and others call so as well.

"Residents call the closure a betrayal" gives the word to the residents; "the betrayal of the
island" takes it for the source's own.

References
----------
Entman (1993), Framing: toward clarification of a fractured paradigm; Pareti (2016), PARC 3.0.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.claims.grammar import Grammar
from analysis.records import Clause, Span
from analysis.word_sets import word_set

_CALLING = word_set("call label brand dub term")
"""These take the name straight after the thing."""
CALLING_AS = _CALLING | word_set("describe denounce condemn characterise characterize decry slam")
"""These also with "as"."""
_CALLS = re.compile(
    r"\b(?:call|label|labell|brand|dub|dubb|term|describ|denounc|condemn|characteri[sz]|decr[iy])"
    r"(?:e|ed|s|es|ing)?\b",
    re.IGNORECASE,
)
_NOUNS = word_set("NOUN PROPN")
_PALE = word_set("day time year week moment thing move step way part kind sort")
"""Nouns by which anything may be called."""
_OF_NAME = word_set("compound amod nmod")


@dataclass(frozen=True, slots=True)
class Calling:
    """A name that somebody is said to give to a thing."""

    name: Span
    noun: str
    """The noun of the name, in the form it has here."""
    caller: Span
    modifiers: frozenset[str]
    """What stands before the noun: who speaks of a crowd does not call it a great one."""


def find_calling(grammar: Grammar, verb: int | None) -> Calling | None:
    """Return what a clause says that somebody calls a thing; None where it does not.

    Parameters
    ----------
    grammar : Grammar
        Of the article.
    verb : int or None
        Number of the main verb of the clause.

    References
    ----------
    Entman (1993), Framing: toward clarification of a fractured paradigm, J. of Communication.
    """
    if verb is None or grammar.lemma(verb) not in CALLING_AS or grammar.below(verb, "neg"):
        return None
    name = next(_names(grammar, verb), None)
    caller = next(_callers(grammar, verb), None)
    if name is None or caller is None:
        return None
    modifiers = frozenset(grammar.word(n).lower() for n in grammar.below(name, "amod", "compound"))
    noun = grammar.word(name).lower()
    return Calling(_span(grammar, name), noun, _span(grammar, caller), modifiers)


def tells_who_calls(text: str) -> bool:
    """Return whether a text has a word for calling something by a name.

    Parameters
    ----------
    text : str
        A clause.
    """
    return _CALLS.search(text) is not None


def find_nouns(grammar: Grammar, clause: Clause) -> frozenset[str]:
    """Return the nouns of a clause that tell no other noun from its like, in lower case.

    Parameters
    ----------
    grammar : Grammar
        Of the article.
    clause : Clause
        One of its clauses.
    """
    tokens = grammar.reading.tokens
    first = bisect_left(tokens.start, clause.start)
    return frozenset(
        grammar.word(n).lower()
        for n in range(first, bisect_left(tokens.start, clause.end))
        if tokens.pos[n] in _NOUNS
        and tokens.dep[n] not in _OF_NAME
        and grammar.lemma(tokens.head[n]) != "as"
        and grammar.text[tokens.start[n] - 1 : tokens.start[n]] != "-"
    )


def _names(grammar: Grammar, verb: int) -> Iterator[int]:
    """Yield the noun of the name, where the thing is told: after "as", or after the thing."""
    things = grammar.below(verb, "dobj", "nsubjpass")
    for governor in (verb, *things):
        for prep in grammar.below(governor, "prep"):
            if grammar.lemma(prep) == "as" and things:
                yield from (n for n in grammar.below(prep, "pobj") if _is_name(grammar, n))
    if grammar.lemma(verb) in _CALLING:
        yield from (n for n in grammar.below(verb, "oprd") if things and _is_name(grammar, n))
        for noun in grammar.below(verb, "ccomp"):
            if grammar.below(noun, "nsubj") and _is_name(grammar, noun):
                yield noun


def _is_name(grammar: Grammar, noun: int) -> bool:
    """Whether a word is a noun that tells, and not what a thing is called no longer."""
    telling = grammar.reading.tokens.pos[noun] in _NOUNS and grammar.lemma(noun) not in _PALE
    return telling and not grammar.below(noun, "neg")


def _callers(grammar: Grammar, verb: int) -> Iterator[int]:
    """Yield who calls it so: a subject, an agent, or the noun of which it is told."""
    tokens = grammar.reading.tokens
    agents = grammar.below(verb, "agent")
    by = [noun for agent in agents for noun in grammar.below(agent, "nsubj", "pobj")]
    for noun in (*grammar.below(verb, "nsubj", "pobj"), *by):
        if tokens.pos[noun] in _NOUNS:
            yield noun
    governor = tokens.head[verb]
    if tokens.dep[verb] == "acl" and tokens.tag[verb] == "VBG" and tokens.pos[governor] in _NOUNS:
        yield governor


def _span(grammar: Grammar, noun: int) -> Span:
    """Return the interval of a noun with what stands before it."""
    tokens, first = grammar.reading.tokens, noun
    while before := [n for n in grammar.below(first, *_OF_NAME) if n < first]:
        first = min(before)
    return tokens.start[first], tokens.end[noun]
