"""Names of targets: what is left of them bare, of whom they are, what else is spelt like them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from analysis.stance.lists import word_list

_COUNTRIES = Path(__file__).parents[1] / "models" / "countries.tsv"
_TITLES = word_list("titles")
_ORGANISATION_WORDS = word_list("organisation")
_PRONOUNS = re.compile(r"(?:he|she|him|her|his|hers|himself|herself|who)", re.IGNORECASE)
OF_WHOM = re.compile(r"^(?:United States|U\.S\.|US) (?=[A-Z])| of (?:the United States|America)$")
"""What says only that an office or a law is the United States'."""


@dataclass(frozen=True, slots=True)
class Country:
    """What a country is called, its people, and its seats of government."""

    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Return every form of a country (lower case) with its country."""
    table: dict[str, Country] = {}
    for line in _COUNTRIES.read_text("utf-8").splitlines():
        names, demonyms, capitals = (tuple(filter(None, f.split(";"))) for f in line.split("\t"))
        country = Country(names, demonyms, capitals)
        for form in (*names, *demonyms, *capitals):
            table.setdefault(form.lower(), country)
    return table


def country_of(name: str) -> str:
    """Return the country that a name, demonym or capital stands for; empty when none.

    Parameters
    ----------
    name : str
        For instance "Beijing", "Chinese" or "the U.S.".

    Returns
    -------
    str
        The country's usual name.

    Examples
    --------
    >>> country_of("Beijing")
    'China'
    """
    country = countries().get(strip_name(name).lower())
    return country.names[0] if country else ""


def is_capital(name: str) -> bool:
    """Return whether a name is a seat of government that may stand for its country."""
    country = countries().get(strip_name(name).lower())
    return country is not None and strip_name(name).lower() in map(str.lower, country.capitals)


def strip_name(name: str) -> str:
    """Return a name without article, titles, possessive and surrounding marks.

    Returns
    -------
    str
        The name itself, unless nothing would be left of it.

    Examples
    --------
    >>> strip_name("the President Ada Brandt's")
    'Ada Brandt'
    """
    words = re.sub(r"['’]s?$", "", name.strip(" \t\n\"“”‘’'(),;:")).split()
    if len(words) > 1 and words[0].lower() in {"the", "a", "an", "this", "that"}:
        words = words[1:]
    while (
        len(words) > 1
        and words[0].lower().rstrip(".") in _TITLES
        and words[-1][0].isupper()
        and words[1].lower() not in _ORGANISATION_WORDS
    ):
        words = words[1:]
    if len(words) > 2 and words[-1].rstrip(".") in {"Jr", "Sr", "II", "III"}:
        words = words[:-1]
    return " ".join(words)


def is_person_name(name: str) -> bool:
    """Return whether a name looks like a person's: two to four capitalised words, none generic."""
    words = name.split()
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() or word in {"de", "van", "von", "al", "bin"} for word in words)
        and not any(word.lower() in _ORGANISATION_WORDS for word in words)
        and words[-1].lower() not in word_list("peoples")
        and not OF_WHOM.match(name)
        and not name.isupper()
        and not country_of(name)
    )


def is_thing(target: str) -> bool:
    """Return whether a target is surely no person: a country, an organisation, a proposal.

    Returns
    -------
    bool
        False for pronouns, titles ("the senator") and names that could be a person's.
    """
    name = strip_name(target)
    words = [word.lower().rstrip(".") for word in target.split()]
    if _PRONOUNS.fullmatch(name) or any(word in _TITLES for word in words):
        return False
    generic = any(word.lower() in _ORGANISATION_WORDS for word in name.split())
    return bool(country_of(name)) or generic or name.islower()


@lru_cache(65_536)
def spelling_key(word: str) -> str:
    """Return a key that spellings of one foreign word share: its consonants, softened.

    Returns
    -------
    str
        Empty for words under five letters, which would collide.

    Examples
    --------
    >>> spelling_key("Uighurs") == spelling_key("Uyghur")
    True
    """
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(c for c in plain if c.isalpha()).lower().removesuffix("s")
    if len(plain) < 5:
        return ""
    rest = re.sub(r"[aeiouyhw]", "", plain[1:].translate(str.maketrans("qk", "cc")))
    return plain[0] + re.sub(r"(.)\1+", r"\1", rest)


def initials(name: str) -> str:
    """Return the acronym of a name of three or more capitalised words; empty otherwise.

    Examples
    --------
    >>> initials("World Health Organization")
    'WHO'
    """
    capitals = [word[0] for word in re.findall(r"[^\W\d_]+", name) if word[0].isupper()]
    return "".join(capitals) if len(capitals) >= 3 else ""
