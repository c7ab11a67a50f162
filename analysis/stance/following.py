"""Sentences that go on about a person: "She had promised to stay" behind "Brandt left early".

A sentence that opens with "he" or "she" behind one in which the person is the first who is named
is about that person, as a rule: the topic of an English text stays the subject of its sentences.
Anywhere else what a pronoun refers to is a guess.

References
----------
Grosz, Joshi and Weinstein (1995), Centering: A framework for modeling the local coherence of
discourse, Computational Linguistics 21.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analysis.stance.voices import Utterance

MOST = 3
"""Sentences behind the one that names the person which may go on about it."""
LEAST_WORDS = 5
_OPENING = re.compile(
    r"(?:(?:But|And|Still|Yet|Instead|Later|Also|Then|Now|However|So|Earlier|Meanwhile|Since then"
    r"|At the time|For years|On \w+|In \d{4}|In [A-Z]\w+|In (?:his|her) \w+"
    r"|As [a-z]\w+(?: \w+){0,3}),? )?(?P<pronoun>he|she|his|her)\b",
    re.IGNORECASE,
)
_MALE = frozenset({"he", "his"})
_OWNED = re.compile(
    r" (?!(?:to|and|in|on|for|with|from|as|at|by|of|the|a|that|when|because|if|but)\b)[a-z]"
)
"""What follows "her" where it means "hers": a noun, not a preposition."""
_NAME = re.compile(
    r"(?<![.\w])(?:[A-Z][a-z]+\.? )*[A-Z][a-z'’]+(?: [A-Z]\.)?(?: [A-Z][a-z'’]+)+"
    r"|(?:Mr|Mrs|Ms|Sen|Rep|Gov)\. [A-Z][a-z]+"
)
"""Two words or more with capitals, or one behind a title."""


class _Going(NamedTuple):
    """A sentence that goes on about the person, with the pronoun that opens it."""

    number: int
    start: int
    end: int
    male: bool


def find_following(
    sentences: Sequence[str], named: Mapping[int, int], surname: str
) -> list[Utterance]:
    """Return the sentences that open with a pronoun for a person, the surname in its place.

    Parameters
    ----------
    sentences : sequence of str
        The own-voice words of each sentence of an article.
    named : mapping of int to int
        Where in a sentence the person is first named; -1 where only a quotation does.
    surname : str
        The person's.

    Returns
    -------
    list of Utterance
        In the order of the text; none where both "he" and "she" go on equally often.

    Examples
    --------
    >>> found = find_following(["Brandt left.", "She had promised us to stay."], {0: 0}, "Brandt")
    >>> found[0].text
    'Brandt had promised us to stay.'
    """
    going = _going_on(sentences, named, surname)
    count = Counter(each.male for each in going)
    male = count[True] > count[False]
    if count[True] == count[False]:
        return []
    return [_named(sentences[g.number], g, surname) for g in going if g.male is male]


def _going_on(sentences: Sequence[str], named: Mapping[int, int], surname: str) -> list[_Going]:
    found: list[_Going] = []
    left = 0
    for number, text in enumerate(sentences):
        others = [m.start() for m in _NAME.finditer(text) if surname not in m.group()]
        if number in named:
            left = MOST + 1 if 0 <= named[number] <= min(others, default=len(text)) else 0
            continue
        opening = _OPENING.match(text)
        if left and opening and len(text.split()) >= LEAST_WORDS:
            start, end = opening.span("pronoun")
            found.append(_Going(number, start, end, opening["pronoun"].lower() in _MALE))
        elif others:
            left = 0
        left = max(0, left - 1)
    return found


def _named(text: str, going: _Going, surname: str) -> Utterance:
    """Return the sentence with the surname in place of its first pronoun."""
    pronoun = text[going.start : going.end].lower()
    owns = pronoun == "his" or (pronoun == "her" and _OWNED.match(text[going.end :]) is not None)
    words = f"{text[: going.start]}{surname}{'’s' if owns else ''}{text[going.end :]}"
    return Utterance(words, (going.start, going.start + len(surname)), going.number, None)
