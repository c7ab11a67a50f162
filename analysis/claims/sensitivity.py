"""How the counts of claims move with the match threshold, so that a researcher can state it.

References
----------
Saltelli et al. (2008), Global sensitivity analysis: vary what was chosen, report what changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.claims.find import find_claims
from analysis.claims.settings import ClaimSettings
from analysis.records import Reading, Speaker

if TYPE_CHECKING:
    import pandas as pd

    from analysis.claims.features import Embed
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
) -> pd.DataFrame:
    """Return the counts of claims at each match threshold.

    Parameters
    ----------
    articles, readings, originals, speakers, embed, settings
        As for `find_claims`; an `embed` that keeps its vectors makes this cheap.
    thresholds : sequence of float
        Values of ``match_threshold``, 0 to 1.

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

    rows = []
    for threshold in thresholds:
        claims = find_claims(
            articles,
            readings,
            originals=originals,
            speakers=speakers,
            embed=embed,
            settings=replace(settings or ClaimSettings(), match_threshold=threshold),
        )
        count = {
            status: sum(claim.status == status for claim in claims)
            for status in ("shared", "unique", "conflict")
        }
        many = max(1, len(claims))
        rows.append(
            {"threshold": threshold, "claims": len(claims), **count}
            | {
                "shared_share": count["shared"] / many,
                "conflict_share": count["conflict"] / many,
            }
        )
    return pd.DataFrame(rows)
