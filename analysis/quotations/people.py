"""The people an article names: every mention, gathered under the fullest form of the name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from analysis.quotations.bearers import Person, bearers_of
from analysis.quotations.columns import Columns
from analysis.quotations.given_names import GENDER_OF
from analysis.quotations.marks import Marked, marked_at
from analysis.quotations.mentions import carrier, is_name, name_runs
from analysis.quotations.names import (
    FEMALE_TITLES,
    MALE_TITLES,
    fold,
)
from analysis.quotations.titles import title_noun
from analysis.word_sets import word_set

_FEMALE_NOUNS = word_set("""
    woman congresswoman spokeswoman chairwoman actress wife mother daughter sister queen
    princess lady girl grandmother widow businesswoman councilwoman aunt niece girlfriend
    heroine her
""")
_MALE_NOUNS = word_set("""
    man congressman spokesman chairman actor husband father son brother king prince boy
    grandfather businessman councilman uncle nephew boyfriend his gentleman
""")
_IMPLIED = {
    "representative": ("congressman", "congresswoman", "lawmaker"),
    "senator": ("lawmaker",),
    "congressman": ("lawmaker", "representative"),
    "congresswoman": ("lawmaker", "representative"),
    "ceo": ("executive",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
    "attorney": ("lawyer",),
    "lawyer": ("attorney",),
    "actor": ("star",),
    "actress": ("star",),
}
_PARTY = re.compile(r",? \(?([DR])-[A-Z]")


@dataclass(slots=True)
class Mention:
    """One place where a person is named."""

    first: int
    last: int
    """Half-open token interval, titles left out."""
    person: int
    head: int
    """The token that carries the mention in the sentence."""
    quoted: bool


@dataclass(slots=True)
class People:
    """The people of one article."""

    people: list[Person]
    mentions: list[Mention]
    at: dict[int, int]
    """Token to the number of its mention."""


def find_people(c: Columns, marked: list[Marked]) -> People:
    """Return the people an article names, with every mention of each in order."""
    runs = [run for run in name_runs(c) if is_name(c, *run)]
    bearers = bearers_of(c, runs)
    found = People(bearers.people, [], {})
    for run in runs:
        first, last = run
        mention = Mention(first, last, bearers.at[run], carrier(c, first, last), False)
        mention.quoted = marked_at(marked, c.start[first]) is not None
        number = len(found.mentions)
        found.mentions.append(mention)
        found.people[mention.person].mentions.append(number)
        for token in range(first, last):
            found.at[token] = number
        _describe(c, found.people[mention.person], mention)
    for person in found.people:
        _settle_gender(c, person, found)
    return found


def _describe(c: Columns, person: Person, mention: Mention) -> None:
    """Gather the nouns that say what a person is: titles, compounds, appositions, copulas."""
    tokens = []
    k = mention.first - 1
    while (
        k >= 0
        and k >= mention.first - 5
        and c.sentence[k] == c.sentence[mention.first]
        and (c.dep[k] in {"compound", "amod", "nmod"} or c.pos[k] in {"PROPN", "NOUN"})
    ):
        if c.pos[k] in {"NOUN", "PROPN"} and c.word[k] not in ",;":
            tokens.append(k)
        k -= 1
    head = mention.head
    tokens += [k for k in c.children[head] if c.dep[k] == "appos" and c.pos[k] in {"NOUN", "PROPN"}]
    if c.dep[head] == "appos" and c.pos[c.head[head]] in {"NOUN", "PROPN"}:
        tokens.append(c.head[head])
    if c.dep[head] == "nsubj" and c.lemma[c.head[head]] in {"be", "become"}:
        tokens += [k for k in c.children[c.head[head]] if c.dep[k] == "attr" and c.pos[k] == "NOUN"]
    for token in tokens:
        lemma = title_noun(c.lemma[token])
        person.nouns[lemma] += 1
        for implied in _IMPLIED.get(lemma, ()):
            person.nouns[implied] += 1
        person.noun_tokens.append(token)
    party = _PARTY.match(c.text, c.end[mention.last - 1])
    if party:
        person.nouns["democrat" if party[1] == "D" else "republican"] += 1
        person.nouns["lawmaker"] += 1


def _settle_gender(c: Columns, person: Person, found: People) -> None:
    votes = Counter[str]()
    for number in person.mentions:
        first = found.mentions[number].first
        before = fold(c.word[first - 1]).rstrip(".") if first else ""
        if before in MALE_TITLES:
            votes["m"] += 3
        elif before in FEMALE_TITLES:
            votes["f"] += 3
    for noun, count in person.nouns.items():
        votes["f"] += 2 * count * (noun in _FEMALE_NOUNS)
        votes["m"] += 2 * count * (noun in _MALE_NOUNS)
    if len(person.words) > 1:
        known = GENDER_OF.get(person.words[0], "")
        if known:
            votes[known] += 2
    if votes["m"] != votes["f"]:
        person.gender = "m" if votes["m"] > votes["f"] else "f"
