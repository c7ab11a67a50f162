"""Which articles tell the same story, around the same time."""

from analysis.events.grouping import EventSettings, group_events

__all__ = ["EventSettings", "group_events"]
