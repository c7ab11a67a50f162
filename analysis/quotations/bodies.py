"""The body that "the company" or "the group" stands for: one named before that fits the noun."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.quotations.columns import Columns
from analysis.quotations.roles import role_of_noun, role_of_organisation
from analysis.word_sets import word_set

_ANY_BODY = word_set("""
    group organisation organization company firm charity nonprofit ngo coalition campaign agency
    newspaper paper operator
""")
"""Nouns that fit every body of their role; others must be used of the body itself."""
_NEAR = 8
"""Sentences within which a body that only fits by its role is meant."""


def named_body(c: Columns, head: int) -> tuple[int, int] | None:
    """Return the tokens of the name that a definite noun stands for; None where none fits.

    A name fits that holds the noun ("the authority": Harbour Authority) or that the article used
    the noun of ("Blue Wharf, a company"); else the nearest name with the noun's role.
    """
    noun = c.lemma[head].lower()
    fits = None
    for first, last in _names_before(c, head):
        if noun in (w.lower() for w in c.word[first:last]) or _is_called(c, first, last, noun):
            return first, last
        near = c.sentence[head] - c.sentence[first] <= _NEAR
        if fits is None and near and noun in _ANY_BODY:
            name = " ".join(c.word[first:last])
            fits = (first, last) if role_of_organisation(name) == role_of_noun(noun) else None
    return fits


def _names_before(c: Columns, head: int) -> Iterator[tuple[int, int]]:
    """Yield the names of organisations before a token, the nearest first."""
    last = head
    while last > 0:
        if c.entity[last - 1] != "ORG":
            last -= 1
            continue
        first = last - 1
        while (
            first > 0
            and c.entity[first - 1] == "ORG"
            and c.sentence[first - 1] == c.sentence[last - 1]
        ):
            first -= 1
        yield first + (c.word[first].lower() == "the"), last
        last = first


def _is_called(c: Columns, first: int, last: int, noun: str) -> bool:
    """Whether the article uses the noun of a name: in front of it, in apposition, after "is"."""
    tokens = range(first, last)
    if first and c.lemma[first - 1].lower() == noun and c.sentence[first - 1] == c.sentence[first]:
        return True
    for token in tokens:
        head = c.head[token]
        if head in tokens:
            continue
        beside = [k for k in c.children[token] if c.dep[k] == "appos"]
        if c.dep[token] == "appos":
            beside.append(head)
        if c.dep[token] == "nsubj" and c.lemma[head] == "be":
            beside += [k for k in c.children[head] if c.dep[k] == "attr"]
        return any(c.lemma[k].lower() == noun for k in beside)
    return False
