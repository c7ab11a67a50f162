"""Numbers spelled out: "twenty-one", "half a million", "hundreds", "tens of thousands"."""

from __future__ import annotations

from analysis.claims.lexicon import MULTIPLES, ONES, PEOPLE, ROLE_OF, TENS, VAGUE
from analysis.stems import Word, normal_form

_MANY = {"tens": 10, "hundreds": 100}
_SPELLED_MULTIPLES = frozenset({"hundred", "thousand", "million", "billion", "trillion"})


def spelled_number(words: list[Word], place: int, text: str) -> tuple[float, float, int]:
    """Return the least and greatest value of the number that begins at a word, and its length.

    Parameters
    ----------
    words : list of Word
        The words of the text.
    place : int
        Where to look.
    text : str
        The text they are from.

    Returns
    -------
    tuple of (float, float, int)
        The length in words is 0 when no number begins there.
    """
    form = normal_form(words[place].text)
    if form in _MANY and place + 2 < len(words):
        large = normal_form(words[place + 2].text)
        if large in VAGUE and normal_form(words[place + 1].text) == "of":
            low, _ = VAGUE[large]
            return _MANY[form] * low, 5 * _MANY[form] * low, 3
    if form in VAGUE and _is_bare(words, place, text):
        low, high = VAGUE[form]
        return low, high, 1
    value, used = _sum(words, place, text)
    if used == 1 and _is_pronoun(words, place):
        return 0.0, 0.0, 0
    return value, value, used


def _sum(words: list[Word], place: int, text: str) -> tuple[float, int]:
    total = 0.0
    current, used = _article(words, place)
    while place + used < len(words):
        if used and text[words[place + used - 1].end : words[place + used].start].strip(" -–"):
            break
        form = normal_form(words[place + used].text)
        if form in ONES:
            if used and current % 10:
                break
            current += ONES[form]
        elif form in TENS:
            current += TENS[form]
        elif form in _SPELLED_MULTIPLES and used:
            current *= MULTIPLES[form]
            if form != "hundred":
                total, current = total + current, 0.0
        elif form == "dozen" and used:
            current *= 12
        elif not (used and form == "and" and _goes_on(words, place + used)):
            break
        used += 1
    return total + current, used


def _goes_on(words: list[Word], place: int) -> bool:
    """Whether an "and" stands in the middle of a number ("two hundred and fifty")."""
    after = normal_form(words[place + 1].text) if place + 1 < len(words) else ""
    return normal_form(words[place - 1].text) == "hundred" and (after in ONES or after in TENS)


def _article(words: list[Word], place: int) -> tuple[float, int]:
    """Return what "a" or "half a" counts before "million" or "dozen", and its length in words."""
    if place and normal_form(words[place - 1].text) in {"of", "in"}:
        return 0.0, 0  # "a quarter of a million", "one in a million"
    forms = [normal_form(word.text) for word in words[place : place + 3]]
    half = forms[:1] == ["half"]
    article = forms[1:] if half else forms
    if len(article) < 2 or article[0] not in {"a", "an"}:
        return 0.0, 0
    if article[1] not in _SPELLED_MULTIPLES and article[1] != "dozen":
        return 0.0, 0
    return (0.5, 2) if half else (1.0, 1)


def _is_pronoun(words: list[Word], place: int) -> bool:
    """Whether "one" stands for a person or thing rather than for a count."""
    if normal_form(words[place].text) not in {"one", "zero"}:
        return False
    following = normal_form(words[place + 1].text) if place + 1 < len(words) else ""
    return following not in PEOPLE and following not in ROLE_OF


def _is_bare(words: list[Word], place: int, text: str) -> bool:
    """Whether "millions" is not preceded by a number ("5 millions")."""
    if place == 0:
        return True
    form = normal_form(words[place - 1].text)
    counted = form[:1].isdigit() or form in ONES or form in TENS
    return not counted and "$" not in text[max(0, words[place].start - 2) : words[place].start]
