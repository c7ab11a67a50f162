"""Direct speech that the marks alone decide, without weighing: "A," she said. "B.".

Given cue and source, the gold of PolNeAR's training articles agrees in 99 of 100.
"""

from __future__ import annotations

from analysis.quotations.cues import says
from analysis.quotations.regions import Around
from analysis.quotations.second import Piece
from analysis.quotations.sheet import Sheet

_STOPS = frozenset(".!?…")
_BEFORE_SENTENCES = _STOPS | {":"}
_PARTING = _STOPS | {":", ";"}
_OPEN_ENDS = frozenset(",?!—–-")
_SENTENCE, _SHORT = 4, 3
"""Words of a marked stretch that is no title; letters of words that are small in one."""


def plain_content(sheet: Sheet, a: Around) -> Piece | None:
    """Return the marked stretch that a cue of saying plainly belongs to, if any.

    "A," she said. She said, "A." The stretch begins a sentence; on its left only the source stands
    between it and the cue, on its right no other verb, and a comma or colon leads to it.
    """
    if a.source < 0 or not says(sheet.c, a.cue):
        return None
    return _tagged(sheet, a) or _introduced(sheet, a)


def _tagged(sheet: Sheet, a: Around) -> Piece | None:
    c = sheet.c
    number = max(sheet.mark_of[a.low : a.cue], default=-1)
    if number < 0:
        return None
    first, end = sheet.mark_tokens[number]
    stop = c.word[end - 2][-1] if end - first > 2 else ""
    comma = "," in {stop, c.word[sheet.next_solid(end, a.cue)]}
    between = range(end, a.cue)
    if (
        (comma or (stop in _OPEN_ENDS and not _has_clause(sheet, a.cue)))
        and _begins_sentence(sheet, first)
        and a.source >= end
        and c.paragraph[first] == c.paragraph[a.cue]
        and sheet.verbs_before[end] == sheet.verbs_before[a.cue]
        and not any(c.word[t] in _PARTING for t in between)
    ):
        return first, end
    return None


def _has_clause(sheet: Sheet, cue: int) -> bool:
    """Whether a clause hangs on a cue behind it: "Who pays?" The mayor said *it was not clear*."""
    c = sheet.c
    return any(k > cue and c.dep[k] == "ccomp" and sheet.mark_of[k] < 0 for k in c.children[cue])


def _begins_sentence(sheet: Sheet, first: int) -> bool:
    c, before = sheet.c, sheet.previous_solid(first, 0)
    opens = before < 0 or c.paragraph[before] < c.paragraph[first] or sheet.mark_of[before] >= 0
    return (opens or c.word[before] in _BEFORE_SENTENCES) and any(
        word[0].isupper() for word in c.word[first + 1 : first + 2]
    )


def _introduced(sheet: Sheet, a: Around) -> Piece | None:
    c = sheet.c
    number = next((n for n in sheet.mark_of[a.cue + 1 : a.high] if n >= 0), -1)
    if number < 0:
        return None
    first, end = sheet.mark_tokens[number]
    before, words = sheet.previous_solid(first, 0), sheet.words_before
    if (
        end - first > 2
        and c.word[end - 2][-1] in _STOPS | _OPEN_ENDS
        and c.word[first + 1][0].isupper()
        and (words[first] == words[a.cue + 1] or not _is_title(sheet, first, end))
        and c.word[before] in {",", ":"}
        and c.sentence[before] == c.sentence[a.cue]
        and sheet.full_verbs_before[first] == sheet.full_verbs_before[a.cue + 1]
    ):
        return first, end
    return None


def _is_title(sheet: Sheet, first: int, end: int) -> bool:
    """Whether a marked stretch may be a title: "says the plan, 'A Harbour for All,' would cost"."""
    words = [word for word in sheet.c.word[first + 2 : end - 1] if len(word) > _SHORT]
    return sheet.words_before[end] - sheet.words_before[first] < _SENTENCE or all(
        word[0].isupper() for word in words if word.isalpha()
    )


def plain_continuation(sheet: Sheet, a: Around, chosen: Piece) -> Piece | None:
    """Return the marked stretch that plainly carries on what a cue tags, if any.

    "A," she said. "B." and "A," she said, "b."; not "A," she said. "B," he said.
    """
    c, number = sheet.c, sheet.mark_of[chosen[0]] + 1
    if chosen[1] > a.cue or not 0 < number < len(sheet.mark_tokens):
        return None
    first, last = sheet.mark_tokens[number]
    before = sheet.previous_solid(first, 0)
    if first <= a.cue or last - first < 3 or c.sentence[before] != c.sentence[a.cue]:
        return None
    if c.paragraph[first] != c.paragraph[a.cue]:
        return None
    if c.word[before] in _STOPS:
        after, stop = sheet.next_solid(last, len(c.word)), c.word[last - 2][-1]
        last_of_paragraph = after == len(c.word) or c.paragraph[after] > c.paragraph[first]
        whole = stop == "." or (stop in _STOPS and last_of_paragraph)
        return (first, last) if whole and c.word[first + 1][0].isupper() else None
    between = range(a.cue + 1, before)
    other = any(c.pos[t] == "VERB" and says(c, t) for t in between)
    return (first, last) if c.word[before] == "," and not other else None
