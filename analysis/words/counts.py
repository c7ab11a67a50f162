"""Every use of every term: what keyness between any two groups is computed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.records import Reading, Span
from analysis.words.loadedness import loadedness
from analysis.words.terms import TermKind, Voice, quoted_mask, terms_of
from sources.article import Article

if TYPE_CHECKING:
    import pandas as pd

LEAST = 2
"""Uses in both groups together below which a term is not compared, unless it is loaded."""


@dataclass(frozen=True, slots=True)
class TermUses:
    """Where one article uses one term."""

    article: str
    term: str
    kind: TermKind
    own: tuple[Span, ...]
    """Places in the outlet's own words, indirect speech among them."""
    quoted: tuple[Span, ...]
    """Places inside quotations and quotation marks."""


def find_uses(articles: Sequence[Article], readings: Mapping[str, Reading]) -> list[TermUses]:
    """Return every use of every term in every article.

    Returns
    -------
    list of TermUses
        In the order of `articles`, then by kind and term; places in the order of the text.
    """
    found = []
    for article in articles:
        reading = readings[article.id]
        quoted = quoted_mask(article, reading)
        uses: dict[tuple[TermKind, str], tuple[list[Span], list[Span]]] = {}
        for term in terms_of(article, reading):
            places = uses.setdefault((term.kind, term.text), ([], []))
            places[quoted[term.start]].append((term.start, term.end))
        found += [
            TermUses(article.id, text, kind, tuple(own), tuple(inside))
            for (kind, text), (own, inside) in sorted(uses.items())
        ]
    return found


def keyness_between(
    terms: pd.DataFrame, here: Collection[str], there: Collection[str], *, voice: Voice = "all"
) -> pd.DataFrame:
    """Return how much more one group of articles uses each term than another.

    Parameters
    ----------
    terms : DataFrame
        `Tables.terms`: a row a use, with article, term, kind, quoted.
    here, there : collection of str
        Article ids of the two groups; what is in neither does not count.
    voice : {"all", "own", "quoted"}
        Which uses count.

    Returns
    -------
    DataFrame
        term, kind, z (positive where the first group uses it more), q (0-1, multiple testing),
        count, count_there (uses), articles, articles_there (that use it), loadedness (0-1). The
        strongest first, whichever side it is on.

    Notes
    -----
    The measure is that of `find_keywords`, each kind of term compared within its kind.

    References
    ----------
    Monroe, Colaresi and Quinn (2008), Political Analysis 16(4), eq. 15-22.
    """
    import pandas as pd

    counted = terms if voice == "all" else terms[terms["quoted"] == (voice == "quoted")]
    sides = [counted[counted["article"].isin(set(side))] for side in (here, there)]
    columns = ["term", "kind", "z", "q", "count", "count_there", "articles", "articles_there"]
    found = [_compare(kind, *(s[s["kind"] == kind] for s in sides)) for kind in _KINDS]
    table = pd.DataFrame([row for rows in found for row in rows], columns=[*columns, "loadedness"])
    strength = table["z"].abs().astype(float)
    order = table.assign(strength=strength).sort_values(
        ["strength", "term", "kind"], ascending=[False, True, True]
    )
    return order.drop(columns="strength").reset_index(drop=True)


_KINDS: tuple[TermKind, ...] = ("word", "phrase", "name", "house style")


def _compare(kind: TermKind, here: pd.DataFrame, there: pd.DataFrame) -> list[tuple[object, ...]]:
    import numpy as np

    from analysis.words.keyness import LOADED, benjamini_hochberg, log_odds_z

    counts = [Counter[str](), Counter[str]()]
    carriers = [Counter[str](), Counter[str]()]
    for side, frame in enumerate((here, there)):
        counts[side].update(frame["term"])
        carriers[side].update(frame.drop_duplicates(["article", "term"])["term"])
    pooled = counts[0] + counts[1]
    loaded = {t: loadedness(t) if kind in ("word", "phrase") else 0.0 for t in pooled}
    names = sorted(t for t, n in pooled.items() if n >= (1 if loaded[t] >= LOADED else LEAST))
    if not names or not counts[0] or not counts[1]:
        return []
    y_here = np.array([counts[0][term] for term in names], dtype=float)
    y_there = np.array([counts[1][term] for term in names], dtype=float)
    z = log_odds_z(y_here, y_there, float(sum(counts[0].values())), float(sum(counts[1].values())))
    q = benjamini_hochberg(z)
    return [
        (
            term, kind, round(float(z[n]), 4), round(float(q[n]), 6), counts[0][term],
            counts[1][term], carriers[0][term], carriers[1][term], loaded[term],
        )
        for n, term in enumerate(names)
    ]  # fmt: skip
