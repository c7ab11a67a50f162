"""Verbs that say the same, and verbs that say the opposite: short lists of common news verbs.

References
----------
Chklovski and Pantel (2004), VerbOcean: similarity and antonymy among verbs; de Marneffe, Rafferty
and Manning (2008), Finding contradictions in text: antonyms.
"""

from __future__ import annotations

from analysis.claims.terms import word_stem
from analysis.word_sets import word_set

_OPPOSITES = tuple(
    tuple(frozenset(map(word_stem, word_set(side))) for side in sides)
    for sides in (
        ("stay remain keep continue retain", "drop cut cancel scrap end go axe abolish"),
        ("rise increase grow climb gain", "fall drop decline decrease shrink"),
        (
            "approve accept back pass support endorse ratify adopt formalise formalize",
            "reject refuse oppose block veto",
        ),
        ("allow permit", "ban forbid bar prohibit"),
        ("open reopen", "close shut"),
        ("win", "lose"),
        ("begin start", "end finish stop"),
        ("convict", "acquit"),
        ("confirm admit", "deny"),
        ("survive live", "die"),
        ("succeed", "fail"),
    )
)
_ALIKE = tuple(
    frozenset(map(word_stem, word_set(group)))
    for group in (
        "endanger risk jeopardise jeopardize imperil threaten",
        "deport extradite expel repatriate return",
        "detain intern imprison jail incarcerate",
        "flee escape",
        "injure wound hurt",
    )
)


def verb_class(stem: str) -> str:
    """Return a name that verbs which say the same have in common: their own stem for most.

    Examples
    --------
    >>> verb_class(word_stem("approved")) == verb_class(word_stem("ratify"))
    True
    """
    classes = (side for pair in (*_OPPOSITES, _ALIKE) for side in pair)
    return next((min(side) for side in classes if stem in side), stem)


def are_opposite(one: str, other: str) -> bool:
    """Return whether two verbs, by their stems, say the opposite of each other.

    Examples
    --------
    >>> are_opposite(word_stem("approved"), word_stem("rejects"))
    True
    """
    return any(
        (one in left and other in right) or (one in right and other in left)
        for left, right in _OPPOSITES
    )


def are_one_deed(one: str, other: str) -> bool:
    """Return whether two verbs, by their stems, are the same or say the same.

    Examples
    --------
    >>> are_one_deed(word_stem("approved"), word_stem("ratify"))
    True
    """
    if not one or not other:
        return False
    return one == other or any(
        one in side and other in side for pair in (*_OPPOSITES, _ALIKE) for side in pair
    )
