"""Names that stand in each other's place: two statements alike but for who or where.

Two full names are rivals when neither is in the other statement in any part, and the same word
stands beside both ("Ana Duarte resigned", "Ben Okafor resigned"); or when they share a first name
and not the second ("Ana Duarte", "Ana Okafor").

References
----------
de Marneffe, Rafferty and Manning (2008), Finding contradictions in text: structure and lexical
contrasts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.claims.difference import Difference
from analysis.claims.terms import sound_key, terms_of, word_stem
from analysis.stems import STOP_WORDS, Word, find_words, normal_form
from analysis.word_sets import word_set

TITLES = word_set(
    """mr mrs ms dr sir president minister prime gov governor senator sen rep representative
    congressman congresswoman judge justice police officer coach actress actor singer king queen
    pope chief lord lady prof professor ceo cfo chairman chairwoman chairperson director
    secretary jr sr"""
)
_LEAST_SHARED = 3
"""Terms two statements must share before a name between them is a rival."""


_NO_NAMES = word_set("both either neither former")
_SHORT = 3
"""Letters up to which names must be the same."""
_ENDINGS = word_set("n an ian ese ish i ic ist vian s")


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    parts: tuple[str, ...]
    before: str
    after: str


def name_differences(a: str, b: str) -> list[Difference]:
    """Return the names that stand in each other's place in two statements, at most one pair.

    Parameters
    ----------
    a, b : str
        Statements held to make the same claim.

    Returns
    -------
    list of Difference
        Kind "name".

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text, ACL.
    """
    if is_title_case(a) or is_title_case(b):
        return []
    if len(_terms(a) & _terms(b)) < _LEAST_SHARED:
        return []
    for one in _names(a):
        for other in _names(b):
            if _are_rivals(one, other, a, b):
                spans = (one.start, one.end), (other.start, other.end)
                note = f"“{a[one.start : one.end]}” against “{b[other.start : other.end]}”"
                return [Difference("name", "", *spans, note)]
    return []


# A mention is compared with each of its claim: what is found in its text is found once.
_REMEMBERED = 8192


@lru_cache(maxsize=_REMEMBERED)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms_of(text))


@lru_cache(maxsize=_REMEMBERED)
def is_title_case(text: str) -> bool:
    """Return whether capitals say nothing about names here, as in a headline."""
    words = [word.text for word in find_words(text) if word.text.isalpha() and len(word.text) > 3]
    return bool(words) and 10 * sum(word[0].isupper() for word in words) > 7 * len(words)


@lru_cache(maxsize=_REMEMBERED)
def _names(text: str) -> tuple[_Name, ...]:
    words = find_words(text)
    found: list[_Name] = []
    place = 0
    while place < len(words):
        end = place
        while (
            end < len(words)
            and _is_name_word(words, end, text)
            and (end == place or text[words[end - 1].end : words[end].start] in {" ", ". "})
        ):
            end += 1
        if end > place:
            found.append(_name(words, place, end))
        place = max(end, place + 1)
    return tuple(name for name in found if name.parts)


def _is_name_word(words: list[Word], place: int, text: str) -> bool:
    word = words[place].text
    if not word[0].isupper() or normal_form(word) in STOP_WORDS | _NO_NAMES:
        return False
    starts = place == 0 or bool(re.search(r"[.!?:“\"]\s*$", text[: words[place].start]))
    # The first word of a sentence is a name only with another beside it.
    return not starts or (place + 1 < len(words) and words[place + 1].text[0].isupper())


def _name(words: list[Word], place: int, end: int) -> _Name:
    parts = [normal_form(word.text) for word in words[place:end]]
    content = [p for p in parts if p not in TITLES]
    return _Name(
        words[place].start,
        words[end - 1].end,
        tuple(content),
        _neighbour(reversed(words[:place])),
        _neighbour(iter(words[end:])),
    )


def _neighbour(words: Iterator[Word]) -> str:
    for word in words:
        form = normal_form(word.text)
        if form not in STOP_WORDS:
            return "" if word.text[0].isupper() else word_stem(form)
    return ""


def _are_rivals(one: _Name, other: _Name, a: str, b: str) -> bool:
    if len(one.parts) == len(other.parts) == 2 and one.parts[0] == other.parts[0]:
        if any(term.startswith("@") for term in terms_of(one.parts[0].title())):
            return False  # "the Saudi embassy" is nobody of the family
        told = _held(other.parts[1:], a) or _held(one.parts[1:], b)
        return not (told or is_alike(one.parts[1], other.parts[1]))
    if min(len(one.parts), len(other.parts)) < 2 or _held(one.parts, b) or _held(other.parts, a):
        return False
    after = bool(one.after) and one.after == other.after
    before = bool(one.before) and one.before == other.before
    return after or before


def _held(parts: tuple[str, ...], text: str) -> bool:
    """Whether a text has any part of a name, in any spelling, or its initials."""
    forms = {normal_form(word.text) for word in find_words(text)}
    initials = "".join(part[0] for part in parts)
    return initials in forms or any(is_alike(part, form) for part in parts for form in forms)


def is_alike(one: str, other: str) -> bool:
    """Return whether two parts of names are spellings of one."""
    if one == other or word_stem(one) == word_stem(other):
        return True
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) <= _SHORT:
        return False
    # "Peru" and "Peruvian", a letter mistyped.
    grown = longer.startswith(shorter) and longer[len(shorter) :] in _ENDINGS
    return grown or sound_key(one) == sound_key(other)
