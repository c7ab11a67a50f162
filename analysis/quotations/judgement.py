"""The features by which a whole attribution is judged: cue, source, content and company."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from analysis.quotations.cues import shape, subject_of
from analysis.quotations.model import Features, Names
from analysis.quotations.regions import Around
from analysis.quotations.second import Piece
from analysis.quotations.sheet import Sheet
from analysis.quotations.source_choice import source_features
from analysis.quotations.spans import SpanFeatures


@dataclass(slots=True)
class Proposal:
    """A cue with its likely source and contents, before it is decided which ones hold."""

    around: Around
    cue_score: float
    source_score: float
    """Log-probability."""
    contents: list[tuple[float, Piece]]
    """Log-probability and tokens, best first."""
    sides: list[tuple[int, int]]
    """The likeliest candidates on either side of the cue."""
    span_features: SpanFeatures
    is_plain: bool
    """Whether the marks alone decide what the cue governs; it is not judged then."""
    backing: float = 0.0
    """How likely it is that half of the words of the chosen content are right."""
    pieces: list[tuple[int, int]] = field(default_factory=list)
    features: list[Features] = field(default_factory=list)
    """In parts."""
    context: float = 0.0
    """What the encoder adds to the judgement."""
    score: float = 0.0

    @property
    def chosen(self) -> Piece:
        """The stretch that the cue governs."""
        return self.contents[0][1]


def beside_features(proposals: list[Proposal]) -> list[Names]:
    """Return how each proposal stands to the others: inside their content, around their cue."""
    best = [p.chosen for p in proposals]
    found = []
    for p, (first, last) in zip(proposals, best, strict=True):
        cue = p.around.cue
        inside = around_other = across = -9.0
        for q, (begin, end) in zip(proposals, best, strict=True):
            if q is p or (begin >= last and not begin <= cue < end and q.around.cue >= last):
                continue
            if begin <= cue < end:
                inside = max(inside, q.cue_score)
            elif first <= q.around.cue < last:
                around_other = max(around_other, q.cue_score)
            elif begin < last and first < end:
                across = max(across, q.cue_score)
        signs = grade(inside), grade(around_other), grade(across)
        found.append(_beside(grade(p.cue_score), *signs))
    return found


def grade(score: float) -> int:
    """Return a cue score as one of a few whole numbers, -3 to 4."""
    return -3 if score < -4 else max(-2, min(4, round(score)))


def company_features(sheet: Sheet, proposals: list[Proposal]) -> list[list[str]]:
    """Return how each proposal fits its article: who else speaks there, and how often."""
    c = sheet.c
    keys = [sheet.c.lemma[p.around.source] if p.around.source >= 0 else "" for p in proposals]
    often = Counter(k for k, p in zip(keys, proposals, strict=True) if p.cue_score > 1)
    best: dict[int, list[tuple[float, int]]] = {}
    for n, p in enumerate(proposals):
        best.setdefault(c.sentence[p.around.cue], []).append((p.cue_score, n))
    count = sum(p.cue_score > 1 for p in proposals)
    dense = min(5 * count // max(1, len(c.sentences)), 5)
    found = []
    for n, p in enumerate(proposals):
        a, sure = p.around, grade(p.cue_score)
        sentence, paragraph = c.sentence[a.cue], c.paragraph[a.cue]
        near = [
            grade(max((s for s, m in best.get(sentence + d, ()) if m != n), default=-9.0))
            for d in (-1, 0, 1)
        ]
        again = -1 if not keys[n] else min(often[keys[n]] - (p.cue_score > 1), 4)
        kind = "0" if a.source < 0 else c.pos[a.source]
        found.append([
            *_repeated(kind, again, sure), *_passage(min(paragraph, 3), dense, sure),
            *_neighbours(*near, sure),
        ])  # fmt: skip
    return found


def content_features(sheet: Sheet, p: Proposal, sure: int) -> Features:
    """Return the features of what is said: its length, its main word, its subject."""
    c, a = sheet.c, p.around
    words = sum(sheet.words_before[e] - sheet.words_before[f] for f, e in p.pieces)
    low, high = c.sentences[c.sentence[a.cue]]
    share = 5 * words // max(1, sheet.words_before[high] - sheet.words_before[low])
    cover = f"cover{min(share, 9)}"
    plain, joint = [f"{cover}C{sure}", *_length(min(words, 12), sure)], [cover]
    first, last = p.chosen
    top = next(
        (t for t in range(first, last) if not first <= c.head[t] < last and sheet.is_word[t]), -1
    )
    if top >= 0:
        subject = subject_of(sheet, top)
        which = "0" if subject < 0 else shape(sheet, subject)
        plain += [f"ct{c.lemma[top]}", *_main(c.tag[top], c.dep[top], c.pos[top], sure)]
        plain.append(f"cs{which}")
        joint.append(f"ct{c.tag[top]}")
    helpers = "+".join(
        c.lemma[k] for k in c.children[a.cue] if c.dep[k] in {"aux", "auxpass", "neg"}
    )
    plain += [f"aux{helpers}|{c.tag[a.cue]}", f"aux{helpers}C{sure}"]
    if a.source >= 0:
        begin, end = a.source_edges
        plain += [
            f"srcw{min(end - begin, 5)}{c.pos[a.source]}", f"srcdet{shape(sheet, begin)}C{sure}",
            f"srct{c.tag[a.source]}|{c.entity[a.source]}", f"srcl{c.lemma[a.source]}",
        ]  # fmt: skip
    return plain, joint


def final_features(sheet: Sheet, p: Proposal, own: Features) -> list[Features]:
    """Return the features of a whole attribution: of cue and content, and how sure each was."""
    a = p.around
    made, (first, last) = p.span_features, p.chosen
    parts = [own, made.start(first), made.end(last), made.whole(first, last)]
    if a.source >= 0:
        parts.append(source_features(sheet, a.cue, a.source))
    marked = sheet.marked_before
    quoted = any(marked[e] > marked[f] for f, e in p.pieces)
    parts += [_chance_features(p, quoted=quoted), content_features(sheet, p, grade(p.cue_score))]
    return parts


def _chance_features(p: Proposal, *, quoted: bool) -> Features:
    """Return how likely cue, source and content are all right, by the models that chose them."""
    doubt = int(max(p.contents[0][0], -4.9) * 2)
    unsure = int(max(p.source_score, -2.9) * 2)
    certain = max(-8, min(8, round(p.cue_score * 2)))
    chance = p.backing * math.exp(p.source_score) / (1 + math.exp(-p.cue_score))
    odds = math.log((chance + 0.002) / (1.002 - min(chance, 1.0)))
    backed, known = f"B{int(8 * p.backing)}", f"S{p.around.source >= 0}"
    plain = [
        f"P{len(p.pieces)}", *_sure(certain, doubt, unsure), f"Q{quoted}", f"{known}Q{quoted}",
        f"CQ{certain // 2}{quoted}", backed, f"{backed}C{grade(p.cue_score)}", f"{backed}{quoted}",
        f"Z{round(3 * odds)}", f"Z{round(odds)}{quoted}",
    ]  # fmt: skip
    return plain, [f"Q{quoted}", known, f"Z{round(odds)}"]


# --- names made once ------------------------------------------------------------------------------


@cache
def _beside(mine: int, inside: int, around: int, across: int) -> Names:
    return f"IN{inside}", f"IN{inside}C{mine}", f"HAS{around}C{mine}", f"ACROSS{across}C{mine}"


@cache
def _repeated(kind: str, times: int, sure: int) -> Names:
    return f"rep{kind}{times}", f"rep{kind}{times}C{sure}"


@cache
def _passage(paragraph: int, dense: int, sure: int) -> Names:
    return f"par{paragraph}C{sure}", f"dens{dense}", f"dens{dense}C{sure}"


@cache
def _neighbours(before: int, same: int, after: int, sure: int) -> Names:
    return f"nr0{before}", f"nr1{same}", f"nr2{after}", f"nr{before}{after}C{sure}"


@cache
def _length(words: int, sure: int) -> Names:
    return f"w{words}", f"w{words}C{sure}"


@cache
def _main(tag: str, dep: str, pos: str, sure: int) -> Names:
    return f"ct{tag}{dep}", f"ct{pos}C{sure}"


@cache
def _sure(certain: int, doubt: int, unsure: int) -> Names:
    return (
        f"C{certain}", f"D{doubt}", f"U{unsure}", f"C{certain}D{doubt}", f"U{unsure}D{doubt}",
        f"U{unsure}C{certain // 2}",
    )  # fmt: skip
