"""What part the target plays in a sentence, where that tells that it is not judged there.

Who speaks or judges is not judged, and who suffers is not blamed. The training labels often say
otherwise, or have no such sentences; word lists and the order of words say it plainly.

References
----------
Dowty (1991), Thematic proto-roles and argument selection, Language 67 (agents and patients).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.stance.lists import word_list

if TYPE_CHECKING:
    from analysis.records import Span

ROLE_BONUS = 2.0
"""Added to the log-odds of neutral where the target plays such a part, see `lean_neutral`."""
_WORD = re.compile(r"[^\W\d_]+|[^\w\s,]")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’]s\b)?|[^\w\s]")
_NEAR = 12
"""Words behind a name that are looked at."""
_ASIDE = 12
"""Words that a remark between commas may have: "Karim, a nurse of the clinic, was killed"."""


def is_acting(text: str, target: Span | None) -> bool:
    """Return whether the target speaks or judges: "Brandt, who accused ...", "Brandt later said".

    Returns
    -------
    bool
        True when a verb of saying or judging follows the target's name, with at most three words
        such as "later" between them.

    Examples
    --------
    >>> is_acting("Brandt later accused Keller.", (0, 6))
    True
    """
    if target is None:
        return False
    for word in _WORD.findall(text[target[1] :])[:4]:
        if word.lower() in word_list("acts"):
            return True
        if word.lower() not in word_list("before_acts") and not word.endswith("ly"):
            return False
    return False


def is_suffering(text: str, target: Span | None) -> bool:
    """Return whether harm is done to the target: "Karim was shot", "rebels kidnapped Karim".

    Returns
    -------
    bool
        True when behind the target stands a verb of harm in the passive, or one such as "died";
        or when before it stands such a verb, or a noun: "the torture of Karim".

    Examples
    --------
    >>> is_suffering("Karim, a nurse, was shot.", (0, 5))
    True
    >>> is_suffering("Karim shot a nurse.", (0, 5))
    False
    """
    if target is None:
        return False
    before = _TOKEN.findall(text[: target[0]])
    return _is_harmed(_TOKEN.findall(text[target[1] :])) or _is_harmed_by(before)


def _is_harmed(behind: Sequence[str]) -> bool:
    """Return whether the words behind a name say what it suffered."""
    words = [word.lower() for word in _without_aside(behind)[:_NEAR]]
    passive = False
    for number, word in enumerate(words):
        if word in word_list("harmed"):
            after = words[number + 1 :] or ["."]
            if word in word_list("punished") and not word_list("crimes").isdisjoint(after):
                return False
            return passive or after[0] in word_list("behind_harmed")
        if word in word_list("perishes"):
            return True
        passive = passive or word in word_list("be")
        if word not in word_list("be") | word_list("before_be") and not word.endswith("ly"):
            return False
    return False


def _without_aside(behind: Sequence[str]) -> Sequence[str]:
    """Return the words without a remark between commas right at their start."""
    if not behind or behind[0] != ",":
        return behind
    rest = behind[1 : _ASIDE + 2]
    if rest and rest[0].lower() in word_list("harmed") | {"who", "which"}:
        return behind[1:]
    return behind[rest.index(",") + 2 :] if "," in rest else ()


def _is_harmed_by(before: Sequence[str]) -> bool:
    """Return whether the words before a name end in a verb or noun of harm done to it."""
    words = list(before[-6:])
    names = 0
    while words and _may_stand_before(words[-1]) and names < 4:
        if words[-1] == "of" and len(words) > 1 and words[-2].lower() in word_list("harm"):
            return True
        words.pop()
        names += 1
    return bool(words) and words[-1].lower() in word_list("harms")


def _may_stand_before(word: str) -> bool:
    """Return whether a word may stand between a verb and the name it is about."""
    titled = word[0].isupper() or word.lower() in word_list("titles")
    return titled or word.lower() in word_list("before_names")
