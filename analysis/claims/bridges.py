"""Mentions that would be the same claim but for the value they are in conflict about.

A differing date, figure or name makes two clauses less alike, so the very pairs that matter most
are the ones that matching misses. A mention that stands alone is brought to the claim with which it
shares a slot that both fill differently, and enough beside it: many words; the noun that is counted
and the time; the thing that is spoken of; a deed that one person does; a place by its noun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from analysis.claims.conflicts import comparable, figures_agree, find_differences
from analysis.claims.deed_conflicts import deed_denial, is_deed_in_doubt
from analysis.claims.features import Edges, term_cosines
from analysis.claims.mentions import Mention
from analysis.claims.role_conflicts import role_contrasts
from analysis.claims.said_conflicts import calling_contrast
from analysis.claims.statements import Floats, Statements
from analysis.claims.terms import terms_of, word_stem
from analysis.claims.times import times_differ
from analysis.claims.units import counted_noun
from analysis.claims.verbs import verb_class
from analysis.word_sets import word_set

_LEAST_SHARED = 5
"""Terms that two mentions must share."""
_ALSO_SHARED = 1
"""Terms that two sentences must share beside what somebody calls a thing in one of them."""
_LEAST_LIKE = 0.3
"""Least cosine of their weighted terms."""
_LEAST_SCORE = 0.02
"""Least probability that they make the same claim, low as it is for the differing value."""
_LONELY = 2
"""A claim of at most so many mentions, all of one source, may be brought to another."""
_VALUES = frozenset({"number", "money", "date"})
_MOST_ALIKE = 40
"""Mentions with one thing in common; where more have it, it says too little."""
_OF_ONE_PERSON = frozenset(
    map(
        word_stem,
        word_set(
            """chair lead head preside host found captain pilot steer drive own win kill shoot stab
            invent discover design direct conduct referee succeed replace elect appoint"""
        ),
    )
)
"""What one person does, or to one."""
_GENERAL = word_set("people person percent year day month week hour")


def bridge_conflicts(
    labels: Sequence[int],
    mentions: Sequence[Mention],
    statements: Statements,
    edges: Edges,
    scores: Floats,
) -> list[int]:
    """Return the labels with lonely mentions joined to the claim they are in conflict with.

    Parameters
    ----------
    labels : sequence of int
        Cluster of each mention.
    mentions : sequence of Mention
        All mentions.
    statements : Statements
        Their terms.
    edges : array of int, shape (pairs, 2)
        Candidate pairs.
    scores : array, shape (pairs,)
        How surely each pair makes the same claim.

    Returns
    -------
    list of int
        No two mentions of one sentence come together.

    References
    ----------
    de Marneffe, Rafferty and Manning (2008), Finding contradictions in text: contradiction needs
    the same event, not the same words.
    """
    result = list(labels)
    members: dict[int, set[int]] = {}
    for number, label in enumerate(result):
        members.setdefault(label, set()).add(number)
    terms = [frozenset(row) for row in statements.terms]
    for number, mention in enumerate(mentions):
        _set_apart_deed(number, mention, mentions, members, result)
    array = np.asarray(result)
    between = array[edges[:, 0]] != array[edges[:, 1]] if len(edges) else np.zeros(0, bool)
    by_words = _by_words(mentions, statements, edges[between], scores[between], terms)
    for a, b in [*by_words, *_by_slots(mentions, terms)]:
        one, other = result[a], result[b]
        if one == other:
            continue
        for lonely, home in _orders(one, other, members):
            if _may_join(members[lonely], members[home], mentions):
                members[home] |= members.pop(lonely)
                for number in members[home]:
                    result[number] = home
                break
    return result


def _set_apart_deed(
    number: int,
    mention: Mention,
    mentions: Sequence[Mention],
    members: dict[int, set[int]],
    result: list[int],
) -> None:
    """Take a deed that one person does out of a claim that joins it to their other doings.

    A pledge is set apart from what the one who gave it says of the deed.
    """
    stem, group = mention.predicate.stem, members[result[number]]
    if len(group) == _LONELY and _is_pledge(mention):
        others = [mentions[n] for n in group if n != number]
        if not any(map(_is_pledge, others)) and others[0].source == mention.source:
            _set_apart(number, members, result)
        return
    if stem not in _OF_ONE_PERSON or len(group) > _LONELY or mention.predicate.actor is None:
        return
    if len(group) == _LONELY and all(
        mentions[n].predicate.stem not in {stem, ""} for n in group if n != number
    ):
        _set_apart(number, members, result)


def _is_pledge(mention: Mention) -> bool:
    return mention.predicate.deed is not None and mention.predicate.deed.is_pledged


def _set_apart(number: int, members: dict[int, set[int]], result: list[int]) -> None:
    members[result[number]].discard(number)
    # Labels count from 0 without a gap, and what is set apart comes after them.
    result[number] = len(members)
    members[result[number]] = {number}


def _orders(one: int, other: int, members: Mapping[int, set[int]]) -> Iterator[tuple[int, int]]:
    """Yield which claim may be brought to which: the smaller one first."""
    small, large = sorted((one, other), key=lambda label: (len(members[label]), label))
    yield small, large
    yield large, small


def _by_words(
    mentions: Sequence[Mention],
    statements: Statements,
    edges: Edges,
    scores: Floats,
    terms: Sequence[frozenset[str]],
) -> Iterator[tuple[int, int]]:
    """Yield pairs that share many words and differ in a value, the surest first."""
    likely = scores >= _LEAST_SCORE
    likely[likely] = term_cosines(statements, edges[likely]) >= _LEAST_LIKE
    rows = zip(edges[likely].tolist(), scores[likely].tolist(), strict=True)
    for _, a, b in sorted((-score, a, b) for (a, b), score in rows):
        if len(terms[a] & terms[b]) >= _LEAST_SHARED and _differ(mentions[a], mentions[b]):
            yield a, b


def _differ(one: Mention, other: Mention) -> bool:
    if one.source == other.source or not (
        (one.slots.figures and other.slots.figures) or (one.slots.times and other.slots.times)
    ):
        return False
    found = find_differences(one.slots, other.slots, clauses=True)
    return any(difference.kind in _VALUES for difference in found)


def _by_slots(
    mentions: Sequence[Mention], terms: Sequence[frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Yield pairs that differ in one slot and have what it belongs to in common."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    callings = [m.predicate.calling for m in mentions if m.predicate.calling is not None]
    names = frozenset(calling.noun for calling in callings)
    for number, mention in enumerate(mentions):
        for key in _in_common(mention, names):
            groups[key].append(number)
    for key in sorted(groups):
        if len(groups[key]) > _MOST_ALIKE:
            continue
        for a, b in combinations(groups[key], 2):
            one, other = mentions[a], mentions[b]
            if one.source != other.source and _rivals(key, one, other, terms[a] & terms[b]):
                yield a, b


def _in_common(mention: Mention, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield what a mention may have in common with its rival."""
    for figure in mention.slots.figures:
        noun = counted_noun(mention.slots.text, figure.end)
        if noun and noun not in _GENERAL:
            yield "counted", noun
    if mention.slots.figures:
        for referent in sorted({label.referent for label in mention.labels}):
            yield "thing", referent
        for place in mention.predicate.places:
            yield "place", place.head
    if mention.predicate.stem and mention.predicate.thing:
        yield "done", f"{verb_class(mention.predicate.stem)} {mention.predicate.thing}"
    if mention.predicate.deed is not None:
        for thing in sorted(mention.predicate.deed.things):
            yield "done", f"{mention.predicate.deed.verb} {thing}"
    calling = mention.predicate.calling
    for noun in sorted(names & mention.predicate.nouns | ({calling.noun} if calling else set())):
        yield "called", noun
    if mention.predicate.stem in _OF_ONE_PERSON:
        yield "deed", mention.predicate.stem
    if mention.actor_id:
        yield "speaker", f"{mention.actor_id} {mention.predicate.stem}"


def _rivals(key: tuple[str, str], one: Mention, other: Mention, shared: frozenset[str]) -> bool:
    """Whether two mentions with something in common tell the same thing with another value."""
    what, _ = key
    if what == "called":
        sentences = [frozenset(terms_of(m.sentence_text)) for m in (one, other)]
        alike = len(sentences[0] & sentences[1]) > _ALSO_SHARED
        return alike and calling_contrast(one, other) is not None
    if what == "done":
        return is_deed_in_doubt(one, other) or deed_denial(one, other) is not None
    if what in {"deed", "speaker"}:
        least = 2 if what == "deed" else 3
        return len(shared) >= least and any(c.kind == "name" for c in role_contrasts(one, other))
    if not _counts_differ(one, other):
        return False
    if what == "place":
        return any(contrast.kind == "place" for contrast in role_contrasts(one, other))
    if what == "thing":
        return len(shared) >= 2
    return any(
        times_differ(time, rival) is False
        for time in one.slots.times
        for rival in other.slots.times
    )


def _counts_differ(one: Mention, other: Mention) -> bool:
    """Whether both give one figure of the same unit, and not the same."""
    pairs = [(a, b) for a in one.slots.figures for b in other.slots.figures if comparable(a, b)]
    return bool(pairs) and not any(figures_agree(a, b) for a, b in pairs)


def _may_join(lonely: set[int], home: set[int], mentions: Sequence[Mention]) -> bool:
    sources = {mentions[number].source for number in lonely}
    if len(lonely) > _LONELY or len(sources) > 1:
        return False
    sentences = {(mentions[n].article, mentions[n].clause.sentence) for n in lonely}
    return not any((mentions[n].article, mentions[n].clause.sentence) in sentences for n in home)
