"""Who is said to say a claim: two sources may give one statement to different speakers.

A person and the body they speak for are one voice, and so are a country, its capital and its
government. News media that pass something on are no voice of their own, and a description that only
the article resolves ("the group", "he") is not compared.

References
----------
Pareti (2016), PARC 3.0: source, cue and content of an attribution; Shapiro et al. (2013),
Verification as a strategic ritual: whose word a news statement is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.claims.terms import sound_key, terms_of
from analysis.records import Reading, Span, Speaker
from analysis.stems import STOP_WORDS, find_words, normal_form
from analysis.word_sets import word_set

_SPEAKING = word_set("person organisation collective")
_LEANING = word_set(
    """the this that these those our its his her their my your i we he she it they you who one some
    many several others people everything everybody everyone nobody somebody someone any all both"""
)
"""A name that begins so leans on its article."""
_RELAYS = word_set(
    """media newspaper newspapers report reports press agency agencies wire broadcaster broadcasters
    outlet outlets television tv radio sources source document documents study survey poll"""
)
_PARTISANS = word_set("democrat republican conservative liberal socialist lawmaker senator")
_UNNAMED = word_set("official officials authorities aide aides spokesperson spokespeople")
"""People who speak for whatever body another article may name."""
_SPOKEN = word_set("spokesman spokeswoman spokesperson spokespeople")
_SEATS = (("white", "house"), ("downing", "street"), ("kremlin",), ("elysee",), ("blue", "house"))
"""Where a head of state or government speaks from."""
_OF_A_BODY = 2
"""Words of a body's name by which somebody is described as speaking for it."""
_HEADS = word_set("president premier chancellor administration")
_HEAD = (
    r"\b(?:President|Prime Minister|Premier|Chancellor|[Pp]ress [Ss]ecretary)\s(?:[\w.]+\s){0,2}"
)
_PRONOUNS = word_set("he she")
_REACH = 1_500
_NEAR = 60
_APART = re.compile(r"[.!?]\s|\b(?:said|says|told|tells|asked|added|warned|wrote)\b|[“”\"]")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody to whom an article gives a statement."""

    id: str
    """Speaker id; empty for one who is named in the statement only."""
    name: str
    variants: tuple[str, ...]
    start: int
    end: int
    """Where the article names them."""
    is_person: bool = False


def find_voices(
    speakers: Sequence[Speaker], readings: Mapping[str, Reading], texts: Mapping[str, str]
) -> dict[tuple[str, int], Voice]:
    """Return the voice behind each quotation that has one: (article id, number) to voice.

    Parameters
    ----------
    speakers : sequence of Speaker
        Who is quoted, across articles.
    readings, texts : mapping of str
        Reading and text of each article, by its id.
    """
    found = {}
    people = [s for s in speakers if s.kind == "person"]
    for speaker in speakers:
        if not is_voice(speaker.name, speaker.kind, speaker.role):
            continue
        for article, number in speaker.quotations:
            if article in readings:
                span = readings[article].quotations[number].source
                doubtful = span is None or _is_doubtful(span, speaker, people, texts[article])
                if span is not None and not doubtful:
                    found[article, number] = Voice(
                        speaker.id,
                        speaker.name,
                        speaker.variants,
                        *span,
                        is_person=speaker.kind == "person",
                    )
    return found


def _is_doubtful(span: Span, speaker: Speaker, people: Sequence[Speaker], text: str) -> bool:
    """Whether words that only the article resolves may stand for somebody else.

    So may "it" and "the group", "the governor" where nobody is known by that, and a pronoun that
    goes to another than the person named last.
    """
    named = find_words(text[span[0] : span[1]])
    if named and normal_form(named[0].text) in _LEANING and len(named) > 1:
        noun = named[-1].text
        if noun.islower() or normal_form(noun) in _PARTISANS:
            return speaker.kind != "person" or normal_form(noun) in _parts(speaker.name)
    if normal_form(text[span[0] : span[1]]) not in _PRONOUNS:
        return False
    before = text[max(0, span[0] - _REACH) : span[0]]
    last = {s.id: max(before.rfind(name) for name in {s.name, *s.variants}) for s in people}
    return last.get(speaker.id, -1) < max(last.values(), default=-1)


def is_voice(name: str, kind: str, role: str) -> bool:
    """Return whether a speaker is somebody whom another article may name as well.

    Parameters
    ----------
    name, kind, role : str
        As in `analysis.records.Speaker`.
    """
    forms = [normal_form(word.text) for word in find_words(name)]
    if kind not in _SPEAKING or role == "media" or not forms:
        return False
    return forms[0] not in _LEANING and not _RELAYS & set(forms) and forms[-1] not in _UNNAMED


def voices_differ(one: Voice, other: Voice, texts: Sequence[str]) -> bool:
    """Return whether two voices are not one.

    Parameters
    ----------
    one, other : Voice
        Voices of two articles.
    texts : sequence of str
        Where one may be named as the other's: "Ana Duarte, chair of the Harbour Board".
    """
    ours, theirs = _parts(one.name) - _SPOKEN, _parts(other.name) - _SPOKEN
    if (one.id and one.id == other.id) or not ours or not theirs:
        return False
    if ours <= theirs or theirs <= ours or _spelled_alike(one.name, other.name):
        return False
    countries = [{term for term in terms_of(v.name) if term.startswith("@")} for v in (one, other)]
    if countries[0] & countries[1]:
        return False
    if _is_described_by(one, other, texts[0]) or _is_described_by(other, one, texts[-1]):
        return False
    if _is_seat_of(one, other, texts) or _is_seat_of(other, one, texts):
        return False
    return not any(_speaks_for(one, other, text) for text in texts)


def _is_described_by(one: Voice, other: Voice, text: str) -> bool:
    """Whether a person is quoted as "an interior ministry spokesman", and the ministry there."""
    if not one.is_person or other.is_person:
        return False
    return len(_parts(text[one.start : one.end]) & _parts(other.name)) >= _OF_A_BODY


def _is_seat_of(one: Voice, other: Voice, texts: Sequence[str]) -> bool:
    """Whether one is the White House or the like, and the other heads what sits there."""
    forms = tuple(normal_form(word.text) for word in find_words(one.name))
    if not any(seat == forms[-len(seat) :] for seat in _SEATS):
        return False
    last = other.name.split()[-1]
    return bool(_HEADS & _parts(other.name)) or any(
        re.search(_HEAD + re.escape(last) + r"\b", text) for text in texts
    )


def name_within(voice: Voice, text: str) -> str:
    """Return the longest name that an article has for a voice; empty when it has none.

    Parameters
    ----------
    voice : Voice
        Somebody who may have several names.
    text : str
        The article.
    """
    names = [name for name in {voice.name, *voice.variants} if name in text]
    return max(names, key=lambda name: (len(name), name), default="")


def is_named_otherwise(one: Voice, other: Voice, texts: tuple[str, str]) -> bool:
    """Return whether two articles quote one person under names of which no part is alike.

    Parameters
    ----------
    one, other : Voice
        Voices of two articles.
    texts : tuple of str
        The articles.
    """
    if not one.id or one.id != other.id or not (one.is_person and other.is_person):
        return False
    names = name_within(one, texts[0]), name_within(other, texts[1])
    if not all(names) or any(name.isupper() or not name[:1].isupper() for name in names):
        return False
    known = names[0] in texts[1] or names[1] in texts[0]
    return not known and not _spelled_alike(*names)


def _parts(name: str) -> set[str]:
    return {normal_form(word.text) for word in find_words(name)} - STOP_WORDS


def _spelled_alike(one: str, other: str) -> bool:
    """Whether two names share a part, in any spelling; descriptions may share words."""
    if not (one[:1].isupper() and other[:1].isupper()):
        return False
    keys = [{sound_key(part) for part in _parts(name) if len(part) > 3} for name in (one, other)]
    return bool(keys[0] & keys[1])


def _speaks_for(one: Voice, other: Voice, text: str) -> bool:
    """Whether both are named side by side, with no verb of speech or full stop between them."""
    for start, end in _places(one, text):
        for begin, stop in _places(other, text):
            low, high = (end, begin) if end <= begin else (stop, start)
            if 0 <= high - low <= _NEAR and not _APART.search(text[low:high]):
                return True
    return False


def _places(voice: Voice, text: str) -> list[tuple[int, int]]:
    return [
        match.span()
        for name in sorted({voice.name, *voice.variants})
        for match in re.finditer(rf"\b{re.escape(name)}\b", text)
    ]
