"""What the Events page shows, worked out once for each state of library and decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analysis.events import group_scored
from views.event_groups import (
    Group,
    groups_frame,
    groups_key,
    in_order,
    kept_groups,
    tying_words,
)
from views.own_events import open_library

if TYPE_CHECKING:
    from analysis.events import Decision, ScoredPairs
    from sources.article import Article

Stamp = tuple[str, int, int]
_NAMED = 60
"""Events for which the tying words are worked out; the others show them when chosen."""


# What an argument with an underscore holds follows from the others: it is no part of the key.
@st.cache_resource(show_spinner=False, max_entries=2)
def library_articles(stamp: Stamp) -> dict[str, Article]:  # noqa: ARG001
    """Return the library's articles by id; read-only, shared by all."""
    return {article.id: article for article in open_library().articles()}


@st.cache_resource(show_spinner=False, max_entries=2)
def key_of(stamp: Stamp) -> str:
    """Return what the scored pairs of the library's articles are kept under."""
    return groups_key(list(library_articles(stamp).values()))


def scored_pairs(key: str) -> ScoredPairs | None:
    """Return the pairs kept under a key, read once; None until they are there."""
    try:
        return _kept(key)
    except LookupError:
        return None


@st.cache_resource(show_spinner=False, max_entries=2)
def _kept(key: str) -> ScoredPairs:
    scored = kept_groups(key)
    if scored is None:
        # Nothing is cached when an error is raised.
        raise LookupError(key)
    return scored


@st.cache_resource(show_spinner=False, max_entries=2)
def _proposed(key: str) -> dict[str, str]:
    return group_scored(_kept(key))


def decided_groups(stamp: Stamp, decisions: Sequence[Decision]) -> list[Group]:
    """Return the groups as decided, in order; a new decision works out anew only what it touches.

    Parameters
    ----------
    stamp : tuple
        Of the articles (`views.own_events.articles_stamp`).
    decisions : sequence of Decision
        All that are in force.
    """
    return _groups(stamp, digest(decisions), decisions)


def digest(decisions: Sequence[Decision]) -> str:
    """Return what changes with any decision."""
    return sha256(repr(decisions).encode("utf-8", "surrogatepass")).hexdigest()


@st.cache_resource(show_spinner=False, max_entries=4)
def _groups(stamp: Stamp, decided: str, _decisions: Sequence[Decision]) -> list[Group]:  # noqa: ARG001
    key = key_of(stamp)
    events = proposed = _proposed(key)
    if _decisions:
        events = group_scored(_kept(key), decisions=_decisions, proposed=proposed)
    return in_order(list(library_articles(stamp).values()), events)


@st.cache_resource(show_spinner=False, max_entries=4)
def groups_table(
    stamp: Stamp,
    decided: str,  # noqa: ARG001
    alone: bool,  # noqa: ARG001
    _shown: Sequence[Group],
) -> pd.DataFrame:
    """Return the rows of `groups_frame` for the groups shown: those of one article or not."""
    articles = library_articles(stamp)
    ties = {group.label: _tying(stamp, group.articles[:2]) for group in _shown[:_NAMED]}
    return groups_frame(_shown, articles, ties)


@st.cache_data(show_spinner=False, max_entries=500)
def _tying(stamp: Stamp, pair: tuple[str, ...]) -> str:
    articles: Mapping[str, Article] = library_articles(stamp)
    return tying_words([articles[one] for one in pair])
