"""Lines back into paragraphs: hard wraps, hyphens at line ends, sentences cut by a page break."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

_END = re.compile(r"[.!?…:;。！？।۔][\"'”’»)\]]*$|[\"”»]$")
_WRAP_MIN, _WRAP_NARROW, _WRAP_MAX = 26, 45, 160


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a lone line, and whether a blank line stood before it."""

    text: str
    after_blank: bool


def split_blocks(text: str) -> list[Block]:
    """Return the paragraphs of a text, hard-wrapped lines rejoined.

    A line was wrapped when the next line's first word would not have fitted into the text's width;
    a line that ends early ends a paragraph, a title or a label.

    Parameters
    ----------
    text : str
        Text with plain line ends.

    Returns
    -------
    list of Block
        Paragraphs in order.
    """
    lines = text.split("\n")
    width = wrap_width(lines)
    blocks: list[Block] = []
    last, blank = "", True
    for line in lines:
        line = line.strip()
        if not line:
            blank = True
            continue
        if blocks and width and _continues(last, line, blank=blank, width=width):
            blocks[-1] = Block(_join(blocks[-1].text, line, text), blocks[-1].after_blank)
        else:
            blocks.append(Block(line, blank))
        last, blank = line, False
    return blocks


def wrap_width(lines: list[str]) -> int:
    """Return the width a text is hard-wrapped at, in characters; 0 when it is not.

    It is, when of the lines followed by another at least half stop only where the next word would
    no longer fit.
    """
    lengths = [len(line) for line in lines if line]
    if len(lengths) < 4:
        return 0
    width = max(lengths)
    if width > _WRAP_MAX:
        # One long address or table row does not unwrap a wrapped text.
        fitting = sorted(length for length in lengths if length <= _WRAP_MAX)
        if len(fitting) < 0.95 * len(lengths) or len(fitting) < 20:
            return 0
        width = fitting[-1]
    if width < _WRAP_MIN:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    full = sum(_is_full(a, b, width) for a, b in pairs)
    # Short lines may be a list: a narrow column must show many full lines.
    enough = (8, 0.7) if width < _WRAP_NARROW else (3, 0.5)
    return width if full >= enough[0] and full >= enough[1] * len(pairs) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Return whether the next line's first word had no room.

    Letters differ in width, so a line counts as full from three quarters of the longest; one that
    ends a sentence only from five sixths, since it may end the paragraph too.
    """
    word = following.split(" ", 1)[0]
    room = width * (0.83 if _END.search(line) else 0.75)
    return len(line) + 1 + len(word) > room


def _continues(line: str, following: str, *, blank: bool, width: int) -> bool:
    if blank:
        # A page break or a stray blank line inside a sentence.
        cut = not _END.search(line) and len(line) > width // 2
        return cut and (
            following[0].islower()
            or unicodedata.category(following[0]) == "Mn"
            or _same_odd_script(line, following)
        )
    if _is_full(line, following, width):
        return True
    # A short line may still be wrapped text beside a picture: only if the sentence plainly goes on.
    return len(line) > width // 3 and not _END.search(line) and following[0].islower()


def _same_odd_script(line: str, following: str) -> bool:
    """Return whether a line ends, and the next begins, in letters without upper and lower case."""

    def odd(letter: str) -> bool:
        return letter.isalpha() and not letter.isupper() and not letter.islower()

    return odd(line[-1]) and any(odd(letter) for letter in following[:3])


def _join(before: str, line: str, text: str) -> str:
    """Join two lines; a word hyphenated at the line's end is made whole."""
    if re.search(r"[^\W\d_]{2}[-‐]$", before) and line[0].islower():
        head = re.search(r"[^\W\d_]+$", before[:-1])
        tail = re.match(r"[^\W\d_]+", line)
        if head and tail and f"{head[0]}-{tail[0]}" not in text:
            return before[:-1] + line
        return before + line
    # Chinese and Japanese are written without spaces.
    if _cjk(before[-1]) and _cjk(line[0]):
        return before + line
    return f"{before} {line}"


def _cjk(letter: str) -> bool:
    return (
        "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or letter in "。，、」』"
    )
