"""Side by side: two or three articles, with what they share, where they differ, who is quoted."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pandas as pd
import streamlit as st

from views.frame import open_page, show_tabs, takeaway
from views.opened import OpenEvent
from views.side_by_side_aligned import show_aligned
from views.side_by_side_texts import show_texts

_MOST = 3


def show() -> None:
    """Show the page."""
    event = open_page("side_by_side")
    articles = event.tables.articles
    if len(articles) < 2:
        st.info("This event has one article. Add another in the Library to compare it with.")
        return
    chosen = _choose(event)
    if len(chosen) < 2:
        st.info("Choose two or three articles above.")
        return
    claims = claims_among(event, chosen)
    _summary(event, chosen, claims)
    show_tabs(
        "side",
        {
            "Matched sentences": lambda: show_aligned(event, chosen, claims),
            "Full texts": lambda: show_texts(event, chosen, claims),
        },
    )


def _choose(event: OpenEvent) -> list[str]:
    articles = event.tables.articles
    labels = dict(zip(articles["article"], articles["label"], strict=True))
    chosen = st.multiselect(
        "Articles",
        list(labels),
        default=telling_pair(event),
        format_func=labels.__getitem__,
        max_selections=_MOST,
        key="articles",
        bind="query-params",
    )
    return [article for article in chosen if article in labels]


def telling_pair(event: OpenEvent) -> list[str]:
    """Return the two articles to begin with: of different voices, sharing the most claims."""
    mentions = event.tables.mentions
    voice = dict(zip(event.tables.articles["article"], event.tables.articles["voice"], strict=True))
    made_by = [sorted(set(names)) for _, names in mentions.groupby("claim")["article"]]
    pairs: Counter[tuple[str, str]] = Counter(
        (pair[0], pair[1])
        for names in made_by
        for pair in combinations(names, 2)
        if voice[pair[0]] != voice[pair[1]]
    )
    if not pairs:
        return list(voice)[:2]
    most = max(pairs.values())
    return list(min(pair for pair, count in pairs.items() if count == most))


def claims_among(event: OpenEvent, chosen: list[str]) -> pd.DataFrame:
    """Return the claims of the chosen articles, with what each is among these articles alone.

    Returns
    -------
    DataFrame
        claim, gist, here (number of chosen articles that make it), kind: shared (two or more of
        them), conflict (shared, and their values differ), unique (only one of them).
    """
    mentions = event.tables.mentions
    inside = mentions[mentions["article"].isin(chosen)]
    here = inside.groupby("claim")["article"].nunique().rename("here")
    conflicts = event.tables.conflicts
    values = conflicts[conflicts["article"].isin(chosen)].groupby(["claim", "conflict"])["same_as"]
    differing = set(values.nunique().loc[lambda n: n > 1].reset_index()["claim"])
    claims = event.tables.claims.merge(here, left_on="claim", right_index=True)
    kind = claims["here"].gt(1).map({True: "shared", False: "unique"})
    claims["kind"] = kind.where(~claims["claim"].isin(differing), "conflict")
    return claims.sort_values(["here", "worth"], ascending=False)


def _summary(event: OpenEvent, chosen: list[str], claims: pd.DataFrame) -> None:
    counts = claims["kind"].value_counts()
    similarity = event.tables.similarity.loc[chosen, chosen].to_numpy()
    closest = similarity[~pd.isna(similarity)]
    closest = closest[closest < 0.9999]
    alike = f" Similarity of their words: {closest.max():.2f}." if len(closest) else ""
    takeaway(
        f"Of {len(claims)} claims, {int(counts.get('shared', 0))} are shared, "
        f"{int(counts.get('conflict', 0))} in conflict, {int(counts.get('unique', 0))} made by "
        f"one alone.{alike}"
    )


if __name__ == "__main__":
    show()
