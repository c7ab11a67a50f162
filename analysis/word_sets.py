"""Word lists, written as running text."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, white space between them.

    Examples
    --------
    >>> sorted(word_set("say tell"))
    ['say', 'tell']
    """
    return frozenset(text.split())
