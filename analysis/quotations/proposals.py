"""What a cue may introduce: its likely source, its likely content, and what carries that on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import islice

from analysis.quotations.context import Context
from analysis.quotations.cues import CueFeatures
from analysis.quotations.judgement import (
    Proposal,
    beside_features,
    company_features,
    final_features,
)
from analysis.quotations.model import Features, Models
from analysis.quotations.phrases import noun_phrase
from analysis.quotations.plain import plain_content, plain_continuation
from analysis.quotations.regions import Around, around, candidates
from analysis.quotations.second import Piece, second_candidates, second_features
from analysis.quotations.sheet import Sheet
from analysis.quotations.source_choice import source_candidates, source_features
from analysis.quotations.spans import SpanFeatures

FLOORS = (0.0, -1.0)
"""Least cue scores of a token worth a closer look: anywhere, and beside a long marked stretch."""
FLOORS_IN_TRAINING = (-1.0, -2.5)
"""Lower, so that the judgement learns from doubtful cues as well."""
GATES = (-0.5, -2.0)
"""Least scores without the encoder of a token whose sentence it is run over: as `FLOORS`."""
LEAST_NOUN = 0.1
"""Least share of the uses of a lemma that introduce an attribution, for one that is no verb."""
LONE = 6
"""Words that a marked stretch without a cue must have to count as a quotation."""
SIDE = 1
"""Unmarked candidates on the other side of a cue that may carry a content on."""
BEAM = 8
"""Candidate contents of a cue, the best by their edges, that are looked at as a whole."""
AGREEMENT = 0.5
"""Share of the words that two contents have in common to count as nearly the same."""
EXACT = 0.5
"""What an exactly right content is worth beyond one that is half right."""
_SURE = math.log(0.6)
"""Log-probability of a content that no other can outdo."""

Contents = list[tuple[float, Piece]]
"""Log-probability and tokens, best first."""


def cue_tokens(sheet: Sheet, models: Models) -> list[int]:
    """Return the tokens that may head a cue: known lemmas, and all verbs beside long quotations.

    A noun that seldom is one may be one where *that* follows: "his comment that ...".
    """
    prior, pos, beside = models.prior, sheet.c.pos, sheet.beside_marks
    following = [*sheet.c.lemma[1:], ""]
    found = []
    for t, lemma in enumerate(sheet.c.lemma):
        if sheet.mark_of[t] >= 0:
            continue
        share = prior.get(lemma, 0.0)
        if pos[t] in {"VERB", "AUX"}:
            known = share > 0 or beside[t]
        else:
            known = share >= LEAST_NOUN or (share > 0 and following[t] == "that")
        if known:
            found.append(t)
    return found


def cue_scores(
    sheet: Sheet, models: Models, context: Context
) -> tuple[dict[int, float], dict[int, Features]]:
    """Return score and features of each token that may head a cue, those past the gate only."""
    make, lemmas, gate = CueFeatures(sheet, models.prior), sheet.c.lemma, models.gate
    features = {t: make(t) for t in cue_tokens(sheet, models)}
    if gate is not None:
        beside = sheet.beside_marks
        features = {
            t: f for t, f in features.items() if gate.total(lemmas[t], f) >= GATES[beside[t]]
        }
    context.look(sorted({sheet.c.sentence[t] for t in features}))
    total = models.cue.total
    scores = {t: total(lemmas[t], own) + context.at(t, t, "cue") for t, own in features.items()}
    return scores, features


def rivals_of(
    sheet: Sheet, scores: Mapping[int, float], floors: tuple[float, float] = FLOORS
) -> dict[int, float]:
    """Return how surely tokens are cues, those worth a closer look only."""
    beside = sheet.beside_marks
    return {t: 1 / (1 + math.exp(-s)) for t, s in scores.items() if s > floors[beside[t]]}


def propose(
    sheet: Sheet,
    models: Models,
    context: Context,
    floors: tuple[float, float] = FLOORS,
) -> list[Proposal]:
    """Return what each likely cue would introduce, whose it would be, and how sure that is."""
    scores, features = cue_scores(sheet, models, context)
    rivals = rivals_of(sheet, scores, floors)
    found = []
    for cue in rivals:
        proposal = _one(sheet, models, context, cue, scores[cue], rivals)
        if proposal.contents:
            found.append(proposal)
    beside, company = beside_features(found), company_features(sheet, found)
    for proposal, signs, others in zip(found, beside, company, strict=True):
        if not proposal.is_plain:
            own = features[proposal.around.cue]
            proposal.backing = backing(sheet, proposal.contents, proposal.chosen)
            proposal.features = [*final_features(sheet, proposal, own), ([*signs, *others], [])]
            proposal.context = judged_context(context, proposal)
    return found


def _one(
    sheet: Sheet,
    models: Models,
    context: Context,
    cue: int,
    score: float,
    rivals: dict[int, float],
) -> Proposal:
    source, source_score = choose_source(sheet, models, context, cue)
    edges = source_edges(sheet, source, cue)
    a = around(sheet, cue, source, edges)
    features = SpanFeatures(sheet, a, rivals)
    plain = plain_content(sheet, a)
    if plain is not None:
        p = Proposal(a, score, source_score, [(0.0, plain)], [], features, is_plain=True)
    else:
        ranked, sides = rank_contents(sheet, models, context, a, features)
        p = Proposal(a, score, source_score, ranked, sides, features, is_plain=False)
    if p.contents:
        _extend(sheet, models, context, p, rivals)
    return p


def source_edges(sheet: Sheet, source: int, cue: int) -> tuple[int, int]:
    """Return the tokens of the phrase that a source heads; (0, 0) for none."""
    return noun_phrase(sheet, source, cue) if source >= 0 else (0, 0)


def judged_context(context: Context, p: Proposal) -> float:
    """Return what the encoder adds to the judgement of a proposal."""
    a = p.around
    score = context.at(a.cue, a.cue, "judged cue") + context.stretch(a.cue, *p.chosen, "judged")
    return score + context.at(a.cue, a.source, "judged source") if a.source >= 0 else score


def choose_source(sheet: Sheet, models: Models, context: Context, cue: int) -> tuple[int, float]:
    """Return the most likely source of a cue (-1: none) and its log-probability."""
    options = source_candidates(sheet, cue)
    lemma, total = sheet.c.lemma[cue], models.source.total
    scores = [
        total(lemma, source_features(sheet, cue, k))
        + (context.at(cue, k, "source") if k >= 0 else context.at(cue, cue, "nobody"))
        for k in options
    ]
    best = scores.index(max(scores))
    return options[best], scores[best] - _log_sum(scores)


def _log_sum(scores: list[float]) -> float:
    top = max(scores)
    return top + math.log(sum([math.exp(s - top) for s in scores]))


def rank_contents(
    sheet: Sheet, models: Models, context: Context, a: Around, features: SpanFeatures
) -> tuple[Contents, list[Piece]]:
    """Return the likeliest contents of a cue with log-probabilities, and the best of each side."""
    spans = candidates(sheet, a)
    if not spans:
        return [], []
    total, lemma = models.content.total, sheet.c.lemma[a.cue]
    seen = context.stretches(a.cue, a.low, a.high, "content")
    starts = {f: total(lemma, features.start(f)) + seen.start(f) for f in {s[0] for s in spans}}
    ends = {e: total(lemma, features.end(e)) + seen.end(e) for e in {s[1] for s in spans}}
    spans = [span for _, span in sorted([(-starts[s[0]] - ends[s[1]], s) for s in spans])]
    left = list(islice((s for s in spans if s[0] < a.cue), SIDE))
    right = list(islice((s for s in spans if s[0] > a.cue), SIDE))
    # A long marked stretch is always worth a look: mostly it is somebody's words.
    mark_of = sheet.mark_of
    rest = spans[BEAM:] if sheet.marked_before[a.high] > sheet.marked_before[a.low] else []
    spans = spans[:BEAM] + [s for s in rest if mark_of[s[0]] >= 0 and _is_long_marked(sheet, s)]
    scores = [starts[f] + ends[e] + total(lemma, features.whole(f, e)) for f, e in spans]
    whole = _log_sum(scores)
    ranked = [(score - whole, span) for score, span in zip(scores, spans, strict=True)]
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    return _marks_first(sheet, a, _backed_first(sheet, ranked)), left + right


def backing(sheet: Sheet, contents: Contents, span: Piece) -> float:
    """Return how likely it is that half of the words of a content are right, 0 to 1."""
    before, (first, last) = sheet.words_before, span
    words, backed = before[last] - before[first], 0.0
    for p, (begin, end) in contents:
        # As `jaccard`, of which there are a hundred a cue.
        low, high = first if first > begin else begin, last if last < end else end
        if low < high:
            shared = before[high] - before[low]
            if shared and shared >= AGREEMENT * (words + before[end] - before[begin] - shared):
                backed += math.exp(p)
    return backed


def _backed_first(sheet: Sheet, ranked: Contents) -> Contents:
    """Put first the content that is likely itself and that likely others mostly agree with.

    Notes
    -----
    The least expected loss (minimum Bayes risk) where an exact content counts `EXACT` and one of
    which half of the words are right counts 1.

    References
    ----------
    Goel, V., Byrne, W. (2000). Minimum Bayes-risk automatic speech recognition. Computer Speech
    and Language 14(2).
    """
    if len(ranked) < 2 or ranked[0][0] > _SURE:
        return ranked
    worth = [EXACT * math.exp(p) + backing(sheet, ranked, span) for p, span in ranked]
    best = worth.index(max(worth))
    return [ranked[best], *ranked[:best], *ranked[best + 1 :]]


def _marks_first(sheet: Sheet, a: Around, ranked: Contents) -> Contents:
    """Put a long stretch between marks before a word or two that stand outside them."""
    if not ranked:
        return ranked
    first, last = ranked[0][1]
    before = sheet.words_before
    if before[last] - before[first] > 3 or sheet.mark_of[first] >= 0:
        return ranked
    for pair in ranked[1:]:
        if _is_long_marked(sheet, pair[1]) and not _next_sentence(sheet, a.cue, pair[1][0]):
            return [pair, *(other for other in ranked if other is not pair)]
    return ranked


def _next_sentence(sheet: Sheet, cue: int, first: int) -> bool:
    """Whether a full stop parts a stretch from the cue before it."""
    before = sheet.previous_solid(first, 0)
    return cue < before and sheet.c.word[before] in {".", "!", "?"}


def _is_long_marked(sheet: Sheet, piece: Piece) -> bool:
    """Whether a stretch is exactly what stands between two marks, and longer than a name."""
    first, last = piece
    number = sheet.mark_of[first]
    words = sheet.words_before[last] - sheet.words_before[first]
    return number >= 0 and words >= LONE and piece == sheet.mark_tokens[number]


def _extend(
    sheet: Sheet, models: Models, context: Context, p: Proposal, rivals: dict[int, float]
) -> None:
    """Set the pieces of a content: the chosen stretch, and what carries it on."""
    plain = plain_continuation(sheet, p.around, p.chosen) if p.is_plain else None
    if plain is not None:
        p.pieces = [p.chosen, plain]
        return
    options: list[Piece | None] = [None, *second_candidates(sheet, p.around, p.sides, p.chosen)]
    lemma, made = sheet.c.lemma[p.around.cue], p.span_features
    scores = [
        models.second.total(lemma, second_features(sheet, p.around, p.chosen, o, rivals, made))
        + (context.stretch(p.around.cue, *o, "second") if o else 0)
        for o in options
    ]
    best = options[scores.index(max(scores))]
    p.pieces = sorted([p.chosen, best]) if best is not None else [p.chosen]
