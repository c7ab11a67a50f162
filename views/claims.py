"""Claims: what do they agree on, where do they part, what does only one say."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.tables import one_row
from views.charts.claims import HAND, claim_matrix, combination_of, overlap, split_selection
from views.charts.style import STATUS_WORDS
from views.claims_conflicts import show_conflicts
from views.claims_filters import show_clear, show_filters
from views.claims_hand import merge, reopened, show_hand, split_action, take_out
from views.decisions import by_hand_mark
from views.evidence import evidence_rows, show_evidence, with_own_words
from views.frame import open_page, plain_markdown, show_tabs, takeaway
from views.highlight import legend
from views.opened import OpenEvent
from views.review import show_review
from views.selection import choose
from views.sensitivity import show_sensitivity
from views.wording import count_of, shared_words

_ROWS = 25
_CHANGED = "claims-table-changed"


def show() -> None:
    """Show the page."""
    event = open_page("claims")
    if event.tables.claims.empty:
        st.info("No claim was found in these articles. Add longer ones in the Library.")
        return
    claims, grouping = show_filters(event)
    _summary(event, claims)
    show_tabs(
        "claims",
        {
            "Who says what": lambda: _matrix(event, claims, grouping),
            "Where they differ": lambda: show_conflicts(event, claims),
            "Who agrees with whom": lambda: _together(event, claims),
            "As a table": lambda: _list(event, claims),
            "Review": lambda: show_review(event),
            "How sure": lambda: show_sensitivity(event),
        },
    )


def _summary(event: OpenEvent, claims: pd.DataFrame) -> None:
    counts = claims["status"].value_counts()
    voices = event.tables.articles["voice"].nunique()
    parts = [f"{int(counts.get(status, 0))} {words}" for status, words in STATUS_WORDS.items()]
    everything = len(event.tables.claims)
    of = f" of {everything}" if len(claims) < everything else ""
    takeaway(f"{len(claims)}{of} claims from {voices} independent voices: {', '.join(parts)}.")
    if of:
        show_clear()


def _matrix(event: OpenEvent, claims: pd.DataFrame, grouping: str) -> None:
    if claims.empty:
        st.info("No claim passes the filters above.")
        return
    limit = _ROWS
    if len(claims) > limit and st.toggle(f"Show all {len(claims)} claims", key="all-claims"):
        limit = len(claims)
    shown = claims.head(limit)
    mentions = _with_columns(event, grouping)
    columns = _columns(event, grouping)
    names = _claim_names(claims)
    changed = reopened(event)
    if changed in names:
        st.session_state["claims-matrix-listed"] = changed
    chosen = choose(
        claim_matrix(shown, mentions, columns),
        "claims-matrix",
        names | _cell_names(shown, mentions),
        label="Read a claim: click a mark, or choose",
        alt=f"Matrix of {len(shown)} claims and {len(columns)} columns",
        caption="An empty cell means “not found”, which is not “denied”. Click a mark to read it."
        + (f" {HAND} marks what a person decided." if (shown["by_hand"] != "").any() else ""),
    )
    claim, column = split_selection(chosen)
    if claim:
        first = mentions[mentions["column"] == column] if column else mentions
        _claim_evidence(event, claim, first)


def _claim_names(claims: pd.DataFrame) -> dict[str, str]:
    return dict(zip(claims["claim"], claims["gist"], strict=True))


def _cell_names(claims: pd.DataFrame, mentions: pd.DataFrame) -> dict[str, str]:
    gists = _claim_names(claims)
    cells = mentions[mentions["claim"].isin(gists)].drop_duplicates(["claim", "column"])
    return {
        f"{claim}\t{column}": f"{gists[claim]} ({column})"
        for claim, column in zip(cells["claim"], cells["column"], strict=True)
    }


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
        f"{STATUS_WORDS[entry.status].capitalize()} · "
        f"{count_of(entry.independent_sources, 'independent source')} · "
        f"{count_of(len(mentions), 'mention')}{_matched(event, claim, mentions)}"
    )
    if entry.by_hand:
        st.caption(by_hand_mark(entry.by_hand))
    show_hand(event, claim, entry.gist, _claim_names(event.tables.claims))
    ordered = pd.concat([first[first["claim"] == claim], mentions]).drop_duplicates(
        ["article", "start", "end"]
    )
    ordered = ordered.assign(note=_notes(ordered))
    passages = evidence_rows(ordered, kind=entry.status, note="note")
    if len(passages) > 1:
        st.html(legend([entry.status, "changed"], _MARKS))
    show_evidence(
        event.tables,
        with_own_words(event.tables, passages),
        key=f"claim-{claim}",
        action=split_action(event, claim),
    )


def _matched(event: OpenEvent, claim: str, mentions: pd.DataFrame) -> str:
    """Return which words the surest link of the machine was made by."""
    links = event.tables.links
    links = links[(links["claim"] == claim) & (links["by_hand"] == False)]  # noqa: E712 (a column)
    if links.empty:
        return ""
    strongest = links.sort_values("score", ascending=False).iloc[0]
    reasons = [reason for reason in str(strongest["reasons"]).split(", ") if reason]
    text = str(mentions[mentions["number"] == strongest["a"]]["text"].iloc[0])
    words = shared_words(reasons, text)
    return " · matched by " + plain_markdown(", ".join(words)) if words else ""


_MARKS = {
    "shared": "the claim",
    "conflict": "the claim",
    "unique": "the claim",
    "changed": "words that only this passage has",
}


def _notes(mentions: pd.DataFrame) -> list[str]:
    return [
        f"{assertion} to {name}" if name and assertion == "attributed" else assertion
        for assertion, name in zip(mentions["assertion"], mentions["attributed_to"], strict=True)
    ]


def _together(event: OpenEvent, claims: pd.DataFrame) -> None:
    shared = claims[claims["articles"] > 1]
    if shared.empty:
        st.info("No claim of these is made by more than one article. Clear the filters above.")
        return
    made_by = combination_of(event.tables.mentions, "outlet_type")
    counts = shared["claim"].map(made_by).value_counts()
    takeaway(
        f"Most claims made by more than one article, {counts.iloc[0]} of {len(shared)}, are made "
        f"by {' and '.join(str(counts.index[0]).split(chr(9)))} together."
    )
    chosen = choose(
        overlap(shared, event.tables.mentions, "outlet_type"),
        "claims-overlap",
        {
            str(names): f"{' and '.join(str(names).split(chr(9)))} ({count})"
            for names, count in counts.items()
        },
        label="List the claims of a combination",
        alt="Overlap of outlet types in the claims they make",
        caption="A bar counts the claims that exactly this combination of outlet types makes. "
        "Click one to list its claims.",
    )
    if chosen:
        _table(shared[shared["claim"].map(made_by) == chosen], "claims-together")


def _list(event: OpenEvent, claims: pd.DataFrame) -> None:
    """Show the claims as a table in which several can be chosen and changed at once."""
    row = st.container(horizontal=True, vertical_alignment="center", gap="small")
    chosen = _table(claims)
    merging = row.button(
        f"Merge {len(chosen)} claims" if len(chosen) > 1 else "Merge claims",
        key="merge-chosen",
        icon=":material/merge:",
        disabled=len(chosen) < 2,
        help="Tick the claims that say the same.",
    )
    removing = row.button(
        "Not a claim" if len(chosen) < 2 else f"{len(chosen)} are no claims",
        key="remove-chosen",
        icon=":material/block:",
        disabled=not chosen,
    )
    row.caption("Tick rows to change several at once; every change can be undone.")
    if merging:
        merge(event, chosen)
    if removing:
        take_out(event, chosen)
    open_one = chosen[0] if len(chosen) == 1 else "" if chosen else _changed_last(event)
    if open_one:
        _claim_evidence(event, open_one, event.tables.mentions)


def _changed_last(event: OpenEvent) -> str:
    """Return the claim that a person changed last in the table, to read what came of it."""
    state = st.session_state
    state[_CHANGED] = reopened(event) or state.get(_CHANGED, "")
    known = set(event.tables.claims["claim"])
    return str(state[_CHANGED]) if state[_CHANGED] in known else ""


def _table(claims: pd.DataFrame, key: str = "claims-table") -> list[str]:
    """Show the claims as a table; return the ids of the rows ticked."""
    columns = ["gist", "status", "independent_sources", "mentions", "conflict_kinds"]
    if (claims["by_hand"] != "").any():
        columns.append("by_hand")
    state = st.dataframe(
        claims[columns],
        hide_index=True,
        key=f"{key}-{len(claims)}",
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            "gist": st.column_config.TextColumn("claim", width="large"),
            "independent_sources": "independent sources",
            "conflict_kinds": "differs in",
            "by_hand": st.column_config.TextColumn("by hand", width="medium"),
        },
        alt="Claims as a table",
    )
    rows = [row for row in state["selection"]["rows"] if row < len(claims)]
    return [str(claim) for claim in claims.iloc[rows]["claim"]]


if __name__ == "__main__":
    show()
