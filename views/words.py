"""Words: how do they say it."""

from __future__ import annotations

import re

import streamlit as st

from analysis.tables import each_row
from views.charts.words import keyness, naming_matrix
from views.evidence import Evidence, evidence_rows, show_evidence
from views.frame import open_page, takeaway
from views.opened import OpenEvent
from views.selection import selected_value


def show() -> None:
    """Show the page."""
    event = open_page("words")
    distinctive, names, context = st.tabs(
        ["Distinctive words", "What the same thing is called", "In context"]
    )
    with distinctive:
        _distinctive(event)
    with names:
        _names(event)
    with context:
        _context(event)


def _distinctive(event: OpenEvent) -> None:
    words = event.tables.words
    if words.empty:
        st.info("Distinctive words need at least two groups of articles.")
        return
    group = st.selectbox("Group", sorted(words["group"].unique()), key="word-group")
    rows = words[words["group"] == group].sort_values("z", ascending=False)
    sure = rows[rows["z"] >= 1.96]
    takeaway(
        f"Most distinctive of {group}: {', '.join(rows['term'].head(5))}."
        + ("" if len(sure) else " None stands out beyond chance: there are few articles.")
    )
    clicked = selected_value("words-keyness")
    st.plotly_chart(
        keyness(words, str(group)),
        key="words-keyness",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"Distinctive words of {group}",
    )
    st.caption(
        "Numbers beside a bar: uses in this group and elsewhere. Of twenty pale-bordered words one "
        "passes z = 1.96 by chance alone. Click a bar to read the sentences."
    )
    if clicked:
        show_evidence(event.tables, uses_of(event, clicked), key="words-uses")


def uses_of(event: OpenEvent, phrase: str) -> list[Evidence]:
    """Return every place where a word or phrase is used, upper and lower case alike."""
    pattern = re.compile(
        r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.split())) + r"(?:s|es|ed|d|ing)?(?!\w)", re.I
    )
    return [
        Evidence(row.article, match.start(), match.end())
        for row in each_row(event.tables.articles)
        for match in pattern.finditer(row.text)
    ]


def _names(event: OpenEvent) -> None:
    names = event.tables.names
    if names.empty:
        st.info("No thing was found that these articles call by different names.")
        return
    counts = names.groupby("referent")["variant"].nunique().sort_values(ascending=False)
    referent = st.selectbox("Thing", counts.index.tolist(), key="referent", bind="query-params")
    rows = names[names["referent"] == referent]
    takeaway(
        f"{rows['variant'].nunique()} names in {rows['outlet'].nunique()} outlets: "
        + ", ".join(rows["variant"].value_counts().index)
    )
    clicked = selected_value("words-names")
    st.plotly_chart(
        naming_matrix(rows, "outlet"),
        key="words-names",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt="Who uses which name",
    )
    st.caption("Numbers: uses. Click one to read the sentences.")
    variant, _, place = clicked.partition("\t")
    chosen = rows[(rows["variant"] == variant) & (rows["outlet"] == place)]
    if len(chosen):
        show_evidence(
            event.tables, evidence_rows(chosen, kind="name", note="variant"), key="words-name"
        )


def _context(event: OpenEvent) -> None:
    phrase = st.text_input("Word or phrase", key="word", bind="query-params")
    if not phrase.strip():
        st.caption("Type a word to see every sentence that uses it.")
        return
    found = uses_of(event, phrase)
    takeaway(f"{len(found)} uses in {len({use.article for use in found})} articles.")
    if found:
        show_evidence(event.tables, found, key="words-context")


if __name__ == "__main__":
    show()
