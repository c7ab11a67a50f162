"""Stance of loose sentences and articles, for the batch command: always one of four labels.

Where the dashboard would keep silent the label stays and the confidence is low.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.records import Reading, Sentence, StanceLabel
from analysis.stance.article import Verdict, decide, own_evidence, score_utterances
from analysis.stance.kinds import Kind, collect_target
from analysis.stance.mentions import find_mentions
from analysis.stance.names import is_person_name, is_thing
from analysis.stance.roles import ROLE_BONUS, is_suffering
from analysis.stance.sentence import (
    CLASSES,
    Pair,
    Probabilities,
    direction,
    lean_neutral,
    score_pairs,
)
from analysis.stance.weights import weigh
from sources.article import Article

if TYPE_CHECKING:
    from analysis.encoder import Encoder
    from analysis.kept import Kept
    from analysis.records import Span
    from analysis.stance.voices import Utterance

NEUTRAL_BONUS = 0.1
"""Added to the log-probability of neutral before the label is chosen."""
THING_NEUTRAL_BONUS = 1.0
"""The same for what is no person: the training data has only people."""
UNNAMED_NEUTRAL_BONUS = -1.5
"""The same for a sentence that the caller says is about a target it does not name."""
QUOTED_CONFIDENCE = 0.5
"""Factor on the confidence of a label that rests on quoted voices alone."""
NEUTRAL = CLASSES.index("neutral")
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|they|them|their)\b", re.IGNORECASE)


class Care(NamedTuple):
    """How far a label and its confidence shrink from calling one side what is the other."""

    swap: float
    """Share of the other side's probability that is taken off a side: contested is neutral."""
    neutral: float
    """Added to the log-odds of neutral once more for the confidence."""
    doubt: float
    """Share of the less likely side's probability that is taken off the confidence."""


WITH_ENCODER = Care(swap=1.0, neutral=0.3, doubt=0.75)
WORDS_ONLY = Care(swap=0.0, neutral=0.0, doubt=0.0)
"""Word weights are unsure as it is: more care would leave little but neutral."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One row's label."""

    label: StanceLabel
    score: float
    """-1 (critical) to 1 (supportive)."""
    confidence: float
    """0 to 1."""
    evidence: tuple[tuple[int, float], ...]
    """Sentence number (-1: headline, -2: issue's name) and signed weight, strongest first."""


def judge_sentences(
    rows: Sequence[tuple[str, str, Span | None]], *, encoder: Encoder | None
) -> list[Answer]:
    """Return the stance of each sentence toward its target.

    Parameters
    ----------
    rows : sequence of (str, str, span or None)
        Sentence, target, and where the target stands; None: it is looked for.
    encoder : Encoder or None
        None: word weights decide.

    Returns
    -------
    list of Answer
        In the same order.

    Notes
    -----
    A side is worth ``P(side) - P(other side)``, neutral ``P(neutral)``; the best is the label: to
    call supportive what is critical is worse than to call it neutral. The confidence is the
    label's probability, leaning to neutral a little more, less three quarters of that of the less
    likely side.

    References
    ----------
    Elkan (2001), The foundations of cost-sensitive learning, IJCAI.
    """
    named = [span or next(iter(find_mentions(text, target)), None) for text, target, span in rows]
    pairs = [
        Pair(text, span or _pronoun(text, target))
        for (text, target, _), span in zip(rows, named, strict=True)
    ]
    probabilities = score_pairs(pairs, encoder=encoder)
    bonus = [
        _bonus(text, target, span) if span else UNNAMED_NEUTRAL_BONUS
        for (text, target, _), span in zip(rows, named, strict=True)
    ]
    if encoder is None:
        return _labels(probabilities, [min(value, 0.0) for value in bonus], WORDS_ONLY)
    return _labels(probabilities, bonus, WITH_ENCODER)


def _bonus(text: str, target: str, span: Span) -> float:
    bonus = THING_NEUTRAL_BONUS if is_thing(target) else NEUTRAL_BONUS
    return bonus + ROLE_BONUS * is_suffering(text, span)


def _labels(probabilities: Probabilities, bonus: Sequence[float], care: Care) -> list[Answer]:
    answers = []
    scores = direction(probabilities)
    leaned = lean_neutral(probabilities, bonus)
    # The columns of critical and supportive change places; neutral has no opposite.
    worth = leaned - care.swap * leaned[:, ::-1] * (np.arange(len(CLASSES)) != NEUTRAL)
    cautious = lean_neutral(leaned, [care.neutral] * len(leaned))
    for row, best, score in zip(cautious, worth.argmax(axis=1), scores, strict=True):
        sure = max(0.0, float(row[best]) - care.doubt * float(min(row[0], row[-1])))
        answers.append(Answer(CLASSES[best], float(score), sure, ((0, float(score)),)))
    return answers


def _pronoun(text: str, target: str) -> Span | None:
    """Return the first pronoun, for a person whom the caller says the sentence is about."""
    match = _PRONOUN.search(text) if is_person_name(target) else None
    return match.span() if match else None


def judge_article(
    title: str, sentences: Sequence[str], target: str, *, encoder: Encoder | None, kept: Kept
) -> Answer:
    """Return the stance of one article toward one target.

    Parameters
    ----------
    title : str
        May be empty.
    sentences : sequence of str
        The article's sentences, in order.
    target : str
        A name or a thing.
    encoder : Encoder or None
        None: word weights decide.
    kept : Kept
        Where probabilities are kept.

    Returns
    -------
    Answer
        From the outlet's own voice; from quoted voices, with half the confidence, where the outlet
        itself never names the target; neutral with confidence 0 where nobody does.
    """
    kind, utterances, factor = gather(title, sentences, target)
    scores = score_utterances(utterances, [kind] * len(utterances), encoder=encoder, kept=kept)
    judged = weigh(utterances, scores)
    verdict: Verdict = decide(judged, kind)
    return Answer(
        verdict.label, verdict.score, verdict.confidence * factor, own_evidence(judged, verdict)
    )


def gather(
    title: str, sentences: Sequence[str], target: str
) -> tuple[Kind, list[Utterance], float]:
    """Return what is to be judged, and how far a label that rests on it can be trusted.

    Returns
    -------
    tuple of (Kind, list of Utterance, float)
        The kind of target, utterances of one voice, and the factor on the confidence.
    """
    starts = list(accumulate((len(text) + 1 for text in sentences), initial=0))
    reading = Reading(
        digest="",
        version="",
        sentences=tuple(
            Sentence(start, start + len(text))
            for start, text in zip(starts, sentences, strict=False)
        ),
    )
    article = Article(id="", title=title, text=" ".join(sentences))
    kind, utterances = collect_target(article, reading, target)
    own = [utterance for utterance in utterances if utterance.quotation is None]
    if any(utterance.names_target for utterance in own):
        return kind, own, 1.0
    return kind, utterances, QUOTED_CONFIDENCE
