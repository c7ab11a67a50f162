"""Where a text names a person by surname, alone or behind the forename in any of its forms.

Another forename right before the surname means another person.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from analysis.quotations.names import fold
from analysis.stance.lists import word_list

if TYPE_CHECKING:
    from analysis.records import Span

_TITLES = word_list("titles")
_OPENERS = word_list("openers")
_RUN = re.compile(r"(?:[^\W\d_][\w.’'-]*[^\S\n]+){1,3}$")
"""Up to three words right before a surname."""


def find_surnames(text: str, name: str) -> list[Span]:
    """Return where a text names a person by surname.

    Parameters
    ----------
    text : str
        A sentence or a whole article.
    name : str
        Forename and surname.

    Returns
    -------
    list of (int, int)
        Character intervals of the surname alone.

    Examples
    --------
    >>> find_surnames("Otto Brandt and Adelaide K. Brandt", "Ada Brandt")
    []
    >>> find_surnames("Robert K. Brandt spoke", "Bob Brandt")
    [(10, 16)]
    """
    *given, surname = name.split()
    written = re.sub(r"['’]", "['’]", re.escape(surname))
    known = {form for word in given for form in _forms(word)}
    return [
        match.span()
        for match in re.finditer(rf"(?<![\w-]){written}(?![\w-])", text)
        if _may_be(text[max(0, match.start() - 60) : match.start()], known)
    ]


def _may_be(before: str, given: set[str]) -> bool:
    """Return whether what stands before a surname leaves the person possible."""
    run = _RUN.search(before)
    words: list[str] = []
    for word in reversed(run.group().split() if run else []):
        plain = fold(word).rstrip(".")
        ends = word.endswith(".") and len(plain) > 1 and plain not in _TITLES
        if ends or not word[0].isupper():
            break
        words.append(plain)
    if not words or words[0] in _TITLES or words[0] in _OPENERS:
        return True
    # A middle name or initial may stand between.
    return any(word in given for word in words)


def _forms(forename: str) -> set[str]:
    """Return how a forename may be written: in full, as an initial, as its short forms."""
    plain = fold(forename).rstrip(".")
    return {plain, plain[0], *_short_forms().get(plain, ())}


@cache
def _short_forms() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for group in word_list("forenames"):
        forms = set(group.split("/"))
        for form in forms:
            table.setdefault(form, set()).update(forms)
    return table
