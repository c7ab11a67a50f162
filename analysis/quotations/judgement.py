"""The features by which a whole attribution is judged: cue, source, content and company."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from analysis.quotations.cues import shape, subject_of
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
    backing: float = 0.0
    """How likely it is that half of the words of the chosen content are right."""
    pieces: list[tuple[int, int]] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    score: float = 0.0

    @property
    def chosen(self) -> Piece:
        """The stretch that the cue governs."""
        return self.contents[0][1]


def beside_features(proposals: list[Proposal]) -> list[list[str]]:
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
        mine = grade(p.cue_score)
        found.append([
            f"IN{grade(inside)}", f"IN{grade(inside)}C{mine}",
            f"HAS{grade(around_other)}C{mine}", f"ACROSS{grade(across)}C{mine}",
        ])  # fmt: skip
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
            f"rep{kind}{again}", f"rep{kind}{again}C{sure}",
            f"par{min(paragraph, 3)}C{sure}", f"dens{dense}", f"dens{dense}C{sure}",
            *(f"nr{d}{g}" for d, g in enumerate(near)), f"nr{near[0]}{near[2]}C{sure}",
        ])  # fmt: skip
    return found


def content_features(sheet: Sheet, p: Proposal, sure: int) -> list[str]:
    """Return the features of what is said: its length, its main word, its subject."""
    c, a = sheet.c, p.around
    lemma = c.lemma[a.cue]
    words = sum(sheet.words_before[e] - sheet.words_before[f] for f, e in p.pieces)
    low, high = c.sentences[c.sentence[a.cue]]
    share = 5 * words // max(1, sheet.words_before[high] - sheet.words_before[low])
    out = [
        f"cover{min(share, 9)}C{sure}", f"cover{min(share, 9)}|{lemma}",
        f"w{min(words, 12)}", f"w{min(words, 12)}C{sure}",
    ]  # fmt: skip
    first, last = p.chosen
    top = next(
        (t for t in range(first, last) if not first <= c.head[t] < last and sheet.is_word[t]), -1
    )
    if top >= 0:
        subject = subject_of(sheet, top)
        which = "0" if subject < 0 else shape(sheet, subject)
        out += [
            f"ct{c.lemma[top]}", f"ct{c.tag[top]}{c.dep[top]}", f"ct{c.tag[top]}|{lemma}",
            f"cs{which}", f"ct{c.pos[top]}C{sure}",
        ]  # fmt: skip
    helpers = "+".join(
        c.lemma[k] for k in c.children[a.cue] if c.dep[k] in {"aux", "auxpass", "neg"}
    )
    out += [f"aux{helpers}|{c.tag[a.cue]}", f"aux{helpers}C{sure}"]
    if a.source >= 0:
        begin, end = a.source_edges
        opening = shape(sheet, begin)
        out += [
            f"srcw{min(end - begin, 5)}{c.pos[a.source]}", f"srcdet{opening}C{sure}",
            f"srct{c.tag[a.source]}|{c.entity[a.source]}", f"srcl{c.lemma[a.source]}",
        ]  # fmt: skip
    return out


def final_features(sheet: Sheet, p: Proposal, own: list[str]) -> list[str]:
    """Return the features of a whole attribution: of cue and content, and how sure each was."""
    a, c = p.around, sheet.c
    first, last = p.chosen
    lemma = c.lemma[a.cue]
    made = p.span_features
    out = own + made.start(first) + made.end(last) + made.whole(first, last)
    doubt = int(max(p.contents[0][0], -4.9) * 2)
    unsure = int(max(p.source_score, -2.9) * 2)
    certain = max(-8, min(8, round(p.cue_score * 2)))
    quoted = any(sheet.mark_of[t] >= 0 for f, e in p.pieces for t in range(f, e))
    out += [
        f"C{certain}", f"D{doubt}", f"U{unsure}", f"C{certain}D{doubt}", f"P{len(p.pieces)}",
        f"U{unsure}D{doubt}", f"U{unsure}C{certain // 2}",
        f"Q{quoted}", f"Q{quoted}|{lemma}", f"S{a.source >= 0}|{lemma}",
        f"S{a.source >= 0}Q{quoted}", f"CQ{certain // 2}{quoted}",
    ]  # fmt: skip
    if a.source >= 0:
        out += source_features(sheet, a.cue, a.source)
    out += _chance_features(p, lemma, quoted=quoted)
    return out + content_features(sheet, p, grade(p.cue_score))


def _chance_features(p: Proposal, lemma: str, *, quoted: bool) -> list[str]:
    """Return how likely cue, source and content are all right, by the models that chose them."""
    backed = int(8 * p.backing)
    chance = p.backing * math.exp(p.source_score) / (1 + math.exp(-p.cue_score))
    odds = math.log((chance + 0.002) / (1.002 - min(chance, 1.0)))
    return [
        f"B{backed}", f"B{backed}C{grade(p.cue_score)}", f"B{backed}{quoted}",
        f"Z{round(3 * odds)}", f"Z{round(odds)}{quoted}", f"Z{round(odds)}|{lemma}",
    ]  # fmt: skip
