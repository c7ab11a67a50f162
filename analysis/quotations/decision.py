"""Which proposals hold: the surest first, and no word is said twice."""

from __future__ import annotations

from analysis.quotations.cues import says
from analysis.quotations.judgement import Proposal
from analysis.quotations.model import Models
from analysis.quotations.proposals import LONE
from analysis.quotations.sheet import Sheet

_TRIES = 4
"""Contents tried for a cue before it is given up."""


def is_speech(sheet: Sheet, p: Proposal) -> bool:
    """Return whether an attribution reports speech rather than belief, intent or attitude."""
    return says(sheet.c, p.around.cue) or any(
        sheet.mark_of[t] >= 0 for f, e in p.pieces for t in range(f, e)
    )


def decide(sheet: Sheet, models: Models, proposals: list[Proposal]) -> list[Proposal]:
    """Return the attributions that hold, the surest first, none sharing a word of content."""
    for p in proposals:
        if not p.is_plain:
            p.score = models.final.total(sheet.c.lemma[p.around.cue], *p.features) + p.context
    taken = bytearray(len(sheet.c.word))
    cues: list[int] = []
    kept = []
    ranks = _ranks(sheet, models, proposals)
    ordered = sorted(proposals, key=lambda p: (not p.is_plain, -ranks[p.around.cue], p.around.cue))
    rest = []
    for p in ordered:
        floor = models.threshold if is_speech(sheet, p) else models.threshold_other
        likely = p.is_plain or (p.score >= floor and not _holds_nothing(sheet, p))
        if likely and _take(sheet, p, taken, cues):
            kept.append(p)
        else:
            rest.append(p)
    # A long stretch between marks is nearly always somebody's words: the best cue there is for it.
    for p in rest:
        if _covers_free_marks(sheet, p, taken) and _take(sheet, p, taken, cues):
            kept.append(p)
    return kept


def _holds_nothing(sheet: Sheet, p: Proposal) -> bool:
    """Whether a content only asks for one or points to it: "what she said", "she said so"."""
    c = sheet.c
    return all(
        c.tag[t] in {"WP", "WDT", "WRB", "WP$"} or c.lemma[t] in {"it", "so", "this", "that"}
        for first, last in p.pieces
        for t in range(first, last)
        if sheet.is_word[t]
    )


def _take(sheet: Sheet, p: Proposal, taken: bytearray, cues: list[int]) -> bool:
    """Claim the words of an attribution; False when others have them."""
    pieces = [] if taken[p.around.cue] else _free(sheet, p, taken, cues)
    if not pieces:
        return False
    p.pieces = pieces
    cues.append(p.around.cue)
    for first, last in pieces:
        taken[first:last] = b"\1" * (last - first)
    return True


def _covers_free_marks(sheet: Sheet, p: Proposal, taken: bytearray) -> bool:
    """Whether a free piece of an attribution is a long stretch between marks and no more."""
    for first, last in p.pieces:
        number = sheet.mark_of[first]
        words = sheet.words_before[last] - sheet.words_before[first]
        if number >= 0 and (first, last) == sheet.mark_tokens[number] and words >= LONE:
            return not any(taken[first:last])
    return False


def _ranks(sheet: Sheet, models: Models, proposals: list[Proposal]) -> dict[int, float]:
    """Return the order of decision by cue: score, but "according to" goes before what it covers.

    "The council rejected the plan, according to Lee": *rejected* is part of what Lee says.
    """
    ranks = {p.around.cue: p.score for p in proposals}
    for outer in proposals:
        if outer.score < models.threshold or not _closes(sheet, outer):
            continue
        first, last = outer.chosen
        for cue, rank in ranks.items():
            if first <= cue < last:
                ranks[cue] = min(rank, outer.score - 0.01)
    return ranks


def _closes(sheet: Sheet, p: Proposal) -> bool:
    """Whether a cue names the source of what stands before it: "..., the mayor said"."""
    c, cue = sheet.c, p.around.cue
    after = sheet.next_solid(p.chosen[1], cue)
    return c.lemma[cue] == "accord" or (says(c, cue) and after < cue and c.word[after] == ",")


def _free(sheet: Sheet, p: Proposal, taken: bytearray, cues: list[int]) -> list[tuple[int, int]]:
    """Return the pieces that are still free, or else the likeliest free stretch between marks.

    Where marks show no other content the cue is given up: what is left is mostly some adverb.
    """

    def free(piece: tuple[int, int]) -> bool:
        return not any(taken[piece[0] : piece[1]]) and not any(
            piece[0] <= t < piece[1] for t in cues
        )

    pieces = [piece for piece in p.pieces if free(piece)]
    if pieces:
        return pieces
    for _, (first, last) in p.contents[1:_TRIES]:
        marked = sheet.mark_of[first] >= 0 and sheet.mark_of[last - 1] >= 0
        if marked and free((first, last)):
            return [(first, last)]
    return []
