"""The mentions of an event, compared with each other: what does not depend on the match threshold.

References
----------
Sokal and Michener (1958), average linkage; Ernst et al. (2021), SuperPAL.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.claims.bridges import bridge_conflicts
from analysis.claims.candidates import EXACT, candidate_pairs
from analysis.claims.clusters import average_links
from analysis.claims.features import Edges
from analysis.claims.matching import match_scores
from analysis.claims.mentions import Mention, collect_mentions
from analysis.claims.pieces import join_pieces
from analysis.claims.settings import ClaimSettings
from analysis.claims.statements import Embed, Floats, Statements, describe
from analysis.claims.structure import with_structure
from analysis.naming import find_namings
from analysis.records import Naming, Reading, Speaker

if TYPE_CHECKING:
    from sources.article import Article


@dataclass(frozen=True, slots=True)
class ComparedMentions:
    """The mentions of an event and how surely pairs of them make the same claim."""

    mentions: Sequence[Mention]
    statements: Statements
    edges: Edges
    """Candidate pairs."""
    scores: Floats
    """How surely each makes the same claim, 0 to 1."""
    neighbours: int
    """With how many others each mention of a large event was compared."""

    def labels_at(self, thresholds: Sequence[float]) -> list[list[int]]:
        """Return the cluster of each mention at each match threshold.

        Parameters
        ----------
        thresholds : sequence of float
            Above 0.

        Returns
        -------
        list of list of int
            No two mentions of one sentence share a cluster.

        References
        ----------
        Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
        """
        found = cluster(
            self.edges,
            self.scores,
            apart=_sentences(self.mentions),
            cuts=thresholds,
            neighbours=self.neighbours,
        )
        return [
            bridge_conflicts(labels, self.mentions, self.statements, self.edges, self.scores)
            for labels in found
        ]

    def groups(self, labels: Sequence[int]) -> list[tuple[list[int], dict[tuple[int, int], float]]]:
        """Return the members of each cluster, with the scores between them by their places in it.

        Parameters
        ----------
        labels : sequence of int
            Cluster of each mention.
        """
        members: dict[int, list[int]] = {}
        place = [0] * len(labels)
        for number, label in enumerate(labels):
            place[number] = len(members.setdefault(label, []))
            members[label].append(number)
        inner: dict[int, dict[tuple[int, int], float]] = {label: {} for label in members}
        array = np.asarray(labels)
        same = array[self.edges[:, 0]] == array[self.edges[:, 1]]
        for (a, b), score in zip(
            self.edges[same].tolist(), self.scores[same].tolist(), strict=True
        ):
            inner[labels[a]][place[a], place[b]] = score
        return [(members[label], inner[label]) for label in sorted(members)]


def compare_mentions(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    *,
    originals: Mapping[str, str],
    speakers: Sequence[Speaker],
    embed: Embed | None,
    settings: ClaimSettings,
    namings: Sequence[Naming] | None = None,
) -> ComparedMentions | None:
    """Return the checkable clauses of an event and how surely pairs of them say the same.

    Parameters
    ----------
    articles, readings, originals, speakers, embed, settings, namings
        As for `analysis.claims.find_claims`.

    Returns
    -------
    ComparedMentions or None
        None when no clause is checkable.

    References
    ----------
    Ernst et al. (2021), SuperPAL: summary-source proposition-level alignment.
    """
    mentions = collect_mentions(
        articles,
        readings,
        originals=originals,
        worth=settings.worth_threshold,
        speakers=speakers,
        namings=find_namings(articles, readings) if namings is None else namings,
    )
    if not mentions:
        return None
    if len(mentions) > settings.encoder_limit:
        embed = None
    statements = describe([mention.text for mention in mentions], embed=embed)
    edges = candidate_pairs(statements, _sentences(mentions), neighbours=settings.neighbours)
    scores = with_structure(mentions, edges, match_scores(statements, edges, "articles"))
    return ComparedMentions(mentions, statements, edges, scores, settings.neighbours)


def cluster(
    edges: Edges,
    scores: Floats,
    *,
    apart: Sequence[Hashable],
    cuts: Sequence[float],
    neighbours: int,
) -> list[list[int]]:
    """Return the cluster of each statement at each cut; in a large event not all pairs are known.

    Parameters
    ----------
    edges : array of int, shape (pairs, 2)
        Pairs that were compared.
    scores : array, shape (pairs,)
        How surely each makes the same claim, 0 to 1.
    apart : sequence
        A key a statement; two with the same key are never joined.
    cuts : sequence of float
        Mean scores at which joining stops.
    neighbours : int
        With how many others each statement of a large event was compared.

    References
    ----------
    Sokal and Michener (1958), A statistical method for evaluating systematic relationships.
    """
    found = average_links(len(apart), edges, scores, cuts=cuts, apart=apart)
    if len(apart) <= EXACT:
        return found
    return [
        join_pieces(labels, edges, scores, cut=cut, apart=apart, compared=neighbours)
        for labels, cut in zip(found, cuts, strict=True)
    ]


def _sentences(mentions: Sequence[Mention]) -> list[tuple[str, int]]:
    return [(mention.article, mention.clause.sentence) for mention in mentions]
