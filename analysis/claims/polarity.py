"""Negation, denial and hedging: how surely, and whether at all, a statement holds.

The cues are closed lists, matched on normal forms of words. A denial ("denies that", "hoax") turns
a whole statement round; a negation turns the predicate that follows it, so two statements differ
only where that predicate is in the other one too, or where it is the main one.

References
----------
Morante and Daelemans (2009), Learning the scope of hedge cues; Chapman et al. (2001), NegEx: lists
of triggers with a bounded scope; Ferreira and Vlachos (2016), Emergent: stance of headlines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from analysis.claims.terms import terms_of, word_stem
from analysis.stems import STOP_WORDS, find_words, normal_form
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
_NOT_NEGATED = word_set("only less fewer more later longer sooner doubt guilty")
_UNSAID = frozenset(
    word_stem(form)
    for form in word_set(
        "know known clear specify specified disclose disclosed identify identified named comment"
    )
)
_TELLING = word_set("say said tell told reveal revealed mention mentioned explain explained")
_OPEN = word_set("why who what how when where whether if which")
"""Not said, or not yet known: that contradicts nothing."""
_DENIALS = word_set(
    """deny denies denied denying refute refutes refuted refuting rebut rebuts rebutted rebuffs
    rebuffed debunk debunks debunked debunking dismisses dismissed dismiss dismissing disputes
    disputed discredited disproved disproves disproven retracts retracted retract disavows disavowed
    rejects rejected reject rejecting"""
)
_TAKEN_BACK = _UNWILLING | word_set(
    "deny denies denied denying dispute disputes disputed refute refuted"
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
_BEING = word_set("is are was were be been")
_WITHDRAWN = re.compile(
    r"\b(?:pass(?:es|ed) on|turn(?:s|ed) down|bail(?:s|ed)(?: on| out)?|(?:quit|exit)s?|"
    r"(?:drop|pull|back)(?:s|ped|ed) out|walk(?:s|ed) away from|call(?:s|ed) off|scrap(?:s|ped)|"
    r"withdr(?:aws|ew)|cancel(?:s|led|ed))\b",
    re.IGNORECASE,
)
"""Who leaves a plan contradicts that it goes on."""
_UNTRUE_PHRASES = re.compile(
    r"\b(?:not true|no truth|no evidence|made[- ]up|shoots? down|shot down|rules? out|ruled out|"
    r"(?:is|was|are|were)n[’']?t (?:real|true|dead)|never happened|not happening|"
    r"nothing to do with|"
    r"(?:slam|blast|quash|dispel|deni|dismiss)\w* (?:\w+ ){0,3}(?:rumou?rs?|reports?|claims?|"
    r"allegations?|stor(?:y|ies))|stop sharing|"
    r"(?:claims?|story|rumou?rs?|reports?) (?:is|are|was|were) (?:wrong|not))\b|^no,",
    re.IGNORECASE,
)
_HEDGES = word_set(
    """may might could would possibly perhaps maybe apparently allegedly reportedly purportedly
    supposedly presumably probably likely unlikely seemingly seems seem seemed appears appear
    appeared alleged alleges allege alleging purported purports rumored rumoured rumor rumors rumour
    rumours unconfirmed unverified unclear uncertain believed believes believe thought claims claim
    claimed claiming speculation speculated speculate potential potentially possible suggests
    suggest suggested suggesting doubt doubts doubtful report reports mystery allegation allegations
    says considering mulling eyeing expected considers tipped poised predicts predict predicted
    plans planning scare sources source"""
)
_HEDGING_PHRASES = re.compile(
    r"\b(?:is|was|are|were)? ?said to\b|\bis it (?:true|real)\b|\bin talks\b|"
    r"(?!^(?:updated?|exclusive|pictures?|photos?|pictured|watch|videos?|breaking|hilarious|live|"
    r"opinion|analysis|comment|what|why|how|who|where|when|new)\b)^[\w ’'.]{2,24}: (?=[A-Z])",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:^|[.!?:]\s)(?!(?:who|whom|whose|what|which|why|how|where|when)\b)[^.!?]*\?", re.IGNORECASE
)
"""Who asks whether leaves it open; who asks who or why does not."""
_ALLEGING = word_set(
    """may might could possibly perhaps maybe apparently allegedly reportedly purportedly
    supposedly presumably probably likely seemingly seems seem seemed appears appeared alleged
    alleges allege alleging purported purports rumored rumoured unconfirmed unverified unclear
    uncertain suspected believed thought feared speculation speculated potentially"""
)
"""The stricter list, for clauses of articles: there "says" and "reports" are attribution."""
_TURNING = _ALLEGING | _NEGATIONS | _PREVENTING | _UNWILLING | {"rather"}
_MONTH = re.compile(
    r"\bMay(?= \d)|(?<=\d )May\b|(?<=\b(?:in|of|by) )May\b|(?<=\b(?:mid|end) )May\b|"
    r"(?<=\b(?:late|last|next|from|this) )May\b|(?<=\b(?:until|early|since) )May\b"
)
"""The month, which hedges nothing."""
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


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a piece of text says about its own truth."""

    negated: tuple[frozenset[str], ...]
    """For each negating word: the stem of the next content word, the predicate it turns."""
    denied: tuple[frozenset[str], ...]
    """For each denying verb: the stems of what is denied; empty where it stands last."""
    untrue: int
    """Words and phrases by which a whole statement is called untrue, or called off."""
    main: bool
    """Whether a negation turns a verb, and not in a clause beside the main statement."""
    hedges: int
    """Words that hold a statement at arm's length, in the wide sense (with "reports", "claims")."""
    alleging: int
    """The same in the strict sense ("allegedly", "may", "unconfirmed")."""

    @property
    def negative(self) -> bool:
        """Whether the statement as a whole is turned round."""
        return bool(self.denied) or self.untrue > 0 or len(self.negated) % 2 == 1


def find_polarity(text: str) -> Polarity:
    """Return the negations, denials and hedges of a clause or sentence.

    Examples
    --------
    >>> find_polarity("The council has not yet agreed").negative
    True
    >>> find_polarity("The ferry allegedly sank").alleging
    1
    """
    whole, text = text, _without_asides(text)
    forms = [normal_form(word.text) for word in find_words(text)]
    negations = [place for place in range(len(forms)) if _negates(forms, place)]
    # What follows a question is another statement.
    first = len(find_words(text.partition("? ")[0]))
    undone = {n for place in negations if (n := _undoes(forms, place))}
    negations = [n for n in negations if n not in undone and not _undoes(forms, n)]
    return Polarity(
        negated=tuple(
            # What is prevented counts as negated, but contradicts nothing.
            _following(forms, place, 0 if forms[place] in _PREVENTING else 1)
            for place in negations
            if not _is_relative(forms, place) and not _is_unsaid(forms, place)
        ),
        denied=tuple(
            _denied(forms, n)
            for n, form in enumerate(forms)
            if form in _DENIALS and n not in undone
        ),
        untrue=sum(_calls_untrue(forms, place) for place in range(len(forms)))
        + len(_UNTRUE_PHRASES.findall(whole))
        + len(_WITHDRAWN.findall(whole)),
        main=any(
            (0 < n < first or (n == 0 and forms[n] in _OPENING_VERBS))
            and (forms[n] in _TURNING_VERBS or _ends(forms, n))
            and not _aside(forms, n)
            and not _is_unsaid(forms, n)
            for n in negations
        ),
        hedges=sum(_hedges(forms, place) for place in range(len(forms)))
        + sum(not _is_dateline(match[0]) for match in _HEDGING_PHRASES.finditer(whole))
        + len(_ASKED.findall(whole)),
        alleging=sum(form in _ALLEGING for form in forms),
    )


class Turns(NamedTuple):
    """How often a clause is turned or held at arm's length, as `find_polarity` counts."""

    negations: int
    alleging: int


def count_turns(text: str, written: Sequence[str]) -> Turns:
    """Return how many negations and strict hedges a clause has.

    Parameters
    ----------
    text : str
        The clause.
    written : sequence of str
        Its words, as `analysis.stems.word_texts` returns them.
    """
    if not any(map(_may_turn, written)):
        return Turns(0, 0)
    polarity = find_polarity(text)
    return Turns(len(polarity.negated), polarity.alleging)


@lru_cache(maxsize=65_536)
def _may_turn(word: str) -> bool:
    """Whether a word, or what an apostrophe or dot parts of it, may negate or hedge."""
    parts = (word, *re.split(r"[’'.]", word))
    return any(normal_form(part) in _TURNING for part in parts if part)


def _hedges(forms: list[str], place: int) -> bool:
    """Whether a word holds the statement at arm's length: "is thought to", not "she thought"."""
    if forms[place] == "thought" and place and forms[place - 1] in _SUBJECTS:
        return False
    return forms[place] in _HEDGES


def _calls_untrue(forms: list[str], place: int) -> bool:
    """Whether a word calls a statement untrue; "false hopes" and "fake fur" are things."""
    if forms[place] not in _UNTRUE:
        return False
    following = forms[place + 1] if place + 1 < len(forms) else ""
    is_beside = forms[place] in _ATTRIBUTIVE and following and following not in STOP_WORDS
    if not is_beside or word_stem(following) in _STATEMENTS:
        return True
    return bool(_BEING & set(forms[max(0, place - 2) : place]))


def _is_dateline(lead: str) -> bool:
    """Whether a lead ("Oslo: ", "Reuters: ") is a place, so that nobody else is said to say so."""
    return any(term.startswith("@") for term in terms_of(lead))


def _without_asides(text: str) -> str:
    """Return a text without months and without what it grants, sets off or only supposes."""
    text = _MONTH.sub("", text)
    for pattern in _SET_OFF:
        text = pattern.sub(" ", text)
    # After a comma "and" begins another statement, unless it ends a list.
    return re.sub(r"(?<!,)([^,]{30}|^[^,]+), (?:and|or)\b", r"\1, but", text)


def _negates(forms: list[str], place: int) -> bool:
    following = forms[place + 1] if place + 1 < len(forms) else ""
    if forms[place] == "rather":
        return following == "than"
    if forms[place] in _UNWILLING:
        return following == "to"
    if forms[place] in _PREVENTING:
        return "from" in forms[place : place + 8]
    # "not only … but also" affirms; "no less than" is about a figure.
    if _ends(forms, place):
        return True
    return forms[place] in _NEGATIONS and following not in _NOT_NEGATED


def _undoes(forms: list[str], place: int) -> int:
    """Return where what a "not" takes back stands ("did not deny", "has never refused"), or 0."""
    if forms[place] not in _PLAIN_NEGATIONS:
        return 0
    places = range(place + 1, min(place + 3, len(forms)))
    return next((n for n in places if forms[n] in _TAKEN_BACK), 0)


def _ends(forms: list[str], place: int) -> bool:
    """Whether a word begins "no longer", which says that something is over."""
    return (
        forms[place] == "no"
        and forms[place + 1 : place + 2] == ["longer"]
        and (forms[place + 2 : place + 3] != ["than"])
    )


def _denied(forms: list[str], place: int) -> frozenset[str]:
    """Return what a denial is about; nothing where it is of all that follows ("denied that")."""
    return frozenset() if forms[place + 1 : place + 2] == ["that"] else _following(forms, place, 2)


def _is_relative(forms: list[str], place: int) -> bool:
    """Whether a negation is part of a relative clause ("an employee who had not …")."""
    return any(
        form in {"who", "which", "whom", "whose"} for form in forms[max(1, place - 4) : place]
    )


def _aside(forms: list[str], place: int) -> bool:
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


def _is_unsaid(forms: list[str], place: int) -> bool:
    """Whether a negation says only that something is not known or not told."""
    following = forms[place + 1 : place + 5]
    if any(word_stem(form) in _UNSAID for form in following[:3]):
        return "as" not in following
    return bool(_TELLING & set(following[:2]) and _OPEN & set(following))


def _following(forms: list[str], place: int, reach: int) -> frozenset[str]:
    begin = place + (2 if _ends(forms, place) else 1)
    content = [form for form in forms[begin:] if form not in STOP_WORDS]
    return frozenset(word_stem(form) for form in content[:reach])


def polarity_differs(
    one: Polarity,
    other: Polarity,
    stems: frozenset[str],
    rest: frozenset[str],
    *,
    aligned_only: bool = False,
) -> bool:
    """Return whether one statement denies what the other says.

    Parameters
    ----------
    one, other : Polarity
        Of the two statements.
    stems, rest : frozenset of str
        The terms of the first and of the second statement.
    aligned_only : bool
        For clauses: a negation counts only where its predicate is in the other one too, and where
        that one has none at all.

    Notes
    -----
    A statement is turned round against another when it calls the whole untrue, denies something the
    other speaks of, or negates a predicate the other has, or its own main one. Both turned: no
    difference.

    References
    ----------
    Chapman et al. (2001), A simple algorithm for identifying negated findings, J. Biomed. Inform.
    """
    if not aligned_only:
        return _turned(one, rest) != _turned(other, stems)
    if _plain(one) == _plain(other):
        return False
    turned, terms = (other, stems) if _plain(one) else (one, rest)
    return _denies(turned, terms) or _negates_predicate(turned, terms)


def _plain(polarity: Polarity) -> bool:
    return not (polarity.negated or polarity.denied or polarity.untrue)


def _denies(polarity: Polarity, rest: frozenset[str]) -> bool:
    return polarity.untrue > 0 or any(not scope or scope & rest for scope in polarity.denied)


def _negates_predicate(polarity: Polarity, rest: frozenset[str]) -> bool:
    return any(scope & rest for scope in polarity.negated)


def _turned(polarity: Polarity, rest: frozenset[str]) -> bool:
    return _denies(polarity, rest) or _negates_predicate(polarity, rest) or polarity.main


def is_denial(word: str) -> bool:
    """Return whether a word denies a statement ("deny", "hoax")."""
    form = normal_form(word)
    return form in _DENIALS or form in _UNTRUE


def is_hedge(word: str) -> bool:
    """Return whether a word makes a statement unsure ("allegedly", "may"), in the strict sense."""
    return normal_form(word) in _ALLEGING


_DOUBTING = word_set(
    """may might could possibly perhaps maybe apparently allegedly reportedly purportedly supposedly
    presumably probably seemingly potentially unconfirmed unverified alleged"""
)
"""What makes a statement possible only; "is expected" and "plans" are about the future."""


@lru_cache(maxsize=8192)
def doubting_word(text: str) -> str:
    """Return the first word by which a statement is only possible; empty where there is none."""
    for word in find_words(_MONTH.sub("", text)):
        # Theresa May is no doubt, and neither is what begins a name within a sentence.
        if normal_form(word.text) in _DOUBTING and (word.text.islower() or word.start == 0):
            return word.text
    return ""
