"""Why two personal names may be one person's: spelling, sound, post, statement, article."""

from __future__ import annotations

from difflib import SequenceMatcher

from analysis.quotations.evidence import shared_post, shared_statement
from analysis.quotations.names import (
    skeleton,
    transliteration_similarity,
)
from analysis.quotations.speaking import Node

_LONG_SKELETON = 4
"""Consonants that two bare names of one article must share to be one."""
_SAME_LETTERS = 0.6
"""Share of their letters that must agree in order."""
_ALIKE = 0.99
"""Similarity of two transliterated words at which they may be one name."""


def given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the given names of two full names may be one person's: each of the fewer is found."""
    short, long = sorted((a[:-1], b[:-1]), key=len)
    return all(
        any(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) or _close(x, y) for y in long)
        for x in short
    )


def _close(a: str, b: str) -> bool:
    """Whether two words differ by one letter at most, or one abbreviates the other."""
    if a == b:
        return True
    if min(len(a), len(b)) >= 3 and (a.startswith(b) or b.startswith(a)):
        return True
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1:
        return False
    at = next(
        (k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    return a[at + 1 :] == b[at + 1 :] or a[at:] == b[at + 1 :] or a[at + 1 :] == b[at:]


def same_person(a: Node, b: Node, full: dict[str, set[tuple[str, ...]]]) -> str:
    """Return why two names are one person's, a sentence; empty when nothing says so."""
    one, two = f"“{a.name}”", f"“{b.name}”"
    if a.key[-1] == b.key[-1]:
        if len(a.key) > 1 < len(b.key):
            if given_agree(a.key, b.key):
                return f"{one} and {two} share the surname and their given names agree."
            return ""
        known = full[a.key[-1]]
        if all(given_agree(x, y) for x in known for y in known):
            return f"{one} and {two} share a surname that only one person bears here."
        return ""
    if len(a.key) == len(b.key) > 1 and all(map(_close, a.key, b.key)):
        return f"{one} and {two} differ by a letter."
    if not _sound_alike(a.key, b.key):
        return ""
    support = [
        text
        for text in (shared_post(a.posts, b.posts), shared_statement(a.statements, b.statements))
        if text
    ]
    if not support:
        return ""
    return f"{one} and {two} sound alike once transliterated, and " + "; and ".join(support) + "."


def _one_article(a: Node, b: Node) -> str:
    """Return why two names of one word are one person's within an article; empty if nothing does.

    A transliteration may waver inside one text. A second person would be introduced: two bare
    names that sound alike, of which an article explains one at most, are one person's.
    """
    if not len(a.key) == len(b.key) == 1 or not a.statements.keys() & b.statements.keys():
        return ""
    if (a.posts and b.posts) or not _sound_alike(a.key, b.key):
        return ""
    alike = SequenceMatcher(None, a.key[0], b.key[0], autojunk=False).ratio()
    if len(skeleton(a.key[0])) < _LONG_SKELETON or alike < _SAME_LETTERS:
        return ""
    return (
        f"“{a.name}” and “{b.name}” sound alike once transliterated, and stand in one article that "
        "introduces one of them at most."
    )


def _sound_alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    short, long = sorted((a, b), key=len)
    scores = [max(transliteration_similarity(x, y) for y in long) for x in short]
    if len(short) == 1:
        return scores[0] >= _ALIKE
    return max(scores) >= _ALIKE and min(scores) >= 0.6
