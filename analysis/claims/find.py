"""Claims of an event: which clauses say the same, who says them, and where they differ."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from analysis.claims.candidates import candidate_pairs
from analysis.claims.claim_conflicts import claim_conflicts
from analysis.claims.compared import ComparedMentions, cluster, compare_mentions
from analysis.claims.gist import gist_of, most_central
from analysis.claims.matching import match_scores, shared_reasons, unit_of
from analysis.claims.mentions import Mention
from analysis.claims.near import with_near_claims
from analysis.claims.settings import ClaimSettings
from analysis.claims.statements import Embed, Statements, describe
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
    event = compare_mentions(
        articles,
        readings,
        originals=originals,
        speakers=speakers,
        embed=embed,
        settings=settings,
        namings=namings,
    )
    return [] if event is None else _claims(event, settings)


def _claims(event: ComparedMentions, settings: ClaimSettings) -> list[Claim]:
    (labels,) = event.labels_at((settings.match_threshold,))
    groups = event.groups(labels)
    claims = [_claim(group, inner, event, settings) for group, inner in groups]
    members = [group for group, _ in groups]
    claims = with_near_claims(
        claims, members, labels, event.edges, event.scores, event.statements, settings
    )
    return sorted(claims, key=lambda c: (-c.independent_sources, -len(c.mentions), -c.worth, c.id))


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
    cuts = (settings.match_threshold,)
    return cluster(edges, scores, apart=apart, cuts=cuts, neighbours=settings.neighbours)[0]


def _claim(
    group: Sequence[int],
    inner: Mapping[tuple[int, int], float],
    event: ComparedMentions,
    settings: ClaimSettings,
) -> Claim:
    chosen = [event.mentions[number] for number in group]
    centrality = _centrality(len(chosen), inner)
    conflicts = claim_conflicts(chosen, inner, negation_score=settings.negation_score)
    sources = len({mention.source for mention in chosen})
    first = chosen[0]
    return Claim(
        id=claim_id(first.article, first.clause.start, first.clause.end),
        gist=gist_of(chosen[most_central(chosen, centrality)]),
        status=claim_status(sources, conflicts, settings),
        independent_sources=sources,
        mentions=tuple(_mention(mention, conflicts) for mention in chosen),
        conflicts=conflicts,
        links=tuple(_links(group, inner, event.statements)),
        worth=round(max(mention.clause.worth for mention in chosen), 4),
    )


def claim_status(
    sources: int, conflicts: Sequence[Conflict], settings: ClaimSettings
) -> ClaimStatus:
    """Return whether a claim is shared, made by one source only, or in conflict.

    Parameters
    ----------
    sources : int
        Independent sources that make it.
    conflicts : sequence of Conflict
        Its conflicts; a mere update is none.
    settings : ClaimSettings
        How many sources make it shared.
    """
    if any(not conflict.update for conflict in conflicts):
        return "conflict"
    return "shared" if sources >= settings.shared_sources else "unique"


def _links(
    group: Sequence[int], inner: Mapping[tuple[int, int], float], statements: Statements
) -> Iterator[Link]:
    """Yield the surest pairs of a claim's mentions, with the words that make them one."""
    surest = sorted(inner.items(), key=lambda item: (-item[1], item[0]))
    for (a, b), score in surest[:_MOST_LINKS]:
        yield Link(a, b, round(score, 4), shared_reasons(statements, group[a], group[b]))


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
