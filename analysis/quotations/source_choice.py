"""Whose words a cue introduces: the nouns that may be its source, and their features."""

from __future__ import annotations

from functools import cache

from analysis.quotations.cues import noun_class, subject_of
from analysis.quotations.model import Features, Names
from analysis.quotations.sheet import Sheet
from analysis.word_sets import word_set

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_HEADS = word_set("""
    csubj nmod ROOT dative nsubj parataxis agent nsubjpass conj ccomp dobj poss dep appos
    acomp npadvmod pobj compound attr oprd
""")  # fmt: skip
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
_REACH = 28
"""Tokens between a cue and a source at most."""
_NEAR = 8
"""Tokens between them at most where no short way through the tree joins them."""


def source_candidates(sheet: Sheet, i: int) -> list[int]:
    """Return the nouns and pronouns near a cue that may be its source; -1, nobody, comes last."""
    c = sheet.c
    first, last = c.sentences[c.sentence[i]]
    found = []
    for k in range(max(first, i - _REACH), min(last, i + _REACH)):
        if k == i or sheet.mark_of[k] >= 0 or c.dep[k] not in _HEADS:
            continue
        if c.entity[k] in _MEASURES and not (c.entity[k] == "PERCENT" and c.pos[k] == "NOUN"):
            continue
        if c.pos[k] not in _NOMINAL or (
            c.dep[k] == "compound" and not c.entity[k] and c.head[k] != i
        ):
            continue
        if abs(k - i) < _NEAR or path(sheet, i, k) != "far":
            found.append(k)
    if i == first or c.word[i] == ":":
        k = sheet.previous_solid(i, 0)
        if 0 <= k < first and c.paragraph[k] == c.paragraph[i] and sheet.is_word[k]:
            found.insert(0, k)
    return [*found, -1]


def path(sheet: Sheet, a: int, b: int, limit: int = 6) -> str:
    """Return the labels on the way from one token to another through the tree."""
    known = sheet.paths.get((a, b, limit))
    if known is None:
        known = sheet.paths[a, b, limit] = _path(sheet, a, b, limit)
    return known


def _path(sheet: Sheet, a: int, b: int, limit: int) -> str:
    c = sheet.c
    up = sheet.paths_up.get((a, limit))
    if up is None:
        up = sheet.paths_up[a, limit] = {a: ""}
        token, way = a, ""
        for _ in range(limit):
            if c.head[token] == token:
                break
            way += "^" + c.dep[token]
            token = c.head[token]
            up[token] = way
    token, way = b, ""
    for _ in range(limit):
        if token in up:
            return up[token] + way
        if c.head[token] == token:
            break
        way = "/" + c.dep[token] + way
        token = c.head[token]
    return "far"


def source_features(sheet: Sheet, i: int, k: int) -> Features:
    """Return the features of token `k` as the head of the source of the cue at `i`."""
    c = sheet.c
    pos, tag, role = c.pos[i], c.tag[i], c.dep[i]
    passive = "P" if i in sheet.passive else "A"
    if k < 0:
        voice = f"none|{passive}{'s' if subject_of(sheet, i) >= 0 else '0'}"
        above = f"none|{c.lemma[c.head[i]]}|{role}"
        return ["none", f"none|{tag}|{role}", voice, above], ["none", voice]
    way = f"w={path(sheet, i, k)}"
    side = "<" if k < i else ">"
    kind = noun_class(sheet, k)
    away = abs(k - i)
    preposition = c.lemma[c.head[k]] if c.dep[k] == "pobj" else "-"
    low, high = (k + 1, i) if k < i else (i + 1, k)
    subjects = sheet.subjects_before[high] - sheet.subjects_before[low]
    marked = sheet.marked_before[high] > sheet.marked_before[low]
    verbs = sheet.full_verbs_before[high] - sheet.full_verbs_before[low]
    plain = [
        way, f"{way}|{passive}", f"{way}|{kind}", f"{way}|{pos}", f"{way}|{role}",
        *_noun(kind, side, c.dep[k]), f"kl={c.lemma[k]}", f"pl={preposition}|{way[2:]}",
        *_distance(side, away if away < 4 else 4 + min(away // 5, 4), pos),
        *_between(min(subjects, 2), marked, min(verbs, 3), side),
    ]  # fmt: skip
    joint = [way, side]
    if c.dep[k] in {"nsubj", "nsubjpass"} and c.head[k] == i:
        plain.append("own")
    if kind in {"who", "which", "that"}:
        plain.append(f"rel|{way[2:]}")
    near = sheet.next_solid(i + 1, len(c.word)) if k > i else sheet.previous_solid(i, 0)
    left, right = c.edges[k]
    if left <= near < right:
        plain += _adjacent(side, kind)
        joint.append(f"adj{side}")
    return plain, joint


# --- names made once ------------------------------------------------------------------------------


@cache
def _noun(kind: str, side: str, dep: str) -> Names:
    return f"k={kind}", f"k={kind}|{side}", f"dep={dep}{side}"


@cache
def _distance(side: str, away: int, pos: str) -> Names:
    return f"{side}{away}", f"{side}{away}|{pos}"


@cache
def _between(subjects: int, marked: bool, verbs: int, side: str) -> Names:
    own = (f"btw={subjects}{side}", f"verbs={verbs}{side}")
    return (*own, f"overq{side}") if marked else own


@cache
def _adjacent(side: str, kind: str) -> Names:
    return f"adj{side}", f"adj{side}|{kind}"
