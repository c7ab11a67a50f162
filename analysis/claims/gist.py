"""The gist of a claim: its most central, short, self-contained mention, word for word.

References
----------
Radev et al. (2004), Centroid-based summarization: the sentence nearest to all others.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.mentions import Mention
from analysis.stems import find_words, normal_form

_PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "this",
        "that",
        "these",
        "those",
        "i",
        "we",
        "us",
        "our",
        "my",
        "who",
        "which",
        "former",
        "latter",
    ]
)
_COMFORTABLE = 18
_SHORTEST = 5


def most_central(mentions: Sequence[Mention], centrality: Sequence[float]) -> int:
    """Return which mention names the claim best.

    Parameters
    ----------
    mentions : sequence of Mention
        The mentions of one claim.
    centrality : sequence of float
        Mean score of each with the others, 0 to 1.

    Returns
    -------
    int
        Number of the mention: near to the others, of comfortable length, leaning on no pronoun and
        no context outside itself. The first of equals.

    References
    ----------
    Radev et al. (2004), Centroid-based summarization of multiple documents, IPM 40(6).
    """
    scores = [
        centre - _burden(mention) for mention, centre in zip(mentions, centrality, strict=True)
    ]
    return max(range(len(mentions)), key=lambda number: (round(scores[number], 6), -number))


def _burden(mention: Mention) -> float:
    """Return what speaks against a mention as a name."""
    forms = [normal_form(word.text) for word in find_words(mention.text)]
    leaning = sum(form in _PRONOUNS for form in forms[:4]) + 0.3 * sum(
        form in _PRONOUNS for form in forms[4:]
    )
    burden = 0.25 * min(leaning, 2) + 0.15 * bool(mention.clause.context)
    burden += 0.02 * max(0, len(forms) - _COMFORTABLE) + 0.05 * max(0, _SHORTEST - len(forms))
    return burden + 0.1 * (mention.assertion in {"hedged", "denied"})
