"""Who the words "he", "the minister" or "Lee" stand for, within one article.

A name is its fullest form in the article. A pronoun goes to the person who is most salient before
it (recency, subject, the last speaker, gender, never a name inside quotation marks); a description
to the person it was used of; groups and unnamed sources keep their description; unknown stays
unknown.

References
----------
Lappin, S., Leass, H. (1994). An algorithm for pronominal anaphora resolution. Computational
Linguistics 20(4).
"""

from __future__ import annotations

import re

from analysis.quotations.antecedents import HE, SHE, resolve_pronouns
from analysis.quotations.attribution import Attribution
from analysis.quotations.columns import Columns
from analysis.quotations.descriptions import (
    INDEFINITE,
    ORGANISATIONS,
    Descriptions,
    Resolved,
    role_is_group,
)
from analysis.quotations.marks import Marked, marked_at
from analysis.quotations.names import fold, name_words
from analysis.quotations.own_voice import own_voice
from analysis.quotations.people import People, find_people
from analysis.quotations.roles import role_of_noun, role_of_organisation
from analysis.word_sets import word_set

_THEY = frozenset({"they", "them", "their", "themselves"})
_I = frozenset({"i", "me", "my", "myself"})
_WE = frozenset({"we", "us", "our", "ourselves"})
_ABSTRACT = ("tion", "sion", "ment", "ness", "ism", "ity", "ence", "ance")
"""Endings of nouns that are no people: "they" are others."""
_BACK = 10
"""Sentences after which "the official" is no longer the one quoted before."""
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_VAGUE = word_set("""
    someone some most none each nobody you anyone another somebody everyone all no few
    others one this these both those many
""")
_UNKNOWN = Resolved()


class _Resolver:
    """Walks the attributions of one article in order, remembering who spoke last."""

    def __init__(self, c: Columns, marked: list[Marked], attributions: list[Attribution]) -> None:
        self.c = c
        self.marked = marked
        self.attributions = attributions
        self.people: People = find_people(c, marked)
        self.own_voice = own_voice(c.text)
        self.descriptions = Descriptions(c, self.people)
        self.introduced: dict[str, tuple[int, Resolved]] = {}
        """Unnamed speakers by their noun: the sentence of the last one, and who it is."""
        sourced = {a.source_token for a in attributions if a.source_token is not None}
        self.pronouns = resolve_pronouns(c, marked, self.people, sourced)

    # --- sources ---

    def resolve(self) -> list[Resolved]:
        """Return a speaker for each attribution, in order."""
        results: list[Resolved] = []
        for attribution in self.attributions:
            result = self._one(attribution)
            if result.name is None:
                result = self.descriptions.scripture(attribution) or result
            results.append(result)
        return results

    def _one(self, a: Attribution) -> Resolved:
        if a.source is None:
            return _UNKNOWN
        if a.turn:
            return self._label(self.c.text[slice(*a.source)])
        first, last = self.c.tokens(*a.source)
        if first >= last:
            return _UNKNOWN
        head = (
            a.source_token
            if a.source_token is not None and first <= a.source_token < last
            else None
        )
        if head is None:
            head = next(
                (
                    k
                    for k in range(first, last)
                    if not first <= self.c.head[k] < last or self.c.head[k] == k
                ),
                last - 1,
            )
        return self._token(head, first, last, depth=0)

    def _label(self, label: str) -> Resolved:
        """Return the bearer of a transcript's label: somebody named elsewhere, else the label."""
        words = name_words(re.sub(r"\(.*?\)", "", label))
        for number, person in enumerate(self.people.people):
            if words and (person.words == words or person.words[-1] == words[-1]):
                return self.descriptions.as_person(number, 0.9)
        name = " ".join(label.split())
        return Resolved(name.title() if name.isupper() else name, "person", 0.6)

    def _token(self, head: int, first: int, last: int, depth: int) -> Resolved:
        c = self.c
        word = c.word[head].lower()
        if word in _RELATIVE and depth < 3:
            verb = c.head[head]
            while c.dep[verb] in {"conj", "xcomp", "ccomp", "aux"} and c.head[verb] != verb:
                verb = c.head[verb]
            if c.dep[verb] == "relcl" and c.head[verb] != head:
                target = c.head[verb]
                left, right = c.edges[target]
                return self._token(target, left, min(right, max(target + 1, head)), depth + 1)
            if head and c.sentence[head - 1] == c.sentence[head]:
                k = head - 1
                while k > 0 and c.pos[k] in {"PUNCT", "SPACE"}:
                    k -= 1
                return self._token(k, *c.edges[k], depth + 1) if k != head else _UNKNOWN
        person = self._person_in(head, last)
        if person is not None:
            return self.descriptions.as_person(
                person, 0.95 if len(self.people.people[person].words) > 1 else 0.85
            )
        if word in HE | SHE:
            number = self.pronouns.get(head)
            if word.endswith("self") and head - 1 in self.people.at:
                number = self.people.mentions[self.people.at[head - 1]].person
            return _UNKNOWN if number is None else self.descriptions.as_person(number, 0.75)
        if c.word[head] == "US":
            return Resolved("US", "organisation", 0.8, "official", (c.start[head], c.end[head]))
        if word in _WE:
            return self._own()
        if word in _I:
            return Resolved(None, "own voice", 0.4)
        if word in _THEY:
            return self._they(head)
        if word in {"it", "which"}:
            return self._it(head)
        if word in _VAGUE:
            return Resolved(self.descriptions.phrase(first, last), "unnamed", 0.5)
        return self._taken_up(head, first, last) or self._introduce(head, first, last)

    def _introduce(self, head: int, first: int, last: int) -> Resolved:
        """Return whom a phrase describes; "a senior official" is kept for "the official"."""
        found = self.descriptions.describe(head, first, last)
        if found.kind == "unnamed" and self.c.word[first].lower() in INDEFINITE:
            self.introduced[self.c.lemma[head]] = self.c.sentence[head], found
        return found

    def _taken_up(self, head: int, first: int, last: int) -> Resolved | None:
        """Return the unnamed speaker whom "the official" takes up; None where it is nobody's."""
        c = self.c
        if c.word[first].lower() not in {"the", "this", "that", "same"} or last - first > 3:
            return None
        sentence, found = self.introduced.get(c.lemma[head], (-_BACK - 1, _UNKNOWN))
        if c.sentence[head] - sentence > _BACK or not self._qualified(head, first, found):
            return None
        return _weaker(found, 0.85)

    def _qualified(self, head: int, first: int, found: Resolved) -> bool:
        """Whether what stands between "the" and the noun was said of the unnamed speaker, too."""
        said = (found.name or "").lower().split()
        return (
            all(word.lower() in {*said, "same"} for word in self.c.word[first + 1 : head])
            and self.descriptions.closest(head, self.c.lemma[head]) is None
        )

    def _person_in(self, head: int, last: int) -> int | None:
        """Return the person whom the source names: at its head, or in apposition to it."""
        c, at = self.c, self.people.at
        if head in at:
            return self.people.mentions[at[head]].person
        if c.lemma[head] and c.pos[head] in {"NOUN", "PROPN"}:
            for child in c.children[head]:
                if c.dep[child] == "appos" and child in at:
                    return self.people.mentions[at[child]].person
            if c.dep[head] == "appos" and c.head[head] in at:
                return self.people.mentions[at[c.head[head]]].person
            # The parser often hangs a title on the name as the head of the phrase.
            for k in range(head + 1, min(last, head + 3)):
                if k in at and not role_is_group(c, head):
                    return self.people.mentions[at[k]].person
        return self._by_surname(head)

    def _by_surname(self, head: int) -> int | None:
        """Return the one person of whose full name a capital word is the last: "Outlaw said"."""
        word = self.c.word[head]
        if not word[:1].isupper() or self.c.dep[head] not in {
            "nsubj",
            "nsubjpass",
            "pobj",
            "agent",
        }:
            return None
        named = fold(word)
        bearers = [
            number
            for number, person in enumerate(self.people.people)
            if len(person.words) > 1 and person.words[-1] == named
        ]
        return bearers[0] if len(bearers) == 1 else None

    def _own(self) -> Resolved:
        if self.own_voice:
            return Resolved(
                self.own_voice, "own voice", 0.7, role_of_organisation(self.own_voice) or "advocate"
            )
        return Resolved(None, "own voice", 0.4)

    def _they(self, token: int) -> Resolved:
        c = self.c
        for k in range(token - 1, max(-1, token - 120), -1):
            if (
                c.tag[k] in {"NNS", "NNPS"}
                and c.dep[k] in {"nsubj", "nsubjpass"}
                and marked_at(self.marked, c.start[k]) is None
                and (role_of_noun(c.lemma[k]) or not c.lemma[k].endswith(_ABSTRACT))
            ):
                found = self.descriptions.describe(k, *c.edges[k])
                return _weaker(found, 0.6)
        return _UNKNOWN

    def _it(self, token: int) -> Resolved:
        c = self.c
        for k in range(token - 1, max(-1, token - 120), -1):
            if (
                c.dep[k] in {"nsubj", "nsubjpass"}
                and k not in self.people.at
                and c.tag[k] in {"NN", "NNP", "NNPS"}
                and (c.entity[k] in ORGANISATIONS or role_of_noun(c.lemma[k]))
                and marked_at(self.marked, c.start[k]) is None
            ):
                return _weaker(self.descriptions.describe(k, *c.edges[k]), 0.6)
        return _UNKNOWN


def _weaker(found: Resolved, factor: float) -> Resolved:
    return Resolved(
        found.name, found.kind, round(found.confidence * factor, 3), found.role, found.evidence
    )


def resolve_speakers(
    columns: Columns, marked: list[Marked], attributions: list[Attribution]
) -> list[Resolved]:
    """Return who speaks in each attribution, in the order given.

    Parameters
    ----------
    columns : Columns
        The article.
    marked : list of Marked
        Its quotation marks.
    attributions : list of Attribution
        In the order of the text.

    Returns
    -------
    list of Resolved
        ``name`` None when unknown; ``confidence`` 0 to 1.

    References
    ----------
    Lappin, S., Leass, H. (1994). An algorithm for pronominal anaphora resolution. Computational
    Linguistics 20(4).
    """
    return _Resolver(columns, marked, attributions).resolve()
