"""Claims of an event: which clauses say the same, who says them, and where they differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from analysis.claims.bridges import bridge_conflicts
from analysis.claims.candidates import EXACT, candidate_pairs
from analysis.claims.claim_conflicts import claim_conflicts
from analysis.claims.clusters import average_link
from analysis.claims.features import Edges, Embed, Floats, Statements, describe
from analysis.claims.gist import gist_of, most_central
from analysis.claims.matching import match_scores, shared_reasons, unit_of
from analysis.claims.mentions import Mention, collect_mentions
from analysis.claims.near import with_near_claims
from analysis.claims.pieces import join_pieces
from analysis.claims.settings import ClaimSettings
from analysis.claims.structure import with_structure
from analysis.naming import find_namings
from analysis.records import (
    Claim,
    ClaimMention,
    ClaimStatus,
    Conflict,
    Link,
    Naming,
    Reading,
    Speaker,
)

if TYPE_CHECKING:
    from sources.article import Article

_MOST_LINKS = 60


def find_claims(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    *,
    originals: Mapping[str, str],
    speakers: Sequence[Speaker],
    embed: Embed | None,
    settings: ClaimSettings | None = None,
    namings: Sequence[Naming] | None = None,
) -> list[Claim]:
    """Return the claims of an event, the most widely shared first.

    Parameters
    ----------
    articles : sequence of Article
        One event's articles; their order does not matter.
    readings : mapping of str to Reading
        By article id; articles without one are left out.
    originals : mapping of str to str
        Article id to the id of the original it reprints, or its own: copies count once.
    speakers : sequence of Speaker
        Who is quoted.
    embed : callable or None
        Gives a unit-length vector a text; None switches the encoder off.
    settings : ClaimSettings or None
        Thresholds; None takes the tuned ones.
    namings : sequence of Naming or None
        What the same thing is called; None finds it.

    Returns
    -------
    list of Claim
        Each clause that is checkable is a mention of exactly one of them.

    Notes
    -----
    Pairs of clauses are scored by `matching.match_scores`, joined by average link with no two from
    one sentence, and compared slot by slot where they match.

    References
    ----------
    Ernst et al. (2021), SuperPAL; Sokal and Michener (1958); de Marneffe et al. (2008).
    """
    settings = settings or ClaimSettings()
    mentions = collect_mentions(
        articles,
        readings,
        originals=originals,
        worth=settings.worth_threshold,
        speakers=speakers,
        namings=find_namings(articles, readings) if namings is None else namings,
    )
    if not mentions:
        return []
    if len(mentions) > settings.encoder_limit:
        embed = None
    statements = describe([mention.text for mention in mentions], embed=embed)
    edges, scores = score_mentions(mentions, statements, settings)
    sentences = [(mention.article, mention.clause.sentence) for mention in mentions]
    labels = _cluster(edges, scores, sentences, settings)
    labels = bridge_conflicts(labels, mentions, statements, edges, scores)
    grouped = _groups(labels, edges, scores)
    claims = [_claim(group, mentions, statements, inner, settings) for group, inner in grouped]
    claims = with_near_claims(
        claims, [group for group, _ in grouped], labels, edges, scores, statements, settings
    )
    return sorted(claims, key=lambda c: (-c.independent_sources, -len(c.mentions), -c.worth, c.id))


def score_mentions(
    mentions: Sequence[Mention], statements: Statements, settings: ClaimSettings
) -> tuple[Edges, Floats]:
    """Return the candidate pairs of mentions and how surely each makes the same claim.

    Parameters
    ----------
    mentions : sequence of Mention
        All mentions of the event.
    statements : Statements
        Their texts as vectors.
    settings : ClaimSettings
        How many neighbours are compared.
    """
    sentences = [(mention.article, mention.clause.sentence) for mention in mentions]
    edges = candidate_pairs(statements, sentences, neighbours=settings.neighbours)
    scores = match_scores(statements, edges, "articles")
    return edges, with_structure(mentions, edges, scores)


def group_statements(
    texts: Sequence[str],
    *,
    apart: Sequence[Hashable],
    embed: Embed | None,
    settings: ClaimSettings | None = None,
) -> list[int]:
    """Return a cluster number for each statement of one event.

    Parameters
    ----------
    texts : sequence of str
        Statements.
    apart : sequence
        A key a statement; two with the same key are never joined.
    embed : callable or None
        Gives unit-length vectors; None switches the encoder off.
    settings : ClaimSettings or None
        Thresholds; None takes the tuned ones.

    Returns
    -------
    list of int
        Clusters are numbered by their first statement.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
    """
    settings = settings or ClaimSettings()
    if not texts:
        return []
    statements = describe(texts, embed=embed)
    edges = candidate_pairs(statements, apart, neighbours=settings.neighbours)
    scores = match_scores(statements, edges, unit_of(statements))
    return _cluster(edges, scores, apart, settings)


def _cluster(
    edges: Edges, scores: Floats, apart: Sequence[Hashable], settings: ClaimSettings
) -> list[int]:
    """Return the cluster of each statement; in a large event not all pairs were compared."""
    cut = settings.match_threshold
    labels = average_link(len(apart), edges, scores, cut=cut, apart=apart)
    if len(apart) <= EXACT:
        return labels
    compared = settings.neighbours
    return join_pieces(labels, edges, scores, cut=cut, apart=apart, compared=compared)


def _groups(
    labels: Sequence[int], edges: Edges, scores: Floats
) -> list[tuple[list[int], dict[tuple[int, int], float]]]:
    """Return the members of each cluster, with the scores between them."""
    members: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        members.setdefault(label, []).append(number)
    inner: dict[int, dict[tuple[int, int], float]] = {label: {} for label in members}
    array = np.asarray(labels)
    same = array[edges[:, 0]] == array[edges[:, 1]] if len(edges) else np.zeros(0, bool)
    for (a, b), score in zip(edges[same].tolist(), scores[same].tolist(), strict=True):
        inner[labels[a]][a, b] = score
    return [(members[label], inner[label]) for label in sorted(members)]


def _claim(
    group: Sequence[int],
    mentions: Sequence[Mention],
    statements: Statements,
    scores: Mapping[tuple[int, int], float],
    settings: ClaimSettings,
) -> Claim:
    chosen = [mentions[number] for number in group]
    place = {number: local for local, number in enumerate(group)}
    local = {(place[a], place[b]): score for (a, b), score in sorted(scores.items())}
    centrality = _centrality(len(chosen), local)
    gist = chosen[most_central(chosen, centrality)]
    conflicts = claim_conflicts(chosen, local, negation_score=settings.negation_score)
    sources = len({mention.source for mention in chosen})
    status: ClaimStatus = "shared" if sources >= settings.shared_sources else "unique"
    if any(not conflict.update for conflict in conflicts):
        status = "conflict"
    links = tuple(
        Link(a, b, round(score, 4), shared_reasons(statements, group[a], group[b]))
        for (a, b), score in sorted(local.items(), key=lambda item: (-item[1], item[0]))[
            :_MOST_LINKS
        ]
    )
    first = chosen[0]
    return Claim(
        id=claim_id(first.article, first.clause.start, first.clause.end),
        gist=gist_of(gist),
        status=status,
        independent_sources=sources,
        mentions=tuple(_mention(mention, conflicts) for mention in chosen),
        conflicts=conflicts,
        links=links,
        worth=round(max(mention.clause.worth for mention in chosen), 4),
    )


def claim_id(article: str, start: int, end: int) -> str:
    """Return the identifier of a claim, twelve hexadecimal digits, from where it is first made.

    Parameters
    ----------
    article : str
        Id of the first article, in their order, that makes it.
    start, end : int
        Place of its first mention there.
    """
    identity = f"{article}\x1f{start}\x1f{end}"
    return sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _centrality(count: int, scores: Mapping[tuple[int, int], float]) -> list[float]:
    total = [0.0] * count
    for (a, b), score in scores.items():
        total[a] += score
        total[b] += score
    return [value / max(1, count - 1) for value in total]


def _mention(mention: Mention, conflicts: Sequence[Conflict]) -> ClaimMention:
    clause = mention.clause
    denies = any(
        conflict.kind == "negation"
        and (value.article, value.start, value.end, value.value)
        == (mention.article, clause.start, clause.end, "not so")
        for conflict in conflicts
        for value in conflict.values
    )
    return ClaimMention(
        article=mention.article,
        sentence=clause.sentence,
        start=clause.start,
        end=clause.end,
        assertion="denied" if denies else clause.assertion,
        attributed_to=mention.speaker,
        quotation=clause.quotation,
    )
