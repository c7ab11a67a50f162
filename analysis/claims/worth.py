"""Claim-worthiness: how surely a piece of text is a checkable statement.

Opinion, questions, exhortations, greetings and furniture score low; statements with figures, names
and reported events score high.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.stems import find_words, normal_form

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_PERSON = frozenset(["i", "we", "our", "us", "my", "me", "ours", "let", "lets"])
_SECOND_PERSON = frozenset(["you", "your", "yours"])
_EXHORTING = frozenset(["should", "must", "ought", "need", "needs", "let", "urge", "implore"])
_OPINION = frozenset(
    [
        "good",
        "great",
        "bad",
        "terrible",
        "wonderful",
        "best",
        "worst",
        "beautiful",
        "shame",
        "shameful",
        "outrageous",
        "hope",
        "hopes",
        "pleased",
        "proud",
        "honored",
        "honoured",
        "thank",
        "thanks",
        "welcome",
        "glad",
        "sorry",
        "truly",
        "sincere",
    ]
)
_MARKS = re.compile(r"[!?]")
_CAPITAL = re.compile(r"(?<=[a-z,;:] )[A-Z]")


def clause_worth(text: str, *, head: Token, own: Sequence[Token]) -> float:
    """Return how surely a clause is a checkable statement, 0 to 1.

    Parameters
    ----------
    text : str
        Its own words.
    head : Token
        Its predicate.
    own : sequence of Token
        Its tokens.
    """
    score = _text_score(text)
    finite = any(token.tag_ in {"VBD", "VBZ", "VBP", "VBN", "MD"} for token in own)
    score += 0.6 if finite else -0.8
    if head.tag_ == "VB" and head.dep_ == "ROOT" and not any(t.tag_ == "MD" for t in own):
        score -= 1.5  # an imperative
    if head.pos_ not in {"VERB", "AUX"}:
        score -= 1.0
    return round(1 / (1 + math.exp(-score)), 4)


def _text_score(text: str) -> float:
    forms = [normal_form(word.text) for word in find_words(text)]
    score = 0.4
    score += 0.8 * any(form[:1].isdigit() for form in forms)
    score += 0.5 * bool(_CAPITAL.search(text) or text[:1].isupper())
    score -= 0.9 * any(form in _FIRST_PERSON for form in forms)
    score -= 0.9 * any(form in _SECOND_PERSON for form in forms)
    score -= 0.9 * any(form in _EXHORTING for form in forms)
    score -= 0.7 * any(form in _OPINION for form in forms)
    score -= 1.2 * bool(_MARKS.search(text))
    return score
