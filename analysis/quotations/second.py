"""Content that goes on beyond its cue: "A", she said. "B"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analysis.quotations.cues import shape, subject_of
from analysis.quotations.model import Features
from analysis.quotations.phrases import between_commas, noun_phrase
from analysis.quotations.regions import Around, inside_mark
from analysis.quotations.sheet import Sheet
from analysis.quotations.source_choice import path
from analysis.quotations.spans import SpanFeatures

Piece = tuple[int, int]


def second_candidates(sheet: Sheet, a: Around, spans: list[Piece], chosen: Piece) -> list[Piece]:
    """Return the stretches that may carry a content on: across the cue, or the next marked ones."""
    c = sheet.c
    left = chosen[0] < a.cue
    found = {s: None for s in spans if (s[0] > a.cue) == left and not _overlap(s, chosen)}
    found |= dict.fromkeys(_across(sheet, a, left=left))
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
    # "Ban, the secretary general, vowed": the name before a title is no content.
    titled = 0 <= a.source < a.cue and between_commas(sheet, a.source_edges)
    return [
        piece
        for piece in found
        if _goes_with(sheet, chosen, piece) and not (titled and piece[1] <= a.source_edges[0])
    ]


def _across(sheet: Sheet, a: Around, *, left: bool) -> Iterator[Piece]:
    """Yield what stands on the other side of a cue: what hangs below it there, and all of it.

    "The mill, Lee said, *would reopen*"; "*the mill* is expected to reopen".
    """
    c, cue = sheet.c, a.cue
    begin, end = a.source_edges
    pieces = [c.edges[k] for k in c.children[cue] if (k > cue) == left and c.dep[k] != "punct"]
    if left:
        pieces.append((end if begin > cue else cue + 1, a.high))
    else:
        pieces.append((a.low, begin if begin < cue < a.high and a.source >= 0 else cue))
        head = c.head[cue]
        if head < cue and c.dep[cue] in {"acl", "relcl"}:
            pieces.append(noun_phrase(sheet, head, cue))
        elif c.dep[cue] == "conj" and subject_of(sheet, head) >= 0:
            pieces.append(c.edges[subject_of(sheet, head)])
    for first, last in pieces:
        first, last = max(first, a.low), min(last, a.high)
        if first >= last:
            continue
        first, last = sheet.clip(first, last)
        cut = inside_mark(sheet, first) or inside_mark(sheet, last)
        if first < last and not cut and not first <= cue < last and _apart(a, first, last):
            yield first, last


def _apart(a: Around, first: int, last: int) -> bool:
    """Whether a stretch holds no source and is no part of one."""
    begin, end = a.source_edges
    return a.source < 0 or not (first <= a.source < last or (begin <= first and last <= end))


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
        return _nothing_more(sheet, a, state, stop, chosen)
    first, last = piece
    low, high = (chosen[1], first) if first >= chosen[1] else (last, chosen[0])
    kind = state + _marking(sheet, piece)
    sentences = c.sentence[high] - c.sentence[max(low - 1, 0)]
    paragraphs = c.paragraph[first] - c.paragraph[a.cue]
    gap = sheet.words_before[high] - sheet.words_before[low]
    other = _surest(rivals, low, high, a.cue)
    nearby = _surest(rivals, last, last + 10, a.cue)
    before = shape(sheet, sheet.previous_solid(first, 0))
    mark = c.word[last - 2] if last - first > 1 and not c.word[last - 2].isalnum() else "w"
    name = f"k{kind}{'>' if first >= chosen[1] else '<'}"
    plain = [
        name, f"{name}{stop}", f"{name}{stop}-{before}", f"{name}-{before}|{min(sentences, 2)}",
        f"k{kind}|{min(sentences, 3)}", f"{name}|p{paragraphs}", f"gap{kind}{min(gap, 20) // 3}",
        f"riv{kind}{int(other * 4)}", f"near{kind}{int(nearby * 4)}{mark}",
        f"low{kind}{first == sheet.next_solid(a.cue + 1, last)}",
        *_joint_signs(sheet, a, chosen, piece, kind, min(gap, 3)),
    ]  # fmt: skip
    joint = [f"k{kind}"]
    if paragraphs == 0 and first >= a.low and last <= a.high:
        low, high = features.region
        plain += [f"end{kind}{last >= high}{stop}", f"start{kind}{first <= low}{stop}"]
        for more in (features.start(first), features.end(last), features.whole(first, last)):
            plain += more[0]
            joint += more[1]
    return plain, joint


def _nothing_more(sheet: Sheet, a: Around, state: str, stop: str, chosen: Piece) -> Features:
    """Return the features of a content that nothing carries on."""
    c = sheet.c
    following = sheet.next_solid(a.high, len(c.word))
    same = following < len(c.word) and c.paragraph[following] == c.paragraph[a.cue]
    none, voice, lack = f"none{state}", _voice(sheet, a), _lack(sheet, a, chosen)
    plain = [
        "none", none, none + stop, f"{none}+{shape(sheet, following) if same else '$'}",
        f"none|{voice}|{c.tag[a.cue]}", f"none|{lack}", f"none|{voice}|{lack}",
    ]  # fmt: skip
    return plain, ["none", none]


def _marking(sheet: Sheet, piece: Piece) -> str:
    """Return how marks stand in a piece: from end to end, at its beginning, somewhere, nowhere."""
    first, last = piece
    if sheet.mark_of[first] >= 0:
        return "q" if sheet.mark_of[last - 1] >= 0 else "o"
    return "m" if sheet.marked_before[last] > sheet.marked_before[first] else "-"


def _joint_signs(
    sheet: Sheet, a: Around, chosen: Piece, piece: Piece, kind: str, gap: int
) -> list[str]:
    """Return how a piece hangs together with the cue, given what the content found lacks."""
    voice, lack = _voice(sheet, a), _lack(sheet, a, chosen)
    way = f"x{path(sheet, a.cue, _top(sheet, piece), 4)}"
    order = ">" if piece[0] >= chosen[1] else "<"
    across = order if (piece[0] > a.cue) != (chosen[0] > a.cue) else "="
    return [
        f"k{kind}|{voice}", f"{kind}{way}", f"{way}|{lack}", f"{way}|{voice}",
        f"{kind}{across}{gap}|{lack}",
    ]  # fmt: skip


def _voice(sheet: Sheet, a: Around) -> str:
    """Return what a cue is in its clause, and whether it is passive."""
    return f"{sheet.c.dep[a.cue]}{'P' if a.cue in sheet.passive else 'A'}"


def _top(sheet: Sheet, piece: Piece) -> int:
    """Return the first word of a piece whose head lies outside, or its first token."""
    first, last = piece
    head = sheet.c.head
    return next(
        (t for t in range(first, last) if sheet.is_word[t] and not (first <= head[t] < last)), first
    )


def _lack(sheet: Sheet, a: Around, chosen: Piece) -> str:
    """Return what a content found already is: its main word, whether that has a subject."""
    c, top = sheet.c, _top(sheet, chosen)
    below = "c" if c.head[top] == a.cue else "h" if c.head[a.cue] == top else "-"
    return f"{below}{c.dep[top]}{c.pos[top]}{'s' if subject_of(sheet, top) >= 0 else '0'}"


def _surest(rivals: Mapping[int, float], low: int, high: int, cue: int) -> float:
    """Return how surely any other token of an interval is a cue."""
    return max((p for t, p in rivals.items() if low <= t < high and t != cue), default=0.0)
