"""Whether a stretch is a whole clause, and how it stands to other cues around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from analysis.quotations.model import Features, Names
from analysis.quotations.regions import Around
from analysis.quotations.sheet import Sheet

_OPENERS = frozenset({"SCONJ", "PRON", "DET", "CCONJ"})
Joined = tuple[int, str, int, str]
"""Where a joined part begins, the conjunction, how surely its verb is a cue, the verb's tag."""


def joined_verbs(sheet: Sheet, a: Around, rivals: Mapping[int, float]) -> list[Joined]:
    """Return the verbs after a cue that a conjunction or comma joins to something before them.

    "She said it rained and added ...": where the joined part begins, and what speaks for the verb
    standing beside the cue rather than inside its content.
    """
    c = sheet.c
    found = []
    for t in range(a.cue + 2, a.high):
        if c.pos[t] not in {"VERB", "AUX"} or sheet.mark_of[t] >= 0:
            continue
        k = t - 1
        while k > a.cue + 1 and (c.pos[k] in {"ADV", "AUX", "PART", "SPACE"}):
            k -= 1
        if c.dep[k] != "cc" and c.word[k] != ",":
            continue
        sign = c.lemma[k]
        if c.dep[k] == "cc" and k - 1 > a.cue and c.word[k - 1] == ",":
            k -= 1
        found.append((k, sign, _grade_of(rivals.get(t, 0.0)), c.tag[t]))
    return found


def _grade_of(share: float) -> int:
    return 0 if share < 0.3 else 1 if share < 0.7 else 2


def rival_features(
    sheet: Sheet,
    a: Around,
    rivals: Sequence[tuple[int, float]],
    joined: Sequence[Joined],
    first: int,
    last: int,
) -> Features:
    """Return how a stretch stands to other cues and to the verbs joined after its own."""
    c = sheet.c
    side = ">" if first > a.cue else "<"
    inside = max((p for t, p in rivals if first <= t < last), default=-1.0)
    rival = f"rv{side}{int(inside * 4)}"
    plain = [rival]
    if side == ">":
        before = sheet.verbs_before
        own = c.tag[sheet.verbs[before[first]]] if before[last] > before[first] else "-"
        for at, sign, grade, tag in joined:
            if first <= at <= last:
                where = "at" if at >= last - 1 else "in"
                same = f"{int(tag == c.tag[a.cue])}{int(tag == own)}"
                plain += _joined(where, sign, grade, same)
    return plain, [rival]


def clause_features(
    sheet: Sheet, a: Around, first: int, last: int, tops: Sequence[int], gap: str, reach: int
) -> Features:
    """Return what tells a whole clause from a torn one: arcs that leave it, subject and verb.

    Parameters
    ----------
    sheet : Sheet
        The article.
    a : Around
        The cue.
    first, last : int
        The stretch.
    tops : sequence of int
        Its tokens whose head lies outside.
    gap : str
        What stands between it and the cue.
    reach : int
        Where the region ends, punctuation left out.
    """
    c = sheet.c
    side = ">" if first > a.cue else "<"
    right = left = ""
    for t in tops:
        head = c.head[t]
        if head >= last and head != a.cue:
            right = right or c.dep[t]
        elif head < first and head != a.cue:
            left = left or c.dep[t]
    verb = sheet.finite_before[last] > sheet.finite_before[first]
    clause = f"{verb:d}{_has_subject(sheet, first, last):d}"
    start = sheet.shapes[first] if c.pos[first] in _OPENERS else ""
    plain = [*_clause(side, clause, left, right), f"cl{side}{clause}|{start}"]
    joint = [f"cl{side}{clause}"]
    before = sheet.words_before
    if side == "<":
        missed = before[first] - before[a.low]
        words = f"al{missed if missed < 3 else 3 + min(missed // 5, 3)}"
        plain += [f"{words}g={gap}", f"{words}g={gap}|{clause}"]
        joint += [words, f"al{missed == 0}g={gap}"]
    else:
        rest = before[reach] - before[last]
        gap = f"ar{min(rest, 1)}g={gap}"
        plain += [f"{gap}|{clause}", f"ar{min(rest, 8)}|{clause}"]
        joint.append(gap)
    return plain, joint


def _has_subject(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a subject stands in a stretch together with its verb."""
    subjects, head = sheet.subjects, sheet.c.head
    at = bisect_left(subjects, first)
    while at < len(subjects) and subjects[at] < last:
        if first <= head[subjects[at]] < last:
            return True
        at += 1
    return False


def gap_signs(sheet: Sheet, a: Around, first: int, last: int) -> str:
    """Return what stands between cue and content, in short."""
    c = sheet.c
    signs: list[str] = []
    token = first
    while token < last:
        if a.source >= 0 and a.source_edges[0] <= token < a.source_edges[1]:
            signs.append("S")
            token = a.source_edges[1]
            continue
        if sheet.mark_of[token] >= 0:
            sign = "Q"
        elif c.pos[token] == "SPACE":
            token += 1
            continue
        elif c.pos[token] in {"PUNCT", "ADP", "PART", "SCONJ"}:
            sign = c.lemma[token]
        elif c.pos[token] in {"VERB", "AUX"}:
            sign = "V"
        elif c.pos[token] == "ADV":
            sign = "R"
        else:
            sign = "N"
        if not signs or signs[-1] != sign:
            signs.append(sign)
        if len(signs) > 4:
            return " ".join(signs[:2]) + "+"
        token += 1
    return " ".join(signs)


# --- names made once ------------------------------------------------------------------------------


@cache
def _joined(where: str, sign: str, grade: int, same: str) -> Names:
    return (
        f"jv{where}{sign}{grade}", f"jv{where}{sign}{same}", f"jv{where}{sign}{grade}{same}",
        f"jv{where}{grade}{same}",
    )  # fmt: skip


@cache
def _clause(side: str, clause: str, left: str, right: str) -> Names:
    return (
        f"cl{side}{clause}", f"xr{side}{right}", f"xr{side}{right}|{clause}",
        f"xl{side}{left}|{clause}", f"xlr{side}{left}|{right}",
    )  # fmt: skip
