"""Claims: clauses, which of them say the same, who says them, and where they are in conflict."""

from analysis.claims.clauses import find_clauses
from analysis.claims.find import find_claims, group_statements
from analysis.claims.pairs import judge_pairs
from analysis.claims.sensitivity import sensitivity
from analysis.claims.settings import ClaimSettings
from analysis.claims.worth import sentence_worth

__all__ = [
    "ClaimSettings",
    "find_claims",
    "find_clauses",
    "group_statements",
    "judge_pairs",
    "sensitivity",
    "sentence_worth",
]
