"""The people an article names: every mention, gathered under the fullest form of the name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from analysis.quotations.columns import Columns
from analysis.quotations.given_names import GENDER_OF
from analysis.quotations.marks import Marked, marked_at
from analysis.quotations.mentions import carrier, is_name, name_runs
from analysis.quotations.names import (
    FEMALE_TITLES,
    MALE_TITLES,
    TITLES,
    fold,
    name_words,
)
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
_TITLE_NOUN = {
    "sen": "senator", "gov": "governor", "rep": "representative", "pres": "president",
    "gen": "general", "prof": "professor", "dr": "doctor", "lt": "lieutenant", "rev": "reverend",
    "amb": "ambassador", "atty": "attorney", "pm": "premier",
}  # fmt: skip
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
_JUNIOR = re.compile(r"\b(?:Jr|jr|II|III|IV)\b\.?$")
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
class Person:
    """Somebody the article names."""

    words: tuple[str, ...]
    """Folded words of the fullest name."""
    name: str
    mentions: list[int] = field(default_factory=list)
    junior: bool = False
    """Whether the name is written with Jr. or the like."""
    gender: str = ""
    """m, f or empty."""
    nouns: Counter[str] = field(default_factory=Counter)
    """Lemmas of titles and appositions."""
    noun_tokens: list[int] = field(default_factory=list)


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
    found = People([], [], {})
    surnames: dict[str, list[int]] = {}
    assigned: dict[tuple[int, int], int] = {}
    full = [(run, name_words(c.text[slice(*c.span(*run))])) for run in runs]
    for run, words in full:
        if len(words) > 1:
            assigned[run] = _person_for(found.people, surnames, words, c.text[slice(*c.span(*run))])
    for run, words in full:
        if len(words) == 1:
            assigned[run] = _single(found.people, surnames, words[0], c, run, assigned)
    for run in runs:
        first, last = run
        mention = Mention(first, last, assigned[run], carrier(c, first, last), False)
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


def _person_for(
    people: list[Person], surnames: dict[str, list[int]], words: tuple[str, ...], text: str
) -> int:
    name = _clean(text, words)
    junior = bool(_JUNIOR.search(text))
    for number in reversed(surnames.get(words[-1], [])):
        known = people[number]
        # "Lee Jr." beside "Lee" is his son.
        if known.junior == junior and _compatible(known.words, words):
            if len(words) > len(known.words):
                known.words, known.name = words, name
            return number
    people.append(Person(words, name, junior=junior))
    surnames.setdefault(words[-1], []).append(len(people) - 1)
    return len(people) - 1


def _compatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two full names with one surname may be one person's."""
    short, long = sorted((a[:-1], b[:-1]), key=len)
    return all(any(_same_given(x, y) for y in long) for x in short)


def _same_given(a: str, b: str) -> bool:
    a, b = a.rstrip("."), b.rstrip(".")
    short, long = sorted((a, b), key=len)
    return (
        a == b
        or (len(short) == 1 and long.startswith(short))
        or (len(short) >= 3 and long.startswith(short))
    )


def _single(
    people: list[Person],
    surnames: dict[str, list[int]],
    word: str,
    c: Columns,
    run: tuple[int, int],
    assigned: dict[tuple[int, int], int],
) -> int:
    """Assign a one-word name: to the last person before it of that surname, else given name."""
    text = c.text[slice(*c.span(*run))]
    same = surnames.get(word, [])
    if _JUNIOR.search(text):
        sons = [n for n in same if people[n].junior]
        if not sons:
            people.append(Person((word,), _clean(text, (word,)), junior=True))
            surnames.setdefault(word, []).append(len(people) - 1)
        return sons[0] if sons else len(people) - 1
    same = [n for n in same if not people[n].junior] or [
        # Who is named before the son is introduced is the father.
        n
        for n in same
        if any(number == n and r < run for r, number in assigned.items())
    ]
    if len(same) > 1:
        bearer = _bearer(people, same, c, run, assigned)
        if bearer is not None:
            return bearer
    if same:
        return same[0]
    given = [
        n for n, person in enumerate(people) if len(person.words) > 1 and word == person.words[0]
    ]
    if len(given) == 1:
        return given[0]
    inner = [n for n, person in enumerate(people) if len(person.words) > 2 and word in person.words]
    if len(inner) == 1:
        return inner[0]
    near = [
        n
        for n, person in enumerate(people)
        if len(word) > 4 and _one_letter(word, person.words[-1])
    ]
    if len(near) == 1 and len(people[near[0]].words) > 1:
        return near[0]
    people.append(Person((word,), _clean(text, (word,))))
    surnames.setdefault(word, []).append(len(people) - 1)
    return len(people) - 1


def _bearer(
    people: list[Person],
    same: list[int],
    c: Columns,
    run: tuple[int, int],
    assigned: dict[tuple[int, int], int],
) -> int | None:
    """Return who of several people of one surname is meant: by the title, else named most before.

    Of equals the last one; None when none was named before.
    """
    title = _title_before(c, run)
    before = {r: number for r, number in assigned.items() if number in same and r < run}
    titled = {r: n for r, n in before.items() if title and _title_before(c, r) == title}
    gender = "m" if title in MALE_TITLES else "f" if title in FEMALE_TITLES else ""
    fitting = {
        r: n for r, n in before.items() if gender == GENDER_OF.get(people[n].words[0], gender)
    }
    likely = titled or fitting or before
    counts = Counter(likely.values())
    return max(likely.items(), key=lambda one: (counts[one[1]], one[0]))[1] if likely else None


def _title_before(c: Columns, run: tuple[int, int]) -> str:
    """Return the title right before a name, folded; empty for none."""
    word = fold(c.word[run[0] - 1]).rstrip(".") if run[0] else ""
    return word if word in TITLES else ""


def _one_letter(a: str, b: str) -> bool:
    """Whether two words differ by one changed letter."""
    return len(a) == len(b) and a[0] == b[0] and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _clean(text: str, words: tuple[str, ...]) -> str:
    """Return the name as written, one line, titles in front left out."""
    parts = text.split()
    while len(parts) > 1 and fold(parts[0]).rstrip(".") in TITLES:
        parts.pop(0)
    joined = " ".join(parts)
    return re.sub(r"['’]s?$", "", joined) or " ".join(words)


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


def title_noun(lemma: str) -> str:
    """Return the noun that a title stands for: senator for "Sen."."""
    lemma = lemma.rstrip(".")
    return _TITLE_NOUN.get(lemma.lower(), lemma)


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
