"""What somebody is said to call a thing, and others call so as well.

"Residents call the closure a betrayal" gives the word to the residents; "the betrayal of the
island" takes it for the source's own.

References
----------
Entman (1993), Framing: toward clarification of a fractured paradigm; Pareti (2016), PARC 3.0.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.records import Clause, Reading, Span
from analysis.word_sets import word_set

_CALLING = word_set("call label brand dub term")
"""These take the name straight after the thing."""
_CALLING_AS = _CALLING | word_set("describe denounce condemn characterise characterize decry slam")
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


def find_calling(
    text: str, reading: Reading, verb: int | None, children: Mapping[int, Sequence[int]]
) -> Calling | None:
    """Return what a clause says that somebody calls a thing; None where it does not.

    Parameters
    ----------
    text : str
        The article.
    reading : Reading
        Its grammar.
    verb : int or None
        Number of the main verb of the clause.
    children : mapping of int to sequence of int
        Tokens that depend on each token.

    References
    ----------
    Entman (1993), Framing: toward clarification of a fractured paradigm, J. of Communication.
    """
    tokens = reading.tokens
    if verb is None or tokens.lemma[verb] not in _CALLING_AS:
        return None
    below = children.get(verb, ())
    if any(tokens.dep[n] == "neg" for n in below):
        return None
    name = next(_names(reading, verb, children), None)
    caller = next(_callers(reading, verb, children), None)
    if name is None or caller is None:
        return None
    return Calling(
        _span(reading, name, children),
        _word(text, reading, name),
        _span(reading, caller, children),
    )


def find_nouns(text: str, reading: Reading, clause: Clause) -> frozenset[str]:
    """Return the nouns of a clause that tell no other noun from its like, in lower case.

    Parameters
    ----------
    text : str
        The article.
    reading : Reading
        Its grammar.
    clause : Clause
        One of its clauses.
    """
    tokens = reading.tokens
    first = bisect_left(tokens.start, clause.start)
    return frozenset(
        _word(text, reading, n)
        for n in range(first, bisect_left(tokens.start, clause.end))
        if tokens.pos[n] in _NOUNS
        and tokens.dep[n] not in _OF_NAME
        and tokens.lemma[tokens.head[n]] != "as"
        and text[tokens.start[n] - 1 : tokens.start[n]] != "-"
    )


def _word(text: str, reading: Reading, token: int) -> str:
    return text[reading.tokens.start[token] : reading.tokens.end[token]].lower()


def _names(reading: Reading, verb: int, children: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """Yield the noun of the name, where the thing is told: after "as", or after the thing."""
    tokens, below = reading.tokens, children.get(verb, ())
    things = [n for n in below if tokens.dep[n] in {"dobj", "nsubjpass"}]
    for prep in [*below, *(part for n in things for part in children.get(n, ()))]:
        if tokens.dep[prep] == "prep" and tokens.lemma[prep] == "as" and things:
            yield from (n for n in children.get(prep, ()) if _is_name(reading, n, "pobj", children))
    if tokens.lemma[verb] in _CALLING:
        yield from (n for n in below if things and _is_name(reading, n, "oprd", children))
        for noun in below:
            thing = any(tokens.dep[n] == "nsubj" for n in children.get(noun, ()))
            if thing and _is_name(reading, noun, "ccomp", children):
                yield noun


def _is_name(reading: Reading, noun: int, dep: str, children: Mapping[int, Sequence[int]]) -> bool:
    """Whether a word is a noun in such a place, and not what a thing is called no longer."""
    tokens = reading.tokens
    negated = any(tokens.dep[n] == "neg" for n in children.get(noun, ()))
    telling = tokens.pos[noun] in _NOUNS and tokens.lemma[noun] not in _PALE
    return tokens.dep[noun] == dep and telling and not negated


def _callers(reading: Reading, verb: int, children: Mapping[int, Sequence[int]]) -> Iterator[int]:
    """Yield who calls it so: a subject, an agent, or the noun of which it is told."""
    tokens, below = reading.tokens, children.get(verb, ())
    agents = [part for n in below if tokens.dep[n] == "agent" for part in children.get(n, ())]
    for noun in (*below, *agents):
        if tokens.dep[noun] in {"nsubj", "pobj"} and tokens.pos[noun] in _NOUNS:
            yield noun
    governor = tokens.head[verb]
    if tokens.dep[verb] == "acl" and tokens.tag[verb] == "VBG" and tokens.pos[governor] in _NOUNS:
        yield governor


def _span(reading: Reading, noun: int, children: Mapping[int, Sequence[int]]) -> Span:
    """Return the interval of a noun with what stands before it."""
    tokens, first = reading.tokens, noun
    while before := [n for n in children.get(first, ()) if n < first and tokens.dep[n] in _OF_NAME]:
        first = min(before)
    return tokens.start[first], tokens.end[noun]
