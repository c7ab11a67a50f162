"""Claims: what do they agree on, where do they part, what does only one say."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.tables import one_row
from views.charts.claims import claim_matrix, combination_of, overlap, split_selection
from views.charts.style import STATUS_WORDS
from views.evidence import evidence_rows, show_evidence
from views.frame import open_page, plain_markdown, takeaway
from views.opened import OpenEvent
from views.selection import selected_value

_STATUSES = {"all": "All", "shared": "Shared", "conflict": "In conflict", "unique": "Only one"}
_GROUPINGS = {"label": "Article", "outlet": "Outlet", "outlet_type": "Outlet type"}
_ROWS = 25


def show() -> None:
    """Show the page."""
    event = open_page("claims")
    if event.tables.claims.empty:
        st.info("No claim was found in these articles. Add longer ones in the Library.")
        return
    claims, grouping = _filters(event)
    _summary(event, claims)
    matrix, conflicts, together, table = st.tabs(
        ["Who says what", "Where they differ", "Who agrees with whom", "As a table"]
    )
    with matrix:
        _matrix(event, claims, grouping)
    with conflicts:
        _conflicts(event, claims)
    with together:
        _together(event, claims)
    with table:
        _table(claims)


def _filters(event: OpenEvent) -> tuple[pd.DataFrame, str]:
    first, second, third = st.columns([5, 4, 4], vertical_alignment="bottom")
    status = first.segmented_control(
        "Show",
        list(_STATUSES),
        format_func=_STATUSES.__getitem__,
        default="all",
        key="status",
        bind="query-params",
    )
    grouping = second.segmented_control(
        "Columns",
        list(_GROUPINGS),
        format_func=_GROUPINGS.__getitem__,
        default="label",
        key="columns",
        bind="query-params",
    )
    words = third.text_input(
        "Containing", key="containing", bind="query-params", placeholder="a word, figure or name"
    )
    claims = event.tables.claims
    if status in STATUS_WORDS:
        claims = claims[claims["status"] == status]
    if words:
        mentions = event.tables.mentions
        hit = mentions["text"].str.contains(words, case=False, regex=False)
        claims = claims[claims["claim"].isin(mentions[hit]["claim"])]
    order = ["independent_sources", "conflicts", "mentions", "worth", "claim"]
    claims = claims.sort_values(order, ascending=[False, False, False, False, True])
    return claims, grouping if grouping in _GROUPINGS else "label"


def _summary(event: OpenEvent, claims: pd.DataFrame) -> None:
    counts = claims["status"].value_counts()
    voices = event.tables.articles["voice"].nunique()
    parts = [f"{int(counts.get(status, 0))} {words}" for status, words in STATUS_WORDS.items()]
    takeaway(f"{len(claims)} claims from {voices} independent voices: {', '.join(parts)}.")


def _matrix(event: OpenEvent, claims: pd.DataFrame, grouping: str) -> None:
    if claims.empty:
        st.info("No claim matches. Clear the filters above to see all of them.")
        return
    limit = _ROWS
    if len(claims) > limit and st.toggle(f"Show all {len(claims)} claims", key="all-claims"):
        limit = len(claims)
    shown = claims.head(limit)
    mentions = _with_columns(event, grouping)
    columns = _columns(event, grouping)
    clicked = selected_value("claims-matrix")
    st.plotly_chart(
        claim_matrix(shown, mentions, columns),
        key="claims-matrix",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt=f"Matrix of {len(shown)} claims and {len(columns)} columns",
    )
    st.caption("An empty cell means “not found”, which is not “denied”. Click a mark to read it.")
    claim, column = split_selection(clicked)
    if claim in set(claims["claim"]):
        _claim_evidence(
            event, claim, mentions[mentions["column"] == column] if column else mentions
        )


def _with_columns(event: OpenEvent, grouping: str) -> pd.DataFrame:
    names = event.tables.articles.set_index("article")[grouping]
    mentions = event.tables.mentions
    return mentions.assign(column=mentions["article"].map(names))


def _columns(event: OpenEvent, grouping: str) -> list[str]:
    articles = event.tables.articles.sort_values(["outlet_type", "published", "label"])
    return list(dict.fromkeys(articles[grouping]))


def _claim_evidence(event: OpenEvent, claim: str, first: pd.DataFrame) -> None:
    entry = one_row(event.tables.claims, claim, "claim")
    mentions = event.tables.mentions[event.tables.mentions["claim"] == claim]
    st.subheader(plain_markdown(entry.gist), anchor=False)
    st.caption(
        f"{STATUS_WORDS[entry.status].capitalize()} · {entry.independent_sources} "
        f"independent sources · {len(mentions)} mentions"
    )
    links = event.tables.links[event.tables.links["claim"] == claim]
    if len(links):
        strongest = links.sort_values("score", ascending=False).iloc[0]
        st.caption("Matched by: " + plain_markdown(str(strongest["reasons"])))
    ordered = pd.concat([first[first["claim"] == claim], mentions]).drop_duplicates(
        ["article", "start", "end"]
    )
    ordered = ordered.assign(note=_notes(ordered))
    show_evidence(
        event.tables,
        evidence_rows(ordered, kind=entry.status, note="note"),
        key=f"claim-{claim}",
    )


def _notes(mentions: pd.DataFrame) -> list[str]:
    return [
        f"{assertion} to {name}" if name and assertion == "attributed" else assertion
        for assertion, name in zip(mentions["assertion"], mentions["attributed_to"], strict=True)
    ]


def _conflicts(event: OpenEvent, claims: pd.DataFrame) -> None:
    conflicts = event.tables.conflicts
    conflicts = conflicts[conflicts["claim"].isin(claims["claim"])]
    if conflicts.empty:
        st.info("Among these claims no figures, dates, names or denials differ.")
        return
    kinds = conflicts.drop_duplicates(["claim", "conflict"])["kind"].value_counts()
    takeaway(
        "Sources differ on "
        + ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in kinds.items())
        + ". Parallax shows the values and does not say who is right."
    )
    gists = dict(zip(claims["claim"], claims["gist"], strict=True))
    for (claim, number), rows in conflicts.groupby(["claim", "conflict"], sort=False):
        with st.container(border=True):
            kind = str(rows["kind"].iloc[0])
            update = " · a later figure may replace an earlier one" if rows["update"].any() else ""
            st.markdown(f"**{plain_markdown(kind.capitalize())}**{update}")
            st.text(gists[str(claim)])
            _values(event, rows, f"conflict-{claim}-{number}")


def _values(event: OpenEvent, rows: pd.DataFrame, key: str) -> None:
    values = rows.groupby("value", sort=False)["outlet"].agg(
        lambda names: ", ".join(sorted(set(names)))
    )
    st.dataframe(
        values.rename_axis("value").reset_index(name="according to"),
        hide_index=True,
        key=f"{key}-values",
        alt="The differing values and who gives them",
    )
    if st.toggle("Sentences", key=f"{key}-sentences"):
        show_evidence(event.tables, evidence_rows(rows, kind="conflict", note="value"), key=key)


def _together(event: OpenEvent, claims: pd.DataFrame) -> None:
    shared = claims[claims["articles"] > 1]
    if shared.empty:
        st.info("No claim of these is made by more than one article.")
        return
    takeaway("Each bar counts the claims that exactly this combination of outlet types makes.")
    clicked = selected_value("claims-overlap")
    st.plotly_chart(
        overlap(shared, event.tables.mentions, "outlet_type"),
        key="claims-overlap",
        on_select="rerun",
        selection_mode="points",
        config={"displayModeBar": False},
        alt="Overlap of outlet types in the claims they make",
    )
    if not clicked:
        st.caption("Click a bar to list its claims.")
        return
    made_by = combination_of(event.tables.mentions, "outlet_type")
    _table(shared[shared["claim"].map(made_by) == clicked])


def _table(claims: pd.DataFrame) -> None:
    st.dataframe(
        claims[["gist", "status", "independent_sources", "mentions", "conflict_kinds"]],
        hide_index=True,
        column_config={
            "gist": st.column_config.TextColumn("claim", width="large"),
            "independent_sources": "independent sources",
            "conflict_kinds": "differs in",
        },
        alt="Claims as a table",
    )


if __name__ == "__main__":
    show()
