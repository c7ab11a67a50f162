"""Whom "he" and "she" stand for: the most salient person named before.

References
----------
Lappin, S., Leass, H. (1994). An algorithm for pronominal anaphora resolution. Computational
Linguistics 20(4).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set

from analysis.quotations.columns import Columns
from analysis.quotations.marks import Marked, marked_at
from analysis.quotations.people import People

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
W = {
    "sentence": 0.55,
    "paragraph": 0.15,
    "subject": 1.5,
    "subordinate": 0.5,
    "object": 0.3,
    "sourced": 1.2,
    "gender": 0.6,
    "possessive": 1.2,
    "quoted": 4.0,
    "chain": 0.6,
    "frequency": 0.08,
    "cataphor": 1.5,
}
"""Weights of what makes a person salient, after Lappin and Leass; set by hand."""


def resolve_pronouns(
    c: Columns, marked: list[Marked], people: People, sourced: Set[int]
) -> dict[int, int]:
    """Return the person of each personal pronoun outside quotation marks, by token.

    Parameters
    ----------
    c : Columns
        The article.
    marked : list of Marked
        Its quotation marks.
    people : People
        Whom it names.
    sourced : set of int
        Tokens that are the source of an attribution.

    Returns
    -------
    dict of int to int
        Numbers in ``people.people``; pronouns without anybody to go to are left out.

    References
    ----------
    Lappin, S., Leass, H. (1994). An algorithm for pronominal anaphora resolution. Computational
    Linguistics 20(4).
    """
    resolver = _Pronouns(c, marked, people, sourced)
    resolver.resolve()
    return resolver.pronouns


class _Pronouns:
    """Walks the pronouns of one article in order: those already settled count as mentions."""

    def __init__(self, c: Columns, marked: list[Marked], people: People, sourced: Set[int]) -> None:
        self.c, self.marked, self.people, self.sourced = c, marked, people, sourced
        self.pronouns: dict[int, int] = {}
        self._starts = [m.first for m in people.mentions]

    def resolve(self) -> None:
        """Settle the pronouns outside quotation marks, in order."""
        for token, word in enumerate(self.c.word):
            lower = word.lower()
            if lower in HE or lower in SHE:
                if marked_at(self.marked, self.c.start[token]) is not None:
                    continue
                found = self._antecedent(token, "m" if lower in HE else "f")
                if found is not None:
                    self.pronouns[token] = found

    def _antecedent(self, token: int, gender: str) -> int | None:
        """Return the person a pronoun stands for: the best score among those named before it."""
        c = self.c
        scores: dict[int, float] = {}
        limit = bisect_left(self._starts, token)
        sentence, paragraph = c.sentence[token], c.paragraph[token]
        for mention in reversed(self.people.mentions[:limit]):
            person = self.people.people[mention.person]
            if person.gender and person.gender != gender:
                continue
            away = sentence - c.sentence[mention.first]
            if away > 12:
                break
            score = self._salience(mention.head, away, paragraph - c.paragraph[mention.first])
            if mention.quoted:
                score -= W["quoted"]
            if (mention.last < len(c.word) and c.tag[mention.last] == "POS") or c.dep[
                mention.head
            ] in {"poss", "compound"}:
                score -= W["possessive"]
            if person.gender == gender:
                score += W["gender"]
            score += min(len(person.mentions), 10) * W["frequency"]
            scores[mention.person] = max(scores.get(mention.person, -9.0), score)
        for other, number in reversed(self.pronouns.items()):
            if other <= token - 400:
                break
            if self._gender_of(other) != gender:
                continue
            away = sentence - c.sentence[other]
            score = self._salience(other, away, paragraph - c.paragraph[other]) + W["chain"]
            scores[number] = max(scores.get(number, -9.0), score)
        cataphor = self._named_later(token, gender)
        if cataphor is not None:
            scores[cataphor] = scores.get(cataphor, 0.0) + W["cataphor"]
        if not scores:
            return None
        return max(scores, key=lambda number: (scores[number], -number))

    def _gender_of(self, token: int) -> str:
        return "m" if self.c.word[token].lower() in HE else "f"

    def _salience(self, token: int, sentences: int, paragraphs: int) -> float:
        c = self.c
        score = -W["sentence"] * min(sentences, 8) - W["paragraph"] * min(paragraphs, 6)
        if c.dep[token] in {"nsubj", "nsubjpass"}:
            score += W["subject"]
            if c.dep[c.head[token]] in {"relcl", "advcl", "ccomp", "acl", "pcomp"}:
                score -= W["subordinate"]
        elif c.dep[token] in {"appos", "dobj"}:
            score += W["object"]
        if token in self.sourced:
            score += W["sourced"]
        return score

    def _named_later(self, token: int, gender: str) -> int | None:
        """Return whom the main clause names after a subordinate clause in front of it."""
        c = self.c
        first, last = c.sentences[c.sentence[token]]
        head = c.head[token]
        if token - first > 6 or c.dep[head] not in {"advcl", "pcomp"}:
            return None
        main = c.head[head]
        for child in c.children[main]:
            if child > token and c.dep[child] == "nsubj" and child < last:
                mention = self.people.at.get(child)
                if mention is not None:
                    number = self.people.mentions[mention].person
                    if self.people.people[number].gender in {"", gender}:
                        return number
        return None
