"""Targets that are issues: bills, policies, events. What else an article calls them.

References
----------
Quirk et al. (1985), A comprehensive grammar of the English language, chapter 17 (the head of a
noun phrase, and what stands before and behind it).
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.stance.lists import word_list

_SAME_THING = (
    frozenset({"treaty", "agreement", "deal", "pact", "accord", "convention"}),
    frozenset({"bill", "legislation", "measure", "law", "act", "statute"}),
    frozenset({"plan", "proposal", "scheme", "initiative"}),
    frozenset({"probe", "inquiry", "investigation"}),
    frozenset({"war", "conflict", "fighting"}),
    frozenset({"shooting", "massacre", "killings", "slayings", "rampage", "attack"}),
)
_BEHIND_HEAD = re.compile(
    r"(?<=\w) (?:of|for|to|in|on|at|by|from|with|without|that|which|who|against|over|under|about"
    r"|between|into|and|after|before|during|is|are|not|made|banning|requiring|allowing|cutting"
    r"|limiting|separating|barring) .*"
)
"""What a noun phrase adds behind its head: "law banning ...", "policy of ..."."""
_WHOSE = re.compile(r"\b\w+['’]s? ")


@lru_cache(4096)
def head_phrase(name: str) -> str:
    """Return the name of a thing up to and with its head.

    Returns
    -------
    str
        The name itself where nothing is added to the head.

    Examples
    --------
    >>> head_phrase("tough law banning sales of rifles")
    'tough law'
    """
    return _BEHIND_HEAD.sub("", name)


@lru_cache(4096)
def is_issue(name: str) -> bool:
    """Return whether a target is a bill, a policy or an event: no person, people or organisation.

    Parameters
    ----------
    name : str
        As `names.strip_name` gives it.

    Returns
    -------
    bool
        False for all that is written with capitals.

    Examples
    --------
    >>> [is_issue(name) for name in ("ban on rifles", "voters", "House Democrats")]
    [True, False, False]
    """
    words = head_phrase(name).split()
    if not words or not words[-1].islower():
        return False
    known = word_list("groups") | word_list("peoples")
    return known.isdisjoint({words[-1], words[-1].removesuffix("s")})


def shorter_names(name: str) -> list[str]:
    """Return what an article calls a thing once it has named it in full.

    Returns
    -------
    list of str
        Phrases of two words or more: "wall funding" for "border wall funding to be cut".
    """
    words = head_phrase(name).split()
    if not is_issue(name):
        return []
    return [" ".join(words[-count:]) for count in (len(words), 2) if 2 <= count <= len(words)]


def definite_names(name: str) -> list[re.Pattern[str]]:
    """Return patterns for "the pact" where a thing is a treaty: a pointing word stands before it.

    Returns
    -------
    list of Pattern
        Each with a group ``name``.
    """
    head = head_phrase(name).split()[-1]
    nouns = {word for group in _SAME_THING if head in group for word in group} | {head}
    either = "|".join(sorted(nouns))
    pointing = "the|this|that|such an?|its" + ("|his|her|their" if _WHOSE.search(name) else "")
    return [re.compile(rf"\b(?:{pointing})\s+(?P<name>{either})\b", re.IGNORECASE)]
