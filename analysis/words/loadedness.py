"""How loaded a term is: whether it judges, stirs or doubts where a plainer word would report."""

from __future__ import annotations


def loadedness(term: str) -> float:
    """Return how loaded a word or phrase is.

    Parameters
    ----------
    term : str
        Lower-case lemma, or several with a blank between them.

    Returns
    -------
    float
        0 (plain) to 1 (loaded).
    """
    return 0.0
