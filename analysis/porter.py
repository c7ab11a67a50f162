"""Porter's stemmer, step by step.

References
----------
Porter (1980), An algorithm for suffix stripping, Program 14(3).
"""

from __future__ import annotations

from functools import lru_cache
from string import ascii_letters


def strip_suffixes(word: str) -> str:
    """Return what is left of a word of small letters.

    Examples
    --------
    >>> strip_suffixes("generalizations"), strip_suffixes("ferries")
    ('gener', 'ferri')
    """
    return _step_5(_step_4(_step_3(_step_2(_step_1c(_step_1b(_step_1a(word)))))))


_VOWELS = "aeiou"
_LETTERS = str.maketrans({letter: "v" if letter in _VOWELS else "c" for letter in ascii_letters})


def _shape(word: str) -> str:
    """Return c for each consonant and v for each vowel; y after a consonant is one."""
    shape = word.translate(_LETTERS)
    for place, letter in enumerate(word) if "y" in word else ():
        if letter == "y" and place and shape[place - 1] == "c":
            shape = f"{shape[:place]}v{shape[place + 1 :]}"
    return shape


@lru_cache(maxsize=200_000)
def _measure(start: str) -> int:
    """Porter's m: how often a vowel is followed by a consonant."""
    return _shape(start).count("vc")


def _has_vowel(start: str) -> bool:
    return "v" in _shape(start)


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _shape(word)[-1] == "c"


def _ends_short(word: str) -> bool:
    """Porter's *o: consonant, vowel, consonant other than w, x or y."""
    return word[-1:] not in tuple("wxy") and _shape(word).endswith("cvc")


def _step_1a(word: str) -> str:
    for ending, other in (("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending):
            return word.removesuffix(ending) + other
    return word


def _step_1b(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            start = word.removesuffix(ending)
            return _mended(start) if _has_vowel(start) else word
    return word


def _mended(start: str) -> str:
    if start.endswith(("at", "bl", "iz")):
        return start + "e"
    if _ends_double(start) and start[-1] not in "lsz":
        return start[:-1]
    if _measure(start) == 1 and _ends_short(start):
        return start + "e"
    return start


def _step_1c(word: str) -> str:
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) else word


_STEP_2 = tuple(
    pair.split(":")
    for pair in [
        "ational:ate",
        "tional:tion",
        "enci:ence",
        "anci:ance",
        "izer:ize",
        "abli:able",
        "alli:al",
        "entli:ent",
        "eli:e",
        "ousli:ous",
        "ization:ize",
        "ation:ate",
        "ator:ate",
        "alism:al",
        "iveness:ive",
        "fulness:ful",
        "ousness:ous",
        "aliti:al",
        "iviti:ive",
        "biliti:ble",
    ]
)
_STEP_3 = tuple(
    pair.split(":")
    for pair in ("icate:ic", "ative:", "alize:al", "iciti:ic", "ical:ic", "ful:", "ness:")
)
_STEP_4 = tuple(
    sorted(
        [
            "al",
            "ance",
            "ence",
            "er",
            "ic",
            "able",
            "ible",
            "ant",
            "ement",
            "ment",
            "ent",
            "sion",
            "tion",
            "ou",
            "ism",
            "ate",
            "iti",
            "ous",
            "ive",
            "ize",
        ],
        key=lambda ending: -len(ending),
    )
)


def _step_2(word: str) -> str:
    return _replaced(word, _STEP_2) if word.endswith(_ENDINGS_2) else word


def _step_3(word: str) -> str:
    return _replaced(word, _STEP_3) if word.endswith(_ENDINGS_3) else word


_ENDINGS_2, _ENDINGS_3 = (tuple(ending for ending, _ in pairs) for pairs in (_STEP_2, _STEP_3))


def _replaced(word: str, pairs: tuple[list[str], ...]) -> str:
    for ending, other in pairs:
        if word.endswith(ending):
            start = word.removesuffix(ending)
            return start + other if _measure(start) > 0 else word
    return word


def _step_4(word: str) -> str:
    if not word.endswith(_STEP_4):
        return word
    for ending in _STEP_4:
        if word.endswith(ending):
            # "ion" goes only after s or t, which stay.
            start = word.removesuffix(ending) + (ending[0] if ending.endswith("ion") else "")
            return start if _measure(start) > 1 else word
    return word


def _step_5(word: str) -> str:
    if word.endswith("e"):
        start = word[:-1]
        if _measure(start) > 1 or (_measure(start) == 1 and not _ends_short(start)):
            word = start
    if word.endswith("ll") and _measure(word) > 1:
        return word[:-1]
    return word
