"""Who is reported to say what, in the words of the article: source, cue and content.

Four small linear models choose in turn a cue, its source, the stretch it introduces and what
carries that on; a fifth judges the whole. The most certain attribution goes first and keeps its
words: no word is said twice, and a marked stretch is never cut.

References
----------
Pareti, S. (2015). Attribution: a computational approach. PhD thesis, University of Edinburgh.
Newell, E., Margolin, D., Ruths, D. (2018). An attribution relations corpus for political news.
LREC.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from analysis.quotations.columns import Columns
from analysis.quotations.cues import (
    cue_features,
    source_candidates,
    source_features,
)
from analysis.quotations.marks import Marked
from analysis.quotations.model import Models, load_models, total
from analysis.quotations.phrases import noun_phrase
from analysis.quotations.second import Piece, second_candidates, second_features
from analysis.quotations.sheet import Sheet, make_sheet
from analysis.quotations.spans import (
    Around,
    SpanFeatures,
    around,
    candidates,
)
from analysis.quotations.transcripts import Turn, find_turns, signature
from analysis.quotations.verbs import SAYING
from analysis.records import Span

_FLOOR = -0.8
"""Least cue score of a token worth a closer look."""
_LONE = 6
"""Words that a marked stretch without a cue must have to count as a quotation."""
SIDE = 3
"""Candidates on each side of a cue that may carry a content on."""
BEAM = 6
"""Candidate contents of a cue, the best by their edges, that are looked at as a whole."""
_TRIES = 4
"""Contents tried for a cue before it is given up."""


@dataclass(slots=True)
class Attribution:
    """One attribution, with the tokens that later steps look at."""

    content: list[Span]
    cue: Span | None = None
    source: Span | None = None
    cue_token: int | None = None
    source_token: int | None = None
    marked: list[int] = field(default_factory=list)
    """Numbers of the marked stretches in the content."""
    turn: bool = False
    """Whether it is a turn of a transcript, its source a label."""


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
    pieces: list[tuple[int, int]] = field(default_factory=list)
    features: list[str] = field(default_factory=list)
    score: float = 0.0
    span_features: SpanFeatures | None = None


def cue_tokens(sheet: Sheet, models: Models) -> list[int]:
    """Return the tokens that may head a cue: known lemmas outside quotation marks."""
    prior, mark_of = models.prior, sheet.mark_of
    return [t for t, lemma in enumerate(sheet.c.lemma) if lemma in prior and mark_of[t] < 0]


def propose(sheet: Sheet, models: Models, floor: float = _FLOOR) -> list[Proposal]:
    """Return what each likely cue would introduce, whose it would be, and how sure that is."""
    base = models.cue.get("", 0.0)
    features = {t: cue_features(sheet, t, models.prior) for t in cue_tokens(sheet, models)}
    scores = {t: base + total(models.cue, own) for t, own in features.items()}
    rivals = {t: 1 / (1 + math.exp(-s)) for t, s in scores.items() if s > floor}
    found = []
    for cue in rivals:
        proposal = _one(sheet, models, cue, scores[cue])
        if proposal.contents:
            _extend(sheet, models, proposal, proposal.contents[0][1], rivals)
            found.append(proposal)
    beside = _beside(found)
    for proposal, signs in zip(found, beside, strict=True):
        own = features[proposal.around.cue]
        proposal.features = final_features(sheet, proposal, own) + signs
    return found


def _beside(proposals: list[Proposal]) -> list[list[str]]:
    """Return how each proposal stands to the others: inside their content, around their cue."""
    best = [p.contents[0][1] for p in proposals]
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
        mine = _grade(p.cue_score)
        found.append([
            f"IN{_grade(inside)}", f"IN{_grade(inside)}C{mine}",
            f"HAS{_grade(around_other)}C{mine}", f"ACROSS{_grade(across)}C{mine}",
        ])  # fmt: skip
    return found


def _grade(score: float) -> int:
    return -3 if score < -4 else max(-2, min(4, round(score)))


def _one(sheet: Sheet, models: Models, cue: int, score: float) -> Proposal:
    source, source_score = choose_source(sheet, models, cue)
    edges = source_edges(sheet, source, cue)
    a = around(sheet, cue, source, edges)
    features = SpanFeatures(sheet, a)
    contents, sides = rank_contents(sheet, models, a, features)
    return Proposal(a, score, source_score, contents, sides, span_features=features)


def source_edges(sheet: Sheet, source: int, cue: int) -> tuple[int, int]:
    """Return the tokens of the phrase that a source heads; (0, 0) for none."""
    return noun_phrase(sheet, source, cue) if source >= 0 else (0, 0)


def choose_source(sheet: Sheet, models: Models, cue: int) -> tuple[int, float]:
    """Return the most likely source of a cue (-1: none) and its log-probability."""
    options = source_candidates(sheet, cue)
    scores = [total(models.source, source_features(sheet, cue, k)) for k in options]
    best = max(range(len(options)), key=lambda n: (scores[n], -n))
    return options[best], scores[best] - _log_sum(scores)


def _log_sum(scores: list[float]) -> float:
    top = max(scores)
    return top + math.log(sum(math.exp(s - top) for s in scores))


def rank_contents(
    sheet: Sheet, models: Models, a: Around, features: SpanFeatures
) -> tuple[list[tuple[float, Piece]], list[Piece]]:
    """Return the likeliest contents of a cue with log-probabilities, and the best of each side."""
    spans = candidates(sheet, a)
    if not spans:
        return [], []
    weights = models.content
    starts = {f: total(weights, features.start(f)) for f in {s[0] for s in spans}}
    ends = {e: total(weights, features.end(e)) for e in {s[1] for s in spans}}
    spans.sort(key=lambda s: (-starts[s[0]] - ends[s[1]], s))
    left = [s for s in spans if s[0] < a.cue][:SIDE]
    right = [s for s in spans if s[0] > a.cue][:SIDE]
    del spans[BEAM:]
    scores = [starts[f] + ends[e] + total(weights, features.whole(f, e)) for f, e in spans]
    whole = _log_sum(scores)
    ranked = [(score - whole, span) for score, span in zip(scores, spans, strict=True)]
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    return _marks_first(sheet, ranked), left + right


def _marks_first(sheet: Sheet, ranked: list[tuple[float, Piece]]) -> list[tuple[float, Piece]]:
    """Put a long stretch between marks before a word or two that stand outside them."""
    if not ranked:
        return ranked
    first, last = ranked[0][1]
    before = sheet.words_before
    if before[last] - before[first] > 3 or sheet.mark_of[first] >= 0:
        return ranked
    for pair in ranked[1:]:
        first, last = pair[1]
        number = sheet.mark_of[first]
        long = before[last] - before[first] >= _LONE
        if long and number >= 0 and (first, last) == sheet.mark_tokens[number]:
            return [pair, *(other for other in ranked if other is not pair)]
    return ranked


def _extend(
    sheet: Sheet, models: Models, p: Proposal, chosen: tuple[int, int], rivals: dict[int, float]
) -> None:
    """Set the pieces of a content: the chosen stretch, and what carries it on."""
    options: list[tuple[int, int] | None] = [
        None,
        *second_candidates(sheet, p.around, p.sides, chosen),
    ]
    made = p.span_features or SpanFeatures(sheet, p.around)
    scores = [
        total(models.second, second_features(sheet, p.around, chosen, o, rivals, made))
        for o in options
    ]
    best = options[max(range(len(options)), key=lambda n: (scores[n], -n))]
    p.pieces = sorted([chosen, best]) if best is not None else [chosen]


def final_features(sheet: Sheet, p: Proposal, own: list[str]) -> list[str]:
    """Return the features of a whole attribution: of cue and content, and how sure each was."""
    a, c = p.around, sheet.c
    first, last = p.contents[0][1]
    lemma = c.lemma[a.cue]
    made = p.span_features or SpanFeatures(sheet, a)
    out = own + made.start(first) + made.end(last) + made.whole(first, last)
    doubt = int(max(p.contents[0][0], -4.9) * 2)
    unsure = int(max(p.source_score, -2.9) * 2)
    certain = max(-8, min(8, round(p.cue_score * 2)))
    quoted = any(sheet.mark_of[t] >= 0 for f, e in p.pieces for t in range(f, e))
    out += [
        f"C{certain}", f"D{doubt}", f"U{unsure}", f"C{certain}D{doubt}", f"P{len(p.pieces)}",
        f"Q{quoted}", f"Q{quoted}|{lemma}", f"S{a.source >= 0}|{lemma}",
        f"S{a.source >= 0}Q{quoted}", f"CQ{certain // 2}{quoted}",
    ]  # fmt: skip
    if a.source >= 0:
        out += source_features(sheet, a.cue, a.source)
    return out


def is_speech(sheet: Sheet, p: Proposal) -> bool:
    """Return whether an attribution reports speech rather than belief, intent or attitude."""
    lemma = sheet.c.lemma[p.around.cue]
    if lemma in SAYING:
        return True
    return any(sheet.mark_of[t] >= 0 for f, e in p.pieces for t in range(f, e))


def decide(sheet: Sheet, models: Models, proposals: list[Proposal]) -> list[Proposal]:
    """Return the attributions that hold, the surest first, none sharing a word of content."""
    for p in proposals:
        p.score = total(models.final, p.features) + models.final.get("", 0.0)
    taken = bytearray(len(sheet.c.word))
    cues: list[int] = []
    kept = []
    ranks = _ranks(sheet, models, proposals)
    ordered = sorted(proposals, key=lambda p: (-ranks[p.around.cue], p.around.cue))
    rest = []
    for p in ordered:
        floor = models.threshold if is_speech(sheet, p) else models.threshold_other
        if p.score < floor or not _take(p, taken, cues):
            rest.append(p)
        else:
            kept.append(p)
    # A long stretch between marks is nearly always somebody's words: the best cue there is for it.
    for p in rest:
        if _covers_free_marks(sheet, p, taken) and _take(p, taken, cues):
            kept.append(p)
    return kept


def _take(p: Proposal, taken: bytearray, cues: list[int]) -> bool:
    """Claim the words of an attribution; False when others have them."""
    pieces = [] if taken[p.around.cue] else _free(p, taken, cues)
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
        if number >= 0 and (first, last) == sheet.mark_tokens[number] and words >= _LONE:
            return not any(taken[first:last])
    return False


def _ranks(sheet: Sheet, models: Models, proposals: list[Proposal]) -> dict[int, float]:
    """Return the order of decision by cue: score, but "according to" goes before what it covers.

    "The council rejected the plan, according to Lee": *rejected* is part of what Lee says.
    """
    ranks = {p.around.cue: p.score for p in proposals}
    for outer in proposals:
        if sheet.c.lemma[outer.around.cue] != "accord" or outer.score < models.threshold:
            continue
        first, last = outer.contents[0][1]
        for cue, rank in ranks.items():
            if first <= cue < last:
                ranks[cue] = min(rank, outer.score - 0.01)
    return ranks


def _free(p: Proposal, taken: bytearray, cues: list[int]) -> list[tuple[int, int]]:
    """Return the pieces that are still free; the next best contents are tried when none is."""

    def free(piece: tuple[int, int]) -> bool:
        return not any(taken[piece[0] : piece[1]]) and not any(
            piece[0] <= t < piece[1] for t in cues
        )

    pieces = [piece for piece in p.pieces if free(piece)]
    if pieces:
        return pieces
    for _, span in p.contents[1:_TRIES]:
        if free(span):
            return [span]
    return []


def attribute(columns: Columns) -> tuple[list[Attribution], list[Marked]]:
    """Return the attributions of an article in the order of their content, and its marks."""
    sheet = make_sheet(columns)
    models = load_models()
    turns = [_turn(sheet, turn) for turn in find_turns(columns.text)]
    found = [_record(sheet, p) for p in decide(sheet, models, propose(sheet, models))]
    found = turns + [a for a in found if not any(_touches(a, turn) for turn in turns)]
    _carry_on(sheet, found)
    found.sort(key=lambda a: (a.content[0], a.cue or (0, 0)))
    return found, sheet.marked


def _turn(sheet: Sheet, turn: Turn) -> Attribution:
    """Return the attribution that a turn of a transcript makes."""
    first, last = sheet.c.tokens(*turn.label)
    cue, _ = sheet.c.tokens(turn.colon, turn.colon + 1)
    begin, end = sheet.c.tokens(*turn.content)
    return Attribution(
        content=[turn.content],
        cue=(turn.colon, turn.colon + 1),
        source=turn.label,
        cue_token=cue,
        source_token=max(first, last - 1),
        marked=sorted(set(sheet.mark_of[begin:end]) - {-1}),
        turn=True,
    )


def _touches(a: Attribution, turn: Attribution) -> bool:
    start = turn.source[0] if turn.source else turn.content[0][0]
    return any(s < turn.content[0][1] and start < e for s, e in a.content)


def _record(sheet: Sheet, p: Proposal) -> Attribution:
    c, a = sheet.c, p.around
    last = a.cue + 1
    if c.lemma[a.cue] == "accord" and last < len(c.word) and c.lemma[last] == "to":
        last += 1
    source = c.span(*a.source_edges) if a.source >= 0 else None
    numbers = sorted({sheet.mark_of[t] for f, e in p.pieces for t in range(f, e)} - {-1})
    return Attribution(
        content=[c.span(f, e) for f, e in p.pieces],
        cue=c.span(a.cue, last),
        source=source,
        cue_token=a.cue,
        source_token=a.source if a.source >= 0 else None,
        marked=numbers,
    )


def _carry_on(sheet: Sheet, found: list[Attribution]) -> None:
    """Add marked stretches that no cue claimed: to the quotation they carry on, or by themselves.

    A stretch left open at the end of its paragraph goes on in the next one; both belong to the
    speaker of either. Other stretches count when they are long enough to be more than a name.
    """
    taken = bytearray(len(sheet.c.text) + 1)
    owner: dict[int, Attribution] = {}
    for attribution in found:
        for number in attribution.marked:
            owner[number] = attribution
        for start, end in attribution.content:
            taken[start:end] = b"\1" * (end - start)
    free = []
    for number, (first, last) in enumerate(sheet.mark_tokens):
        start, end = (sheet.c.span(first, last)) if first < last else (0, 0)
        if number not in owner and start < end and not any(taken[start:end]):
            free.append(number)
    for number in [*free, *reversed(free)]:
        for other, chained in ((number - 1, number), (number + 1, number + 1)):
            linked = chained < len(sheet.marked) and sheet.marked[chained].continues
            if number not in owner and linked and other in owner:
                owner[number] = owner[other]
                owner[other].content = sorted(
                    [*owner[other].content, sheet.c.span(*sheet.mark_tokens[number])]
                )
                owner[other].marked.append(number)
    for number in free:
        if number not in owner:
            _place(sheet, number, found)


def _place(sheet: Sheet, number: int, found: list[Attribution]) -> None:
    """Give a free stretch to the quotation that ends right before it, or let it stand alone."""
    text, marked = sheet.c.text, sheet.marked[number]
    signed = signature(text, marked.end)
    if signed is not None:
        cue, source = signed
        head = max(sheet.c.tokens(*source)[1] - 1, 0)
        content = [(marked.start, marked.end)]
        found.append(Attribution(content, cue, source, None, head, [number], turn=True))
        return
    ends = [(_end(a), n) for n, a in enumerate(found) if a.marked and _end(a) <= marked.start]
    end, nearest = max(ends, default=(0, -1))
    if nearest >= 0 and not any(ch.isalnum() for ch in text[end : marked.start]):
        found[nearest].content.append((marked.start, marked.end))
        found[nearest].marked.append(number)
        return
    first, last = sheet.mark_tokens[number]
    opens = not text[text.rfind("\n", 0, marked.start) + 1 : marked.start].strip()
    if opens and sheet.words_before[last] - sheet.words_before[first] >= _LONE:
        found.append(Attribution([(marked.start, marked.end)], marked=[number]))


def _end(a: Attribution) -> int:
    """Return where the last of an attribution's parts ends."""
    return max(span[1] for span in (*a.content, a.cue, a.source) if span is not None)
