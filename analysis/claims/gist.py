"""The gist of a claim: its most central, short, self-contained mention, word for word.

A mention that is no clause of its own ("who fled", "signed in 2017") is shown with as much of its
sentence as makes it one.

References
----------
Radev et al. (2004), Centroid-based summarization: the sentence nearest to all others; Choi et al.
(2021), Decontextualization.
"""

from __future__ import annotations

from collections.abc import Sequence

from analysis.claims.mentions import Mention
from analysis.stems import find_words, normal_form
from analysis.word_sets import word_set

_STANDING_ALONE = word_set("he she it they him them i we us you there here")
"""Pronouns in the place of a noun: what they mean is often said in another sentence."""
_BESIDE_A_NOUN = word_set(
    "her his its their our my your this that these those who which former latter"
)
"""Pronouns that their own clause often explains ("the school takes its pupils")."""
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
        Number of the mention: near to the others, a clause of its own and of comfortable length,
        leaning on no pronoun. The first of equals.

    References
    ----------
    Radev et al. (2004), Centroid-based summarization of multiple documents, IPM 40(6).
    """
    scores = [
        centre - _burden(mention) for mention, centre in zip(mentions, centrality, strict=True)
    ]
    return max(range(len(mentions)), key=lambda number: (round(scores[number], 6), -number))


def gist_of(mention: Mention) -> str:
    """Return the words by which a mention names its claim.

    Parameters
    ----------
    mention : Mention
        The one chosen.

    Returns
    -------
    str
        A verbatim stretch of one sentence: the mention, with what makes it a clause of its own.
    """
    full = mention.full
    return mention.verbatim if full is None else mention.article_text[full.start : full.end]


def _burden(mention: Mention) -> float:
    """Return what speaks against a mention as a name."""
    forms = [normal_form(word.text) for word in find_words(gist_of(mention))]
    burden = 0.1 * min(3, sum(form in _BESIDE_A_NOUN for form in forms))
    burden += 0.25 * min(2, sum(form in _STANDING_ALONE for form in forms))
    if mention.full is not None:
        burden += 0.6 * (not mention.full.is_full) + 0.4 * mention.full.leans
        burden += 0.15 * (mention.full.added > 0)
    burden += 0.02 * max(0, len(forms) - _COMFORTABLE) + 0.05 * max(0, _SHORTEST - len(forms))
    return burden + 0.1 * (mention.assertion in {"hedged", "denied"})
