"""The predicate of a clause, and who and where fill its roles.

"The parish council met in the school hall" has the predicate *meet*, the actor "The parish council"
and the place "the school hall". Read from the kept grammar of an article.

References
----------
Gildea and Jurafsky (2002), Automatic labeling of semantic roles; Palmer, Gildea and Kingsbury
(2005), The Proposition Bank: the agent of a passive is that of the active verb.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.claims.callings import Calling, find_calling, find_nouns
from analysis.claims.deeds import Deed, find_deed
from analysis.claims.full_clauses import FullClause, full_clause
from analysis.claims.grammar import Grammar
from analysis.claims.terms import word_stem
from analysis.claims.verbs import are_one_deed
from analysis.records import Clause, Entity, Reading
from analysis.word_sets import word_set

_LOCATING = word_set("in into at to inside near on within")
_PHRASE = word_set("compound amod nmod nummod poss case det quantmod advmod")
_MODIFIERS = word_set("compound amod nmod poss")
_NOUNS = word_set("NOUN PROPN")
_NOWHERE = word_set(
    """second minute hour day night week weekend month year decade century time moment past future
    morning afternoon evening end beginning start side way case"""
)
"""Nouns after "in" or "at" that name no place."""
_REACH = 3
"""Clauses before a pronoun in which its noun is looked for."""
_LIGHT = word_set("be have do get make take give go come")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun with what stands before it."""

    start: int
    end: int
    """Its interval in the article."""
    head: str
    """Lemma of the noun."""
    modifiers: frozenset[str]
    """Lemmas of adjectives, possessors and other nouns before it."""
    is_name: bool
    entity: str
    """Label of the named entity it ends in; empty when it is none."""


@dataclass(frozen=True, slots=True)
class Predicate:
    """What a clause says, of whom, and where."""

    stem: str
    """Stem of its main verb; empty where there is none or it says little ("be", "have")."""
    verb: str = ""
    """The same as it stands in the article."""
    actor: Phrase | None = None
    """Who does it: subject of an active verb, agent of a passive one."""
    places: tuple[Phrase, ...] = ()
    full: FullClause | None = None
    """The smallest stretch around the clause that stands by itself."""
    is_aside: bool = False
    """Whether it only tells a noun from others ("families who fled")."""
    hides_actor: bool = False
    """Whether it is a passive that does not say by whom."""
    thing: str = ""
    """Lemma of what it is done to, or of its subject where it is done to nothing; "it" and "they"
    stand for the thing of which a clause shortly before tells the same deed."""
    deed: Deed | None = None
    """Who does what to whom."""
    calling: Calling | None = None
    """What somebody is said to call a thing."""
    nouns: frozenset[str] = frozenset()
    """Its nouns as they stand there, without those that tell another noun from its like."""


NOTHING = Predicate("")


def find_predicates(text: str, reading: Reading) -> list[Predicate]:
    """Return the predicate of each clause of an article, in the order of its clauses.

    Parameters
    ----------
    text : str
        The article.
    reading : Reading
        Its tokens, entities and clauses.

    References
    ----------
    Palmer, Gildea and Kingsbury (2005), The Proposition Bank, Computational Linguistics 31(1).
    """
    children = tokens_below(reading)
    entities = {entity.end: entity for entity in reading.entities}
    of_sentence: dict[int, list[Clause]] = {}
    for clause in reading.clauses:
        of_sentence.setdefault(clause.sentence, []).append(clause)
    verbs = [
        _main_verb(reading, clause, of_sentence[clause.sentence]) for clause in reading.clauses
    ]
    things = _things(reading, verbs, children)
    return [
        _predicate(text, reading, clause, verb, thing, children, entities)
        for clause, verb, thing in zip(reading.clauses, verbs, things, strict=True)
    ]


def _predicate(
    text: str,
    reading: Reading,
    clause: Clause,
    verb: int | None,
    thing: str,
    children: dict[int, list[int]],
    entities: dict[int, Entity],
) -> Predicate:
    full = full_clause(text, reading, clause, verb, children)
    grammar = Grammar(text, reading, children)
    if verb is None:
        return replace(NOTHING, full=full)
    tokens = reading.tokens
    lemma = tokens.lemma[verb]
    below = children.get(verb, [])
    actor = next((n for n in below if tokens.dep[n] in {"nsubj", "agent"}), None)
    if actor is not None and tokens.dep[actor] == "agent":
        actor = next((n for n in children.get(actor, []) if tokens.dep[n] == "pobj"), None)
    noun = actor is not None and tokens.pos[actor] in _NOUNS
    return Predicate(
        "" if lemma in _LIGHT else word_stem(lemma),
        text[tokens.start[verb] : tokens.end[verb]],
        _phrase(text, reading, actor, children, entities) if noun and actor is not None else None,
        tuple(
            _phrase(text, reading, n, children, entities)
            for n in _located(reading, below, children)
        ),
        full,
        _is_aside(reading, verb),
        actor is None and any(tokens.dep[n] == "nsubjpass" for n in below),
        thing,
        find_deed(grammar, verb),
        find_calling(grammar, verb),
        find_nouns(grammar, clause),
    )


def _things(
    reading: Reading, verbs: Sequence[int | None], children: dict[int, list[int]]
) -> list[str]:
    """Return what each clause says something of, pronouns resolved where the same deed is told."""
    tokens = reading.tokens
    nouns = [_undergoer(reading, verb, children) for verb in verbs]
    found = []
    for number, noun in enumerate(nouns):
        if noun is not None and tokens.pos[noun] == "PRON":
            noun = _antecedent(reading, noun, number, verbs, nouns)
        found.append("" if noun is None else tokens.lemma[noun])
    return found


def _antecedent(
    reading: Reading,
    pronoun: int,
    number: int,
    verbs: Sequence[int | None],
    nouns: Sequence[int | None],
) -> int | None:
    """Return the noun of the same number of which a clause shortly before tells the same deed."""
    tokens = reading.tokens
    tags = {"NNS", "NNPS"} if tokens.lemma[pronoun] == "they" else {"NN", "NNP"}
    deeds = ["" if verb is None else word_stem(tokens.lemma[verb]) for verb in verbs]
    for earlier in range(number - 1, max(-1, number - 1 - _REACH), -1):
        noun = nouns[earlier]
        if (
            noun is not None
            and tokens.tag[noun] in tags
            and are_one_deed(deeds[earlier], deeds[number])
        ):
            return noun
    return None


def _undergoer(reading: Reading, verb: int | None, children: dict[int, list[int]]) -> int | None:
    """Return the noun or pronoun that a verb is done to, or else the one that does it."""
    tokens = reading.tokens
    below = [] if verb is None else children.get(verb, [])
    for parts in (("nsubjpass", "dobj"), ("nsubj",)):
        for noun in below:
            if tokens.dep[noun] in parts:
                usual = tokens.pos[noun] in _NOUNS or tokens.lemma[noun] in {"it", "they"}
                return noun if usual else None
    return None


def _is_aside(reading: Reading, verb: int) -> bool:
    tokens = reading.tokens
    while tokens.dep[verb] == "conj" and tokens.head[verb] != verb:
        verb = tokens.head[verb]
    return tokens.dep[verb] in {"relcl", "acl"}


def tokens_below(reading: Reading) -> dict[int, list[int]]:
    """Return the numbers of the tokens that depend on each token."""
    children: dict[int, list[int]] = {}
    for number, head in enumerate(reading.tokens.head):
        if head != number:
            children.setdefault(head, []).append(number)
    return children


def _main_verb(reading: Reading, clause: Clause, others: Sequence[Clause]) -> int | None:
    """Return the verb of a clause that no other word of the clause governs."""
    tokens = reading.tokens
    inside = [
        (other.start, other.end)
        for other in others
        if clause.start <= other.start
        and other.end <= clause.end
        and (other.start, other.end) != (clause.start, clause.end)
    ]
    own = []
    number = bisect_left(tokens.start, clause.start)
    while number < len(tokens.start) and tokens.start[number] < clause.end:
        if not any(start <= tokens.start[number] < end for start, end in inside):
            own.append(number)
        number += 1
    held = set(own)
    return next(
        (
            n
            for n in own
            if tokens.pos[n] in {"VERB", "AUX"}
            and (tokens.head[n] == n or tokens.head[n] not in held)
        ),
        None,
    )


def _located(
    reading: Reading, below: Sequence[int], children: dict[int, list[int]]
) -> Iterator[int]:
    tokens = reading.tokens
    for number in below:
        if tokens.dep[number] == "prep" and tokens.lemma[number] in _LOCATING:
            for noun in children.get(number, []):
                named = tokens.dep[noun] == "pobj" and tokens.pos[noun] in _NOUNS
                if named and tokens.lemma[noun] not in _NOWHERE:
                    yield noun


def _phrase(
    text: str,
    reading: Reading,
    noun: int,
    children: dict[int, list[int]],
    entities: dict[int, Entity],
) -> Phrase:
    tokens = reading.tokens
    before = [n for n in children.get(noun, []) if n < noun and tokens.dep[n] in _PHRASE]
    first = min([noun, *(_leftmost(n, children) for n in before)])
    entity = entities.get(tokens.end[noun])
    return Phrase(
        start=tokens.start[first],
        end=tokens.end[noun],
        head=tokens.lemma[noun],
        modifiers=frozenset(tokens.lemma[n] for n in before if tokens.dep[n] in _MODIFIERS),
        is_name=tokens.pos[noun] == "PROPN" and text[tokens.start[noun]].isupper(),
        entity=entity.label if entity is not None else "",
    )


def _leftmost(number: int, children: dict[int, list[int]]) -> int:
    return min([number, *(_leftmost(n, children) for n in children.get(number, []) if n < number)])
