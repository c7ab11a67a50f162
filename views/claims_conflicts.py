"""Where sources differ: each conflict as a table of values, who says them, and the sentences."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.tables import each_row, one_row
from views.evidence import Evidence, sentence_bounds, show_passages
from views.frame import plain_markdown, takeaway
from views.highlight import Mark, passage
from views.opened import OpenEvent

_CONFLICTS = 12
WHAT = {
    "number": "figures", "money": "amounts of money", "date": "dates", "name": "names",
    "place": "places", "negation": "whether it is so", "certainty": "how sure it is",
    "attribution": "who said it", "label": "what it is called",
}  # fmt: skip
"""What a kind of conflict is about, in words."""


def show_conflicts(event: OpenEvent, claims: pd.DataFrame) -> None:
    """Show every conflict of some claims as a table of values, sources and sentences."""
    conflicts = event.tables.conflicts
    conflicts = conflicts[conflicts["claim"].isin(claims["claim"])]
    if conflicts.empty:
        st.info(
            "Among these claims no figures, dates, names or denials differ. Clear the filters "
            "above, or add articles in the Library."
        )
        return
    kinds = conflicts.drop_duplicates(["claim", "conflict"])["kind"].value_counts()
    takeaway(
        "Sources differ in "
        + ", ".join(f"{WHAT.get(str(kind), kind)} ({count})" for kind, count in kinds.items())
        + ". Parallax shows the values and does not say who is right."
    )
    groups = list(conflicts.groupby(["claim", "conflict"], sort=False))
    gists = dict(zip(claims["claim"], claims["gist"], strict=True))
    limit = min(_CONFLICTS, len(groups))
    if len(groups) > limit and st.toggle(f"Show all {len(groups)}", key="all-conflicts"):
        limit = len(groups)
    for (claim, number), rows in groups[:limit]:
        with st.container(border=True, gap="small"):
            _conflict(event, rows, gists[str(claim)], f"conflict-{claim}-{number}")


def _conflict(event: OpenEvent, rows: pd.DataFrame, gist: str, key: str) -> None:
    """Show one conflict as a table: value, who says it, the sentence."""
    first = next(each_row(rows))
    update = " · a later figure may replace an earlier one" if first.update else ""
    kind = plain_markdown(WHAT.get(first.kind, first.kind))
    st.markdown(f"**{plain_markdown(gist)}**  \ndiffers in {kind}{update}")
    for number, (value, part) in enumerate(rows.groupby("same_as", sort=False)):
        said, sentence, button = st.columns([4, 7, 2])
        said.markdown(f"**{plain_markdown(str(value))}**")
        said.text(", ".join(sorted(set(part["outlet"]))))
        place = next(each_row(part))
        passages = [Evidence(row.article, row.start, row.end, "conflict") for row in each_row(part)]
        start, end = sentence_bounds(event.tables, passages[0])
        text = one_row(event.tables.articles, place.article, "article").text
        sentence.html(
            passage(text, [Mark(place.start, place.end, "conflict")], start=start, end=end)
        )
        if button.button(_all_of(part), key=f"{key}-{number}", type="tertiary"):
            show_passages(event.tables, passages, str(value))


def _all_of(part: pd.DataFrame) -> str:
    return "Open" if len(part) == 1 else f"All {len(part)}"
