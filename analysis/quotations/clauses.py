"""Whether a stretch is a whole clause, and how it stands to other cues around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.quotations.regions import Around
from analysis.quotations.sheet import Sheet

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
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
) -> list[str]:
    """Return how a stretch stands to other cues and to the verbs joined after its own."""
    c = sheet.c
    side = ">" if first > a.cue else "<"
    inside = max((p for t, p in rivals if first <= t < last), default=-1.0)
    out = [f"rv{side}{int(inside * 4)}", f"rv{side}{int(inside * 4)}|{c.lemma[a.cue]}"]
    out += _wholeness(sheet, a, first, last, side)
    if side == ">":
        own = next((c.tag[t] for t in range(first, last) if c.pos[t] in {"VERB", "AUX"}), "-")
        for at, sign, grade, tag in joined:
            if at < first or at > last:
                continue
            where = "at" if at >= last - 1 else "in"
            same = f"{int(tag == c.tag[a.cue])}{int(tag == own)}"
            out += [
                f"jv{where}{sign}{grade}", f"jv{where}{sign}{same}",
                f"jv{where}{sign}{grade}{same}", f"jv{where}{grade}{same}",
            ]  # fmt: skip
    return out


def _wholeness(sheet: Sheet, a: Around, first: int, last: int, side: str) -> list[str]:
    """Return what tells a whole clause from a torn one: arcs that leave it, subject and verb."""
    c = sheet.c
    lemma = c.lemma[a.cue]
    right = left = ""
    verb = subject = False
    for t in range(first, last):
        head = c.head[t]
        if c.tag[t] in _FINITE:
            verb = True
        if c.dep[t] in _SUBJECTS and first <= head < last:
            subject = True
        if first <= head < last or head == a.cue or c.pos[t] in {"PUNCT", "SPACE"}:
            continue
        if head >= last:
            right = right or c.dep[t]
        else:
            left = left or c.dep[t]
    clause = f"{verb:d}{subject:d}"
    start = sheet.shapes[first] if c.pos[first] in {"SCONJ", "PRON", "DET", "CCONJ"} else ""
    low = a.low if side == "<" else a.cue + 1
    out = [
        f"cl{side}{clause}", f"cl{side}{clause}|{lemma}", f"cl{side}{clause}|{start}",
        f"xr{side}{right}", f"xr{side}{right}|{clause}", f"xl{side}{left}|{clause}",
        f"xlr{side}{left}|{right}",
    ]  # fmt: skip
    if side == "<":
        missed = sheet.words_before[first] - sheet.words_before[low]
        gap = gap_signs(sheet, a, last, a.cue)
        missed_class = missed if missed < 3 else 3 + min(missed // 5, 3)
        out += [
            f"al{missed_class}g={gap}", f"al{missed_class}g={gap}|{clause}",
            f"al{missed_class}|{lemma}", f"al{missed == 0}g={gap}|{lemma}",
        ]  # fmt: skip
    else:
        rest = sheet.words_before[sheet.clip(a.low, a.high)[1]] - sheet.words_before[last]
        gap = gap_signs(sheet, a, a.cue + 1, first)
        out += [
            f"ar{min(rest, 1)}g={gap}|{clause}", f"ar{min(rest, 1)}g={gap}|{lemma}",
            f"ar{min(rest, 8)}|{clause}",
        ]  # fmt: skip
    return out


def gap_signs(sheet: Sheet, a: Around, first: int, last: int) -> str:
    """Return what stands between cue and content, in short."""
    known = sheet.__dict__.setdefault("_gaps", {})
    place = a.cue, a.source, first, last
    if place not in known:
        known[place] = _gap_signs(sheet, a, first, last)
    signs: str = known[place]
    return signs


def _gap_signs(sheet: Sheet, a: Around, first: int, last: int) -> str:
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
