"""Content that goes on beyond its cue: "A", she said. "B"."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.quotations.cues import shape
from analysis.quotations.model import Features
from analysis.quotations.regions import Around
from analysis.quotations.sheet import Sheet
from analysis.quotations.spans import SpanFeatures

Piece = tuple[int, int]


def second_candidates(sheet: Sheet, a: Around, spans: list[Piece], chosen: Piece) -> list[Piece]:
    """Return the stretches that may carry a content on: across the cue, or the next marked ones."""
    c = sheet.c
    left = chosen[0] < a.cue
    found = {s: None for s in spans if (s[0] > a.cue) == left and not _overlap(s, chosen)}
    begin, end = sheet.paragraphs[c.paragraph[a.cue]]
    after = max(chosen[1], a.cue)
    later = [m for m in sheet.mark_tokens if m[0] >= after and m[0] < end]
    for m in later[:2]:
        found[m] = None
    if later:
        # "A", she said. That is "B".: the whole sentence that the marks stand in.
        first, last = c.sentences[c.sentence[later[0][0]]]
        whole = sheet.clip(max(first, begin), max(last, later[0][1]))
        if whole[0] >= after and whole[0] < later[0][0] and sheet.mark_of[whole[0]] < 0:
            found[whole] = None
    if not later:
        nearest = [n for n, m in enumerate(sheet.mark_tokens) if m[0] >= end][:1]
        for n in nearest:
            first = sheet.mark_tokens[n][0]
            if (
                c.paragraph[first] == c.paragraph[a.cue] + 1
                and sheet.next_solid(end, first) == first
            ):
                found[sheet.mark_tokens[n]] = None
    earlier = [m for m in sheet.mark_tokens if m[1] <= chosen[0] and m[0] >= begin][-1:]
    for m in earlier:
        found[m] = None
    return [piece for piece in found if _goes_with(sheet, chosen, piece)]


def _goes_with(sheet: Sheet, chosen: Piece, piece: Piece) -> bool:
    """Whether two pieces may be one content: marks that closed are followed by marks."""
    if piece[0] < chosen[0]:
        chosen, piece = piece, chosen
    quoted = all(sheet.mark_of[t] >= 0 for t in range(*chosen) if sheet.is_word[t])
    return not quoted or any(sheet.mark_of[t] >= 0 for t in range(*piece))


def _overlap(a: Piece, b: Piece) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def second_features(
    sheet: Sheet,
    a: Around,
    chosen: Piece,
    piece: Piece | None,
    rivals: Mapping[int, float],
    features: SpanFeatures,
) -> Features:
    """Return the features of a piece as the continuation of the chosen one; None for no piece.

    Parameters
    ----------
    sheet : Sheet
        The article.
    a : Around
        The cue.
    chosen : (int, int)
        The content found already.
    piece : (int, int) or None
        The candidate.
    rivals : dict
        Token to how surely it is a cue, of all tokens that may be.
    features : SpanFeatures
        Of the stretches around the cue.
    """
    c = sheet.c
    side = "<" if chosen[0] < a.cue else ">"
    quoted = sheet.mark_of[chosen[0]] >= 0 and sheet.mark_of[chosen[1] - 1] >= 0
    stop = (
        c.word[chosen[1] - 2]
        if quoted and chosen[1] - 2 >= chosen[0]
        else shape(sheet, chosen[1] - 1)
    )
    stop = stop if not stop.isalnum() else "w"
    state = f"{side}{'q' if quoted else '-'}"
    if piece is None:
        following = sheet.next_solid(a.high, len(c.word))
        same = following < len(c.word) and c.paragraph[following] == c.paragraph[a.cue]
        next_ = shape(sheet, following) if same else "$"
        none = f"none{state}"
        return ["none", none, none + stop, f"{none}+{next_}"], ["none", none]
    first, last = piece
    low, high = (chosen[1], first) if first >= chosen[1] else (last, chosen[0])
    ours = sheet.mark_of[first] >= 0
    holds = sheet.marked_before[last] > sheet.marked_before[first]
    ours_kind = ("q" if sheet.mark_of[last - 1] >= 0 else "o") if ours else "m" if holds else "-"
    kind = state + ours_kind
    order = ">" if first >= chosen[1] else "<"
    sentences = c.sentence[high] - c.sentence[max(low - 1, 0)]
    paragraphs = c.paragraph[first] - c.paragraph[a.cue]
    gap = sheet.words_before[high] - sheet.words_before[low]
    other = _surest(rivals, low, high, a.cue)
    nearby = _surest(rivals, last, last + 10, a.cue)
    before = shape(sheet, sheet.previous_solid(first, 0))
    mark = c.word[last - 2] if last - first > 1 and not c.word[last - 2].isalnum() else "w"
    name = f"k{kind}{order}"
    plain = [
        name, f"{name}{stop}", f"{name}{stop}-{before}", f"{name}-{before}|{min(sentences, 2)}",
        f"k{kind}|{min(sentences, 3)}", f"{name}|p{paragraphs}", f"gap{kind}{min(gap, 20) // 3}",
        f"riv{kind}{int(other * 4)}", f"near{kind}{int(nearby * 4)}{mark}",
        f"low{kind}{first == sheet.next_solid(a.cue + 1, last)}",
    ]  # fmt: skip
    joint = [f"k{kind}"]
    if paragraphs == 0 and first >= a.low and last <= a.high:
        low, high = features.region
        plain += [f"end{kind}{last >= high}{stop}", f"start{kind}{first <= low}{stop}"]
        for more in (features.start(first), features.end(last), features.whole(first, last)):
            plain += more[0]
            joint += more[1]
    return plain, joint


def _surest(rivals: Mapping[int, float], low: int, high: int, cue: int) -> float:
    """Return how surely any other token of an interval is a cue."""
    return max((p for t, p in rivals.items() if low <= t < high and t != cue), default=0.0)
