"""What the title or the apposition beside a name says of its bearer."""

from __future__ import annotations

from analysis.quotations.columns import Columns
from analysis.quotations.names import TITLES
from analysis.quotations.roles import role_at, role_of_organisation

PRESIDES = frozenset({"president", "vice-president"})
"""Nouns for whoever stands at the head of a state, or of any body."""
_TITLE_NOUN = {
    "sen": "senator", "gov": "governor", "rep": "representative", "pres": "president",
    "gen": "general", "prof": "professor", "dr": "doctor", "lt": "lieutenant", "rev": "reverend",
    "amb": "ambassador", "atty": "attorney", "pm": "premier",
}  # fmt: skip
_BETWEEN = frozenset({"ADP", "DET", "CCONJ"})


def title_noun(lemma: str) -> str:
    """Return the noun that a title stands for: senator for "Sen."."""
    lemma = lemma.rstrip(".")
    return _TITLE_NOUN.get(lemma.lower(), lemma)


def role_of_title(c: Columns, token: int) -> str:
    """Return the role that a title or apposition gives; empty for none."""
    first = max(c.sentences[c.sentence[token]][0], token - 3)
    words = [title_noun(word) for word in c.word[first : token + 2]]
    words[token - first] = noun = title_noun(c.lemma[token])
    role = role_at(words, token - first)
    if noun in PRESIDES and role == "politician":
        body = presided(c, token)
        return role_of_organisation(body) if body else role
    return role


def presided(c: Columns, token: int) -> str:
    """Return the organisation of which somebody is president; empty for none."""
    first, last = token, token + 1
    while first and c.entity[first - 1] == "ORG" and c.sentence[first - 1] == c.sentence[token]:
        first -= 1
    if first < token:
        return " ".join(c.word[first:token])
    if last == len(c.word) or c.lemma[last] not in {"of", "at", "for", "and"}:
        return ""
    while last < len(c.word) and (c.pos[last] in _BETWEEN or c.lemma[last] in TITLES):
        last += 1
    first = last
    while last < len(c.word) and c.entity[last] == "ORG":
        last += 1
    return " ".join(c.word[first:last])
