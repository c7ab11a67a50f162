"""Claims: what do they agree on, where do they part, what does only one say."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.tables import each_row, one_row
from views.charts.claims import claim_matrix, combination_of, overlap, split_selection
from views.charts.style import STATUS_WORDS
from views.evidence import (
    Evidence,
    evidence_rows,
    sentence_bounds,
    show_evidence,
    show_passages,
    with_own_words,
)
from views.frame import open_page, plain_markdown, show_tabs, takeaway
from views.highlight import Mark, legend, passage
from views.opened import OpenEvent
from views.selection import choose
from views.sensitivity import show_sensitivity

_STATUSES = {"all": "All", "shared": "Shared", "conflict": "In conflict", "unique": "Only one"}
_GROUPINGS = {"label": "Article", "outlet": "Outlet", "outlet_type": "Outlet type"}
_ROWS = 25
_CONFLICTS = 12
_WHAT = {
    "number": "figures", "money": "amounts of money", "date": "dates", "name": "names",
    "place": "places", "negation": "whether it is so", "certainty": "how sure it is",
    "attribution": "who said it", "label": "what it is called",
}  # fmt: skip
# What a kind of conflict is about, in words.


def show() -> None:
    """Show the page."""
    event = open_page("claims")
    if event.tables.claims.empty:
        st.info("No claim was found in these articles. Add longer ones in the Library.")
        return
    claims, grouping = _filters(event)
    _summary(event, claims)
    show_tabs(
        "claims",
        {
            "Who says what": lambda: _matrix(event, claims, grouping),
            "Where they differ": lambda: _conflicts(event, claims),
            "Who agrees with whom": lambda: _together(event, claims),
            "As a table": lambda: _table(claims),
            "How sure": lambda: show_sensitivity(event),
        },
    )


def _filters(event: OpenEvent) -> tuple[pd.DataFrame, str]:
    bar = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    status = bar.segmented_control(
        "Show",
        list(_STATUSES),
        format_func=_STATUSES.__getitem__,
        default="all",
        key="status",
        bind="query-params",
    )
    grouping = bar.segmented_control(
        "Columns",
        list(_GROUPINGS),
        format_func=_GROUPINGS.__getitem__,
        default="label",
        key="columns",
        bind="query-params",
    )
    words = bar.text_input(
        "Containing",
        key="containing",
        bind="query-params",
        placeholder="a word, figure or name",
        width=220,
    )
    with bar.popover("More", icon=":material/filter_list:"):
        claims = _more_filters(event)
    if status in STATUS_WORDS:
        claims = claims[claims["status"] == status]
    if words:
        mentions = event.tables.mentions
        hit = mentions["text"].str.contains(words, case=False, regex=False)
        claims = claims[claims["claim"].isin(mentions[hit]["claim"])]
    order = ["independent_sources", "conflicts", "mentions", "worth", "claim"]
    claims = claims.sort_values(order, ascending=[False, False, False, False, True])
    return claims, grouping if grouping in _GROUPINGS else "label"


def _more_filters(event: OpenEvent) -> pd.DataFrame:
    """Show the rarer filters, all of them part of the address; return what passes."""
    claims, mentions, conflicts = event.tables.claims, event.tables.mentions, event.tables.conflicts
    speakers = sorted(set(mentions["attributed_to"]) - {""})
    speaker = st.selectbox(
        "Attributed to", speakers, index=None, key="speaker", bind="query-params"
    )
    kinds = sorted(set(conflicts["kind"]))
    kind = st.selectbox(
        "Sources differ in", kinds, index=None, key="differs", bind="query-params",
        format_func=lambda name: _WHAT.get(name, name),
    )  # fmt: skip
    types = sorted(set(mentions["outlet_type"]))
    made_by = st.selectbox(
        "Made by an outlet of type", types, index=None, key="made-by", bind="query-params"
    )
    if speaker in speakers:
        named = mentions[mentions["attributed_to"] == speaker]
        claims = claims[claims["claim"].isin(named["claim"])]
    if kind in kinds:
        claims = claims[claims["claim"].isin(conflicts[conflicts["kind"] == kind]["claim"])]
    if made_by in types:
        made = mentions[mentions["outlet_type"] == made_by]
        claims = claims[claims["claim"].isin(made["claim"])]
    return claims


def _summary(event: OpenEvent, claims: pd.DataFrame) -> None:
    counts = claims["status"].value_counts()
    voices = event.tables.articles["voice"].nunique()
    parts = [f"{int(counts.get(status, 0))} {words}" for status, words in STATUS_WORDS.items()]
    everything = len(event.tables.claims)
    of = f" of {everything}" if len(claims) < everything else ""
    takeaway(f"{len(claims)}{of} claims from {voices} independent voices: {', '.join(parts)}.")


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
    chosen = choose(
        claim_matrix(shown, mentions, columns),
        "claims-matrix",
        _claim_names(claims) | _cell_names(shown, mentions),
        label="Read a claim: click a mark, or choose",
        alt=f"Matrix of {len(shown)} claims and {len(columns)} columns",
        caption="An empty cell means “not found”, which is not “denied”. Click a mark to read it.",
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
    links = event.tables.links[event.tables.links["claim"] == claim]
    matched = ""
    if len(links):
        strongest = links.sort_values("score", ascending=False).iloc[0]
        matched = " · matched by " + plain_markdown(str(strongest["reasons"]))
    st.caption(
        f"{STATUS_WORDS[entry.status].capitalize()} · {entry.independent_sources} "
        f"independent sources · {len(mentions)} mentions{matched}"
    )
    ordered = pd.concat([first[first["claim"] == claim], mentions]).drop_duplicates(
        ["article", "start", "end"]
    )
    ordered = ordered.assign(note=_notes(ordered))
    passages = evidence_rows(ordered, kind=entry.status, note="note")
    if len(passages) > 1:
        st.html(legend([entry.status, "changed"], _MARKS))
    show_evidence(event.tables, with_own_words(event.tables, passages), key=f"claim-{claim}")


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


def _conflicts(event: OpenEvent, claims: pd.DataFrame) -> None:
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
        + ", ".join(f"{_WHAT.get(str(kind), kind)} ({count})" for kind, count in kinds.items())
        + ". Parallax shows the values and does not say who is right."
    )
    groups = list(conflicts.groupby(["claim", "conflict"], sort=False))
    gists = _claim_names(claims)
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
    kind = plain_markdown(_WHAT.get(first.kind, first.kind))
    st.markdown(f"**{plain_markdown(gist)}**  \ndiffers in {kind}{update}")
    for number, (value, part) in enumerate(rows.groupby("value", sort=False)):
        said, who, sentence, button = st.columns([2, 3, 7, 2])
        said.markdown(f"**{plain_markdown(str(value))}**")
        who.text(", ".join(sorted(set(part["outlet"]))))
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


def _table(claims: pd.DataFrame, key: str = "claims-table") -> None:
    st.dataframe(
        claims[["gist", "status", "independent_sources", "mentions", "conflict_kinds"]],
        hide_index=True,
        key=key,
        column_config={
            "gist": st.column_config.TextColumn("claim", width="large"),
            "independent_sources": "independent sources",
            "conflict_kinds": "differs in",
        },
        alt="Claims as a table",
    )


if __name__ == "__main__":
    show()
