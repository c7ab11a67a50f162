"""How the counts of claims move with the match threshold, so that a researcher can state it.

References
----------
Saltelli et al. (2008), Global sensitivity analysis: vary what was chosen, report what changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.claims.claim_conflicts import claim_conflicts
from analysis.claims.compared import ComparedMentions, compare_mentions
from analysis.claims.find import claim_status
from analysis.claims.settings import ClaimSettings
from analysis.progress import Progress, no_progress
from analysis.records import ClaimStatus, Reading, Speaker

if TYPE_CHECKING:
    import pandas as pd

    from analysis.claims.statements import Embed
    from sources.article import Article

THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
"""The plausible range of ``match_threshold``."""


def sensitivity(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    *,
    originals: Mapping[str, str],
    speakers: Sequence[Speaker],
    embed: Embed | None,
    settings: ClaimSettings | None = None,
    thresholds: Sequence[float] = THRESHOLDS,
    progress: Progress = no_progress,
) -> pd.DataFrame:
    """Return the counts of claims at each match threshold.

    Parameters
    ----------
    articles, readings, originals, speakers, embed, settings
        As for `find_claims`. Mentions are compared and joined once for all thresholds.
    thresholds : sequence of float
        Values of ``match_threshold``, above 0 to 1.
    progress : callable
        Told after each threshold.

    Returns
    -------
    pandas.DataFrame
        A row a threshold: ``threshold`` (float), ``claims``, ``shared``, ``unique``, ``conflict``
        (int, counts of claims by status), ``shared_share`` and ``conflict_share`` (float, 0 to 1,
        of all claims; 0 when there are none).

    References
    ----------
    Saltelli et al. (2008), Global Sensitivity Analysis: The Primer.
    """
    import pandas as pd

    settings = settings or ClaimSettings()
    event = compare_mentions(
        articles,
        readings,
        originals=originals,
        speakers=speakers,
        embed=embed,
        settings=settings,
    )
    known: dict[tuple[int, ...], ClaimStatus] = {}
    found = [] if event is None else event.labels_at(thresholds)
    rows = []
    for number, threshold in enumerate(thresholds, 1):
        counts = Counter(_statuses(event, found[number - 1], settings, known)) if event else {}
        rows.append(_row(threshold, counts))
        progress(number, len(thresholds), "trying thresholds")
    return pd.DataFrame(rows)


def _statuses(
    event: ComparedMentions,
    labels: Sequence[int],
    settings: ClaimSettings,
    known: dict[tuple[int, ...], ClaimStatus],
) -> Iterator[ClaimStatus]:
    """Yield the status of each claim; the same mentions have the same at every threshold."""
    for group, inner in event.groups(labels):
        key = tuple(group)
        if key not in known:
            mentions = [event.mentions[number] for number in group]
            conflicts = claim_conflicts(mentions, inner, negation_score=settings.negation_score)
            sources = len({mention.source for mention in mentions})
            known[key] = claim_status(sources, conflicts, settings)
        yield known[key]


def _row(threshold: float, counts: Mapping[ClaimStatus, int]) -> dict[str, float]:
    claims = sum(counts.values())
    statuses: tuple[ClaimStatus, ...] = ("shared", "unique", "conflict")
    return {
        "threshold": threshold,
        "claims": claims,
        **{status: counts.get(status, 0) for status in statuses},
        "shared_share": counts.get("shared", 0) / max(1, claims),
        "conflict_share": counts.get("conflict", 0) / max(1, claims),
    }
