"""Who does it: two clauses with differently named subjects seldom make the same claim.

"China has ratified the treaty" and "Turkey has not yet ratified the treaty" share every other word.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.claims.features import Edges, Floats
from analysis.claims.mentions import Mention
from analysis.claims.terms import terms_of

_OTHER_COUNTRY = 0.35
"""What is left of a score when the subjects are different countries."""


def subject_penalty(mentions: Sequence[Mention], edges: Edges) -> Floats:
    """Return a factor for each pair: 1, or less when the subjects name different countries.

    A capital, a people's adjective and the country's name are one (`terms.terms_of`).

    Parameters
    ----------
    mentions : sequence of Mention
        All mentions.
    edges : array of int, shape (pairs, 2)
        Pairs of them.
    """
    countries = [
        frozenset(term for term in terms_of(mention.subject) if term.startswith("@"))
        for mention in mentions
    ]
    factors = [
        _OTHER_COUNTRY if countries[a] and countries[b] and not countries[a] & countries[b] else 1.0
        for a, b in edges.tolist()
    ]
    return np.array(factors, float)
