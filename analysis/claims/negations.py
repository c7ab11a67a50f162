"""Negation: words that turn the predicate after them, and those that only seem to.

The cues are closed lists, matched on normal forms of words; each turns what follows it.

References
----------
Chapman et al. (2001), NegEx: lists of triggers with a bounded scope; Morante and Daelemans (2009),
Learning the scope of hedge cues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.claims.hedges import MONTH
from analysis.claims.terms import word_stem
from analysis.stems import STOP_WORDS
from analysis.word_sets import word_set

_NEGATIONS = word_set(
    """not never none nobody nothing nowhere neither nor cannot cant wont dont doesnt
    didnt isnt arent wasnt werent hasnt havent hadnt wouldnt couldnt shouldnt aint unable no"""
)
_PLAIN_NEGATIONS = _NEGATIONS - word_set(
    "no none nobody nothing nowhere neither nor without unable"
)
"""Those that turn a verb, not a noun."""
_PREVENTING = word_set(
    "prevent prevents prevented preventing stop stops stopped stopping keep keeps kept bar barred"
)
"""With "from", these turn what follows."""
_SET_OFF = (
    re.compile(r", (?:who|whom|which|whose)\b[^,.;]*,", re.IGNORECASE),
    re.compile(r"\b(?:despite|although|though|unlike)\b(?! no\b)[^,.;]*,", re.IGNORECASE),
    re.compile(r"\bnot (?:\w+ ){1,4}\w+, but\b", re.IGNORECASE),
    re.compile(r"\bwould(?: not|n[’']t) have\b(?=.*\bif\b)", re.IGNORECASE),
    re.compile(r"\b(?:is|was|are|were)(?: not|n[’']t) (?:the|an?) one\b", re.IGNORECASE),
    re.compile(r"\bnot (?:\w+ ){1,3}(?:solely|only|merely|just)\b", re.IGNORECASE),
    re.compile(r"\b[Nn]o (?=(?:\w+ ){1,3}(?:more|less)\b.*\bthan\b)"),
    re.compile(
        r"\b(?:not|never) (?:properly|really|entirely|fully|completely|exactly|necessarily|always|"
        r"far|enough|quite)\b",
        re.IGNORECASE,
    ),
)
"""Negations of a part of the statement only, or of another one."""
_UNWILLING = word_set("refuse refuses refused decline declines declined fail fails failed failing")
"""With "to", these turn what follows."""
_TURNING_VERBS = _PLAIN_NEGATIONS | _UNWILLING | {"unable"}
_OPENING_VERBS = _UNWILLING | word_set("didnt doesnt isnt arent wasnt werent hasnt havent hadnt")
"""With these a clause whose subject stands elsewhere may begin; "don't" asks for something."""
_NOT_NEGATED = word_set(
    "only just merely simply solely less fewer more later longer sooner doubt guilty"
)
_UNSAID = frozenset(
    word_stem(form)
    for form in word_set(
        "know known clear specify specified disclose disclosed identify identified named comment"
    )
)
_TELLING = word_set("say said tell told reveal revealed mention mentioned explain explained")
_OPEN = word_set("why who what how when where whether if which")
"""Not said, or not yet known: that contradicts nothing."""
_TAKEN_BACK = _UNWILLING | word_set(
    "deny denies denied denying dispute disputes disputed refute refuted"
)
_ASIDE = word_set(
    """but and or who which whom whose because while although though if since unless where meaning
    whereas despite so"""
)
"""Words that open a clause beside the main statement."""
_JOINING = word_set("and or")
_OPENING = word_set("and or but so who which whom whose where")
_SUBJECTS = word_set("i he she it they we you there this that these those nobody")
_ASIDE_REACH = 5
_JOINED_REACH = 2
_BEFORE_PARTICIPLES = word_set("after before for by of about")
_IN_PLACE = {"rather": "than", "instead": "of"}
"""What is told after these is not so."""
_VOTING = word_set("vote votes voted voting")
NEGATING = _NEGATIONS | _PREVENTING | _UNWILLING | frozenset(_IN_PLACE)
"""Words without which nothing is negated."""


class Negations(NamedTuple):
    """The negations of a text."""

    scopes: tuple[frozenset[str], ...]
    """For each negating word: the stem of the next content word, the predicate it turns."""
    is_main: bool
    """Whether one turns a verb, and not in a clause beside the main statement."""
    undone: frozenset[int]
    """Places of the words that a "not" takes back ("did not deny")."""


def find_negations(forms: Sequence[str], first: int) -> Negations:
    """Return the negations of a text without asides.

    Parameters
    ----------
    forms : sequence of str
        Its words in normal form.
    first : int
        Words before its first question mark: what follows is another statement.
    """
    places = [place for place in range(len(forms)) if _negates(forms, place)]
    undone = frozenset(n for place in places if (n := _undoes(forms, place)))
    places = [n for n in places if n not in undone and not _undoes(forms, n)]
    scopes = tuple(
        # What is prevented counts as negated, but contradicts nothing.
        following_stems(forms, place, 0 if forms[place] in _PREVENTING else 1)
        for place in places
        if not _is_relative(forms, place) and not _is_unsaid(forms, place)
    )
    return Negations(scopes, any(_is_main(forms, n, first) for n in places), undone)


def _is_main(forms: Sequence[str], place: int, first: int) -> bool:
    """Whether a negation turns a verb of the main statement."""
    return (
        (0 < place < first or (place == 0 and forms[place] in _OPENING_VERBS))
        and (forms[place] in _TURNING_VERBS or _ends(forms, place))
        and not _aside(forms, place)
        and not _is_unsaid(forms, place)
    )


def without_asides(text: str) -> str:
    """Return a text without months and without what it grants, sets off or only supposes.

    Parameters
    ----------
    text : str
        A clause, sentence or headline.
    """
    text = MONTH.sub("", text)
    for pattern in _SET_OFF:
        text = pattern.sub(" ", text)
    # After a comma "and" begins another statement, unless it ends a list.
    return re.sub(r"(?<!,)([^,]{30}|^[^,]+), (?:and|or)\b", r"\1, but", text)


def _negates(forms: Sequence[str], place: int) -> bool:
    following = forms[place + 1] if place + 1 < len(forms) else ""
    if forms[place] in _IN_PLACE:
        return following == _IN_PLACE[forms[place]]
    if forms[place] == "no" and place and forms[place - 1] in _VOTING:
        return False
    if forms[place] in _UNWILLING:
        return following == "to"
    if forms[place] in _PREVENTING:
        return "from" in forms[place : place + 8]
    # "not only … but also" affirms; "no less than" is about a figure.
    if _ends(forms, place):
        return True
    return forms[place] in _NEGATIONS and following not in _NOT_NEGATED


def _undoes(forms: Sequence[str], place: int) -> int:
    """Return where what a "not" takes back stands ("did not deny", "has never refused"), or 0."""
    if forms[place] not in _PLAIN_NEGATIONS:
        return 0
    places = range(place + 1, min(place + 3, len(forms)))
    return next((n for n in places if forms[n] in _TAKEN_BACK), 0)


def _ends(forms: Sequence[str], place: int) -> bool:
    """Whether a word begins "no longer", which says that something is over."""
    return (
        forms[place] == "no"
        and forms[place + 1 : place + 2] == ["longer"]
        and (forms[place + 2 : place + 3] != ["than"])
    )


def _is_relative(forms: Sequence[str], place: int) -> bool:
    """Whether a negation is part of a relative clause ("an employee who had not …")."""
    return any(
        form in {"who", "which", "whom", "whose"} for form in forms[max(1, place - 4) : place]
    )


def _aside(forms: Sequence[str], place: int) -> bool:
    if forms[place - 1] in _BEFORE_PARTICIPLES:
        return True  # "dismissed after not turning up"
    for begin in range(max(0, place - _ASIDE_REACH), place):
        form = forms[begin]
        if begin == 0 and form in _OPENING:
            continue  # "And it could not …": what a sentence begins with joins it to the last one
        joined = place - begin <= _JOINED_REACH or forms[begin + 1] in _SUBJECTS
        if form in _JOINING and not joined:
            continue  # "the bridge and the road have not …"
        if form in {"while", "since"} and forms[begin + 1].endswith("ing"):
            continue  # "the ferry, while sailing at night, did not stop"
        if form in _ASIDE:
            return True
    return False


def _is_unsaid(forms: Sequence[str], place: int) -> bool:
    """Whether a negation says only that something is not known or not told."""
    following = forms[place + 1 : place + 5]
    if any(word_stem(form) in _UNSAID for form in following[:3]):
        return "as" not in following
    return bool(_TELLING & set(following[:2]) and _OPEN & set(following))


def following_stems(forms: Sequence[str], place: int, reach: int) -> frozenset[str]:
    """Return the stems of the next words with content after a negation or denial.

    Parameters
    ----------
    forms : sequence of str
        Words in normal form.
    place : int
        Place of the negating word.
    reach : int
        How many stems at most.
    """
    begin = place + (2 if _ends(forms, place) else 1)
    if forms[begin : begin + 1] == ["like"]:
        return frozenset(["like"])  # a verb here, though it tells nothing elsewhere
    content = [form for form in forms[begin:] if form not in STOP_WORDS]
    return frozenset(word_stem(form) for form in content[:reach])
