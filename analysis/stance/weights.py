"""How much each sentence counts in an article's stance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.stance.voices import TITLE, Utterance

TITLE_WEIGHT = 2.0
LEAD_WEIGHT = 1.5
LEAD = 3
"""The first sentences that name the target: what a reader meets first."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An utterance with its score and weight."""

    utterance: Utterance
    score: float
    """-1 to 1; turned round where it is about a rival."""
    weight: float


def weigh(utterances: Sequence[Utterance], scores: Sequence[float]) -> list[Judged]:
    """Return the utterances with their scores and weights.

    Returns
    -------
    list of Judged
        In the same order. The weights of several mentions in one sentence add up to that of one;
        what is said of a rival is turned round.
    """
    mentions = Counter(_place(utterance) for utterance in utterances)
    named = [{u.sentence for u in utterances if _is_own(u, side)} for side in (False, True)]
    lead = [set(sorted(numbers)[:LEAD]) for numbers in named]
    judged = []
    for utterance, score in zip(utterances, scores, strict=True):
        weight = LEAD_WEIGHT if utterance.sentence in lead[utterance.share > 0] else 1.0
        if utterance.sentence == TITLE:
            weight = TITLE_WEIGHT
        share = weight / mentions[_place(utterance)]
        turned = -score if utterance.share < 0 else score
        judged.append(Judged(utterance, turned, share * abs(utterance.share)))
    return judged


def _place(utterance: Utterance) -> tuple[int, bool, bool]:
    return utterance.sentence, utterance.quotation is None, utterance.share > 0


def _is_own(utterance: Utterance, side: bool) -> bool:
    """Return whether the outlet itself names the target, or its rival, in a sentence."""
    own = utterance.quotation is None and utterance.sentence >= 0
    return own and (utterance.share > 0) is side
