"""Who does what to whom in a clause, whatever words it is told in.

"The ministry has pledged not to return sailors", "the ministry sends them back" and "sailors are at
risk of being deported" name deeds by verbs of one class, by a verb under another one, or by a noun
beside a verb that says little. Read from the kept grammar of an article.

References
----------
Levin (1993), English Verb Classes and Alternations; Saurí and Pustejovsky (2009), FactBank: what a
verb makes of the event under it; Stevenson, Fazly and North (2004), light verb constructions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.claims.grammar import Grammar
from analysis.claims.terms import sound_key, terms_of, word_stem
from analysis.claims.verbs import verb_class
from analysis.word_sets import word_set

_NOUNS = word_set("NOUN PROPN")
_PLURAL = word_set("NNS NNPS")
_PLEDGING = word_set("pledge promise vow swear undertake guarantee agree")
"""What follows with "to" is still to come, and the one who does it is the one who says so."""
_UNWILLING = word_set("refuse decline fail")
_PERIL = word_set("risk danger jeopardy peril")
_PUTTING = word_set("be put place leave bring remain stay")
_POSING = word_set("pose present carry mean bring")
_LIGHT = word_set("be have do get make take give go come put place leave bring")
_BACK = word_set("back home away")
_LANDS = word_set("country homeland home land")
_OF_NOUN = word_set("compound amod nmod poss conj")
_PASSED = word_set("VBD VBN")
_AUXILIARIES = word_set("aux auxpass")


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, by whom, to what."""

    verb: str
    """Class of the verb."""
    actors: frozenset[str]
    """Terms of who does it; empty where the clause does not say."""
    things: frozenset[str]
    """Terms of what it is done to."""
    is_negated: bool
    is_past: bool
    """Whether it is told as done by now, not as habit, plan or pledge."""
    is_pledged: bool
    """Whether somebody is said to have pledged to do it, or not to."""


def find_deed(grammar: Grammar, verb: int | None) -> Deed | None:
    """Return the deed that a clause tells; None where it is done to nothing that is named.

    Parameters
    ----------
    grammar : Grammar
        Of the article.
    verb : int or None
        Number of the main verb of the clause.

    References
    ----------
    Levin (1993), English Verb Classes and Alternations.
    """
    if verb is None:
        return None
    told, negated = verb, bool(grammar.below(verb, "neg"))
    pledged = grammar.lemma(verb) in _PLEDGING
    if pledged or grammar.lemma(verb) in _UNWILLING:
        done = next(iter(grammar.below(verb, "xcomp")), None)
        if done is None:
            return None
        negated ^= bool(grammar.below(done, "neg")) ^ (grammar.lemma(verb) in _UNWILLING)
        verb = done
    name, things = _named(grammar, verb)
    things = [place for noun in things for place in _resolved(grammar, noun)]
    if not name or not things:
        return None
    negated ^= any(grammar.lemma(n) == "no" for noun in things for n in grammar.below(noun, "det"))
    actors = [noun for noun in _actors(grammar, told, verb) if noun not in things]
    return Deed(
        verb_class(word_stem(name)),
        _terms(grammar, actors),
        _terms(grammar, things),
        negated,
        not pledged and _is_past(grammar, told),
        pledged,
    )


def is_one_deed(one: Deed | None, other: Deed | None) -> bool:
    """Return whether two clauses may tell one deed: its verb and its thing are the same.

    Parameters
    ----------
    one, other : Deed or None
        Of two clauses.
    """
    if one is None or other is None:
        return False
    return one.verb == other.verb and bool(one.things & other.things)


def _named(grammar: Grammar, verb: int) -> tuple[str, list[int]]:
    """Return the verb by which a deed is named, and what it is done to; empty where it says little.

    "Puts crews at risk", "is a danger to crews" and "crews are in danger" endanger crews; who is
    sent back or to a country is returned.
    """
    lemma = grammar.lemma(verb)
    objects = grammar.below(verb, "dobj", "nsubjpass", "dative")
    held = [noun for prep in grammar.below(verb, "prep") for noun in grammar.below(prep, "pobj")]
    if lemma in _PUTTING and any(grammar.lemma(noun) in _PERIL for noun in held):
        return "endanger", objects or grammar.below(verb, "nsubj")
    if lemma in _POSING and any(grammar.lemma(noun) in _PERIL for noun in objects):
        preps = [p for n in (verb, *objects) for p in grammar.below(n, "prep")]
        to = [prep for prep in preps if grammar.lemma(prep) in {"to", "for"}]
        return "endanger", [noun for prep in to for noun in grammar.below(prep, "pobj")]
    if lemma in _LIGHT:
        return "", []
    if lemma == "send":
        home = any(grammar.lemma(n) in _BACK for n in grammar.below(verb, "advmod", "prt"))
        return "return" if home or any(_is_land(grammar, noun) for noun in held) else lemma, objects
    return lemma, objects


def _is_land(grammar: Grammar, noun: int) -> bool:
    """Whether a noun is a country or names one."""
    named = any(term.startswith("@") for term in terms_of(grammar.word(noun)))
    return named or grammar.lemma(noun) in _LANDS


def _resolved(grammar: Grammar, noun: int) -> Iterator[int]:
    """Yield a noun, with what it counts or is part of; for "them" the plural noun before it."""
    tokens = grammar.reading.tokens
    if tokens.pos[noun] == "PRON":
        if tokens.lemma[noun] != "they":
            return
        before = range(noun - 1, -1, -1)
        near = (n for n in before if tokens.sentence[n] == tokens.sentence[noun])
        noun = next((n for n in near if tokens.tag[n] in _PLURAL and tokens.pos[n] in _NOUNS), -1)
    if noun >= 0 and tokens.pos[noun] in _NOUNS:
        yield noun
        for prep in grammar.below(noun, "prep"):
            if grammar.lemma(prep) == "of":
                for part in grammar.below(prep, "pobj"):
                    yield from _resolved(grammar, part)


def _actors(grammar: Grammar, told: int, verb: int) -> list[int]:
    """Return who does it: the subject of an active verb, or of the one that it stands under."""
    if grammar.below(verb, "nsubjpass"):
        agents = grammar.below(verb, "agent")
        return [noun for agent in agents for noun in grammar.below(agent, "pobj")]
    return grammar.below(verb, "nsubj") or grammar.below(told, "nsubj")


def _terms(grammar: Grammar, nouns: Sequence[int]) -> frozenset[str]:
    """Return the terms of nouns and of what stands before or beside them, names by their sound."""
    tokens = grammar.reading.tokens
    chosen = [n for n in nouns if tokens.pos[n] in _NOUNS]
    for noun in list(chosen):
        chosen += [n for n in grammar.below(noun, *_OF_NOUN) if tokens.pos[n] != "PRON"]
    found = set()
    for token in chosen:
        word = grammar.word(token)
        found.update(terms_of(word))
        if word[0].isupper():
            found.update(map(sound_key, terms_of(word)))
    return frozenset(found)


def _is_past(grammar: Grammar, verb: int) -> bool:
    """Whether a deed is told as done: "returned", "has returned", "was returned"."""
    tokens = grammar.reading.tokens
    helpers = {grammar.lemma(n) for n in grammar.below(verb, *_AUXILIARIES)}
    if helpers & word_set("will would shall can could may might should must"):
        return False
    if tokens.tag[verb] == "VBD" or "have" in helpers:
        return True
    was = grammar.below(verb, *_AUXILIARIES)
    return tokens.tag[verb] == "VBN" and any(tokens.tag[n] == "VBD" for n in was)
