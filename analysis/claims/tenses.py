"""How a sentence tells what it tells: tense, mood, polarity and subject of each of its verbs.

"We cut taxes" can be checked, "we will cut taxes" and "cut taxes" cannot: the words are the same,
the form of the verb is not.

References
----------
Hassan et al. (2017), Toward automated fact-checking: ClaimBuster, KDD: tense and part of speech
among the features of what is worth a check.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.word_sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_NAMED_SUBJECTS = word_set("i we you he she they it that this there who which what")
_BY_AUXILIARY = (
    ("will", word_set("will 'll ’ll wo shall")),
    ("would", word_set("would 'd ’d could might may")),
    ("must", word_set("should must ought")),
    ("can", word_set("can ca")),
)
_PARTICIPLE_AFTER = (
    ("perfect", word_set("have has 've ’ve 's ’s had")),
    ("past passive", word_set("was were")),
)
_PAST = word_set("did was were")
_PRESENT = word_set("do does is are")
_PROGRESSIVE = word_set("is are am 're ’re 'm ’m 's ’s")


def verb_features(tokens: Sequence[Token]) -> dict[str, float]:
    """Return the named features of the verbs of a sentence.

    Parameters
    ----------
    tokens : sequence of Token
        Parsed.

    Returns
    -------
    dict of str to float
        ``form:…`` tenses and moods, ``not:…`` where denied, ``verb:…`` a lemma with its form,
        ``root form:…`` and ``root subject:…``, ``first:…`` the word and tag the sentence begins
        with, and the root of how many verbs there are.
    """
    features: dict[str, float] = {}
    verbs = [t for t in tokens if t.pos_ in {"VERB", "AUX"} and t.dep_ not in _AUXILIARIES]
    for verb in verbs:
        form, subject = verb_form(verb), _subject(verb)
        features[f"form:{form}"] = features[f"verb:{verb.lemma_.lower()} {form}"] = 1.0
        if any(child.dep_ == "neg" for child in verb.children):
            features[f"not:{form}"] = features[f"not:{subject}"] = 1.0
        if verb.dep_ == "ROOT":
            features[f"root form:{form}"] = features[f"root subject:{subject}"] = 1.0
    features["verbs"] = math.sqrt(len(verbs))
    first = next((token for token in tokens if not token.is_space), None)
    if first is not None:
        features[f"first:{first.lemma_.lower()}"] = features[f"first:{first.tag_}"] = 1.0
    return features


def verb_form(verb: Token) -> str:
    """Return the tense or mood of a verb, by its auxiliaries and its tag.

    Parameters
    ----------
    verb : Token
        A verb that is no auxiliary of another.

    Returns
    -------
    str
        Such as "past", "perfect", "will", "to"; the Penn tag where none of them fits.
    """
    auxiliaries = [child for child in verb.children if child.dep_ in _AUXILIARIES]
    before = {token.lower_ for token in auxiliaries}
    for form, forms in _BY_AUXILIARY:
        if before & forms:
            return form
    if verb.tag_ == "VBN" and auxiliaries:
        return next((form for form, forms in _PARTICIPLE_AFTER if before & forms), "passive")
    if verb.tag_ == "VBD" or before & _PAST:
        return "past"
    if verb.tag_ == "VBG":
        return "progressive" if before & _PROGRESSIVE else "ing"
    if verb.tag_ in {"VBZ", "VBP"} or before & _PRESENT:
        return "present"
    if verb.tag_ == "VB":
        return "to" if any(child.tag_ == "TO" for child in verb.children) else "bare"
    return str(verb.tag_)


def _subject(verb: Token) -> str:
    """Return the kind of a verb's subject: a pronoun, a kind of name, or a tag."""
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    if subject is None:
        return "none"
    if subject.lower_ in _NAMED_SUBJECTS:
        return str(subject.lower_)
    if subject.pos_ == "PRON":
        return "pronoun"
    return str(subject.ent_type_ or subject.tag_)
