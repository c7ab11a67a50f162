"""Which articles tell the same story, around the same time."""

from analysis.events.decisions import Decision, merge_events, move_article, split_event
from analysis.events.grouping import group_events, score_articles
from analysis.events.index import EventIndex
from analysis.events.meaning import choose_encoder
from analysis.events.scored import ScoredPairs, group_scored
from analysis.events.settings import EventSettings
from analysis.events.ties import Tie, explain_event

__all__ = [
    "Decision",
    "EventIndex",
    "EventSettings",
    "ScoredPairs",
    "Tie",
    "choose_encoder",
    "explain_event",
    "group_events",
    "group_scored",
    "merge_events",
    "move_article",
    "score_articles",
    "split_event",
]
