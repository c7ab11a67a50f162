"""Which terms one group of articles uses more than the rest: weighted log-odds."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.records import Keyword, Reading
from analysis.words.loadedness import loadedness
from analysis.words.terms import TermKind, Voice, terms_of
from sources.article import Article

PRIOR_WORDS = 500.0
"""Weight of the prior, in words: how much text of its own a group needs to outvote it."""

LOADED = 0.9
"""Loadedness from which a word counts as loaded: 42 in 100 of those that coders marked, 6 in 100
of the others."""

Numbers = NDArray[np.float64]


@dataclass(slots=True)
class _Counts:
    """Occurrences of terms in one group."""

    uses: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    outlets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def find_keywords(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    groups: Mapping[str, str],
    *,
    voice: Voice = "all",
    min_count: int = 2,
    limit: int = 200,
) -> list[Keyword]:
    r"""Return the terms that each group uses more than the other groups together.

    Parameters
    ----------
    articles : sequence of Article
        Their order does not matter.
    readings : mapping of str to Reading
        By article id.
    groups : mapping of str to str
        Article id to group. Articles that are not in it do not count: leave out reprints here, and
        everything but two groups to compare those two.
    voice : {"all", "own", "quoted"}
        Count all words, only the outlets' own, or only what stands in quotations.
    min_count : int
        Uses within the group below which a term is left out. Loaded words count from one use:
        they are rare, and one tells.
    limit : int
        At most so many terms a group and kind.

    Returns
    -------
    list of Keyword
        Ordered by group, then falling ``z``; only terms the group uses more (``z`` > 0). ``kind``
        tells words, phrases, names and house style apart. ``q`` is the multiple-testing caution:
        hundreds of terms are compared at once, and below ``q`` = 0.05 one in twenty is expected to
        be chance. Counts within an article are not independent, so even that is optimistic: look
        at ``articles`` and ``outlets``, too.

    Notes
    -----
    With :math:`y_w^i` uses of term :math:`w` in group :math:`i` out of :math:`n^i`, the rest
    :math:`j`, and a prior :math:`\alpha_w = \alpha_0 \, y_w / n` from all groups together
    (:math:`\alpha_0` = `PRIOR_WORDS`):

    .. math::
        \delta_w = \log\frac{y_w^i + \alpha_w}{n^i + \alpha_0 - y_w^i - \alpha_w}
                 - \log\frac{y_w^j + \alpha_w}{n^j + \alpha_0 - y_w^j - \alpha_w}, \qquad
        \sigma^2 = \frac{1}{y_w^i + \alpha_w} + \frac{1}{y_w^j + \alpha_w}, \qquad
        z_w = \delta_w / \sigma

    Words, phrases and names are compared each within their kind. ``q`` is the Benjamini-Hochberg
    adjusted two-sided normal p-value over the terms of a group.

    References
    ----------
    Monroe, Colaresi and Quinn (2008), "Fightin' Words", Political Analysis 16(4), eq. 15-22.
    Benjamini and Hochberg (1995), "Controlling the False Discovery Rate", JRSS B 57(1).
    """
    counts = _count(articles, readings, groups, voice)
    keywords = []
    kinds: tuple[TermKind, ...] = ("word", "phrase", "name", "house style")
    for kind in kinds:
        by_group = counts[kind]
        for group in sorted(by_group):
            found = _compare(group, kind, by_group, min_count)
            keywords += sorted(found, key=lambda k: (-k.z, k.term))[:limit]
    return sorted(keywords, key=lambda k: (k.group, -k.z, k.term, k.kind))


def _count(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    groups: Mapping[str, str],
    voice: Voice,
) -> dict[TermKind, dict[str, _Counts]]:
    counts: dict[TermKind, dict[str, _Counts]] = defaultdict(lambda: defaultdict(_Counts))
    for article in articles:
        if article.id not in groups or article.id not in readings:
            continue
        uses: dict[TermKind, Counter[str]] = defaultdict(Counter)
        for term in terms_of(article, readings[article.id], voice=voice):
            uses[term.kind][term.text] += 1
        for kind, counter in uses.items():
            into = counts[kind][groups[article.id]]
            into.uses.update(counter)
            into.articles.update(counter.keys())
            for text in counter:
                into.outlets[text].add(article.outlet or article.id)
    return counts


def _compare(
    group: str, kind: TermKind, by_group: Mapping[str, _Counts], min_count: int
) -> list[Keyword]:
    here = by_group[group]
    pooled: Counter[str] = Counter()
    for counts in by_group.values():
        pooled.update(counts.uses)
    loaded = {term: loadedness(term) if kind in ("word", "phrase") else 0.0 for term in pooled}
    least = {term: 1 if value >= LOADED else min_count for term, value in loaded.items()}
    terms = sorted(term for term, count in pooled.items() if count >= least[term])
    if not terms or len(by_group) < 2:
        return []
    y_all = np.array([pooled[term] for term in terms], dtype=float)
    y_here = np.array([here.uses[term] for term in terms], dtype=float)
    totals = float(sum(here.uses.values())), float(sum(pooled.values()))
    z = log_odds_z(y_here, y_all - y_here, totals[0], totals[1] - totals[0])
    q = benjamini_hochberg(z)
    return [
        Keyword(
            term=term,
            group=group,
            z=round(float(z[number]), 4),
            count=int(y_here[number]),
            count_rest=int(y_all[number] - y_here[number]),
            articles=here.articles[term],
            outlets=len(here.outlets[term]),
            loadedness=loaded[term],
            kind=kind,
            q=round(float(q[number]), 6),
        )
        for number, term in enumerate(terms)
        if z[number] > 0 and y_here[number] >= least[term]
    ]


def log_odds_z(
    y_i: Numbers, y_j: Numbers, n_i: float, n_j: float, *, prior_words: float = PRIOR_WORDS
) -> Numbers:
    """Return the z-score of the log-odds-ratio of each term between two groups.

    Parameters
    ----------
    y_i, y_j : array of float, shape (terms,)
        Uses in the one group and in the other.
    n_i, n_j : float
        All uses of all terms in each, also of terms that are not in the arrays.
    prior_words : float
        Weight of the prior, which is the two groups together.

    Returns
    -------
    array of float, shape (terms,)
        Positive where the first group uses the term more.

    References
    ----------
    Monroe, Colaresi and Quinn (2008), Political Analysis 16(4), eq. 15-22.
    """
    prior = prior_words * (y_i + y_j) / max(n_i + n_j, 1.0)
    a_i, a_j = y_i + prior, y_j + prior
    # A term that is all a group says leaves nothing to compare it with: never below half a use.
    rest_i = np.maximum(n_i + prior_words - a_i, 0.5)
    rest_j = np.maximum(n_j + prior_words - a_j, 0.5)
    delta = np.log(a_i / rest_i) - np.log(a_j / rest_j)
    z: Numbers = delta / np.sqrt(1 / a_i + 1 / a_j)
    return z


def benjamini_hochberg(z: Numbers) -> Numbers:
    """Return the Benjamini-Hochberg adjusted two-sided p-value of each z-score.

    Parameters
    ----------
    z : array of float, shape (terms,)
        Standard normal scores.

    Returns
    -------
    array of float, shape (terms,)
        0 to 1, in the order of `z`; falls as ``abs(z)`` grows.

    References
    ----------
    Benjamini and Hochberg (1995), JRSS B 57(1), 289-300.
    """
    p = np.array([math.erfc(abs(float(value)) / math.sqrt(2)) for value in z])
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.minimum.accumulate(p[order] * len(p) / ranks)
    q: Numbers = np.empty(len(p))
    q[order] = np.minimum(adjusted, 1.0)
    return q
