"""Pairs quotation marks, so that one stray mark costs at most its own quotation.

Works on characters alone, paragraph by paragraph. Knows “ ” " „ « » ‹ › 「 」 『 』 `` '' and
single marks ‘ ’ ' (told from apostrophes), marks reopened at the start of a paragraph without a
close, marks never closed, and dialogue dashes at the start of a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.quotations.paragraphs import find_breaks

_CLOSERS = {
    '"': '"”＂',
    "“": '”"',
    "”": "”",
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "＂": "＂",
    "``": "''",
    "''": "''",
    "‘": "’",
    "'": "'",
    "‚": "‘’",
}
_CURLY = 3
"""Curly marks that open, in a text where straight ones may be strays."""
_MARK = re.compile(r"``|''|[\"“”„‟«»‹›「」『』﹁﹂＂‘’'‚]|\n")
_SINGLE = frozenset("‘’'‚")
_ALWAYS_OPENS = frozenset("“„‟「『﹁") | {"``"}
_ALWAYS_CLOSES = frozenset("」』﹂")
_ENDED = frozenset(".!?…:;\"”»」』'’)")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_DASH = re.compile(r"(?:(?<=\n)|\A)[ \t]*([—–―])[ \t]*(?=[^\W\d_])")
_NICKNAME = re.compile(r"(?<=[^\W\d_] )[\"“](?=[A-Z])[\w.'’-]*\w[\"”](?= [A-Z])")
_CLIPPED = re.compile(
    r"[‘’'](?:\d0s|\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks."""

    start: int
    """Of the opening mark."""
    end: int
    """After the closing mark, or after the last character when it never closes."""
    closed: bool
    continues: bool = False
    """Reopened: the marked stretch before it was left open at the end of its paragraph."""
    single: bool = False

    @property
    def inner(self) -> tuple[int, int]:
        """The characters without the marks."""
        return self.start + 1, self.end - 1 if self.closed else self.end


@dataclass(slots=True)
class _Open:
    start: int
    mark: str
    continues: bool


def find_marked(text: str) -> list[Marked]:
    """Return the stretches between quotation marks, outermost only, in order.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of Marked
        Disjoint, ordered by start. A stretch ends at the latest with its paragraph; one that is
        reopened in the next paragraph is a stretch of its own with ``continues``.

    Examples
    --------
    >>> [text[m.start:m.end] for text in ['He said “no” and "go'] for m in find_marked(text)]
    ['“no”', '"go']
    """
    found: list[Marked] = []
    left_open = False
    paragraphs = list(_paragraphs(text))
    strays = _has_strays(text, paragraphs)
    for begin, end in paragraphs:
        stretches, left_open = _pair(text, begin, end, left_open, strays)
        found.extend(stretches)
    return [marked for marked in found if not _is_nickname(text, marked)]


def _is_nickname(text: str, marked: Marked) -> bool:
    """Whether a single name stands between marks amid a longer one: Marcia "Cia" Price."""
    if not (marked.closed and _NICKNAME.match(text, marked.start, marked.end + 2)):
        return False
    before = text[text.rfind(" ", 0, marked.start - 1) + 1 : marked.start]
    return before[:1].isupper()


def _has_strays(text: str, paragraphs: list[tuple[int, int]]) -> bool:
    """Whether no straight mark has a partner in its paragraph, in a text of curly ones.

    A page leaves them before the paragraphs of a block quotation.
    """
    counts = {text.count('"', begin, end) for begin, end in paragraphs}
    return counts - {0} == {1} and text.count("“") >= _CURLY


@lru_cache(maxsize=8)
def find_dashes(text: str) -> tuple[int, ...]:
    """Return where paragraphs open with a dialogue dash (the offset of the dash)."""
    return tuple(match.start(1) for match in _DASH.finditer(text))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield paragraphs; a blank line inside a sentence (a broken page) does not divide."""
    begin = 0
    for match in find_breaks(text):
        before = text[begin : match.start()].rstrip()
        after = text[match.end() : match.end() + 1]
        if before and before[-1] not in _ENDED and after.islower():
            continue
        if match.start() > begin:
            yield begin, match.start()
        begin = match.end()
    if begin < len(text):
        yield begin, len(text)


def _pair(
    text: str, begin: int, end: int, reopens: bool, strays: bool
) -> tuple[list[Marked], bool]:
    """Pair the marks of one paragraph; the flag says whether the last one stayed open."""
    marks = [m for m in _MARK.finditer(text, begin, end) if not (strays and m.group() == '"')]
    found: list[Marked] = []
    current: _Open | None = None
    depth = 0
    for number, match in enumerate(marks):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if current is not None and _reopened_on_next_line(text, at, end):
                found.append(Marked(current.start, at, False, current.continues))
                reopens, current, depth = True, None, 0
            continue
        if current is not None and mark in _CLOSERS[current.mark] and _may_close(text, match):
            if depth:
                depth -= 1
                continue
            single = current.mark in _SINGLE
            found.append(Marked(current.start, match.end(), True, current.continues, single))
            current, reopens = None, False
        elif _may_open(text, match, begin):
            if current is None:
                if mark in _SINGLE and not _closes_later(text, marks, number):
                    continue
                if mark == '"' and _is_stray(marks, number):
                    continue
                first = not text[begin:at].strip() or text[begin:at].endswith("\n")
                current, depth = _Open(at, mark, reopens and first), 0
            elif mark in _SINGLE:
                continue
            elif current.mark in _SINGLE:
                # A double mark outranks a single one that was perhaps an apostrophe.
                current = _Open(at, mark, False)
            elif _nests(marks, number):
                depth += 1
            else:
                found.append(_cut_short(text, current, at))
                current = _Open(at, mark, False)
    stays_open = False
    if current is not None and current.mark not in _SINGLE:
        before = text[begin : current.start].rstrip()
        stays_open = not before or not before[-1].isalnum()
        found.append(_cut_short(text, current, end, whole=True))
    return found, stays_open


def _may_open(text: str, match: re.Match[str], begin: int) -> bool:
    mark = match.group()
    before = text[match.start() - 1] if match.start() > begin else " "
    after = text[match.end() : match.end() + 1] or " "
    if mark in _ALWAYS_CLOSES or mark == "’":
        return False
    if mark in _SINGLE:
        free = not (before.isalnum() or before in ".,!?;:)’'") and not after.isspace()
        return (free and mark != "‚" and not _CLIPPED.match(text, match.start())) or (
            mark == "‚" and free
        )
    if mark in _ALWAYS_OPENS:
        return True
    return not before.isalnum() and before not in ".,!?;:%)]" and not after.isspace()


def _may_close(text: str, match: re.Match[str]) -> bool:
    mark = match.group()
    before = text[match.start() - 1 : match.start()] or " "
    after = text[match.end() : match.end() + 1] or " "
    if mark in _SINGLE:
        return not before.isspace() and not after.isalnum()
    if mark in '"＂':
        # ' "word' opens again; anything else may close.
        return not (before.isspace() and not after.isspace() and after.isalnum())
    return True


def _closes_later(text: str, marks: list[re.Match[str]], number: int) -> bool:
    closers = _CLOSERS[marks[number].group()]
    return any(m.group() in closers and _may_close(text, m) for m in marks[number + 1 :])


def _is_stray(marks: list[re.Match[str]], number: int) -> bool:
    """Whether a straight mark stands before curly ones, none of its own kind behind it.

    No writer nests so; it is what a block quotation leaves in a copy.
    """
    following = [m.group() for m in marks[number + 1 :] if m.group() not in _SINGLE]
    return following[:1] == ["“"] and '"' not in following


def _nests(marks: list[re.Match[str]], number: int) -> bool:
    """Whether two closing marks follow before another one opens."""
    mark = marks[number].group()
    if mark not in _ALWAYS_OPENS:
        return False
    closers = _CLOSERS[mark].replace('"', "")
    following = [
        m.group() for m in marks[number + 1 :] if m.group() == mark or m.group() in closers
    ]
    return len(following) >= 2 and all(m in closers for m in following[:2])


def _reopened_on_next_line(text: str, at: int, end: int) -> bool:
    rest = text[at:end].lstrip()
    return bool(rest) and (rest[0] in "“„«「" or (rest[0] == '"' and not rest[1:2].isspace()))


def _cut_short(text: str, current: _Open, limit: int, *, whole: bool = False) -> Marked:
    """End a stretch that never closes: with its sentence, or with the paragraph it opened."""
    if not (whole and not text[text.rfind("\n", 0, current.start) + 1 : current.start].strip()):
        match = _SENTENCE_END.search(text, current.start, limit)
        limit = match.end() if match else limit
    end = current.start + len(text[current.start : limit].rstrip())
    return Marked(current.start, max(end, current.start + 1), False, current.continues)


def marked_at(marked: list[Marked], offset: int) -> int | None:
    """Return the number of the stretch that holds a character, or None."""
    number = bisect_right([m.start for m in marked], offset) - 1
    return number if number >= 0 and offset < marked[number].end else None
