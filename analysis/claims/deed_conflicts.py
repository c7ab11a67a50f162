"""One deed told as done and as not done, or as certain and as possible, in whatever words.

That a deed is denied or doubted often stands in other words than the deed: these are found by who
does what to whom, not by how alike two clauses are.

References
----------
de Marneffe, Rafferty and Manning (2008), Finding contradictions in text; Saurí and Pustejovsky
(2009), FactBank: a corpus annotated with event factuality.
"""

from __future__ import annotations

import re

from analysis.claims.deeds import Deed, is_one_deed
from analysis.claims.denials import is_denial
from analysis.claims.difference import Contrast, Filled
from analysis.claims.hedges import doubting_word
from analysis.claims.mentions import Mention
from analysis.claims.name_conflicts import TITLES
from analysis.claims.said_conflicts import certainty_contrast, doubt_of
from analysis.claims.terms import sound_key
from analysis.claims.verbs import are_one_deed
from analysis.stems import find_words, normal_form

_OPEN = re.compile(r"\bwhether\b", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:whether|wondered if|asked if)\s*$", re.IGNORECASE)
_UNTELLING = frozenset(sound_key(title) for title in TITLES) | {sound_key("the")}


def is_deed_in_doubt(one: Mention, other: Mention) -> bool:
    """Return whether two mentions tell one deed on one thing, and one of them holds it as possible.

    They must not tell it of two: "it might be cut" may be meant by "the company will drop it".

    Parameters
    ----------
    one, other : Mention
        Mentions by independent sources.

    References
    ----------
    Saurí and Pustejovsky (2009), FactBank: a corpus annotated with event factuality, LRE 43.
    """
    ours, theirs = one.predicate, other.predicate
    if any(m.slots.figures and not doubt_of(m) for m in (one, other)):
        return False  # what is counted makes a claim of its own
    leaves_open = (ours if doubt_of(one) else theirs).hides_actor
    of_one_thing = leaves_open and bool(ours.thing) and ours.thing == theirs.thing
    if not of_one_thing and not _may_be_one(ours.deed, theirs.deed):
        return False
    return certainty_contrast(one, other) is not None


def _may_be_one(ours: Deed | None, theirs: Deed | None) -> bool:
    """Whether two deeds are one as far as is told: by the same, or not said by whom."""
    if ours is None or theirs is None or not is_one_deed(ours, theirs):
        return False
    return not (ours.actors and theirs.actors) or bool(ours.actors & theirs.actors)


def may_both_hold(one: Mention, other: Mention) -> bool:
    """Return whether a "not" in one of two mentions says nothing against the other.

    They tell their deeds of other times ("raised fares", "will not raise fares") or of two whose
    names are not alike, leave open whether it is so, or use two verbs of rejection for one thing
    ("opposes the law", "rejected the law").

    Parameters
    ----------
    one, other : Mention
        Mentions of one claim by independent sources.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text, ACL.
    """
    ours, theirs = one.predicate, other.predicate
    if _are_two(one, other) or _leaves_open(one) or _leaves_open(other):
        return True
    if are_one_deed(ours.stem, theirs.stem) and (is_denial(ours.verb) or is_denial(theirs.verb)):
        return True
    if ours.deed is None or theirs.deed is None or not is_one_deed(ours.deed, theirs.deed):
        return False
    return ours.deed.is_past != theirs.deed.is_past


def _leaves_open(mention: Mention) -> bool:
    """Whether a mention is, or holds, what somebody asks: "whether the council knew of it"."""
    before = mention.sentence_text[: mention.clause.start - mention.base]
    return bool(_OPEN.search(mention.slots.text) or _ASKED.search(before))


def _are_two(one: Mention, other: Mention) -> bool:
    """Whether the deeds are told of two people, or two bodies, whose names have no part in common.

    "Ana Duarte did not reply" says nothing against "Ben Okafor replied".
    """
    ours, theirs = one.predicate.actor, other.predicate.actor
    if ours is None or theirs is None or not (ours.is_name and theirs.is_name):
        return False
    if ours.entity != theirs.entity or (one.actor_id and one.actor_id == other.actor_id):
        return False
    if {label.referent for label in one.labels} & {label.referent for label in other.labels}:
        return False
    names = (
        find_words(m.article_text[phrase.start : phrase.end])
        for phrase, m in ((ours, one), (theirs, other))
    )
    keys = [{sound_key(normal_form(word.text)) for word in words} - _UNTELLING for words in names]
    return bool(keys[0] and keys[1]) and not keys[0] & keys[1]


def deed_denial(one: Mention, other: Mention) -> Contrast | None:
    """Return that one mention tells what somebody does to something, and the other denies it.

    "The ministry sends them back" against "it is absurd to say that the ministry will return them":
    both must say who and to whom. What was done before is not denied by what is not done now, and
    that somebody pledged it is a claim of its own, true whether it is kept or not.

    Parameters
    ----------
    one, other : Mention
        Mentions by independent sources.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text, ACL: negation.
    """
    ours, theirs = one.predicate.deed, other.predicate.deed
    if ours is None or theirs is None or not is_one_deed(ours, theirs):
        return None
    if not ours.actors & theirs.actors or ours.is_past != theirs.is_past:
        return None
    if ours.is_pledged or theirs.is_pledged:
        return None
    turned = [
        deed.is_negated != (mention.assertion == "denied")
        for deed, mention in ((ours, one), (theirs, other))
    ]
    if turned[0] == turned[1] or any(doubting_word(m.slots.text) for m in (one, other)):
        return None
    a, b = (
        Filled(m.clause.start, m.clause.end, "not so" if is_turned else "so")
        for m, is_turned in zip((one, other), turned, strict=True)
    )
    return Contrast("negation", "", a, b, "one side says so, the other says not")
