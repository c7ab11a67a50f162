"""The blocks of a text while they are sorted into what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.cleaning.furniture import count_words
from sources.cleaning.lines import Block

WORD = re.compile(r"\w[\w'’-]*")
_ENDS = frozenset(".!?…。！？।۔")
_CLOSING = "\"'”’»)]"
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


class Parts:
    """Lines of a text, whether a blank line stands before each, and what each is; "" for body."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.lines = [block.text for block in blocks]
        self.gap = [block.after_blank for block in blocks]
        self.kind = [""] * len(self.lines)

    def mark(self, place: int, kind: str) -> None:
        """Say what a line is, unless that is known."""
        self.kind[place] = self.kind[place] or kind

    def left(self) -> list[int]:
        """Return the places of the lines of which nothing is known yet."""
        return [place for place, kind in enumerate(self.kind) if not kind]


def is_prose(line: str) -> bool:
    """Return whether a line reads as running text: a sentence of some length, or several."""
    if line.isascii():
        if len(line) > 400:
            return True
    elif _HAN.search(line):
        return len(line) >= 25 and bool(re.search("[。！？，、]", line))
    words = count_words(line)
    return words >= 25 or (words >= 9 and line.rstrip(_CLOSING)[-1:] in _ENDS)


def plain(line: str) -> str:
    """Return the words of a line in small letters."""
    return " ".join(WORD.findall(line.lower()))
