"""The people an article names: every mention, gathered under the fullest form of the name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from analysis.quotations.columns import Columns
from analysis.quotations.given_names import GENDER_OF
from analysis.quotations.marks import Marked, marked_at
from analysis.quotations.names import (
    AGENCIES,
    FEMALE_TITLES,
    MALE_TITLES,
    PARTICLES,
    TITLES,
    fold,
    name_words,
)
from analysis.quotations.roles import role_of_noun, role_of_organisation
from analysis.quotations.verbs import SPEECH
from analysis.quotations.word_sets import word_set

_FEMALE_NOUNS = word_set("""
    woman congresswoman spokeswoman chairwoman actress wife mother daughter sister queen
    princess lady girl grandmother widow businesswoman councilwoman aunt niece girlfriend
    heroine her
""")
_MALE_NOUNS = word_set("""
    man congressman spokesman chairman actor husband father son brother king prince boy
    grandfather businessman councilman uncle nephew boyfriend his gentleman
""")
_NOT_PEOPLE = frozenset(
    {
        "GPE",
        "LOC",
        "FAC",
        "DATE",
        "TIME",
        "MONEY",
        "PERCENT",
        "NORP",
        "EVENT",
        "LAW",
        "LANGUAGE",
        "PRODUCT",
        "QUANTITY",
    }
)
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
_NAME = re.compile(r"[^\W\d_][\w'’.\-‑]*\Z")


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
    runs = [run for run in _runs(c) if _is_name(c, *run)]
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
        mention = Mention(first, last, assigned[run], _carrier(c, first, last), False)
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


def _runs(c: Columns) -> list[tuple[int, int]]:
    """Return runs of tokens that may be a personal name, titles cut off in front."""
    runs: list[tuple[int, int]] = []
    i, size = 0, len(c.word)
    while i < size:
        if not _name_token(c, i):
            i += 1
            continue
        j = i + 1
        while (
            j < size
            and c.sentence[j] == c.sentence[i]
            and (
                _name_token(c, j)
                or (
                    fold(c.word[j]) in PARTICLES
                    and j + 1 < size
                    and _name_token(c, j + 1)
                    and c.pos[j] == "PROPN"
                )
                or (
                    c.word[j] in {"-", "‑"}
                    and j + 1 < size
                    and _name_token(c, j + 1)
                    and c.end[j - 1] == c.start[j]
                    and c.end[j] == c.start[j + 1]
                )
            )
        ):
            if (
                c.entity[j] in {"PERSON", "ORG"}
                and c.entity[j - 1] in {"ORG", "NORP", "GPE", "PERSON"}
                and c.entity[j] != c.entity[j - 1]
            ):
                break
            j += 1
        first = i
        for k in range(i, j):
            if fold(c.word[k]).rstrip(".") in TITLES | AGENCIES and k + 1 < j:
                first = k + 1
        runs.append((first, j))
        i = j
    return runs


def _name_token(c: Columns, i: int) -> bool:
    if c.entity[i] in _NOT_PEOPLE and c.entity[i] != "NORP":
        return False
    return c.pos[i] == "PROPN" and c.word[i][:1].isupper() and bool(_NAME.match(c.word[i]))


def _is_name(c: Columns, first: int, last: int) -> bool:
    labels = Counter(c.entity[k] for k in range(first, last))
    words = last - first
    if words > 5 or len(c.word[last - 1]) < 2 or labels["NORP"]:
        return False
    if words == 1 and fold(c.word[first]).rstrip(".") in TITLES:
        return False
    titled = (
        first > 0
        and fold(c.word[first - 1]).rstrip(".") in TITLES
        and c.word[first - 1][:1].isupper()
    )
    if labels["PERSON"] * 2 >= words or titled:
        return fold(c.word[last - 1]) not in AGENCIES
    if labels["ORG"]:
        return _mistaken_for_organisation(c, first, last)
    if words == 1 and c.word[first].isupper():
        return False
    if c.word[last - 1] in _people_words(c) and words <= 2:
        return True
    head = _carrier(c, first, last)
    # An unknown name that acts like a person: subject of a verb, or explained by a noun.
    return (
        c.dep[head] in {"nsubj", "appos"}
        and not labels["ORG"]
        and words <= 3
        and (GENDER_OF.get(fold(c.word[first])) is not None or _reports(c, head))
    )


def _mistaken_for_organisation(c: Columns, first: int, last: int) -> bool:
    """Whether a run that the model took for an organisation is a person's name after all.

    Names from other scripts are often taken so. A person is introduced with a personal noun in
    apposition, taken up by "he" or "she", or called by the surname alone elsewhere.
    """
    text = c.text[c.start[first] : c.end[last - 1]]
    head = _carrier(c, first, last)
    if (
        last - first > 3
        or any(c.word[k].isupper() for k in range(first, last))
        or role_of_organisation(text)
        or fold(c.word[first]) in AGENCIES
        or (first > 0 and c.lemma[first - 1] == "the")
    ):
        return False
    if all(c.word[k] in _people_words(c) for k in range(first, last)):
        return True
    if not _reports(c, head):
        return False
    for child in c.children[head]:
        if c.dep[child] == "appos" and role_of_noun(c.lemma[child]) in _PERSONAL:
            return True
    if last - first == 1:
        return _taken_up(c, last)
    return any(
        word == c.word[last - 1]
        and not first <= k < last
        and c.entity[k] != "ORG"
        and _reports(c, k)
        for k, word in enumerate(c.word)
    )


_PERSONAL = frozenset({
    "politician", "official", "expert", "advocate", "affected person", "religious", "media",
    "business",
})  # fmt: skip


def _taken_up(c: Columns, token: int) -> bool:
    """Whether the next subject that is a pronoun is "he" or "she", nobody else named between."""
    for k in range(token, min(token + 80, len(c.word))):
        if c.entity[k] == "PERSON":
            return False
        if c.pos[k] == "PRON" and c.dep[k] in {"nsubj", "nsubjpass"} and c.word[k][:1].isupper():
            return c.lemma[k] in {"he", "she"} or c.word[k].lower() in {"he", "she"}
    return False


def _reports(c: Columns, head: int) -> bool:
    return c.dep[head] == "nsubj" and c.lemma[c.head[head]] in SPEECH


def _people_words(c: Columns) -> frozenset[str]:
    """Words the model took for a person's somewhere in this article."""
    known = c.__dict__.get("_people_words")
    if known is None:
        counts: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for word, label in zip(c.word, c.entity, strict=True):
            if label == "PERSON":
                counts[word] += 1
            elif label:
                others[word] += 1
        known = frozenset(w for w, n in counts.items() if n > others[w] and w[:1].isupper())
        c.__dict__["_people_words"] = known
    return known


def _carrier(c: Columns, first: int, last: int) -> int:
    for token in range(first, last):
        if not first <= c.head[token] < last or c.head[token] == token:
            return token
    return last - 1


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
    same = surnames.get(word, [])
    same = [n for n in same if not people[n].junior] or same
    if len(same) > 1:
        before = [r for r, number in assigned.items() if number in same and r < run]
        if before:
            return assigned[max(before)]
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
    people.append(Person((word,), _clean(c.text[slice(*c.span(*run))], (word,))))
    surnames.setdefault(word, []).append(len(people) - 1)
    return len(people) - 1


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
        lemma = c.lemma[token].rstrip(".")
        lemma = _TITLE_NOUN.get(lemma, lemma)
        person.nouns[lemma] += 1
        for implied in _IMPLIED.get(lemma, ()):
            person.nouns[implied] += 1
        person.noun_tokens.append(token)
    party = _PARTY.match(c.text, c.end[mention.last - 1])
    if party:
        person.nouns["democrat" if party[1] == "D" else "republican"] += 1
        person.nouns["lawmaker"] += 1


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
