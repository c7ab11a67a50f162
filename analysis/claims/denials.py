"""Denial: words that call a whole statement untrue, or take back what was planned.

The cues are closed lists, matched on normal forms of words.

References
----------
Ferreira and Vlachos (2016), Emergent: stance of headlines; de Marneffe, Rafferty and Manning
(2008), Finding contradictions in text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from analysis.claims.negations import following_stems
from analysis.claims.terms import word_stem
from analysis.stems import STOP_WORDS, normal_form
from analysis.word_sets import word_set

_DENIALS = word_set(
    """deny denies denied denying refute refutes refuted refuting rebut rebuts rebutted rebuffs
    rebuffed debunk debunks debunked debunking dismisses dismissed dismiss dismissing disputes
    disputed contradict contradicts contradicted discredited disproved disproves disproven
    retracts retracted retract disavows disavowed
    rejects rejected reject rejecting"""
)
_UNTRUE = word_set(
    """hoax fake faked fakes false untrue bogus fabricated fabrication myth unfounded
    baseless fiction phony prank spoof satire satirical photoshopped doctored misidentified denial
    denials retraction"""
)
_ATTRIBUTIVE = word_set("fake false untrue bogus fabricated unfounded baseless phony doctored")
_STATEMENTS = frozenset(
    map(
        word_stem,
        word_set(
            """claim story report rumor rumour news allegation photo picture image video post quote
            tweet article account statement message viral internet alarm"""
        ),
    )
)
"""What is called untrue by "false" before it; of other things it says what they are."""
_GIVING = word_set(
    """make makes made making give gives gave given giving provide provides provided providing
    submit submits submitted submitting file files filed filing spread spreads spreading"""
)
_DETERMINERS = word_set("a an the this that any his her its their")
_PERSONS = word_set("him her them me us")
_BETWEEN = word_set("over about between with among")
_BEING = word_set("is are was were be been")
_WITHDRAWN = re.compile(
    r"\b(?:pass(?:es|ed) on|turn(?:s|ed) down|bail(?:s|ed)(?: on| out)?|(?:quit|exit)s?|"
    r"(?:drop|pull|back)(?:s|ped|ed) out|walk(?:s|ed) away from|call(?:s|ed) off|scrap(?:s|ped)|"
    r"withdr(?:aws|ew)|cancel(?:s|led|ed))\b",
    re.IGNORECASE,
)
"""Who leaves a plan contradicts that it goes on."""
_UNTRUE_PHRASES = re.compile(
    r"\b(?:not true|no truth|no evidence|made[- ]up(?! of)|shoots? down|shot down|"
    r"rules? out|ruled out|"
    r"(?:is|was|are|were)n[’']?t (?:real|true|dead)|never happened|not happening|"
    r"nothing to do with|"
    r"(?:slam|blast|quash|dispel|deni|dismiss|discount)\w* (?:\w+ ){0,3}"
    r"(?:rumou?rs?|reports?|claims?|allegations?|stor(?:y|ies))|stop sharing|"
    r"(?:claims?|story|rumou?rs?|reports?) (?:is|are|was|were) (?:wrong|not))\b|^no,",
    re.IGNORECASE,
)


def count_untrue(text: str, forms: Sequence[str]) -> int:
    """Return how many words and phrases call a statement untrue, or a plan off.

    Parameters
    ----------
    text : str
        A clause, sentence or headline.
    forms : sequence of str
        Its words in normal form.
    """
    return (
        sum(_calls_untrue(forms, place) for place in range(len(forms)))
        + len(_UNTRUE_PHRASES.findall(text))
        + len(_WITHDRAWN.findall(text))
    )


def find_denied(forms: Sequence[str], undone: Collection[int]) -> tuple[frozenset[str], ...]:
    """Return the stems of what each denying verb denies; empty where it stands last.

    Parameters
    ----------
    forms : sequence of str
        Words in normal form.
    undone : collection of int
        Places of denials that a "not" takes back.
    """
    return tuple(
        _denied(forms, n)
        for n, form in enumerate(forms)
        if form in _DENIALS and n not in undone and not _is_no_denial(forms, n)
    )


def _is_no_denial(forms: Sequence[str], place: int) -> bool:
    """Whether a denying word denies no statement.

    "Disputes over pay", "a disputed vote", "dismissed her as weak".
    """
    following = forms[place + 1 : place + 7]
    if forms[place] == "disputes" and following and following[0] in _BETWEEN:
        return True
    if forms[place] == "disputed" and forms[max(0, place - 1)] in _DETERMINERS:
        return True
    if not forms[place].startswith("dismiss") or "as" not in following[1:]:
        return False
    if following[0] in STOP_WORDS - _PERSONS:
        return False  # "dismissed the offer as a trick"
    return not any(word_stem(form) in _STATEMENTS for form in following[: following.index("as")])


def _denied(forms: Sequence[str], place: int) -> frozenset[str]:
    """Return what a denial is about; nothing where it is of all that follows ("denied that")."""
    return (
        frozenset()
        if forms[place + 1 : place + 2] == ["that"]
        else following_stems(forms, place, 2)
    )


def _calls_untrue(forms: Sequence[str], place: int) -> bool:
    """Whether a word calls a statement untrue; "false hopes" and "fake fur" are things."""
    if forms[place] not in _UNTRUE:
        return False
    joined = forms[place + 1 : place + 2] in (["and"], ["or"])  # "false or misleading"
    following = next(iter(forms[place + (3 if joined else 1) :]), "")
    if _GIVING & set(forms[max(0, place - 2) : place]):
        return False  # "making false statements" is told of somebody, and denies nothing
    is_beside = forms[place] in _ATTRIBUTIVE and following and following not in STOP_WORDS
    if not is_beside or word_stem(following) in _STATEMENTS:
        return True
    return bool(_BEING & set(forms[max(0, place - 2) : place]))


def is_denial(word: str) -> bool:
    """Return whether a word denies a statement ("deny", "hoax")."""
    form = normal_form(word)
    return form in _DENIALS or form in _UNTRUE
