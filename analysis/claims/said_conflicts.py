"""How a claim is put forward: by whom it is said, and whether as a fact, a guess or a denial.

References
----------
Saurí and Pustejovsky (2009), FactBank: certain, probable and possible, by source; Pareti (2016),
PARC 3.0; de Marneffe, Manning and Potts (2012), Did it happen?
"""

from __future__ import annotations

import re

from analysis.claims.callings import tells_who_calls
from analysis.claims.deeds import is_one_deed
from analysis.claims.difference import Contrast, Filled
from analysis.claims.hedges import doubting_word
from analysis.claims.mentions import Mention
from analysis.claims.terms import terms_of
from analysis.claims.verbs import are_one_deed, are_opposite
from analysis.claims.voices import Voice, is_named_otherwise, is_voice, name_within, voices_differ
from analysis.stems import find_words, normal_form
from analysis.word_sets import word_set

_ALLEGED = re.compile(r"\balleged\s+((?:\w+\s*){1,2})", re.IGNORECASE)
_ABLE = re.compile(r"\bcan(?:not)?\b|\bcould not\b|\bcouldn[’']t\b", re.IGNORECASE)

_OF_ONESELF = re.compile(r"(?:I|we|my|our)\b", re.IGNORECASE)
_NEAR = 3
"""Words between a doubt and the figure that it is about: "may have hurt about 300"."""


def voice_contrast(one: Mention, other: Mention) -> Contrast | None:
    """Return that two mentions are given to different speakers; None when they are not.

    Parameters
    ----------
    one, other : Mention
        Mentions of one claim by independent sources.

    References
    ----------
    Pareti (2016), PARC 3.0: a corpus of attribution relations, LREC.
    """
    if one.voice is None or other.voice is None:
        return None
    texts = (one.article_text, other.article_text)
    if not (
        voices_differ(one.voice, other.voice, texts)
        or is_named_otherwise(one.voice, other.voice, texts)
    ):
        return None
    if one.predicate.is_aside or other.predicate.is_aside:
        return None  # "who fled" in a quotation is not what its speaker is quoted for
    if all(_OF_ONESELF.match(m.slots.text.strip()) for m in (one, other)):
        return None  # what two people say of themselves is not one thing
    a, b = (_speaker(m.voice, m) for m in (one, other) if m.voice is not None)
    return Contrast("attribution", "", a, b, f"“{a.value}” or “{b.value}” is said to say so")


def _speaker(voice: Voice, mention: Mention) -> Filled:
    """Return the words that name a speaker, without what is added; or the name behind "she"."""
    named = mention.article_text[voice.start : voice.end].split(",")[0]
    if named.lower() in _PRONOUNS:
        named_so = name_within(voice, mention.article_text)
        return Filled(voice.start, voice.start + len(named), named_so or voice.name)
    return Filled(voice.start, voice.start + len(named), named)


def calling_contrast(one: Mention, other: Mention) -> Contrast | None:
    """Return that one mention gives to somebody a name that the other gives to another, or uses.

    "Residents call the closure a betrayal" against "the betrayal of the island", in the source's
    own words or another speaker's.

    Parameters
    ----------
    one, other : Mention
        Mentions by independent sources.

    References
    ----------
    Pareti (2016), PARC 3.0: a corpus of attribution relations, LREC.
    """
    users = [_user(one, other), _user(other, one)]
    if None in users or one.predicate.calling is other.predicate.calling is None:
        return None
    voices = [user for user in users if isinstance(user, Voice)]
    texts = (one.article_text, other.article_text)
    if len(voices) == 2 and not voices_differ(voices[0], voices[1], texts):
        return None
    a, b = (
        _speaker(user, m)
        if isinstance(user, Voice)
        else Filled(m.clause.start, m.clause.end, "the source itself")
        for user, m in zip(users, (one, other), strict=True)
    )
    return Contrast("attribution", "name", a, b, f"“{a.value}” or “{b.value}” calls it so")


def _user(mention: Mention, other: Mention) -> Voice | str | None:
    """Return who uses the name that one of two mentions is about; "" the source itself."""
    calling = mention.predicate.calling
    if calling is not None:
        name = mention.article_text[slice(*calling.caller)]
        is_named = is_voice(name, "collective", "other")
        return Voice("", name, (name,), *calling.caller) if is_named else None
    named = other.predicate.calling
    if named is None or named.noun not in mention.predicate.nouns:
        return None
    words = {normal_form(word.text) for word in find_words(mention.verbatim)}
    if not named.modifiers <= words or tells_who_calls(mention.verbatim):
        return None  # not that name, or in a mouth that is not told
    if mention.slots.polarity.negative or mention.assertion in {"hedged", "denied"}:
        return None
    if mention.clause.quotation is None:
        return ""
    return mention.voice


_PRONOUNS = word_set("he she they it we i who")


def denial_contrast(one: Mention, other: Mention) -> Contrast | None:
    """Return that one mention denies the other, or says the opposite of it; None otherwise.

    Parameters
    ----------
    one, other : Mention
        Mentions of one claim by independent sources.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text: antonyms.
    """
    turned = [is_turned(m) for m in (one, other)]
    opposite = are_opposite(one.predicate.stem, other.predicate.stem)
    if (turned[0] != turned[1]) == opposite:
        return None
    if not opposite and "denied" not in {one.assertion, other.assertion}:
        return None  # plain negations are compared with their predicates elsewhere
    if opposite:
        values = [_verb_of(one), _verb_of(other)]
    else:
        values = ["not so" if is_turned else "so" for is_turned in turned]
    a, b = (
        Filled(m.clause.start, m.clause.end, value)
        for m, value in zip((one, other), values, strict=True)
    )
    return Contrast("negation", "", a, b, "one side says so, the other says not")


def is_turned(mention: Mention) -> bool:
    """Return whether a mention as a whole says that something is not so.

    Parameters
    ----------
    mention : Mention
        A clause of an article.
    """
    return (mention.assertion == "denied") != mention.slots.polarity.negative


def _verb_of(mention: Mention) -> str:
    return mention.predicate.verb


def certainty_contrast(one: Mention, other: Mention) -> Contrast | None:
    """Return that one mention holds as possible what the other says outright; None otherwise.

    An estimate ("some 300 are thought to …") is no doubt about the claim, and reported speech is
    compared by its speaker, not here.

    Parameters
    ----------
    one, other : Mention
        Mentions of one claim by independent sources.

    References
    ----------
    Saurí and Pustejovsky (2009), FactBank: a corpus annotated with event factuality, LRE 43.
    """
    doubts = [doubt_of(m) for m in (one, other)]
    if "could" in doubts and any(_ABLE.search(m.slots.text) for m in (one, other)):
        return None  # "cannot", told by another: "could not"
    if bool(doubts[0]) == bool(doubts[1]) or "denied" in {one.assertion, other.assertion}:
        return None
    if not (
        are_one_deed(one.predicate.stem, other.predicate.stem)
        or is_one_deed(one.predicate.deed, other.predicate.deed)
    ):
        return None
    doubter, plain = (one, other) if doubts[0] else (other, one)
    if "alleged" in doubts and not _is_told_as_well(doubter, plain):
        return None
    a, b = (
        Filled(m.clause.start, m.clause.end, f"“{doubt}”" if doubt else "outright")
        for m, doubt in zip((one, other), doubts, strict=True)
    )
    word = doubts[0] or doubts[1]
    return Contrast("certainty", "", a, b, f"one side says so outright, the other with “{word}”")


def _is_told_as_well(doubter: Mention, plain: Mention) -> bool:
    """Whether one mention tells outright what the other calls "alleged"."""
    return any(
        set(terms_of(match[1])) & plain.slots.terms
        for match in _ALLEGED.finditer(doubter.slots.text)
    )


def doubt_of(mention: Mention) -> str:
    """Return the word by which a mention holds what it says as possible; empty where there is none.

    Parameters
    ----------
    mention : Mention
        A clause of an article; an estimate of a figure is no doubt.
    """
    word = doubting_word(mention.slots.text)
    ends = (
        [match.end() for match in re.finditer(rf"\b{word}\b", mention.slots.text)] if word else []
    )
    near = any(
        len(mention.slots.text[end : figure.start].split()) <= _NEAR
        for figure in mention.slots.figures
        for end in ends
    )
    return "" if near else word
