"""The conflicts of a claim: the differing values of its mentions, side by side.

References
----------
de Marneffe, Rafferty and Manning (2008), Finding contradictions in text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.claims.conflicts import comparable, find_differences
from analysis.claims.deed_conflicts import deed_denial, is_deed_in_doubt, may_both_hold
from analysis.claims.difference import Contrast, Difference, Filled
from analysis.claims.figures import find_figures
from analysis.claims.label_conflicts import label_contrasts
from analysis.claims.lexicon import QUALIFIERS
from analysis.claims.mentions import Mention
from analysis.claims.role_conflicts import role_contrasts
from analysis.claims.said_conflicts import (
    calling_contrast,
    certainty_contrast,
    denial_contrast,
    is_turned,
    voice_contrast,
)
from analysis.claims.structure import TERMS_OF_A_SAYING, have_same_words_quoted
from analysis.claims.times import find_times
from analysis.claims.wordings import differing_pairs
from analysis.records import Conflict, ConflictKind, ConflictValue, Span

_Key = tuple[ConflictKind, str, bool]
_MOST_COMPARED = 80
"""Mentions of one claim that are compared; the rest repeat them."""
_ONE_SAYING = 0.75
"""Least score at which speakers are compared: two people often say like things."""
_ONE_SAYING_QUOTED = 0.55
"""The same where both sides have the same words in quotation marks."""


@dataclass
class _Slot:
    """Differing values gathered for one slot: value by (article, start, end)."""

    values: dict[tuple[str, int, int], str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def claim_conflicts(
    mentions: Sequence[Mention],
    scores: Mapping[tuple[int, int], float],
    *,
    negation_score: float,
) -> tuple[Conflict, ...]:
    """Return the slots that independent sources fill differently.

    Parameters
    ----------
    mentions : sequence of Mention
        The mentions of one claim.
    scores : mapping of (int, int) to float
        How surely two of them make the same claim; absent pairs count as 0.
    negation_score : float
        Least score at which polarity is compared: "not" in two loosely related clauses says little.

    Returns
    -------
    tuple of Conflict
        By kind and slot; a figure that only grows with the time of publication is an update.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text, ACL.
    """
    slots: dict[_Key, _Slot] = {}
    for a, b in differing_pairs(mentions[:_MOST_COMPARED]):
        one, other = mentions[a], mentions[b]
        for contrast in _contrasts(one, other, scores.get((a, b), 0.0), negation_score):
            if contrast.kind == "attribution" and _both_say_so(one, other, mentions):
                continue
            if contrast.kind == "negation" and _both_tell_both(one, other, mentions):
                continue
            key = (contrast.kind, contrast.slot, contrast.update)
            _add(slots.setdefault(key, _Slot()), one, other, contrast)
    published = {mention.article: mention for mention in mentions}
    return tuple(_conflict(key[0], slots[key], key[2], published) for key in sorted(slots))


def _contrasts(one: Mention, other: Mention, score: float, sure: float) -> Iterator[Contrast]:
    """Yield what two mentions fill differently; what leans on their wording only if surely one."""
    surely = score >= sure
    excluding = surely and not may_both_hold(one, other)
    yield from label_contrasts(one.labels, other.labels)
    yield from role_contrasts(one, other)
    turned = False
    for difference in find_differences(one.slots, other.slots, clauses=True):
        if difference.kind != "negation":
            yield _placed(one, other, difference)
        elif excluding:
            turned = True
            yield _placed(one, other, difference)
    denial = None if turned else deed_denial(one, other)
    if excluding and not turned and denial is None:
        denial = denial_contrast(one, other)
    is_one_saying = _is_one_saying(one, other, score, sure)
    sided = turned or denial is not None
    found = (
        denial,
        calling_contrast(one, other),
        voice_contrast(one, other) if is_one_saying else None,
        certainty_contrast(one, other)
        if not sided and (surely or is_deed_in_doubt(one, other))
        else None,
    )
    yield from filter(None, found)


def _is_one_saying(one: Mention, other: Mention, score: float, sure: float) -> bool:
    """Whether two mentions are so surely one that it matters who said it."""
    if _share_a_figure(one, other):
        return True
    if have_same_words_quoted(one, other):
        return score >= max(sure, _ONE_SAYING_QUOTED)
    alike = len(one.slots.terms & other.slots.terms) >= TERMS_OF_A_SAYING
    return alike and score >= max(sure, _ONE_SAYING)


def _share_a_figure(one: Mention, other: Mention) -> bool:
    """Whether both count the same thing and come to the same: that makes them one claim."""
    return any(
        comparable(a, b) and (a.low, a.high) == (b.low, b.high)
        for a in one.slots.figures
        for b in other.slots.figures
    )


def _both_say_so(one: Mention, other: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether either source gives the claim to the other's speaker as well."""
    if one.speaker == other.speaker:
        return False  # one speaker, under two names
    for here, there in ((one, other), (other, one)):
        if any(m.source == there.source and m.speaker == here.speaker for m in mentions):
            return here.speaker is not None
    return False


def _both_tell_both(one: Mention, other: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether each of two sources tells a claim as well as its denial: then they agree."""
    return all(
        len({is_turned(m) for m in mentions if m.source == source}) == 2
        for source in (one.source, other.source)
    )


def _placed(one: Mention, other: Mention, difference: Difference) -> Contrast:
    a, b = (
        _filled(mention, difference, span)
        for mention, span in ((one, difference.a), (other, difference.b))
    )
    return Contrast(difference.kind, difference.slot, a, b, difference.note, difference.update)


def _filled(mention: Mention, difference: Difference, span: Span) -> Filled:
    if difference.kind == "negation":
        value = "not so" if mention.slots.polarity.negative else "so"
        return Filled(mention.clause.start, mention.clause.end, value)
    if difference.kind in {"number", "money"}:
        span = _with_qualifier(mention.sentence_text, span)
    return Filled(mention.base + span[0], mention.base + span[1], mention.slots_text(span))


def _add(slot: _Slot, one: Mention, other: Mention, contrast: Contrast) -> None:
    for mention, filled in ((one, contrast.a), (other, contrast.b)):
        slot.values.setdefault((mention.article, filled.start, filled.end), filled.value)
    if contrast.note not in slot.notes:
        slot.notes.append(contrast.note)


def _with_qualifier(text: str, span: Span) -> Span:
    """Return the interval of a figure with the "at least" or "about" before it."""
    before = text[: span[0]].lower()
    starts = [found.start() for pattern, _ in QUALIFIERS if (found := pattern.search(before))]
    start = min(starts, default=span[0])
    return start + len(text[start : span[0]]) - len(text[start : span[0]].lstrip()), span[1]


def _conflict(
    kind: ConflictKind, slot: _Slot, update: bool, mentions: Mapping[str, Mention]
) -> Conflict:
    values = tuple(ConflictValue(slot.values[place], *place) for place in sorted(slot.values))
    return Conflict(
        kind=kind,
        values=values,
        update=update
        or (kind == "number" and _grows(values, mentions))
        or (kind == "date" and _is_put_off(values, mentions)),
        note=f"Sources differ: {slot.notes[0]}.",
    )


def _is_put_off(values: Sequence[ConflictValue], mentions: Mapping[str, Mention]) -> bool:
    """Whether something still to come when first reported is given a later day by later articles.

    All articles with the earlier day must be older than all with the later one: two days told side
    by side are a conflict.
    """
    dated = []
    for value in values:
        published = mentions[value.article].published
        times = find_times(value.value, published=published)
        if published is None or not times or times[0].first is None:
            return False
        dated.append((published, times[0].first, times[0].last or times[0].first))
    dated.sort()
    first = [row for row in dated if row[1] <= dated[0][2]]
    then = [row for row in dated if row[1] > dated[0][2]]
    return bool(
        then
        and max(day for day, *_ in first) < min(day for day, *_ in then)
        and dated[0][2] >= dated[0][0]
    )


def _grows(values: Sequence[ConflictValue], mentions: Mapping[str, Mention]) -> bool:
    """Whether a count that can only grow is never less in later articles, nor two of one day."""
    dated = []
    for value in values:
        day = mentions[value.article].published
        figures = find_figures(value.value)
        if day is None or not figures:
            return False
        dated.append((day, figures[0].low))
    dated.sort()
    for (day, amount), (later, other) in pairwise(dated):
        if other < amount or (day == later and other != amount):
            return False
    return len({day for day, _ in dated}) > 1
