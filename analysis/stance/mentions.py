"""Where a text names a target: full names, surnames, acronyms, spellings, demonyms, capitals.

Pronouns are left out here (see `following`): what "he" refers to is a guess, and a wrong guess puts
words about one person on another's account.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.stance.names import (
    OF_WHOM,
    countries,
    country_of,
    initials,
    is_person_name,
    spelling_key,
    strip_name,
)
from analysis.stance.surnames import find_surnames
from analysis.stance.things import definite_names, shorter_names

if TYPE_CHECKING:
    from analysis.records import Span

_STATE_WORDS = (
    "government|governments|authorities|officials?|state|regime|leaders?|leadership|president|"
    "premier|prime|foreign|military|army|forces|troops|police|parliament|embassy|consulate|"
    "diplomats?|ministry|minister|administration|communist|envoy|ambassador|side|policy|policies|"
    "spokesman|spokeswoman|spokesperson|lawmakers|negotiators|delegation|intelligence|rulers?"
)
_PARTY_WORDS = (
    "leaders?|leadership|lawmakers?|senators|congressmen|members|majority|minority|caucus|conference"
    "|establishment|governors|legislators|opposition"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|outside|around|to|into|of|through|across|visit(?:ed|s|ing)?|leave|left)"
    r"\s+(?:central\s+|downtown\s+)?$",
    re.IGNORECASE,
)
_SAME_NAME = (
    ("ISIS", "ISIL", "Daesh", "Islamic State"),
    ("Republican Party", "GOP", "Republicans", "Republican lawmakers"),
    ("Democratic Party", "Democrats", "Democratic lawmakers"),
    ("Al-Qaeda", "al-Qaeda", "al Qaeda", "Al Qaeda", "al-Qaida", "al Qaida"),
    ("Affordable Care Act", "Obamacare", "ObamaCare"),
    ("House of Representatives", "the House"),
    ("undocumented immigrants", "illegal immigrants", "unauthorized immigrants"),
)
_OFFICE = re.compile(r"^(Department|Ministry|Office|Bureau) (?:of|for) (.+)$")
_PARTY = re.compile(r"([A-Z]\w+) Party")
_COMMITTEE = re.compile(r"^(House|Senate) Committee on (?:the )?(\w+)")


def find_mentions(text: str, target: str) -> tuple[Span, ...]:
    """Return where a text names a target, in order and without overlaps.

    Parameters
    ----------
    text : str
        A sentence or a whole article.
    target : str
        A name ("Recep Tayyip Erdoğan", "China", "the WHO") or a thing in lower case ("the treaty").

    Returns
    -------
    tuple of (int, int)
        Character intervals.
    """
    name = name_in(text, target)
    if not name:
        return ()
    found = {span for pattern in _patterns(name) for span in _spans(pattern, text)}
    if is_person_name(name):
        found |= set(find_surnames(text, name))
    found |= set(_capitals(text, name)) | set(_spellings(text, name))
    return _without_overlaps(found)


def name_in(text: str, target: str) -> str:
    """Return a target's bare name; typed without capitals, as the text writes it if a person's.

    Parameters
    ----------
    text : str
        A sentence or a whole article.
    target : str
        As a person typed it.

    Returns
    -------
    str
        Without article, titles and surrounding marks.

    Examples
    --------
    >>> name_in("Then Ada Brandt spoke.", "ada brandt")
    'Ada Brandt'
    """
    name = strip_name(target)
    if not name.islower() or " " not in name:
        return name
    written = {match.group() for match in re.finditer(_flexible(name, True), text, re.IGNORECASE)}
    return written.pop() if len(written) == 1 and is_person_name(min(written)) else name


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span("name") for match in pattern.finditer(text)]


@lru_cache(4096)
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    common = name.islower()
    thing = name.split()[-1].islower()
    flags = re.IGNORECASE if common else re.NOFLAG
    forms = [name, *_other_names(name), *shorter_names(name)]
    if initials(name):
        forms += [initials(name), "".join(f"{letter}." for letter in initials(name))]
    longest = sorted(dict.fromkeys(forms), key=lambda form: (-len(form), form))
    words = "|".join(_flexible(form, common) for form in longest)
    patterns = [re.compile(rf"(?<![\w.])(?P<name>{words})(?!\w)", flags)]
    if thing:
        patterns += definite_names(name)
    elif not country_of(name) and not is_person_name(name):
        # In a headline set in capitals, or in lower case in careless copy.
        patterns.append(re.compile(rf"(?<!\w)(?P<name>{re.escape(name.upper())})(?!\w)"))
    party = _PARTY.fullmatch(OF_WHOM.sub("", name))
    if party:
        patterns.append(re.compile(rf"\b(?P<name>{party[1]}) (?:{_PARTY_WORDS})\b"))
    country = countries().get(name.lower())
    if country and country.demonyms:
        either = "|".join(re.escape(form) for form in country.demonyms)
        patterns.append(re.compile(rf"(?<!\w)(?P<name>{either})(?=\s+(?:{_STATE_WORDS})\b)"))
    return tuple(patterns)


def _flexible(form: str, common: bool) -> str:
    spaced = r"\s+".join(re.escape(word) for word in form.split())
    spaced = re.sub(r"\\-|–", "[-–]", re.sub("['’]", "['’]", spaced))
    if form.isupper() or not form[-1].isalpha():
        return spaced
    if form.endswith("s") and len(form) > 4 and not form.endswith("ss"):
        return spaced + "?"
    return spaced + ("(?:s|es)?" if common else "s?")


def _other_names(name: str) -> list[str]:
    country = countries().get(name.lower())
    if country:
        return list(country.names)
    others = []
    bare = OF_WHOM.sub("", name)
    if bare != name:
        others.append(bare)
    office = _OFFICE.match(bare)
    if office:
        others.append(f"{office.group(2)} {office.group(1)}")
    committee = _COMMITTEE.match(bare)
    if committee:
        others.append(f"{committee.group(1)} {committee.group(2)} Committee")
    party = _PARTY.fullmatch(bare)
    if party:
        others.append(party.group(1) + "s")
    for group in _SAME_NAME:
        if bare in group:
            others += group
    return others


def _capitals(text: str, name: str) -> list[Span]:
    """Seats of government that speak or act; "in Beijing" is only a place."""
    country = countries().get(name.lower())
    if country is None:
        return []
    either = "|".join(re.escape(form.removeprefix("the ")) for form in country.capitals) or "(?!)"
    return [
        match.span()
        for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w|,\s+[A-Z])", text)
        if not _PLACE_BEFORE.search(text[max(0, match.start() - 25) : match.start()])
    ]


def _spellings(text: str, name: str) -> list[Span]:
    if " " in name or country_of(name) or not name[:1].isupper():
        return []
    key = spelling_key(name)
    return [
        match.span()
        for match in re.finditer(r"[^\W\d_]{5,}", text)
        if key and match.group()[0] == name[0] and spelling_key(match.group()) == key
        if abs(len(match.group()) - len(name)) <= 2 and not country_of(match.group())
    ]


def _without_overlaps(spans: set[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
