"""Judging given pairs of statements: same claim or not, and in conflict or not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.claims.conflicts import find_differences
from analysis.claims.difference import Difference
from analysis.claims.features import Unit
from analysis.claims.matching import match_scores, unit_of
from analysis.claims.name_places import EventNames, event_names, rival_names
from analysis.claims.slots import find_slots
from analysis.claims.statements import Embed, describe

PairLabel = Literal["agree", "conflict", "unrelated"]

AGREE_THRESHOLD = {"clauses": 0.45, "sentences": 0.4, "alone": 0.4}
"""From this score on two statements make the same claim."""
CONFLICT_THRESHOLD = 0.1
"""From this score on differing values are a conflict; so are they where a term is shared, for the
differing values themselves lower the score, and in two statements of one event, unless all its
statements are compared."""
NEGATION_THRESHOLD = 0.3
"""The same for a negation among all pairs of an event: "not" in two loosely related clauses says
little."""
_DENSE = 20
"""Pairs a statement, on average, from which on all texts of a topic are compared."""
_CONTEXT = 1.5
"""Pairs a statement, on average, from which on a topic's texts say something about each other."""
_SMALL_TOPIC = 4


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is said of one pair."""

    score: float
    """How surely both make the same claim, 0 to 1."""
    label: PairLabel
    conflict: float
    """How surely they contradict each other, 0 to 1."""
    kind: str
    """Kind of the conflict; "hedged" when one only is unsure; empty when nothing differs."""


def judge_pairs(pairs: Sequence[tuple[str, str, str]], *, embed: Embed | None) -> list[Judgement]:
    """Return a judgement for each pair, in the same order.

    Parameters
    ----------
    pairs : sequence of (topic, text, text)
        Pairs of one topic come from one event, whose other texts count; an empty topic: alone.
    embed : callable or None
        Gives unit-length vectors; None switches the encoder off.

    Returns
    -------
    list of Judgement
        A pair.
    """
    units, scores = _scored(pairs, embed)
    events = {topic: event_names(texts) for topic, texts in _texts_of(pairs).items() if topic}
    dense = _dense_topics(pairs)
    return [
        _judge(a, b, float(score), units[number], events.get(topic), dense=topic in dense)
        for number, ((topic, a, b), score) in enumerate(zip(pairs, scores, strict=True))
    ]


def score_pairs(pairs: Sequence[tuple[str, str, str]], *, embed: Embed | None) -> list[float]:
    """Return how surely both of each pair make the same claim, 0 to 1, and nothing of conflicts.

    Parameters
    ----------
    pairs : sequence of (topic, text, text)
        As `judge_pairs` takes them.
    embed : callable or None
        Gives unit-length vectors; None switches the encoder off.

    Returns
    -------
    list of float
        The scores of `judge_pairs`, without looking for conflicts, which takes most of its time.
    """
    return [round(float(score), 6) for score in _scored(pairs, embed)[1]]


def _scored(
    pairs: Sequence[tuple[str, str, str]], embed: Embed | None
) -> tuple[list[Unit], np.ndarray]:
    """Return how each pair is weighed, and its score."""
    units = _units(pairs)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (topic, _, _) in enumerate(pairs):
        groups["" if units[number] == "alone" else topic, units[number]].append(number)
    scores = np.zeros(len(pairs))
    for (_, unit), numbers in groups.items():
        _score_group(pairs, numbers, unit, embed, scores)  # type: ignore[arg-type]
    return units, scores


def _units(pairs: Sequence[tuple[str, str, str]]) -> list[Unit]:
    """How each pair is weighed: alone, or as clauses or sentences of its event."""
    topics: dict[str, list[int]] = defaultdict(list)
    for number, (topic, _, _) in enumerate(pairs):
        topics[topic].append(number)
    texts = _texts_of(pairs)
    whole = sum(len(kept) for key, kept in texts.items() if key)
    crowded = whole > 0 and 2 * sum(bool(pair[0]) for pair in pairs) / whole >= _CONTEXT
    units: list[Unit] = ["alone"] * len(pairs)
    for key, numbers in topics.items():
        if len(numbers) >= _SMALL_TOPIC:
            in_context = 2 * len(numbers) / len(texts[key]) >= _CONTEXT
        else:
            in_context = crowded
        if key and in_context:
            unit = unit_of(describe(sorted(texts[key]), embed=None, alone=True))
            for number in numbers:
                units[number] = unit
    return units


def _dense_topics(pairs: Sequence[tuple[str, str, str]]) -> set[str]:
    """Return the topics of which all texts are compared with each other, or nearly so."""
    counts = Counter(topic for topic, _, _ in pairs)
    texts = _texts_of(pairs)
    return {key for key in counts if key and 2 * counts[key] / len(texts[key]) >= _DENSE}


def _texts_of(pairs: Sequence[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Return the texts of each topic, each once, sorted."""
    texts: dict[str, set[str]] = defaultdict(set)
    for topic, a, b in pairs:
        texts[topic] |= {a, b}
    return {topic: sorted(kept) for topic, kept in texts.items()}


def _score_group(
    pairs: Sequence[tuple[str, str, str]],
    numbers: Sequence[int],
    unit: Unit,
    embed: Embed | None,
    scores: np.ndarray,
) -> None:
    places: dict[str, int] = {}
    edges = np.array(
        [[places.setdefault(text, len(places)) for text in pairs[number][1:]] for number in numbers]
    )
    statements = describe(list(places), embed=embed, alone=unit == "alone")
    scores[list(numbers)] = match_scores(statements, edges, unit)


def _judge(
    a: str, b: str, score: float, unit: Unit, event: EventNames | None, *, dense: bool
) -> Judgement:
    one, other = find_slots(a), find_slots(b)
    differences = find_differences(one, other)
    if not differences and event is not None:
        differences = [found] if (found := rival_names(a, b, event)) else []
    conflict = _conflict_score(differences, score)
    hedged = (one.polarity.hedges > 0) != (other.polarity.hedges > 0)
    kind = differences[0].kind if differences else "hedged" if hedged else ""
    label: PairLabel = "agree" if score >= AGREE_THRESHOLD[unit] else "unrelated"
    related = bool(event or one.terms & other.terms)
    if differences and _is_sure(differences, score, related=related, dense=dense):
        label = "conflict"
    return Judgement(round(score, 6), label, round(conflict, 6), kind)


def _is_sure(
    differences: Sequence[Difference], score: float, *, related: bool, dense: bool
) -> bool:
    """Whether differing values contradict; among all pairs of an event only their scores say so."""
    if not dense:
        return related or score >= CONFLICT_THRESHOLD
    turned = all(difference.kind == "negation" for difference in differences)
    return score >= (NEGATION_THRESHOLD if turned else CONFLICT_THRESHOLD)


_TRUST = {"number": 0.8, "money": 0.8, "date": 0.8, "negation": 0.75, "name": 0.6, "place": 0.6}
"""How often a difference of this kind is a contradiction, given that the claims match."""


def _conflict_score(differences: Sequence[Difference], score: float) -> float:
    if not differences:
        return 0.1 * score
    trust = max(_TRUST.get(difference.kind, 0.5) for difference in differences)
    return trust * (0.5 + 0.5 * score)
