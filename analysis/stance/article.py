"""Stance of an article toward a target: what the outlet says in its own voice, quotes apart.

Every sentence that names the target is judged by itself (`sentence`). What stands inside a
quotation is the speaker's, not the outlet's: it is counted, never averaged in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.records import Stance, StanceLabel
from analysis.stance.kinds import Kind, collect_target
from analysis.stance.roles import ROLE_BONUS, is_acting, is_suffering
from analysis.stance.sentence import Pair, direction, lean_neutral, score_pairs
from analysis.stance.voices import NAME, TITLE, Utterance
from analysis.stance.weights import LEAD_WEIGHT, Judged, weigh

if TYPE_CHECKING:
    from analysis.encoder import Encoder
    from analysis.kept import Kept
    from analysis.records import Reading
    from sources.article import Article

NEUTRAL_BONUS: Mapping[Kind, float] = {"person": 1.0, "other": 1.0, "issue": 0.0}
"""Added to the log-odds of neutral of every sentence, see `lean_neutral`; not where the target is
an issue, which is seldom brought up but to take a side."""
CALM = 0.6
"""Power of the encoder's probabilities: outside the corpus it learned from it is too sure. Not of
an issue's name by itself, whose sentence is as plain as any it learned from."""
CRITICAL: Mapping[Kind, float] = {"person": 0.45, "issue": 0.45, "other": 0.5}
SUPPORTIVE: Mapping[Kind, float] = {"person": 0.33, "issue": 0.33, "other": 0.6}
"""An article takes a side where its mean score times ``weight ** GROWTH`` is so far from zero:
praise is rarer and milder than blame. More is asked for organisations and countries: the training
data has only people, and good words around a party ("won a majority") are seldom praise."""
GROWTH = 0.7
"""How far more sentences make up for weaker ones; chosen, like the borders, on SEESAW."""
DECIDED = 0.4
"""One sentence's score at least so far from zero takes a side."""
MIXED_SHARE = 0.35
"""Both sides must hold so much of the weight of the sentences that take one."""
LEAST_WEIGHT = 2.0
"""Below this weight of own-voice sentences there is not enough evidence."""
SILENT_BELOW = 0.55
"""A label less sure than this is withheld."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the own-voice sentences say together."""

    label: StanceLabel
    """Always one of supportive, critical, neutral, mixed."""
    score: float
    confidence: float
    weight: float


def article_stances(
    article: Article,
    reading: Reading,
    targets: Sequence[str],
    *,
    encoder: Encoder | None,
    kept: Kept,
) -> list[Stance]:
    """Return the article's stance toward each target, in the order of the targets.

    Parameters
    ----------
    article, reading : Article, Reading
        The article and what was read from it.
    targets : sequence of str
        Names or things, as `propose_targets` gives them or a person typed them.
    encoder : Encoder or None
        None: word weights judge the sentences.
    kept : Kept
        Where sentence probabilities are kept, under the kind "stance".

    Returns
    -------
    list of Stance
        One a target; "not enough evidence" where the outlet's own voice says too little.

    Notes
    -----
    Score: the weighted mean of ``P(supportive) - P(critical)`` over own-voice sentences, made
    less sure and leaning to neutral unless the target is an issue ("the ban"), more so where the
    target itself speaks or judges ("Brandt accused ...") or suffers ("Brandt was shot"); the
    headline weighs 2, the first three sentences that name the target 1.5, others 1. It takes a
    side where ``|score| * weight ** 0.7`` reaches 0.45 against or 0.33 in favour (0.5 and
    0.6 for organisations): one harsh sentence or several mild ones. An issue's name by itself
    ("voter fraud") counts as one more sentence; sentences on the party that stands against the
    target count a fifth, turned round.

    References
    ----------
    Hamborg and Donnay (2021), NewsMTSC, EACL; Zhang et al. (2022), SEESAW (how an article's
    stance follows from who says what), NAACL; Guo et al. (2017), On calibration of modern neural
    networks, ICML.
    """
    found = [collect_target(article, reading, target) for target in targets]
    flat = [utterance for _, utterances in found for utterance in utterances]
    kinds = [kind for kind, utterances in found for _ in utterances]
    scores = score_utterances(flat, kinds, encoder=encoder, kept=kept)
    results, begin = [], 0
    for target, (kind, utterances) in zip(targets, found, strict=True):
        own_scores = scores[begin : begin + len(utterances)]
        begin += len(utterances)
        results.append(_stance(article.id, target, kind, weigh(utterances, own_scores)))
    return results


def score_utterances(
    utterances: Sequence[Utterance],
    kinds: Sequence[Kind],
    *,
    encoder: Encoder | None,
    kept: Kept,
) -> list[float]:
    """Return the score of each utterance, -1 (critical) to 1 (supportive), leaning to neutral.

    Parameters
    ----------
    utterances : sequence of Utterance
        Of any voices.
    kinds : sequence of Kind
        What kind of target each is about.
    encoder, kept : Encoder or None, Kept
        As in `article_stances`.

    Returns
    -------
    list of float
        In the same order.
    """
    pairs = [Pair(utterance.text, utterance.target) for utterance in utterances]
    found = score_pairs(pairs, encoder=encoder, kept=kept)
    if encoder is not None:
        alone = np.array([utterance.sentence == NAME for utterance in utterances], bool)
        found = found ** np.where(alone, 1, np.float32(CALM))[:, None]
    unjudged = [is_acting(*pair) or is_suffering(*pair) for pair in pairs]
    bonus = [
        NEUTRAL_BONUS[kind] + ROLE_BONUS * spared
        for kind, spared in zip(kinds, unjudged, strict=True)
    ]
    return [float(s) for s in direction(lean_neutral(found, bonus))]


def decide(judged: Iterable[Judged], kind: Kind = "person") -> Verdict:
    """Return what utterances say together.

    Parameters
    ----------
    judged : iterable of Judged
        Of one voice.
    kind : Kind
        What kind of target they are about.

    Returns
    -------
    Verdict
        Neutral with confidence 0 when there are none.
    """
    rows = list(judged)
    weight = sum(row.weight for row in rows)
    if not rows or weight <= 0:
        return Verdict("neutral", 0.0, 0.0, 0.0)
    score = sum(row.score * row.weight for row in rows) / weight
    above = sum(row.weight for row in rows if row.score >= DECIDED)
    below = sum(row.weight for row in rows if row.score <= -DECIDED)
    taken = above + below
    if min(above, below) >= max(MIXED_SHARE * taken, 2 * LEAD_WEIGHT):
        share = 2 * min(above, below) / taken
        return Verdict("mixed", score, share * taken / weight, weight)
    strength = abs(score) * weight**GROWTH
    side: StanceLabel = "supportive" if score > 0 else "critical"
    border = (SUPPORTIVE if score > 0 else CRITICAL)[kind]
    label = side if strength >= border else "neutral"
    return Verdict(label, score, _confidence(strength / border, weight), weight)


def _confidence(reach: float, weight: float) -> float:
    """Return how far the border of neutral is, and how much there is to judge."""
    distance = min(1.0, abs(reach - 1))
    return float((0.35 + 0.65 * distance) * weight / (weight + 1.0))


def _stance(article: str, target: str, kind: Kind, judged: Sequence[Judged]) -> Stance:
    own = [row for row in judged if row.utterance.quotation is None]
    said = sum(row.weight for row in own if row.utterance.names_target)
    own = own if said else []
    verdict = decide(own, kind)
    silent = said < LEAST_WEIGHT or verdict.confidence < SILENT_BELOW
    supportive, critical = _quoted(judged)
    evidence = own_evidence(own, verdict)
    return Stance(
        article=article,
        target=target,
        label="not enough evidence" if silent else verdict.label,
        score=verdict.score,
        confidence=verdict.confidence,
        evidence=tuple((number, weight) for number, weight in evidence if number >= 0),
        quoted_supportive=supportive,
        quoted_critical=critical,
        headline_weight=dict(evidence).get(TITLE, 0.0),
        name_weight=dict(evidence).get(NAME, 0.0),
        rival=next((_named(row.utterance) for row in own if row.utterance.share < 0), ""),
    )


def _named(utterance: Utterance) -> str:
    start, end = utterance.target or (0, 0)
    return utterance.text[start:end]


def own_evidence(judged: Iterable[Judged], verdict: Verdict) -> tuple[tuple[int, float], ...]:
    """Return what each sentence adds to the score, strongest first.

    Returns
    -------
    tuple of (int, float)
        Sentence number (-1: the headline, -2: the name by itself) and signed weight; the weights
        add up to the score.
    """
    evidence: dict[int, float] = defaultdict(float)
    for row in judged:
        evidence[row.utterance.sentence] += row.score * row.weight / max(verdict.weight, 1e-9)
    return tuple(sorted(evidence.items(), key=lambda item: (-abs(item[1]), item[0])))


def _quoted(judged: Iterable[Judged]) -> tuple[int, int]:
    """Count the quotations that take the target's side, and those that take against it."""
    by_quotation: dict[int, list[float]] = defaultdict(list)
    for row in judged:
        if row.utterance.quotation is not None:
            by_quotation[row.utterance.quotation].append(row.score)
    means = [sum(scores) / len(scores) for scores in by_quotation.values()]
    return sum(mean >= DECIDED for mean in means), sum(mean <= -DECIDED for mean in means)
