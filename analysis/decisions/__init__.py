"""What people decided about a comparison, applied on top of what the machine found."""

from analysis.decisions.apply import apply_decisions, kept_readings
from analysis.decisions.exchange import decisions_from_json, decisions_of, decisions_to_json
from analysis.decisions.records import ACTS, Decision, DecisionError, Place, place, to_plain
from analysis.decisions.review import review_queue
from analysis.decisions.signed import signature

__all__ = [
    "ACTS",
    "Decision",
    "DecisionError",
    "Place",
    "apply_decisions",
    "decisions_from_json",
    "decisions_of",
    "decisions_to_json",
    "kept_readings",
    "place",
    "review_queue",
    "signature",
    "to_plain",
]
