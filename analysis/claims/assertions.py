"""Whether a clause is put forward as so, as possible, as not so, or given to somebody.

References
----------
Saurí and Pustejovsky (2009), FactBank: a corpus annotated with event factuality.
"""

from __future__ import annotations

from analysis.claims.denials import is_denial
from analysis.claims.hedges import is_hedge
from analysis.language.table import Table
from analysis.records import Assertion
from analysis.word_sets import word_set

_THINKING = word_set("say claim think believe suggest expect assume suppose conclude imagine argue")
_SENSELESS = word_set(
    """illogical absurd wrong false untrue nonsense nonsensical ridiculous incorrect mistaken
    baseless misleading inaccurate senseless"""
)
_JUDGING = word_set("acomp attr oprd ccomp")
_TALK = word_set("rumor rumour report claim allegation suggestion notion idea speculation")
"""Nouns of what is said, which somebody may deny: "discounted rumours that …"."""


def _is_called_senseless(c: Table, thinking: int) -> bool:
    """Whether to think or say something is called wrong: "it is absurd to say that …"."""
    if c.dep[thinking] not in {"xcomp", "ccomp", "csubj", "acl", "advcl"}:
        return False
    governor = c.head[thinking]
    judged = [governor, *(n for n in c.children[governor] if c.dep[n] in _JUDGING)]
    return any(
        c.lemma[n] in _SENSELESS and not any(c.dep[below] == "neg" for below in c.children[n])
        for n in judged
    ) and not any(c.dep[n] == "neg" for n in c.children[governor])


def _is_denied_talk(c: Table, clause: int) -> bool:
    """Whether a clause tells what a rumour says that somebody denies or discounts."""
    talk = c.head[clause]
    if c.lemma[talk] not in _TALK or c.dep[talk] != "dobj":
        return False
    verb = c.head[talk]
    return is_denial(c.word[verb]) or c.lemma[verb] == "discount"


def assertion_of(c: Table, head: int, hedged: bool, quotation: int | None) -> Assertion:
    """Return how a clause is put forward.

    Parameters
    ----------
    c : Table
        The parsed article.
    head : int
        Number of the verb of the clause.
    hedged : bool
        Whether it has a word of doubt itself.
    quotation : int or None
        The quotation that holds it.

    References
    ----------
    Saurí and Pustejovsky (2009), FactBank, Language Resources and Evaluation 43.
    """
    if c.dep[head] in {"acl", "ccomp", "relcl"} and _is_denied_talk(c, head):
        return "denied"
    governor = head
    while c.dep[governor] in {"ccomp", "xcomp", "conj", "pcomp"} and c.head[governor] != governor:
        is_beside = c.dep[governor] == "conj"
        governor = c.head[governor]
        if is_beside:
            continue  # "he rejected the plan and left": that he left is not denied
        if is_denial(c.word[governor]) or is_denial(c.lemma[governor]):
            return "denied"
        if c.lemma[governor] in _THINKING and _is_called_senseless(c, governor):
            return "denied"
        hedged = hedged or is_hedge(c.word[governor])
    if hedged:
        return "hedged"
    return "stated" if quotation is None else "attributed"
