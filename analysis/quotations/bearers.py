"""Whose a name is, within one article: full names first, then surnames and given names alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.quotations.columns import Columns
from analysis.quotations.given_names import GENDER_OF
from analysis.quotations.names import FEMALE_TITLES, MALE_TITLES, TITLES, fold, name_words

_JUNIOR = re.compile(r"\b(?:Jr|jr|II|III|IV)\b\.?$")

Run = tuple[int, int]
"""The tokens of a name."""


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


class Bearers:
    """The people of one article, and who bears each name."""

    def __init__(self, c: Columns) -> None:
        self.c = c
        self.people: list[Person] = []
        self.at: dict[Run, int] = {}
        self._by_surname: dict[str, list[int]] = {}

    def full(self, words: tuple[str, ...], text: str) -> int:
        """Return who bears a name of several words: somebody it agrees with, else a new person."""
        junior = bool(_JUNIOR.search(text))
        for number in reversed(self._by_surname.get(words[-1], [])):
            known = self.people[number]
            # "Lee Jr." beside "Lee" is his son.
            if known.junior == junior and _compatible(known.words, words):
                if len(words) > len(known.words):
                    known.words, known.name = words, _clean(text, words)
                return number
        return self._add(words, text, junior=junior)

    def single(self, word: str, run: Run, text: str) -> int:
        """Return who bears a name of one word: its surname, else its given name, else a new one."""
        same = self._by_surname.get(word, [])
        if _JUNIOR.search(text):
            sons = [n for n in same if self.people[n].junior]
            return sons[0] if sons else self._add((word,), text, junior=True)
        same = [n for n in same if not self.people[n].junior] or [
            # Who is named before the son is introduced is the father.
            n
            for n in same
            if any(number == n and r < run for r, number in self.at.items())
        ]
        if same:
            return same[0] if len(same) == 1 else self._likeliest(same, run)
        number = self._by_other_word(word)
        return self._add((word,), text) if number is None else number

    def _add(self, words: tuple[str, ...], text: str, *, junior: bool = False) -> int:
        self.people.append(Person(words, _clean(text, words), junior=junior))
        self._by_surname.setdefault(words[-1], []).append(len(self.people) - 1)
        return len(self.people) - 1

    def _likeliest(self, same: Sequence[int], run: Run) -> int:
        """Return who of several people of one surname is meant.

        A title says it, else whoever was named most before; of equals the last one.
        """
        title = self._title(run)
        before = {r: n for r, n in self.at.items() if n in same and r < run}
        titled = {r: n for r, n in before.items() if title and self._title(r) == title}
        gender = "m" if title in MALE_TITLES else "f" if title in FEMALE_TITLES else ""
        fitting = {r: n for r, n in before.items() if gender and self._gender(n) == gender}
        likely = titled or fitting or before
        counts = Counter(likely.values())
        return max(((counts[n], r, n) for r, n in likely.items()), default=(0, run, same[0]))[2]

    def _gender(self, number: int) -> str:
        return GENDER_OF.get(self.people[number].words[0], "")

    def _title(self, run: Run) -> str:
        """Return the title right before a name, folded; empty for none."""
        word = fold(self.c.word[run[0] - 1]).rstrip(".") if run[0] else ""
        return word if word in TITLES else ""

    def _by_other_word(self, word: str) -> int | None:
        """Return the one person with this given or middle name, or a letter off the surname."""
        numbered = list(enumerate(self.people))
        for found in (
            [n for n, p in numbered if len(p.words) > 1 and word == p.words[0]],
            [n for n, p in numbered if len(p.words) > 2 and word in p.words],
            [n for n, p in numbered if len(word) > 4 and _one_letter(word, p.words[-1])],
        ):
            if len(found) == 1 and len(self.people[found[0]].words) > 1:
                return found[0]
        return None


def bearers_of(c: Columns, runs: Sequence[Run]) -> Bearers:
    """Return the people whom the runs of tokens name, and whose each run is."""
    found = Bearers(c)
    named = [
        (run, text, name_words(text)) for run in runs for text in [c.text[slice(*c.span(*run))]]
    ]
    for run, text, words in named:
        if len(words) > 1:
            found.at[run] = found.full(words, text)
    for run, text, words in named:
        if len(words) == 1:
            found.at[run] = found.single(words[0], run, text)
    return found


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
