"""Claims: clauses, which of them say the same, who says them, and where they are in conflict."""

from analysis.claims.clauses import find_clauses
from analysis.claims.find import find_claims
from analysis.claims.settings import ClaimSettings

__all__ = ["ClaimSettings", "find_claims", "find_clauses"]
