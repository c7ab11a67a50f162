"""Which mentions make one claim, after the decisions of people: replayed in their order.

The machine's clusters come first; each decision then joins, parts or removes, and a later one
outranks an earlier one.

References
----------
Wagstaff et al. (2001), Constrained k-means clustering: must-link and cannot-link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.decisions.places import Finder, Key
from analysis.decisions.records import Decision

Scores = Mapping[Key, Mapping[Key, float]]


@dataclass(slots=True)
class Group:
    """The mentions of one claim, and the decisions that made it so."""

    members: list[Key]
    decisions: list[Decision] = field(default_factory=list)
    name: str = ""


@dataclass(slots=True)
class Partition:
    """All groups by number, and what was taken out."""

    groups: dict[int, Group]
    group_of: dict[Key, int]
    removed: list[tuple[Key, Decision]] = field(default_factory=list)
    idle: list[Decision] = field(default_factory=list)
    """Decisions whose passages are not in this event any more."""


def replay(
    claims: Sequence[Mapping[str, Any]], decisions: Iterable[Decision], finder: Finder
) -> Partition:
    """Return the claims as people decided them.

    Parameters
    ----------
    claims : sequence of mapping
        Rows of the comparison document.
    decisions : iterable of Decision
        About claims, in force, oldest first.
    finder : Finder
        Of the same document.

    References
    ----------
    Wagstaff et al. (2001), Constrained k-means clustering with background knowledge, ICML.
    """
    keys = [[(number, m) for m in range(len(c["mentions"]))] for number, c in enumerate(claims)]
    partition = Partition(
        groups={number: Group(members) for number, members in enumerate(keys)},
        group_of={key: number for number, members in enumerate(keys) for key in members},
    )
    for decision in decisions:
        places = [k for k in finder.mentions(decision.places) if k in partition.group_of]
        others = [k for k in finder.mentions(decision.others) if k in partition.group_of]
        if not _apply(partition, decision, places, others, claims):
            partition.idle.append(decision)
    return partition


def _apply(
    partition: Partition,
    decision: Decision,
    places: list[Key],
    others: list[Key],
    claims: Sequence[Mapping[str, Any]],
) -> bool:
    """Apply one decision; return whether there was anything left that it speaks of."""
    if not places:
        return False
    if decision.act == "together":
        _join(partition, decision, places)
        return len(places) > 1
    if decision.act == "apart":
        _part(partition, decision, places, others, claims)
        return bool(others)
    if decision.act == "name":
        counts = [partition.group_of[key] for key in places]
        group = partition.groups[max(set(counts), key=lambda n: (counts.count(n), -n))]
        group.name = decision.value
        group.decisions.append(decision)
    else:
        for key in places:
            _take_out(partition, decision, key)
    return True


def _join(partition: Partition, decision: Decision, places: list[Key]) -> None:
    numbers = sorted({partition.group_of[key] for key in places})
    home = partition.groups[numbers[0]]
    for number in numbers[1:]:
        group = partition.groups.pop(number)
        home.members += group.members
        home.decisions += group.decisions
        home.name = home.name or group.name
        partition.group_of |= dict.fromkeys(group.members, numbers[0])
    if len(places) > 1:
        home.decisions.append(decision)


def _part(
    partition: Partition,
    decision: Decision,
    places: list[Key],
    others: list[Key],
    claims: Sequence[Mapping[str, Any]],
) -> None:
    for number in sorted({partition.group_of[key] for key in places}):
        group = partition.groups[number]
        here = [key for key in places if partition.group_of[key] == number]
        there = [key for key in others if partition.group_of[key] == number and key not in here]
        if not here or not there:
            if others:
                group.decisions.append(decision)
            continue
        moved = _side(group.members, here, there, scores_of(claims, group.members))
        new = max(partition.groups) + 1
        group.members = [key for key in group.members if key not in moved]
        group.decisions.append(decision)
        part = [*group.decisions]
        partition.groups[new] = Group(sorted(moved), part)
        partition.group_of |= dict.fromkeys(moved, new)


def _side(
    members: Sequence[Key], here: Sequence[Key], there: Sequence[Key], scores: Scores
) -> set[Key]:
    """Return who goes with `here`: each undecided mention, surest first, joins its nearer side."""
    sides = (set(here), set(there))
    rest = [key for key in members if key not in sides[0] and key not in sides[1]]
    while rest:
        means = {key: tuple(_mean(key, side, scores) for side in sides) for key in rest}
        surest = max(rest, key=lambda key: (max(means[key]), [-n for n in key]))
        sides[0 if means[surest][0] > means[surest][1] else 1].add(surest)
        rest.remove(surest)
    return sides[0]


def _mean(key: Key, side: set[Key], scores: Scores) -> float:
    row = scores.get(key, {})
    return sum(row.get(other, 0.0) for other in side) / len(side)


def scores_of(claims: Sequence[Mapping[str, Any]], members: Iterable[Key]) -> Scores:
    """Return the machine's scores between mentions, both ways."""
    scores: dict[Key, dict[Key, float]] = {}
    for number in sorted({number for number, _ in members}):
        for link in claims[number]["links"]:
            a, b = (number, link["a"]), (number, link["b"])
            scores.setdefault(a, {})[b] = scores.setdefault(b, {})[a] = link["score"]
    return scores


def _take_out(partition: Partition, decision: Decision, key: Key) -> None:
    number = partition.group_of.pop(key)
    group = partition.groups[number]
    group.members.remove(key)
    group.decisions.append(decision)
    partition.removed.append((key, decision))
    if not group.members:
        del partition.groups[number]
