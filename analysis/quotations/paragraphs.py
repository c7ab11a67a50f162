"""Where the paragraphs of a text end: at blank lines, or at every line break."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\n\s*")
_SINGLE = re.compile(r"(?<!\n)\n(?![ \t\r]*\n)")
_ENDED = re.compile(r"[.!?…:][\"'”’»)\]]*[ \t\r]*\Z")
_LEAST = 5
"""Single line breaks that tell how a text is written."""
_SHARE = 0.8
"""Of them that a sentence ends before, where each line is a paragraph and none is wrapped."""
_BEFORE = 6
"""Characters before a line break that are looked at."""


def find_breaks(text: str) -> Iterator[re.Match[str]]:
    """Yield the white space between the paragraphs of a text."""
    return (_LINE if _has_long_lines(text) else _BLANK).finditer(text)


def _has_long_lines(text: str) -> bool:
    """Whether every line of a text is a paragraph."""
    breaks = [match.start() for match in _SINGLE.finditer(text)]
    if len(breaks) < _LEAST:
        return False
    ended = sum(bool(_ENDED.search(text[max(0, at - _BEFORE) : at])) for at in breaks)
    return ended >= _SHARE * len(breaks)
