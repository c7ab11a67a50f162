"""How many of some thousand news articles use a term: the background against which it is rare.

Five articles about one event cannot tell which of their words are ordinary: in them "summit" and
"said" are equally common. The figures shipped here can. ``training/background.py`` makes them; they
are counts under hashed terms, and no text can be read back from them.

References
----------
Sparck Jones (1972), A statistical interpretation of term specificity, J. Documentation 28(1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.hashed_terms import Terms, Weights, pair_hash, term_hash
from analysis.idf import look_up, smooth_idf

MODEL = Path(__file__).parent / "models" / "background_idf.npz"


@dataclass(frozen=True, slots=True)
class Background:
    """Document frequencies of stems and of pairs of stems that follow each other."""

    documents: int
    """Articles counted."""
    terms: Terms
    """Sorted hashes of the terms that are kept."""
    frequency: NDArray[np.int64]
    """Articles that use each term."""
    version: str
    rare: int = field(default=1)
    """What a term that is not kept is taken to occur in: at most this many articles."""

    def idf(self, *stems: str) -> float:
        """Return the inverse document frequency of a stem, or of two that follow each other.

        Parameters
        ----------
        *stems : str
            One or two stems as `analysis.stems.stem` gives them.

        Returns
        -------
        float
            1 (in every article) to about 10 (in none).

        Notes
        -----
        ``ln((1 + n) / (1 + df)) + 1``.

        References
        ----------
        Sparck Jones (1972), A statistical interpretation of term specificity, J. Documentation 28.
        """
        numbers = np.array([term_hash(stem) for stem in stems], np.uint32)
        terms = pair_hash(numbers[:1], numbers[1:]) if len(stems) == 2 else numbers[:1]
        return float(self.idf_of(terms)[0])

    def idf_of(self, terms: Terms) -> Weights:
        """Return the inverse document frequency of each term number (`analysis.vectors`).

        Returns
        -------
        array of float32, shape (terms,)
            1 (in every article) to about 10 (in none).
        """
        counts = look_up(self.terms, self.frequency, terms)
        return smooth_idf(np.maximum(counts, self.rare), self.documents)


@cache
def load_background() -> Background:
    """Return the background that is shipped, read once a process."""
    with np.load(MODEL) as kept:
        # Sorted numbers are kept as steps, which pack to a third.
        terms = np.cumsum(kept["steps"], dtype=np.uint64).astype(np.uint32)
        return Background(
            documents=int(kept["documents"]),
            terms=terms,
            frequency=kept["frequency"].astype(np.int64),
            version=str(kept["version"]),
            rare=int(kept["rare"]),
        )


COMMON = 10
"""Articles of the background in which a term is in general use, not one story's own."""


@cache
def common_columns() -> NDArray[np.int32]:
    """Return the columns of `analysis.vectors.Vectors` that terms in general use fall on.

    Returns
    -------
    array of int32
        Sorted, each once: of terms in at least `COMMON` articles of the background.
    """
    background = load_background()
    terms = background.terms[background.frequency >= COMMON]
    return np.unique(terms >> np.uint32(2)).astype(np.int32)
