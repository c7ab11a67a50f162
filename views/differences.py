"""What differs between passages shown next to each other, as places to mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from analysis.stems import STOP_WORDS, normal_form, stem

_WORD = re.compile(r"[^\W_]+(?:['’\-.,][^\W_]+)*")

Span = tuple[int, int]
Place = tuple[str, int, int]
"""An article's text, and where a passage begins and ends in it."""


def own_words(passages: Sequence[Place]) -> list[list[Span]]:
    """Return, for each passage, the content words that no other passage has.

    Parameters
    ----------
    passages : sequence of Place
        What is shown next to each other.

    Returns
    -------
    list of list of (int, int)
        Places in the texts given, neighbours joined; empty for a passage that stands alone.
    """
    found = [
        [(m.start(), m.end(), normal_form(m.group())) for m in _WORD.finditer(text, start, end)]
        for text, start, end in passages
    ]
    if len(found) < 2:
        return [[] for _ in found]
    carriers = Counter(word for words in found for word in {stem(w) for _, _, w in words})
    return [
        joined(text, [(s, e) for s, e, word in words if _tells(word) and carriers[stem(word)] == 1])
        for (text, _, _), words in zip(passages, found, strict=True)
    ]


def _tells(word: str) -> bool:
    return word not in STOP_WORDS


def changes(one: Place, other: Place) -> tuple[list[Span], list[Span]]:
    """Return the words of two passages that have no counterpart in the other, in order.

    Returns
    -------
    list of (int, int), list of (int, int)
        Places in the first text and in the second, neighbours joined.
    """
    words = [
        [(m.start(), m.end()) for m in _WORD.finditer(text, start, end)]
        for text, start, end in (one, other)
    ]
    folded = [
        [text[s:e].lower() for s, e in spans]
        for (text, _, _), spans in zip((one, other), words, strict=True)
    ]
    matcher = SequenceMatcher(None, folded[0], folded[1], autojunk=False)
    here: list[Span] = []
    there: list[Span] = []
    for change, a, b, x, y in matcher.get_opcodes():
        if change != "equal":
            here += words[0][a:b]
            there += words[1][x:y]
    return joined(one[0], here), joined(other[0], there)


def joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return places with neighbours that only blanks part made one.

    Returns
    -------
    list of (int, int)
        In the order given.
    """
    result: list[Span] = []
    for start, end in spans:
        if result and text[result[-1][1] : start].isspace():
            result[-1] = result[-1][0], end
        else:
            result.append((start, end))
    return result
