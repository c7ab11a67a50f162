"""What a figure counts (its unit) and what happened to it (its role), from the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from analysis.claims.lexicon import BETWEEN, CURRENCIES, NAMELESS, ONES, PEOPLE, ROLE_OF, THINGS
from analysis.stems import STOP_WORDS, Word, find_words, normal_form, stem
from analysis.word_sets import word_set

_PERCENT = re.compile(r"^\s?(?:%|per\s?cent|percent)", re.IGNORECASE)
_AGE_AFTER = re.compile(r"^\s?-?\s?years?\s?-?\s?old\b\W*(\w+)?(?:\s+(\w+))?", re.IGNORECASE)
_AGE_BEFORE = re.compile(
    r"((?!Aged?\b|At\b)[A-Z][\w’'-]+)(?:,?\s[JS]r)?\.?,?\s(?:aged?|at age|age of)?\s?$|"
    r"\b(?i:aged?|age of|(?:dies|died|dead|death)(?:\s\w+)?\sat)\s$"
)
_AGE_END = re.compile(r"^\s?(?:[,.;)]|$|(?:was|were|is|has|had|who|and|found|dead|escaped|of)\b)")
_MAGNITUDE = re.compile(
    r"\b(?:magnitude|richter|measur(?:ing|ed)|quake|earthquake)\b", re.IGNORECASE
)
_HYPHEN = re.compile(r"^\s?[-–]\s?([A-Za-z]+)")
_SKIPPED = frozenset({"of", "other", "more", "my", "our", "his", "her", "its", "their", "the"})
"""Words that may stand between a figure and what it counts ("millions of my people")."""
_NUMBER_OF = re.compile(
    r"\b(?:number|total|count) of (?:the |all )?(\w+)\b(?:\W+\w+){0,8}\W+(?:at|to|as|is|was)"
    r"(?: (?:about|around|some|over|least|most|no|more|less|fewer|than|up|to|at))*\s$"
)
_SCORED = re.compile(r"\bscor(?:ed|es|ing)\s$")
_PARENT = re.compile(r"\b(?:mother|father|mom|mum|dad|parents?|grandmother|grandfather) of\s$")
COUNTED = frozenset({"people", "percent"})
"""Units of which there are kinds."""
_SHARE_OF = re.compile(r"^\sof (?:the |all |its |their )?((?:[\w’'-]+ ?){1,4})")
_ANYBODY = word_set(
    """people person persons others victims victim dead members survivors residents citizens locals
    individuals americans adults"""
)
"""Words for people of any kind."""
_SAME_PEOPLE = {
    stem(word): group.split()[0]
    for group in (
        "worker workers employees staff colleagues coworkers",
        "soldier soldiers troops servicemen",
        "police policemen policeman officers officer",
        "protester protesters demonstrators marchers supporters",
        "passenger passengers travellers travelers commuters",
        "migrant migrants refugees",
        "rebel rebels militants gunmen fighters insurgents",
        "student students pupils",
        "resident islanders villagers voters",
    )
    for word in group.split()
}
_WINDOW = 6


def unit_of(text: str, words: list[Word], start: int, end: int) -> tuple[str, str, int]:
    """Return the unit of a figure, the name an age belongs to, and where the figure ends.

    Parameters
    ----------
    text : str
        Clause or sentence.
    words : list of Word
        Its words.
    start, end : int
        The figure.

    Returns
    -------
    tuple of (str, str, int)
        Unit: a stem, "people", a currency, "percent", "age", "magnitud"; empty when none is near.
    """
    after = text[end:]
    percent = _PERCENT.match(after)
    if percent:
        return "percent", "", end + percent.end()
    age = _AGE_AFTER.match(after)
    if age:
        return "age", _named(age[1], age[2]), end
    named = _AGE_BEFORE.search(text[:start])
    digits = text[start:end]
    plausible = digits.isdigit() and int(digits) < 200 and _AGE_END.match(after)
    if named and plausible and ("," in named[0] or not named[1] or "age" in named[0]):
        return "age", normal_form(named[1]) if named[1] else "", end  # "Ines Duarte, 58, was"
    if "." in digits and _MAGNITUDE.search(text[max(0, start - 30) : end + 30]):
        return "magnitud", "", end
    if _PARENT.search(text[:start]):
        return "child", "", end
    hyphen = _HYPHEN.match(after)
    if hyphen:
        form = normal_form(hyphen[1])
        return "magnitud" if form == "magnitude" else stem(form), "", end
    unit, reach = _counted(text, [word for word in words if word.start >= end][:6], end)
    if not unit and _SCORED.search(text[:start]):
        unit = "point"
    return unit or _numbered(text[:start]), "", reach


def _numbered(before: str) -> str:
    """Return what "the number of guests in the hall at" counts."""
    match = _NUMBER_OF.search(before)
    if match is None:
        return ""
    form = normal_form(match[1])
    return "people" if form in PEOPLE or _is_people(match[1]) else stem(form)


def _named(*following: str | None) -> str:
    """Return the first of the words after an age: a name, or the noun ("climber").

    "The 34-year-old Oslo man" is not called Oslo.
    """
    forms = [form for word in following if word and (form := normal_form(word)) not in STOP_WORDS]
    return next((form for form in forms if form in NAMELESS), forms[0] if forms else "")


def _counted(text: str, following: list[Word], end: int) -> tuple[str, int]:
    """Return the noun counted: the first plural after the figure, or else the next word."""
    first, reach = "", end
    for place, word in enumerate(following):
        form = normal_form(word.text)
        if form == "and" and _joins_names(following, place):
            reach = word.end
            continue
        if form in CURRENCIES and len(form) > 1:
            return CURRENCIES[form], word.end
        apart = text[reach : word.start].strip(" -–\n")
        if apart or form[:1].isdigit() or form in STOP_WORDS - _SKIPPED:
            break
        reach = word.end
        if form in _SKIPPED:
            continue
        if form in PEOPLE or _is_people(word.text) or (form in ROLE_OF and not first):
            return "people", end
        if form in ROLE_OF:
            break
        if form.endswith("s") and not form.endswith(("ss", "us", "is")):
            return stem(form), end
        first = first or stem(form)
    return first, end


def _joins_names(words: list[Word], place: int) -> bool:
    """Whether "and" stands between two adjectives of names: "12 Spanish and French boats"."""
    beside = words[place - 1 : place] + words[place + 1 : place + 2]
    return len(beside) == 2 and all(word.text[0].isupper() for word in beside)


def counted_noun(text: str, end: int) -> str:
    """Return the stem of the first plural noun after a figure, whatever it counts; or nothing.

    Parameters
    ----------
    text : str
        Clause or sentence.
    end : int
        Where the figure ends.
    """
    for word in find_words(text[end : end + 40])[:3]:
        form = normal_form(word.text)
        if form in STOP_WORDS - _SKIPPED:
            break
        if form.endswith("s") and not form.endswith(("ss", "us", "is")):
            return stem(form)
    return ""


def counted_kind(text: str, end: int, unit: str) -> str:
    """Return which people, or per cent of what, a figure counts; empty where that is left open.

    Parameters
    ----------
    text : str
        Clause or sentence.
    end : int
        Where the figure ends.
    unit : str
        Its unit.

    Examples
    --------
    >>> counted_kind("four nurses were hurt", 4, "people")
    'nurs'
    >>> counted_kind("four people were hurt", 4, "people")
    ''
    """
    if unit == "percent":
        share = _SHARE_OF.match(text[end:])
        forms = [normal_form(word) for word in share[1].split()] if share else []
        told = list(takewhile(lambda form: form not in STOP_WORDS, forms))
        return stem(told[-1]) if told else ""
    if unit != "people":
        return ""
    for word in find_words(text[end : end + 40])[:4]:
        form = normal_form(word.text)
        if form in _ANYBODY or form in ROLE_OF or form in STOP_WORDS - _SKIPPED:
            break
        if form in PEOPLE or _is_people(word.text):
            return _SAME_PEOPLE.get(stem(form), stem(form))
    return ""


def _is_people(word: str) -> bool:
    """Whether a capital plural names a people ("Basques") or a plural those who live somewhere."""
    capital = word[0].isupper() and not word.isupper() and len(word) > 4
    return word.endswith("s") and (
        (capital and stem(normal_form(word)) not in THINGS)
        or word.lower().endswith(("landers", "townsfolk"))
    )


def role_of(words: list[Word], start: int, end: int) -> str:
    """Return what happened to what a figure counts; empty when no word of the lists is near.

    The role's word right before the figure counts first, then one after it, then one before it.

    Parameters
    ----------
    words : list of Word
        The words of the text.
    start, end : int
        The figure.
    """
    before = [word for word in words if word.end <= start][-2 * _WINDOW :]
    beside = _beside(before, start)
    if beside in ROLE_OF:
        return ROLE_OF[beside]
    after = [word for word in words if word.start >= end][: 2 * _WINDOW]
    for place, word in enumerate(after[:_WINDOW]):
        form = normal_form(word.text)
        if form[:1].isdigit() or form in ONES:
            break
        if form in ROLE_OF:
            if _governs(word, after[place + 1 :]):
                break
            return ROLE_OF[form]
    forms = [normal_form(word.text) for word in reversed(before)]
    return next((ROLE_OF[form] for form in forms if form in ROLE_OF), "")


def _beside(before: list[Word], start: int) -> str:
    """Return the word before a figure, qualifiers left out; none where a mark stands between."""
    for word in reversed(before):
        if start - word.end > 1:
            break
        form = normal_form(word.text)
        if form not in BETWEEN:
            return form
        start = word.start
    return ""


def _governs(word: Word, following: Sequence[Word]) -> bool:
    """Whether a role's word belongs to the figure after it: "killing 10", not "4 dead, 9"."""
    end = word.end
    for other in following:
        if other.start - end != 1:
            return False
        form = normal_form(other.text)
        if form not in BETWEEN:
            return form[:1].isdigit() or form in ONES
        end = other.end
    return False
