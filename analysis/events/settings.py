"""What shapes the grouping of articles into events: one default for every kind of pile."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventSettings:
    """Thresholds; the weights of a pair's score are in ``models/event_pairs.json``."""

    cut: float = 0.15
    """Events are merged while they score at least this (`linkage`): 0 to 1."""
    limit: float = 2.5
    """Log-odds are cut at plus and minus this, so that one pair cannot outvote the others."""
    clash: float = 0.15
    """What a clash of 1 takes off the score of two clusters (`clashes`)."""
    clash_from: int = 6
    """Articles of the smaller cluster from which on it always counts: in piles of larger stories,
    fewer are but a piece of one and have words of their own by chance."""
    usual_articles: int = 1500
    """In smaller piles two articles are likelier to tell one story than in those the weights were
    fitted on; from here on up, the fitted odds hold."""
    prior_slope: float = 0.4
    """Log-odds added for each e-fold that the pile is smaller."""
    prior_most: float = 1.5
    candidate: float = 0.05
    """Least mean cosine of words and pairs for two articles to be scored at all."""
    candidate_meaning: float = 0.5
    """Least cosine of the encoder's vectors, where it is used."""
    all_pairs_up_to: int = 8_000
    """Larger piles are compared by each article's heaviest terms, near days only."""
    window_days: int = 10
    """In larger piles, days apart up to which dated articles are compared."""
    heavy_terms: int = 64
    candidate_heavy: float = 0.02
    """Like ``candidate``, over the heaviest terms alone, which make up about half the cosine."""
    encoder_up_to: int = 6_000
    """With "auto", larger piles are grouped without the encoder: it takes most of the time."""
