"""Furniture inside a sentence: boxes about people that a page's text runs on through."""

from __future__ import annotations

import re

_MORE = r"(?:[^\n]{0,700}? )??MORE\b"
_WORD = r"[A-Z(\"“][\w’'.()\"”-]*"
_BOXES = tuple(
    re.compile(pattern)
    for pattern in (
        # "Ann Vale Ann Maria ValeCouncil votes on tram Mayor ill MORE said"
        rf"\b(?P<name>[A-Z][\w’'-]+)(?: {_WORD}){{1,6}}? (?P=name)(?=[^\s.,;:’'\-)]){_MORE}",
        # "Ann ValeAnn Maria ValeCouncil votes …"
        rf"\b(?P<name>[A-Z][a-z’'-]+)[A-Z][\w’'-]*(?: {_WORD}){{0,5}}? (?P=name)(?=[A-Z]){_MORE}",
        # "Ann Vale Ann Maria Vale Council votes …"
        rf"\b(?P<name>(?P<first>[A-Z][\w’'-]+) (?P<last>[A-Z][\w’'-]+)) (?P=first)"
        rf"(?: {_WORD}){{0,4}}? (?P=last) (?=[A-Z‘'“\"\d]){_MORE}",
    )
)
"""A name, the full name again, headlines about its bearer, and "MORE": the name alone is kept."""


def strip_boxes(text: str) -> tuple[str, list[str]]:
    """Return text without boxes about people, and what was left out.

    Examples
    --------
    >>> strip_boxes("Mayor Ann Vale Ann Maria ValeCouncil votes on tram Mayor ill MORE left.")
    ('Mayor Ann Vale left.', [' Ann Maria ValeCouncil votes on tram Mayor ill MORE'])
    """
    boxes: list[str] = []

    def bare(match: re.Match[str]) -> str:
        boxes.append(match[0].removeprefix(match["name"]))
        return match["name"]

    for pattern in _BOXES:
        if " MORE" in text:
            text = pattern.sub(bare, text)
    return text, boxes
