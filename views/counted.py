"""Tables that pages make from those of the comparison: once for each choice, then kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd
import streamlit as st

from analysis.tables import each_row
from views.charts.voices import count_verbs, speaker_cells, verb_counts
from views.selection import choose_one

if TYPE_CHECKING:
    from views.opened import OpenEvent

Voice = Literal["all", "own", "quoted"]
REST = "all others"
GROUPINGS = {"outlet_type": "Outlet type", "outlet": "Outlet"}


def choose_grouping(event: OpenEvent, key: str) -> str:
    """Return what the groups are, as the reader chooses: ``outlet_type`` or ``outlet``."""
    kinds = set(counted_articles(event)["outlet_type"])
    default = "outlet_type" if len(kinds) > 1 else "outlet"
    return choose_one("Groups", GROUPINGS, key, default=default)


@st.cache_data(show_spinner=False, max_entries=64)
def keyness_of(
    key: str,  # noqa: ARG001 (what the cache knows the tables by)
    column: str,
    here: str,
    there: str,
    voice: Voice,
    _event: OpenEvent,
) -> pd.DataFrame:
    """Return how differently two groups use words; copies do not count.

    Parameters
    ----------
    key : str
        Of the comparison.
    column : str
        Of the table of articles: what the groups are.
    here, there : str
        The two groups; `REST` for everything but the first.
    voice : {"all", "own", "quoted"}
        Which uses count.

    Returns
    -------
    DataFrame
        As `analysis.words.counts.keyness_between` makes it.
    """
    from analysis.words.counts import keyness_between

    articles = counted_articles(_event)
    groups = dict(zip(articles["article"], articles[column], strict=True))
    first = {article for article, group in groups.items() if group == here}
    second = {
        article
        for article, group in groups.items()
        if group == there or (there == REST and group != here)
    }
    return keyness_between(_event.tables.terms, first, second, voice=voice)


def counted_articles(event: OpenEvent) -> pd.DataFrame:
    """Return the articles that count: without copies, unless the sidebar counts these, too."""
    articles = event.tables.articles
    if not event.settings.get("collapse_reprints", True):
        return articles
    return articles[articles["duplicate_of"] == ""]


@st.cache_data(show_spinner=False, max_entries=32)
def frame_shares_of(
    key: str,  # noqa: ARG001 (what the cache knows the tables by)
    column: str,
    voice: Voice,
    _event: OpenEvent,
) -> pd.DataFrame:
    """Return the share of sentences of each group that carry each frame.

    Parameters
    ----------
    key : str
        Of the comparison.
    column : str
        Of the table of articles: what the groups are.
    voice : {"all", "own", "quoted"}
        Which uses count.

    Returns
    -------
    DataFrame
        group, frame, sentences (with the frame), total (of the group), share (0-1), articles (with
        the frame); frames that a group never uses are left out.

    References
    ----------
    Boydstun, Card, Gross, Resnik and Smith (2014), "Tracking the Development of Media Frames within
    and across Policy Issues".
    """
    articles = counted_articles(_event)
    group_of = dict(zip(articles["article"], articles[column], strict=True))
    total = _event.tables.sentences["article"].map(group_of).value_counts()
    hits = _event.tables.frames
    if voice != "all":
        hits = hits[hits["quoted"] == (voice == "quoted")]
    hits = hits.assign(group=hits["article"].map(group_of)).dropna(subset="group")
    shares = hits.groupby(["group", "frame"], as_index=False).agg(
        sentences=("sentence", "nunique"), articles=("article", "nunique")
    )
    shares["total"] = shares["group"].map(total).astype(int)
    return shares.assign(share=shares["sentences"] / shares["total"].clip(lower=1))


@st.cache_data(show_spinner=False, max_entries=16)
def speaker_cells_of(
    key: str,  # noqa: ARG001 (what the cache knows the tables by)
    group: str,
    _event: OpenEvent,
) -> pd.DataFrame:
    """Return how much each speaker is quoted in each group, as `speaker_cells` counts it."""
    return speaker_cells(_event.tables.quotations, group)


@st.cache_data(show_spinner=False, max_entries=16)
def verb_counts_of(
    key: str,  # noqa: ARG001 (what the cache knows the tables by)
    group: str,
    _event: OpenEvent,
) -> pd.DataFrame:
    """Return how often each group uses each class of verbs, as `verb_counts` counts it."""
    return verb_counts(_event.tables.quotations, group)


@st.cache_data(show_spinner=False, max_entries=8)
def verb_examples_of(
    key: str,  # noqa: ARG001 (what the cache knows the tables by)
    _event: OpenEvent,
) -> pd.DataFrame:
    """Return a row a class of verbs: class, quotations, verbs (with counts), example, in."""
    quotations = _event.tables.quotations
    cued = quotations[quotations["verb"] != ""]
    rows = []
    for kind, part in cued.groupby("verb_class", sort=False):
        short = part.assign(length=(part["words"] - 12).abs()).sort_values(
            ["length", "quotation"], kind="stable"
        )
        first = next(each_row(short))
        rows.append(
            {
                "class": kind or "in no list",
                "quotations": len(part),
                "verbs": count_verbs(part["verb"], 10),
                "example": f"{first.name} … {first.verb}: {first.text}",
                "in": first.outlet,
            }
        )
    table = pd.DataFrame(rows)
    return table.sort_values("quotations", ascending=False, kind="stable", ignore_index=True)
