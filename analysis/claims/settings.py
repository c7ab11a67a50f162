"""Thresholds of claims, each with its name; results record them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSettings:
    """What decides which clauses become claims and which claims are the same."""

    match_threshold: float = 0.4
    """Mean probability of the same claim at which clusters stop being joined, 0 to 1."""
    review_band: float = 0.1
    """A link whose probability is less than this above the threshold is one to look at."""
    worth_threshold: float = 0.35
    """How surely a clause must be a checkable statement to make a claim, 0 to 1."""
    shared_sources: int = 2
    """Independent sources that make a claim shared."""
    neighbours: int = 30
    """Candidate pairs a clause is compared in."""
    encoder_limit: int = 20_000
    """Mentions of one event up to which the encoder is used; beyond, words alone must do: it reads
    some 400 clauses a second."""
    negation_score: float = 0.45
    """How surely two mentions must make the same claim for their polarity to be compared."""
