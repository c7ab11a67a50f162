"""Negation, denial and hedging: how surely, and whether at all, a clause holds.

The cues are closed lists of words, matched on normal forms of words; scope is the clause. A denial
("denies that", "hoax", "debunked") turns the whole statement round, a negation its verb.

References
----------
Morante and Daelemans (2009), Learning the scope of hedge cues; Chapman et al. (2001), NegEx: lists
of triggers with a bounded scope; Ferreira and Vlachos (2016), Emergent: stance of headlines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.stems import find_words, normal_form

_NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "nowhere",
        "neither",
        "nor",
        "without",
        "cannot",
        "cant",
        "wont",
        "dont",
        "doesnt",
        "didnt",
        "isnt",
        "arent",
        "wasnt",
        "werent",
        "hasnt",
        "havent",
        "hadnt",
        "wouldnt",
        "couldnt",
        "shouldnt",
        "aint",
        "unable",
        "refuses",
        "refuse",
        "refused",
        "fails",
        "fail",
        "failed",
        "failing",
        "declined",
        "declines",
        "rejects",
        "reject",
        "rejected",
        "rejecting",
        "lacks",
        "lack",
        "lacked",
    ]
)

_DENIALS = frozenset(
    [
        "deny",
        "denies",
        "denied",
        "denying",
        "denial",
        "denials",
        "refute",
        "refutes",
        "refuted",
        "refuting",
        "rebut",
        "rebuts",
        "rebutted",
        "rebuffs",
        "rebuffed",
        "debunk",
        "debunks",
        "debunked",
        "debunking",
        "hoax",
        "hoaxes",
        "fake",
        "faked",
        "fakes",
        "false",
        "falsely",
        "untrue",
        "bogus",
        "fabricated",
        "fabrication",
        "myth",
        "unfounded",
        "baseless",
        "dismisses",
        "dismissed",
        "dismiss",
        "dismissing",
        "dispute",
        "disputes",
        "disputed",
        "disputing",
        "discredited",
        "discredits",
        "contradicts",
        "contradicted",
        "prank",
        "spoof",
        "satire",
        "satirical",
        "photoshopped",
        "doctored",
        "disproved",
        "disproves",
        "disproven",
        "retracts",
        "retracted",
        "retraction",
        "disavows",
        "disavowed",
        "fiction",
        "phony",
        "misidentified",
    ]
)

_DENYING_PHRASES = re.compile(
    r"\b(?:not true|no truth|no evidence|made[- ]up|shoots? down|shot down|pass(?:es|ed) on|"
    r"turn(?:s|ed) down|rule[sd]? out|isn[’']?t (?:real|true)|wasn[’']?t (?:real|true)|"
    r"never happened|not happening|didn[’']?t happen|nothing to do with|no plans?|call(?:s|ed) off|"
    r"quash(?:es|ed)?|(?:claims?|story|rumou?rs?|reports?) (?:is|are|was|were) (?:wrong|not))\b",
    re.IGNORECASE,
)

_HEDGES = frozenset(
    [
        "may",
        "might",
        "could",
        "would",
        "possibly",
        "perhaps",
        "maybe",
        "apparently",
        "allegedly",
        "reportedly",
        "purportedly",
        "supposedly",
        "presumably",
        "probably",
        "likely",
        "unlikely",
        "seemingly",
        "seems",
        "seem",
        "seemed",
        "appears",
        "appear",
        "appeared",
        "alleged",
        "alleges",
        "allege",
        "alleging",
        "purported",
        "purports",
        "rumored",
        "rumoured",
        "rumor",
        "rumors",
        "rumour",
        "rumours",
        "unconfirmed",
        "unverified",
        "unclear",
        "uncertain",
        "suspected",
        "suspects",
        "suspect",
        "suspicion",
        "believed",
        "believes",
        "believe",
        "thought",
        "feared",
        "fears",
        "claims",
        "claim",
        "claimed",
        "claiming",
        "speculation",
        "speculated",
        "speculate",
        "potential",
        "potentially",
        "possible",
        "suggests",
        "suggest",
        "suggested",
        "suggesting",
        "questions",
        "question",
        "doubt",
        "doubts",
        "doubtful",
        "report",
        "reports",
        "reported",
        "mystery",
        "allegation",
        "allegations",
        "says",
        "considering",
        "mulling",
        "eyeing",
        "expected",
        "considers",
        "tipped",
        "poised",
    ]
)

_HEDGING_PHRASES = re.compile(
    r"\b(?:is|was|are|were) said to\b|\bis it (?:true|real)\b|\bset to\b|\bin talks\b",
    re.IGNORECASE,
)

_ALLEGING = frozenset(
    [
        "may",
        "might",
        "could",
        "possibly",
        "perhaps",
        "maybe",
        "apparently",
        "allegedly",
        "reportedly",
        "purportedly",
        "supposedly",
        "presumably",
        "probably",
        "likely",
        "seemingly",
        "seems",
        "seem",
        "seemed",
        "appears",
        "appeared",
        "alleged",
        "alleges",
        "allege",
        "alleging",
        "purported",
        "purports",
        "rumored",
        "rumoured",
        "unconfirmed",
        "unverified",
        "unclear",
        "uncertain",
        "suspected",
        "believed",
        "thought",
        "feared",
        "speculation",
        "speculated",
        "potentially",
    ]
)
"""The stricter list, for clauses of articles: there "says" and "reports" are attribution."""


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a piece of text says about its own truth."""

    negations: int
    """Negating words; two cancel out."""
    denials: int
    """Words and phrases that deny a whole statement."""
    hedges: int
    """Words that hold a statement at arm's length, in the wide sense (with "reports", "claims")."""
    alleging: int
    """The same in the strict sense ("allegedly", "may", "unconfirmed")."""

    @property
    def negative(self) -> bool:
        """Whether the statement is turned round."""
        return (self.negations + self.denials) % 2 == 1 or (self.denials > 0 and not self.negations)


def find_polarity(text: str) -> Polarity:
    """Return the negations, denials and hedges of a clause or sentence.

    Examples
    --------
    >>> find_polarity("The council has not yet agreed").negative
    True
    >>> find_polarity("The ferry allegedly sank").alleging
    1
    """
    forms = [normal_form(word.text) for word in find_words(text)]
    return Polarity(
        negations=sum(form in _NEGATIONS for form in forms),
        denials=sum(form in _DENIALS for form in forms) + len(_DENYING_PHRASES.findall(text)),
        hedges=sum(form in _HEDGES for form in forms)
        + len(_HEDGING_PHRASES.findall(text))
        + text.rstrip().endswith("?"),
        alleging=sum(form in _ALLEGING for form in forms),
    )


def is_denial(word: str) -> bool:
    """Return whether a word denies a statement ("deny", "hoax")."""
    return normal_form(word) in _DENIALS


def is_negation(word: str) -> bool:
    """Return whether a word negates ("not", "never", "without")."""
    return normal_form(word) in _NEGATIONS


def is_hedge(word: str) -> bool:
    """Return whether a word makes a statement unsure ("allegedly", "may"), in the strict sense."""
    return normal_form(word) in _ALLEGING
