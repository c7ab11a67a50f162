"""Whose words a cue introduces: the nouns that may be its source, and their features."""

from __future__ import annotations

from itertools import accumulate

from analysis.quotations.cues import noun_class, subject_of
from analysis.quotations.sheet import Sheet
from analysis.quotations.word_sets import word_set

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_HEADS = word_set("""
    csubj nmod ROOT dative nsubj parataxis agent nsubjpass conj ccomp dobj poss dep appos
    acomp npadvmod pobj compound attr oprd
""")  # fmt: skip
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
_REACH = 28
"""Tokens between a cue and a source at most."""


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
        if c.pos[k] in _NOMINAL and (c.dep[k] != "compound" or c.entity[k] or c.head[k] == i):
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


def _counts_before(sheet: Sheet) -> tuple[list[int], list[int], list[int]]:
    """Return how many subjects outside marks, marked tokens and verbs stand before each token."""
    known: tuple[list[int], list[int], list[int]] | None = sheet.__dict__.get("_counts_before")
    if known is None:
        c = sheet.c
        marked = [number >= 0 for number in sheet.mark_of]
        subjects = [
            dep in {"nsubj", "nsubjpass"} and not inside
            for dep, inside in zip(c.dep, marked, strict=True)
        ]
        verbs = [pos == "VERB" for pos in c.pos]
        a, b, d = (list(accumulate(flags, initial=0)) for flags in (subjects, marked, verbs))
        known = sheet.__dict__["_counts_before"] = (a, b, d)
    return known


def source_features(sheet: Sheet, i: int, k: int) -> list[str]:
    """Return the features of token `k` as the head of the source of the cue at `i`."""
    c = sheet.c
    lemma, tag = c.lemma[i], c.tag[i]
    kinds = {c.dep[child] for child in c.children[i]}
    passive = "P" if kinds & {"auxpass", "nsubjpass"} else "A"
    if k < 0:
        has = "s" if subject_of(sheet, i) >= 0 else "0"
        return [
            "none",
            f"none|{lemma}",
            f"none|{tag}|{c.dep[i]}",
            f"none|{passive}{has}",
            f"none|{passive}{has}|{lemma}",
            f"none|{c.lemma[c.head[i]]}|{c.dep[i]}",
        ]
    way = path(sheet, i, k)
    side = "<" if k < i else ">"
    kind = noun_class(sheet, k)
    away = abs(k - i)
    preposition = c.lemma[c.head[k]] if c.dep[k] == "pobj" else "-"
    bucket = away if away < 4 else 4 + min(away // 5, 4)
    out = [
        f"w={way}", f"w={way}|{passive}", f"w={way}|{lemma}", f"w={way}|{kind}",
        f"w={way}|{c.pos[i]}", f"k={kind}", f"k={kind}|{side}", f"{side}{bucket}",
        f"{side}{bucket}|{c.pos[i]}", f"dep={c.dep[k]}{side}", f"kl={c.lemma[k]}",
        f"{side}|{lemma}", f"w={way}|{c.dep[i]}", f"pl={preposition}|{way}",
    ]  # fmt: skip
    low, high = (k + 1, i) if k < i else (i + 1, k)
    subjects, marked, verbs = (counts[high] - counts[low] for counts in _counts_before(sheet))
    out.append(f"btw={min(subjects, 2)}{side}")
    if marked:
        out.append(f"overq{side}")
    out.append(f"verbs={min(verbs, 3)}{side}")
    if c.dep[k] in {"nsubj", "nsubjpass"} and c.head[k] == i:
        out.append("own")
    if kind in {"who", "which", "that"}:
        out.append(f"rel|{way}")
    near = sheet.next_solid(i + 1, len(c.word)) if k > i else sheet.previous_solid(i, 0)
    left, right = c.edges[k]
    if left <= near < right:
        out += [f"adj{side}", f"adj{side}|{lemma}", f"adj{side}|{kind}"]
    return out
