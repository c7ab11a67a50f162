"""The claims of a comparison as people decided them: rows of the document, counted anew.

Only claims that a decision touches are made again; their articles are not read again, what was kept
of them is.

References
----------
Wagstaff et al. (2001), Constrained k-means clustering: a person's word is a constraint.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from analysis.decisions.mentions import Readings, mentions_of, spot
from analysis.decisions.partition import Group, Partition, replay, scores_of
from analysis.decisions.places import Finder, Key
from analysis.decisions.records import Decision
from analysis.decisions.signed import marks, signature

if TYPE_CHECKING:
    from analysis.claims.mentions import Mention

Row = Mapping[str, Any]

_HELD = 1.0
"""Score of two mentions that only a person joined: they are the same claim for sure."""


def decide_claims(
    document: Row, decisions: Iterable[Decision], finder: Finder, readings: Readings
) -> tuple[list[Row], list[Row], list[Decision]]:
    """Return the claims as people decided them.

    Parameters
    ----------
    document : mapping
        The comparison document; it stays as it is.
    decisions : iterable of Decision
        About claims, in force, oldest first.
    finder : Finder
        Of the same document.
    readings : callable
        Asked for the articles of claims whose conflicts must be looked for again.

    Returns
    -------
    claims, no claims, idle
        Rows of claims in the document's order; the mentions that people took out, each with gist,
        article, start, end and who did it; decisions whose passages are not in this event.

    References
    ----------
    Wagstaff et al. (2001), Constrained k-means clustering with background knowledge, ICML.
    """
    claims = document["claims"]
    partition = replay(claims, decisions, finder)
    changed = {
        number: group
        for number, group in partition.groups.items()
        if group.decisions and not _is_whole(group, claims)
    }
    mentions = mentions_of(document, [k for g in changed.values() for k in g.members], readings)
    rows = []
    for number, group in partition.groups.items():
        if number in changed:
            rows.append(_rebuilt(group, claims, mentions))
        elif group.decisions:
            rows.append(_signed(claims[number], group))
        else:
            rows.append(claims[number])
    rows.sort(key=lambda c: (-c["independent_sources"], -len(c["mentions"]), -c["worth"], c["id"]))
    return rows, _removed(partition, claims), partition.idle


def _is_whole(group: Group, claims: Sequence[Row]) -> bool:
    number = group.members[0][0]
    whole = [(number, order) for order in range(len(claims[number]["mentions"]))]
    return sorted(group.members) == whole


def _signed(claim: Row, group: Group) -> Row:
    row = {**claim, "by_hand": marks(group.decisions)}
    if group.name:
        row |= {"gist": group.name, "machine_gist": claim["gist"]}
    return row


def _removed(partition: Partition, claims: Sequence[Row]) -> list[Row]:
    return [
        {
            "gist": claims[number]["gist"],
            **{
                name: claims[number]["mentions"][order][name]
                for name in ("article", "start", "end")
            },
            "by_hand": marks([decision]),
        }
        for (number, order), decision in partition.removed
    ]


def _rebuilt(group: Group, claims: Sequence[Row], mentions: Mapping[Key, Mention]) -> Row:
    from analysis.claims.find import claim_id
    from analysis.claims.settings import ClaimSettings

    keys = sorted(group.members, key=lambda key: spot(claims[key[0]]["mentions"][key[1]]))
    rows = [claims[number]["mentions"][order] for number, order in keys]
    biggest = max(
        {number for number, _ in keys},
        key=lambda n: (claims[n]["independent_sources"], len(claims[n]["mentions"]), -n),
    )
    settings = ClaimSettings()
    links = _links(keys, claims, group.decisions)
    conflicts = _conflicts(keys, claims, mentions, settings.negation_score)
    sources = _sources(keys, claims, mentions)
    status = "shared" if sources >= settings.shared_sources else "unique"
    if any(not conflict["update"] for conflict in conflicts):
        status = "conflict"
    claim: Row = {
        "id": claim_id(rows[0]["article"], rows[0]["start"], rows[0]["end"]),
        "gist": _gist(keys, claims, mentions, biggest),
        "status": status,
        "independent_sources": sources,
        "mentions": rows,
        "conflicts": conflicts,
        "links": links,
        "worth": max(claims[number]["worth"] for number, _ in keys),
    }
    return _signed(claim, group)


def _sources(keys: Sequence[Key], claims: Sequence[Row], mentions: Mapping[Key, Mention]) -> int:
    if all(key in mentions for key in keys):
        return len({mentions[key].source for key in keys})
    # What is not kept cannot say whose copy it is: then an article is a source, as far as known.
    articles = {claims[number]["mentions"][order]["article"] for number, order in keys}
    known = sum(int(claims[n]["independent_sources"]) for n in {number for number, _ in keys})
    return min(len(articles), known)


def _gist(
    keys: Sequence[Key], claims: Sequence[Row], mentions: Mapping[Key, Mention], biggest: int
) -> str:
    """Return the name of the largest claim that went in, if what it quotes is still there."""
    from analysis.claims.gist import gist_of, most_central

    gist: str = claims[biggest]["gist"]
    known = [mentions[key] for key in keys if key in mentions]
    if not known or any(gist_of(mention) == gist for mention in known):
        return gist
    scores = scores_of(claims, keys)
    chosen = [key for key in keys if key in mentions]
    central = [sum(scores.get(key, {}).values()) / max(1, len(keys) - 1) for key in chosen]
    return gist_of(known[most_central(known, central)])


def _links(keys: Sequence[Key], claims: Sequence[Row], decisions: Sequence[Decision]) -> list[Row]:
    """Return the machine's links among these mentions, and the one that a person made."""
    place = {key: number for number, key in enumerate(keys)}
    found: list[Row] = []
    for number in sorted({number for number, _ in keys}):
        for link in claims[number]["links"]:
            a, b = place.get((number, link["a"])), place.get((number, link["b"]))
            if a is not None and b is not None:
                found.append({**link, "a": min(a, b), "b": max(a, b)})
    first: dict[int, int] = {}
    for key in keys:
        first.setdefault(key[0], place[key])
    joined = [decision for decision in decisions if decision.act == "together"]
    why = [signature(decision) for decision in joined[-1:]]
    ends = sorted(first.values())
    held = {"score": _HELD, "reasons": why, "by_hand": True}
    found += [{"a": ends[0], "b": b, **held} for b in ends[1:] if why]
    return sorted(found, key=lambda link: (-link["score"], link["a"], link["b"]))


def _conflicts(
    keys: Sequence[Key], claims: Sequence[Row], mentions: Mapping[Key, Mention], negation: float
) -> list[Row]:
    from analysis.claims.claim_conflicts import claim_conflicts
    from analysis.document import conflict_row

    if not all(key in mentions for key in keys):
        return _old_conflicts(keys, claims)
    machine = scores_of(claims, keys)
    scores = {
        (a, b): machine.get(keys[a], {}).get(keys[b], 0.0) if keys[a][0] == keys[b][0] else _HELD
        for a, b in combinations(range(len(keys)), 2)
    }
    chosen = [mentions[key] for key in keys]
    return [conflict_row(each) for each in claim_conflicts(chosen, scores, negation_score=negation)]


def _old_conflicts(keys: Sequence[Key], claims: Sequence[Row]) -> list[Row]:
    """Return the conflicts found before whose values are still among the mentions."""
    articles = {claims[number]["mentions"][order]["article"] for number, order in keys}
    return [
        conflict
        for number in sorted({number for number, _ in keys})
        for conflict in claims[number]["conflicts"]
        if {value["article"] for value in conflict["values"]} <= articles
    ]
