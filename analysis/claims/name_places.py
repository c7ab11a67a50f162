"""A name where the event's other texts have another one.

"The inquiry into the fire at Ana Duarte" is odd in an event whose other texts speak of the fire at
the Harbour Hotel. Of two statements of one claim, each with a full name that the other lacks, the
names are rivals when the place of one, told by the words beside it, is elsewhere in the event the
place of the other, and more often than its own.

References
----------
Harris (1954), Distributional structure; de Marneffe, Rafferty and Manning (2008), Finding
contradictions in text: structural mismatches.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.claims.difference import Difference
from analysis.claims.name_conflicts import TITLES, is_alike, is_title_case
from analysis.claims.terms import word_stem
from analysis.stems import STOP_WORDS, Word, find_words, normal_form

Name = tuple[str, ...]
Beside = tuple[str, str]
"""Stems of the next words that tell something, before and after; empty at an end."""

_MOST_TEXTS = 2_000
"""Texts of one event that are looked at; more say nothing new about the places of its names."""


@dataclass(frozen=True, slots=True)
class EventNames:
    """The full names of an event, and where their last part stands in its texts."""

    texts: tuple[str, ...]
    names: Mapping[str, tuple[Name, ...]]
    """By first part, the longest first."""
    places: Mapping[str, tuple[tuple[int, int], ...]]
    """By last part: number of the text, and of the word in it."""


@lru_cache(maxsize=50_000)
def _forms(text: str) -> tuple[str, ...]:
    return tuple(normal_form(word.text) for word in find_words(text))


def event_names(texts: Sequence[str]) -> EventNames:
    """Return the full names in the texts of an event, and where they stand.

    Parameters
    ----------
    texts : sequence of str
        All statements of one event; headlines in capitals add places but no names.

    References
    ----------
    Harris (1954), Distributional structure, Word 10.
    """
    kept = tuple(sorted(set(texts)))[:_MOST_TEXTS]
    found = {name for text in kept if not is_title_case(text) for name in _full_names(text)}
    names: dict[str, list[Name]] = defaultdict(list)
    for name in sorted(found, key=lambda name: (-len(name), name)):
        names[name[0]].append(name)
    last = {name[-1] for name in found}
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, text in enumerate(kept):
        for place, form in enumerate(_forms(text)):
            if form in last:
                places[form].append((number, place))
    return EventNames(
        kept,
        {first: tuple(rows) for first, rows in names.items()},
        {form: tuple(rows) for form, rows in places.items()},
    )


def _full_names(text: str) -> Iterator[Name]:
    """Yield the runs of two and more capital words, titles left out."""
    run: list[Word] = []
    for word in find_words(text):
        joined = not run or text[run[-1].end : word.start] in {" ", ". "}
        capital = word.text[0].isupper() and normal_form(word.text) not in STOP_WORDS
        if not (capital and joined):
            yield from _named(run)
            run = []
        if capital:
            run.append(word)
    yield from _named(run)


def _named(run: Sequence[Word]) -> Iterator[Name]:
    parts = tuple(form for word in run if (form := normal_form(word.text)) not in TITLES)
    if len(parts) > 1:
        yield parts


def rival_names(a: str, b: str, event: EventNames) -> Difference | None:
    """Return the names that stand in each other's place in two statements; None without any.

    Parameters
    ----------
    a, b : str
        Statements held to make the same claim.
    event : EventNames
        Of the event that both are from.

    Notes
    -----
    With ``f(x, c)`` how often name x stands in the event before or after the same word as in place
    c: names y of one and x of the other are rivals when ``f(y, c_x) - f(x, c_x) >= 1``, the
    statement at hand left out.

    References
    ----------
    Harris (1954), Distributional structure, Word 10.
    """
    ours, theirs = _unshared(a, b, event), _unshared(b, a, event)
    for x, start_x in theirs:
        for y, start_y in ours:
            if _is_out_of_place(x, start_x, b, y, event) or _is_out_of_place(
                y, start_y, a, x, event
            ):
                spans = _span(a, y, start_y), _span(b, x, start_x)
                one, other = a[slice(*spans[0])], b[slice(*spans[1])]
                return Difference("name", "", *spans, f"“{one}” against “{other}”")
    return None


def _unshared(text: str, other: str, event: EventNames) -> list[tuple[Name, int]]:
    """Return the full names of a text of which the other has no part, with their places."""
    held = set(_forms(other))
    found, forms, place = [], _forms(text), 0
    while place < len(forms):
        rows = event.names.get(forms[place], ())
        name = next((row for row in rows if forms[place : place + len(row)] == row), None)
        if name and not any(is_alike(part, form) for part in name for form in held):
            found.append((name, place))
        place += len(name) if name else 1
    return found


def _is_out_of_place(x: Name, place: int, text: str, y: Name, event: EventNames) -> bool:
    """Whether the event has another name more often where a text has this one."""
    before, after = _beside(_forms(text), place, len(x))
    if not before and not after:
        return False

    def fits(name: Name) -> int:
        return sum(
            count
            for (left, right), count in _contexts(name, text, event).items()
            if (before and left == before) or (after and right == after)
        )

    return fits(y) - fits(x) >= 1


def _contexts(name: Name, without: str, event: EventNames) -> Counter[Beside]:
    """Count the words beside a name, or beside its last part, in the event's other texts."""
    found: Counter[Beside] = Counter()
    for number, last in event.places.get(name[-1], ()):
        text = event.texts[number]
        if text != without:
            forms = _forms(text)
            first = last
            while first > 0 and forms[first - 1] in name:
                first -= 1
            found[_beside(forms, first, last + 1 - first)] += 1
    return found


def _beside(forms: Sequence[str], place: int, length: int) -> Beside:
    before = next((form for form in reversed(forms[:place]) if form not in STOP_WORDS), "")
    after = next((form for form in forms[place + length :] if form not in STOP_WORDS), "")
    return word_stem(before), word_stem(after)


def _span(text: str, name: Name, place: int) -> tuple[int, int]:
    words = find_words(text)
    return words[place].start, words[place + len(name) - 1].end
