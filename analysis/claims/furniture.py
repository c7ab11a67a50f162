"""Lines that stand beside an article and claim nothing: dates, credits, captions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.language.table import Table

_VERBS = frozenset({"VERB", "AUX"})
_FEW = 3
"""Words that are left of such a line without its dates."""
_BESIDE_THE_ARTICLE = re.compile(
    r"\bcontribut(?:ed|ing) to this (?:report|article|story)\b|"
    r"^(?:first posted|click here|read more|media caption|image (?:copyright|caption|source)|"
    r"enlarge this image|continue reading|"
    r"sign up (?:here|for)|slideshow)\b",
    re.IGNORECASE,
)
"""Who helped to write it, captions and invitations to read on: what no article claims."""


def is_furniture(c: Table, own: Sequence[int], text: str) -> bool:
    """Whether words are the line above or below an article: a date, "Posted by … | 0 comments".

    Parameters
    ----------
    c : Table
        The parsed article.
    own : sequence of int
        The words' numbers.
    text : str
        The same as text.
    """
    if _BESIDE_THE_ARTICLE.search(text):
        return True
    if "|" in c.word[own[0] : own[-1] + 1] and any(c.word[token] == "|" for token in own):
        return True
    if any(c.pos[token] in _VERBS and c.is_alpha[token] for token in own):
        return False
    telling = [t for t in own if c.is_alpha[t] and c.entity[t] not in {"DATE", "TIME"}]
    return len(telling) <= _FEW
