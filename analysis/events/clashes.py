"""Look-alike stories told apart: what all of one group lead with and the other never mentions.

Two arrests in one team share the team, the charge and the town. But the articles of each name one
player in their first lines, and no article of the other knows that name. A single story told in two
ways has such words too, yet seldom on both sides, in the leads, and in none of the other's texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.background import load_background
from analysis.hashed_terms import STOP, Terms, hash_words
from analysis.idf import look_up

if TYPE_CHECKING:
    from analysis.events.clusters import Labels
    from analysis.events.linkage import Clash
    from analysis.vectors import Vectors
    from sources.article import Article

_LEAD_WORDS = 60
"""Title and first sentences; stop words counted."""
_LEAD_LETTERS = 720
_TOP = 3
_ELSEWHERE = 3.0
"""A word of the leads that a third of the other group mentions is not one group's own."""
_USUAL_WORDS = 50
_MOST = 200
"""Articles of a group that are looked at: a story of thousands is asked about again and again."""


def clash_of(articles: Sequence[Article], vectors: Vectors, weight: float) -> Clash:
    """Return what tells how far two groups of articles contradict each other.

    Parameters
    ----------
    articles : sequence of Article
        ``title`` and ``text`` are read, of those asked about only.
    vectors : Vectors
        Of the same articles, a row each.
    weight : float
        What a clash of 1 takes off the score of two clusters.

    Returns
    -------
    callable
        Takes the rows of two groups; 0 and up: ``weight t^2 (o(a, b) + o(b, a)) / 2``.

    Notes
    -----
    ``o(a, b)`` is the sum of the three greatest ``idf (l / (n + 1) - 3 (k + 1/2) / (m + 1))`` over
    0 of a word that l > 1 of the n articles of a lead with, and k of the m articles of b have
    anywhere. ``t`` is the mean of ``w / (w + 50)`` over the articles, of w words each, in the group
    where it is less: what a headline leaves out says little.

    References
    ----------
    Sparck Jones (1972), A statistical interpretation of term specificity, J. Documentation 28(1).
    """

    def clash(a: Labels, b: Labels) -> float:
        a, b = _some(a), _some(b)
        own = _own(a, b) + _own(b, a)
        told = min(_told(vectors.lengths[rows]) for rows in (a, b))
        return weight * told**2 * own / 2

    def _own(a: Labels, b: Labels) -> float:
        leads = [_lead(articles[row]) for row in a.tolist()]
        return _own_words(leads, vectors.words[b])

    return clash


def _some(rows: Labels) -> Labels:
    """Return every row of a few, of many some spread evenly: what all say, they say too."""
    return rows[:: -(-len(rows) // _MOST)]


def _told(lengths: NDArray[np.int32]) -> float:
    return float(np.mean(lengths / (lengths + _USUAL_WORDS)))


def _lead(article: Article) -> Terms:
    """Return the words that an article leads with, each once."""
    title, body = hash_words(article.title), hash_words(article.text[:_LEAD_LETTERS])
    words = np.unique(np.concatenate((title, body))[:_LEAD_WORDS])
    told: Terms = words[words != STOP]
    return told


def _own_words(leads: Sequence[Terms], others: sparse.csr_array) -> float:
    """Return the weight of the three words that belong most to the leads, least to the others."""
    terms, count = np.unique(np.concatenate(leads), return_counts=True)
    terms, count = terms[count > 1], count[count > 1]
    elsewhere = _counts(others, terms)
    share = (elsewhere + 0.5) / (others.shape[0] + 1)
    own = np.maximum(count / (len(leads) + 1) - _ELSEWHERE * share, 0)
    return float(np.sort(own * load_background().idf_of(terms))[-_TOP:].sum())


def _counts(rows: sparse.csr_array, terms: Terms) -> Labels:
    """Return how many of the rows have each term."""
    known, frequency = np.unique(rows.indices, return_counts=True)
    return look_up(known.astype(np.uint32), frequency, terms >> np.uint32(2))
