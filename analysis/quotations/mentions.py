"""Which runs of words are personal names, titles and offices in front of them left out."""

from __future__ import annotations

import re
from collections import Counter

from analysis.quotations.columns import Columns
from analysis.quotations.given_names import GENDER_OF
from analysis.quotations.names import (
    AGENCIES,
    PARTICLES,
    TITLES,
    fold,
)
from analysis.quotations.roles import role_of_noun, role_of_organisation
from analysis.quotations.verbs import SPEECH
from analysis.word_sets import word_set

_NOT_PEOPLE = frozenset(
    {
        "GPE",
        "LOC",
        "FAC",
        "DATE",
        "TIME",
        "MONEY",
        "PERCENT",
        "NORP",
        "EVENT",
        "LAW",
        "LANGUAGE",
        "PRODUCT",
        "QUANTITY",
    }
)
_NOT_GIVEN = word_set("all for free save our we every some this the protect stop")
"""Words that begin the names of movements ("Justice For All", "Free Harbour Now"), not people's."""
_NO_SURNAMES = word_set("Day Act Amendment Avenue Award Awards Eve Prize Street")
_DAYS = word_set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_LONG_CAPITALS = 5
"""Letters that a single name in capitals must have: shorter ones are acronyms."""
_NAME = re.compile(r"[^\W\d_][\w'’.\-‑]*\Z")


def name_runs(c: Columns) -> list[tuple[int, int]]:
    """Return runs of tokens that may be a personal name, titles cut off in front."""
    runs: list[tuple[int, int]] = []
    i, size = 0, len(c.word)
    while i < size:
        if c.pos[i] != "PROPN" or not _name_token(c, i):
            i += 1
            continue
        j = i + 1
        while (
            j < size
            and c.sentence[j] == c.sentence[i]
            and (
                _name_token(c, j)
                or (
                    fold(c.word[j]) in PARTICLES
                    and j + 1 < size
                    and _name_token(c, j + 1)
                    and c.pos[j] == "PROPN"
                )
                or (
                    c.word[j] in {"-", "‑"}
                    and j + 1 < size
                    and _name_token(c, j + 1)
                    and c.end[j - 1] == c.start[j]
                    and c.end[j] == c.start[j + 1]
                )
            )
        ):
            if (
                c.entity[j] in {"PERSON", "ORG"}
                and c.entity[j - 1] in {"ORG", "NORP", "GPE", "PERSON"}
                and c.entity[j] != c.entity[j - 1]
            ):
                break
            j += 1
        first = i
        for k in range(i, j):
            if _leads(c, k, j):
                first = k + 1
        runs.append((first, j))
        i = j
    return runs


def _leads(c: Columns, k: int, end: int) -> bool:
    """Whether a capital word in front of a name is no part of it: title, trade, agency, country."""
    word = fold(c.word[k]).removesuffix("-elect").rstrip(".")
    if k + 1 >= end:
        return False
    if word in TITLES or word in AGENCIES:
        return True
    if end - k - 1 < 2 or word in GENDER_OF:
        return False
    return role_of_noun(word) in _PERSONAL or c.word[k] in _places(c)


def _places(c: Columns) -> frozenset[str]:
    """Words that are a place by themselves somewhere in this article."""
    known = c.__dict__.get("_places")
    if known is None:
        known = frozenset(
            word
            for k, (word, label) in enumerate(zip(c.word, c.entity, strict=True))
            if label == "GPE"
            and (k == 0 or c.entity[k - 1] != "GPE")
            and (k + 1 == len(c.word) or c.entity[k + 1] != "GPE")
        )
        c.__dict__["_places"] = known
    return known


def _office_before(c: Columns, first: int) -> bool:
    """Whether an office stands right before a name: "our chair", "the Foreign Minister of X"."""
    k = first - 1
    if k < 0 or c.sentence[k] != c.sentence[first]:
        return False
    if c.word[k] in _places(c) and k >= 2 and c.lemma[k - 1] == "of":
        k -= 2
    if c.pos[k] not in {"NOUN", "PROPN"}:
        return False
    owned = k > 0 and c.word[k - 1].lower() in {"the", "our", "its", "their", "his", "her"}
    return role_of_noun(c.lemma[k]) in _PERSONAL or (owned and c.lemma[k] in TITLES)


def _name_token(c: Columns, i: int) -> bool:
    if c.pos[i] != "PROPN" or (c.entity[i] in _NOT_PEOPLE and c.entity[i] != "NORP"):
        return False
    if c.word[i] in _DAYS:
        return False
    return c.word[i][:1].isupper() and bool(_NAME.match(c.word[i]))


def is_name(c: Columns, first: int, last: int) -> bool:
    """Return whether a run of words is a person's name."""
    labels = c.entity[first:last]
    words = last - first
    if words > 5 or len(c.word[last - 1]) < 2 or "NORP" in labels:
        return False
    if words == 1 and fold(c.word[first]).rstrip(".") in TITLES:
        return False
    if (
        c.word[last - 1] in _NO_SURNAMES
        or fold(c.word[first]) in _NOT_GIVEN
        or (words == 1 and _is_called_the(c, first))
    ):
        return False
    titled = (
        first > 0
        and fold(c.word[first - 1]).rstrip(".") in TITLES
        and c.word[first - 1][:1].isupper()
    )
    if titled and c.entity[first - 1] == "ORG" and set(labels) == {"ORG"}:
        # "Duke Energy", "the Justice Department": what looks like a title is part of the name.
        return False
    if words == 1 and c.word[first].isupper() and len(c.word[first]) < _LONG_CAPITALS:
        return False
    if labels.count("PERSON") * 2 >= words or titled:
        return fold(c.word[last - 1]) not in AGENCIES
    if role_of_noun(c.word[last - 1]):
        # "Foreign Minister": an office, not a name.
        return False
    if (
        words in {2, 3}
        and _office_before(c, first)
        and not role_of_organisation(c.text[c.start[first] : c.end[last - 1]])
    ):
        return True
    if "ORG" in labels:
        return _mistaken_for_organisation(c, first, last)
    if words == 1 and c.word[first].isupper() and c.word[first].title() not in _people_words(c):
        return False
    if {c.word[last - 1], c.word[last - 1].title()} & _people_words(c) and words <= 2:
        return True
    head = carrier(c, first, last)
    # An unknown name that acts like a person: subject of a verb, or explained by a noun.
    return (
        c.dep[head] in {"nsubj", "appos"}
        and words <= 3
        and (GENDER_OF.get(fold(c.word[first])) is not None or _reports(c, head))
    )


def _is_called_the(c: Columns, token: int) -> bool:
    """Whether a name of one word stands behind "the" and before no noun: "the Ummah"."""
    following = c.pos[token + 1] if token + 1 < len(c.word) else ""
    return token > 0 and c.lemma[token - 1] == "the" and following not in {"NOUN", "PROPN"}


def _mistaken_for_organisation(c: Columns, first: int, last: int) -> bool:
    """Whether a run that the model took for an organisation is a person's name after all.

    Names from other scripts are often taken so. A person is introduced with a personal noun in
    apposition, taken up by "he" or "she", or called by the surname alone elsewhere.
    """
    text = c.text[c.start[first] : c.end[last - 1]]
    head = carrier(c, first, last)
    if (
        last - first > 3
        or any(c.word[k].isupper() for k in range(first, last))
        or role_of_organisation(text)
        or fold(c.word[first]) in AGENCIES
        or (first > 0 and c.lemma[first - 1] == "the")
    ):
        return False
    if all(c.word[k] in _people_words(c) for k in range(first, last)):
        return True
    if not _reports(c, head):
        return False
    for child in c.children[head]:
        if c.dep[child] == "appos" and role_of_noun(c.lemma[child]) in _PERSONAL:
            return True
    if last - first == 1:
        return _taken_up(c, last)
    return any(
        word == c.word[last - 1]
        and not first <= k < last
        and c.entity[k] != "ORG"
        and _reports(c, k)
        for k, word in enumerate(c.word)
    )


_PERSONAL = frozenset({
    "politician", "official", "expert", "advocate", "affected person", "religious", "media",
    "business",
})  # fmt: skip


def _taken_up(c: Columns, token: int) -> bool:
    """Whether the next subject that is a pronoun is "he" or "she", nobody else named between."""
    for k in range(token, min(token + 80, len(c.word))):
        if c.entity[k] == "PERSON":
            return False
        if c.pos[k] == "PRON" and c.dep[k] in {"nsubj", "nsubjpass"} and c.word[k][:1].isupper():
            return c.lemma[k] in {"he", "she"} or c.word[k].lower() in {"he", "she"}
    return False


def _reports(c: Columns, head: int) -> bool:
    return c.dep[head] == "nsubj" and c.lemma[c.head[head]] in SPEECH


def _people_words(c: Columns) -> frozenset[str]:
    """Words the model took for a person's somewhere in this article."""
    known = c.__dict__.get("_people_words")
    if known is None:
        counts: Counter[str] = Counter()
        others: Counter[str] = Counter()
        for word, label in zip(c.word, c.entity, strict=True):
            if label == "PERSON":
                counts[word] += 1
            elif label:
                others[word] += 1
        # The surname of somebody named in full is that person's, whatever it is taken for alone.
        surnames = {
            word
            for k, word in enumerate(c.word)
            if c.entity[k] == "PERSON"
            and k
            and c.entity[k - 1] == "PERSON"
            and c.entity[k + 1 : k + 2] != ["PERSON"]
        }
        known = frozenset(
            w for w, n in counts.items() if w[:1].isupper() and (n > others[w] or w in surnames)
        )
        c.__dict__["_people_words"] = known
    return known


def carrier(c: Columns, first: int, last: int) -> int:
    """Return the token of a run that carries it in the sentence: its head lies outside."""
    for token in range(first, last):
        if not first <= c.head[token] < last or c.head[token] == token:
            return token
    return last - 1
