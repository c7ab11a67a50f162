"""Where the content of a cue may stand: its region and the stretches worth a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.quotations.sheet import Sheet
from analysis.word_sets import word_set

_STARTS = 10
_ENDS = 15
_DIVIDERS = word_set("""
    ) ( ; — [ - ] – ... : -- , . …
""")


@dataclass(frozen=True, slots=True)
class Around:
    """A cue with its source and the region where its content may stand."""

    cue: int
    source: int
    """Head token of the source; -1 for none."""
    source_edges: tuple[int, int]
    low: int
    high: int


def around(sheet: Sheet, cue: int, source: int, source_edges: tuple[int, int]) -> Around:
    """Return the region of a cue: its sentence, and the marked stretches that touch it."""
    c = sheet.c
    low, high = c.sentences[c.sentence[cue]]
    high = max(sheet.previous_solid(high, low) + 1, cue + 1)
    for token in (low, high - 1):
        number = sheet.mark_of[token]
        if number >= 0:
            low = min(low, sheet.mark_tokens[number][0])
            high = max(high, sheet.mark_tokens[number][1])
    before = sheet.previous_solid(low, 0)
    if before >= 0 and sheet.mark_of[before] >= 0 and c.paragraph[before] == c.paragraph[cue]:
        low = sheet.mark_tokens[sheet.mark_of[before]][0]
    elif (
        before >= 0
        and cue - low <= 4
        and c.paragraph[before] == c.paragraph[cue]
        and c.word[before] not in {".", "!", "?"}
    ):
        low = c.sentences[c.sentence[before]][0]
    after = sheet.next_solid(high, len(c.word))
    if c.word[cue] == ":" and after < len(c.word) and c.paragraph[after] == c.paragraph[cue]:
        # A transcript: the turn ends with its paragraph.
        high = sheet.paragraphs[c.paragraph[cue]][1]
    elif after < len(c.word) and c.word[high - 1] == ":":
        number = sheet.mark_of[after]
        high = (
            sheet.mark_tokens[number][1] if number >= 0 else sheet.paragraphs[c.paragraph[after]][1]
        )
    elif (
        after < len(c.word) and sheet.mark_of[after] >= 0 and c.paragraph[after] == c.paragraph[cue]
    ):
        high = sheet.mark_tokens[sheet.mark_of[after]][1]
    return Around(cue, source, source_edges, low, high)


def jaccard(sheet: Sheet, a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return how many of the words of two stretches they share, 0 to 1."""
    before = sheet.words_before
    low, high = max(a[0], b[0]), min(a[1], b[1])
    shared = before[high] - before[low] if low < high else 0
    both = before[a[1]] - before[a[0]] + before[b[1]] - before[b[0]] - shared
    return shared / both if both else 0.0


def near_nodes(sheet: Sheet, cue: int) -> list[int]:
    """Return the tokens around a cue in the tree: descendants, ancestors and their children."""
    c = sheet.c
    found: list[int] = []
    level = [cue]
    for _ in range(3):
        level = [child for token in level for child in c.children[token]]
        found += level
    token = cue
    for _ in range(5):
        if c.head[token] == token:
            break
        token = c.head[token]
        found.append(token)
        found += c.children[token]
    return found


def candidates(sheet: Sheet, a: Around) -> list[tuple[int, int]]:
    """Return candidate stretches of content as token intervals, left of the cue and right of it."""
    c = sheet.c
    edges = [c.edges[node] for node in near_nodes(sheet, a.cue)]
    cuts = {a.low, a.high}
    cuts.update(x for pair in edges for x in pair if a.low <= x <= a.high)
    for token in range(a.low, a.high):
        number = sheet.mark_of[token]
        if number >= 0:
            first, last = sheet.mark_tokens[number]
            if token == first:
                cuts.update((first, last))
        elif (c.word[token] in _DIVIDERS and not sheet.is_hyphen(token)) or c.dep[token] in {
            "mark",
            "cc",
        }:
            cuts.update((token, token + 1))
    cuts.update((a.cue, a.cue + 1))
    if a.source >= 0:
        cuts.update(x for x in a.source_edges if a.low <= x <= a.high)
    cuts = {x for x in cuts if not inside_mark(sheet, x)}
    ordered = sorted(cuts)
    edges_of_marks = _mark_edges(sheet, a)
    found: list[tuple[int, int]] = []
    led = _led_marks(sheet, a)
    for low, high, right in ((a.low, a.cue, False), (a.cue + 1, a.high, True)):
        here = [x for x in ordered if low <= x <= high]
        starts = here[:-1]
        ends = here[1:]
        starts = (
            starts[:_STARTS]
            if right
            else starts[: _STARTS // 2] + starts[_STARTS // 2 :][-_STARTS // 2 :]
        )
        ends = ends[: _ENDS - 3] + ends[_ENDS - 3 :][-3:] if right else ends[-_STARTS:]
        # However much stands between them and the cue.
        starts += [x for x in edges_of_marks if low <= x < high]
        ends += [x for x in edges_of_marks if low < x <= high]
        clipped_starts = dict.fromkeys(sheet.clip(x, high)[0] for x in starts)
        clipped_starts.pop(high, None)
        clipped_ends = dict.fromkeys(sheet.clip(low, x)[1] for x in ends)
        for first in clipped_starts:
            limit = _limit(sheet, first, led)
            found += [(first, last) for last in clipped_ends if first < last <= limit]
    before = sheet.words_before
    found = [s for s in found if before[s[1]] > before[s[0]]]
    if a.source < 0:
        return found
    source, (begin, end) = a.source, a.source_edges
    # None that holds the source, nor a part of it.
    return [s for s in found if not (s[0] <= source < s[1] or (begin <= s[0] and s[1] <= end))]


def _mark_edges(sheet: Sheet, a: Around) -> list[int]:
    """Return where the nearest marked stretch on either side of a cue begins and ends."""
    left = max(sheet.mark_of[a.low : a.cue], default=-1)
    right = next((n for n in sheet.mark_of[a.cue + 1 : a.high] if n >= 0), -1)
    return [x for number in (left, right) if number >= 0 for x in sheet.mark_tokens[number]]


def inside_mark(sheet: Sheet, token: int) -> bool:
    """Whether a cut before this token would part a marked stretch."""
    if not 0 < token < len(sheet.mark_of):
        return False
    number = sheet.mark_of[token]
    return number >= 0 and sheet.mark_of[token - 1] == number


def _limit(sheet: Sheet, first: int, led: Sequence[tuple[int, int]]) -> int:
    """Return where a stretch must end: before a mark that a sentence or lead-in stands before."""
    end = len(sheet.mark_of)
    if not led or sheet.mark_of[first] >= 0:
        return end
    return min((opening for before, opening in led if before > first), default=end)


def _led_marks(sheet: Sheet, a: Around) -> list[tuple[int, int]]:
    """Return the opening marks of a region that a stop or colon stands before, behind that one."""
    found = []
    for token in range(a.low, a.high):
        number = sheet.mark_of[token]
        if number >= 0 and token == sheet.mark_tokens[number][0]:
            before = sheet.previous_solid(token, 0)
            if before >= 0 and sheet.c.word[before] in {":", ".", "!", "?"}:
                found.append((before, token))
    return found
