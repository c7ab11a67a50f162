"""What a claim calls the thing it speaks of: two mentions with different names for one referent.

Which names mean one thing is found elsewhere (`analysis.naming`). Spellings, initials, titles and a
shorter form of the same name are no difference: "the camp" for "the summer camp" says nothing else.

References
----------
Card et al. (2016), Analyzing framing through the casts of characters in the news; Entman (1993),
Framing: naming as part of a frame.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.claims.difference import Contrast, Filled
from analysis.claims.name_conflicts import TITLES
from analysis.claims.terms import sound_key, terms_of, word_stem
from analysis.records import Naming
from analysis.stems import STOP_WORDS, find_words, normal_form
from analysis.word_sets import word_set

_SAID = " writes “"
"""In the reasons of a naming: an article says so in these words."""

_LETTERS = re.compile(r"[^\w]")
_PALE = (
    STOP_WORDS
    | TITLES
    | word_set(
        """numerous multiple several many various additional further future possible potential
        alleged new recent latest former current huge big large"""
    )
)
"""Words that call a thing nothing: how many, how sure, when."""


@dataclass(frozen=True, slots=True)
class Label:
    """One use of a name for a referent, in one article."""

    referent: str
    text: str
    start: int
    end: int
    is_said: bool
    """Whether an article says that this thing goes by two names ("calls the pier a jetty")."""


def find_labels(namings: Sequence[Naming]) -> dict[str, list[Label]]:
    """Return every use of a name for a thing that has several, by article id, in order.

    Parameters
    ----------
    namings : sequence of Naming
        What one thing is called, by whom.
    """
    found: dict[str, list[Label]] = {}
    for naming in namings:
        is_said = any(_SAID in reason for reason in naming.reasons)
        for variant in naming.variants:
            for place in variant.mentions:
                label = Label(naming.referent, variant.text, place.start, place.end, is_said)
                found.setdefault(place.article, []).append(label)
    for labels in found.values():
        labels.sort(key=lambda label: (label.start, -label.end, label.referent))
    return found


def labels_within(
    labels: Mapping[str, Sequence[Label]], article: str, start: int, end: int
) -> tuple[Label, ...]:
    """Return the uses that stand within an interval of an article."""
    return tuple(
        label for label in labels.get(article, ()) if start <= label.start and label.end <= end
    )


def label_contrasts(ours: Sequence[Label], theirs: Sequence[Label]) -> list[Contrast]:
    """Return the referents that two mentions call by different names.

    Parameters
    ----------
    ours, theirs : sequence of Label
        The names used in each mention.

    References
    ----------
    Entman (1993), Framing: toward clarification of a fractured paradigm.
    """
    found = []
    for referent in sorted({label.referent for label in ours}):
        here = [label for label in ours if label.referent == referent]
        there = [label for label in theirs if label.referent == referent]
        if not here or not there:
            continue
        if any(_is_same_name(a, b) for a in here for b in there):
            continue
        a, b = (Filled(label.start, label.end, label.text) for label in (here[0], there[0]))
        found.append(Contrast("label", referent, a, b, f"“{a.value}” or “{b.value}”"))
    return found


def _is_same_name(one: Label, other: Label) -> bool:
    """Whether two names differ in spelling, number, title or length only, or are plain synonyms."""
    if _LETTERS.sub("", one.text.lower()) == _LETTERS.sub("", other.text.lower()):
        return True  # "newborn", "new-born"
    ours, theirs = _keys(one.text), _keys(other.text)
    if set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    if len(ours) > 1 and ours[-2:] == theirs[-2:] and one.text.split()[-2][0].isupper():
        return True  # a person's full name, after another description
    if any(label.text.isupper() for label in (one, other)):
        return True  # an acronym
    # "the fare rise" and "the fare hike" say one thing unless somebody speaks of the two names.
    return not one.is_said and ours[-1] != theirs[-1]


def _keys(name: str) -> list[str]:
    words = [w.text for w in find_words(name) if normal_form(w.text) not in _PALE]
    return [_key(word) for word in words]


def _key(word: str) -> str:
    """Return a key that the spellings of a word share, and a country with its adjective."""
    country = next((term for term in terms_of(word) if term.startswith("@")), "")
    return country or sound_key(word_stem(normal_form(word)))
