"""Overview: what this coverage is."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.decisions import Decision, place
from analysis.outlet_names import count_outlets, count_types
from analysis.tables import each_row, one_row
from views.agreement import agreement_words, stance_agreement
from views.charts.overview import STANCES, claim_map, stance_matrix, timeline
from views.charts.style import STATUS_WORDS
from views.decisions import by_hand_mark, decide
from views.evidence import Evidence, evidence_rows, show_article, show_evidence, with_own_words
from views.frame import open_page, plain_markdown, takeaway
from views.opened import MOST_TARGETS, OpenEvent, choose_targets, chosen_targets
from views.selection import choose, selected_value, show_chart

_CLAIM, _STANCE = "overview-claims", "overview-stance"
_LISTED = 4
_LISTS = (
    ("Most shared", "shared", "No claim is made by two independent sources."),
    ("Most contested", "conflict", "No figures, dates, names or denials differ."),
    ("Only here", "unique", "No claim is made by one source alone."),
)


def show() -> None:
    """Show the page."""
    event = open_page("overview")
    _figures(event)
    left, right = st.container(key="stacked-charts").columns([1, 1], gap="large")
    with left:
        chosen = _claims(event)
    with right:
        _time(event)
    if chosen:
        _claim_evidence(event, chosen)
    _lists(event)
    _stances(event)


def _figures(event: OpenEvent) -> None:
    tables = event.tables
    voices = tables.articles["voice"].nunique()
    counts = tables.claims["status"].value_counts()
    copies = len(tables.articles) - voices
    takeaway(
        f"{count_outlets(tables.articles)}; "
        + (
            f"{copies} {'copies' if copies == 1 else 'copy'} another, so {voices} voices speak "
            "for themselves."
            if copies
            else "none is a copy of another."
        )
    )
    figures = {
        "Voices": voices,
        "Claims shared": int(counts.get("shared", 0)),
        "Claims in conflict": int(counts.get("conflict", 0)),
        "Claims by one only": int(counts.get("unique", 0)),
        "Speakers": len(tables.speakers),
    }
    with st.container(horizontal=True):  # two or three to a line on a phone
        for label, figure in figures.items():
            st.metric(label, figure, width=170)


def ranked(claims: pd.DataFrame, status: str) -> pd.DataFrame:
    """Return the claims of one status, those first that tell most: widely made, checkable."""
    rows = claims[claims["status"] == status]
    order = ["conflicts", "independent_sources", "worth", "claim"]
    if status != "conflict":
        order = order[1:]
    return rows.sort_values(order, ascending=[False] * (len(order) - 1) + [True])


def _claims(event: OpenEvent) -> str:
    claims = event.tables.claims
    st.subheader("Claims: how widely made, and whether they differ", anchor=False)
    if claims.empty:
        st.info("No claim was found in these articles. Add longer ones in the Library.")
        return ""
    widest = claims.sort_values(["independent_sources", "mentions"], ascending=False).iloc[0]
    voices = event.tables.articles["voice"].nunique()
    takeaway(f"Most widely made, by {widest['independent_sources']} of {voices} independent "
             f"voices: “{widest['gist']}”")  # fmt: skip
    return choose(
        claim_map(claims),
        _CLAIM,
        dict(zip(claims["claim"], claims["gist"], strict=True)),
        label="Read a claim: click a dot, or choose",
        alt=f"Map of {len(claims)} claims by independent sources and conflict",
    )


def _claim_evidence(event: OpenEvent, chosen: str) -> None:
    claim = one_row(event.tables.claims, chosen, "claim")
    mentions = event.tables.mentions
    st.markdown(
        f"**{plain_markdown(claim.gist)}** · {STATUS_WORDS[claim.status]}, "
        f"{claim.independent_sources} independent sources"
    )
    rows = mentions[mentions["claim"] == chosen]
    passages = evidence_rows(rows, kind=claim.status, note="assertion")
    show_evidence(event.tables, with_own_words(event.tables, passages), key="overview")


def _lists(event: OpenEvent) -> None:
    claims = event.tables.claims
    if claims.empty:
        return
    columns = st.container(key="stacked-lists").columns(3, gap="large")
    for column, (title, status, nothing) in zip(columns, _LISTS, strict=True):
        rows = ranked(claims, status)
        with column.container(gap="small"):
            st.subheader(title, anchor=False)
            if rows.empty:
                st.caption(nothing)
            for row in each_row(rows.head(_LISTED)):
                st.button(
                    f"{plain_markdown(str(row.gist))} · {_why(row)}",
                    key=f"list-{row.claim}",
                    type="tertiary",
                    on_click=_open_claim,
                    args=(str(row.claim),),
                )


def _why(row: object) -> str:
    sources, kinds = getattr(row, "independent_sources", 0), getattr(row, "conflict_kinds", "")
    return f"differs in {kinds}" if kinds else f"{sources} source{'s' if sources > 1 else ''}"


def _open_claim(claim: str) -> None:
    st.session_state[f"{_CLAIM}-listed"] = claim


def _time(event: OpenEvent) -> None:
    articles = event.tables.articles
    st.subheader("When, and by what kind of outlet", anchor=False)
    dated = articles[articles["published"].notna()].sort_values("published")
    if dated.empty:
        st.info("No article has a date. Add dates in the Library, in the table of articles.")
        return
    first = dated.iloc[0]
    days = (dated["published"].max() - dated["published"].min()).days
    span = f"{days} day{'s' * (days != 1)}" if days else "a single day"
    takeaway(
        f"First: {first['label']}, {first['published']:%d %B %Y}. The coverage spans {span} and "
        f"{count_types(articles['outlet_type'])}."
    )
    clicked = selected_value("overview-time")
    show_chart(
        timeline(articles),
        "overview-time",
        alt=f"Timeline of {len(dated)} articles by outlet type",
    )
    undated = len(articles) - len(dated)
    note = f" {undated} without a date are not shown." if undated else ""
    st.caption(f"A mark is an article, a hollow one a copy. Click one to read it.{note}")
    names = dict(zip(articles["article"], articles["label"], strict=True))
    chosen = st.selectbox(
        "Read an article",
        list(names),
        index=None,
        format_func=names.__getitem__,
        key="overview-article",
        placeholder="Click a mark, or choose here",
    )
    for source, value in (("clicked", clicked), ("listed", chosen or "")):
        if value and st.session_state.get(f"overview-{source}") != value:
            show_article(event.tables, Evidence(value, 0, 0))
        st.session_state[f"overview-{source}"] = value


def _stances(event: OpenEvent) -> None:
    tables = event.tables
    st.subheader("How the outlets’ own voice stands", anchor=False)
    _targets(event)
    if tables.stances.empty:
        st.info("No person, place or proposal is named often enough to stand for or against.")
        return
    labels = dict(zip(tables.articles["article"], tables.articles["label"], strict=True))
    stances = tables.stances.assign(label_of_article=tables.stances["article"].map(labels))
    takeaway(_stance_sentence(stances))
    known = stances[stances["label"] != "not enough evidence"]
    options = {
        f"{row.article}\t{row.target}": f"{row.label_of_article} on {row.target}: {row.label}"
        for row in each_row(pd.concat([known, stances]).drop_duplicates(["article", "target"]))
    }
    chosen = choose(
        stance_matrix(stances),
        _STANCE,
        options,
        label="Read the sentences behind a stance",
        alt=f"Stance of {len(labels)} articles toward {stances['target'].nunique()} targets",
        caption="Quoted voices are counted apart: figures beside a mark are critics : supporters. "
        "Click a mark to read the sentences it was read from.",
    )
    agreed = agreement_words(stance_agreement(event))
    if agreed:
        st.caption(agreed)
    article, _, target = chosen.partition("\t")
    if article:
        _stance_evidence(
            event, stances[(stances["article"] == article) & (stances["target"] == target)]
        )


def _targets(event: OpenEvent) -> None:
    targets = list(event.settings["targets"])
    named = event.tables.names["referent"].unique().tolist()
    said = event.tables.speakers["name"].unique().tolist()
    bar = st.container(horizontal=True, vertical_alignment="bottom", gap="small")
    chosen = bar.multiselect(
        "Toward whom or what",
        list(dict.fromkeys([*targets, *named, *said])),
        default=targets,
        accept_new_options=True,
        max_selections=MOST_TARGETS,
        key=f"targets-of-{event.key}",
        help="Proposed from what the articles name most. Take one away, or type any person, "
        "country, organisation or proposal.",
    )
    if chosen_targets() and bar.button("As proposed", icon=":material/undo:", key="targets-back"):
        choose_targets(())
        st.rerun()
    if chosen != targets:
        choose_targets(chosen)
        st.rerun()


def _stance_sentence(stances: pd.DataFrame) -> str:
    counts = stances["label"].value_counts()
    said = [f"{counts[label]} {label}" for label in STANCES if label in counts]
    critics, friends = stances["quoted_critical"].sum(), stances["quoted_supportive"].sum()
    return (
        f"Of {len(stances)} stances of an article toward a target: {', '.join(said)}. "
        f"Quoted voices are critical {critics:.0f} times, supportive {friends:.0f} times."
    )


def _stance_evidence(event: OpenEvent, rows: pd.DataFrame) -> None:
    for row in each_row(rows):
        st.markdown(
            f"**{plain_markdown(row.label_of_article)}** on **{plain_markdown(row.target)}**: "
            f"{row.label} · score {row.score:+.2f}, confidence {row.confidence:.0%} · quotes "
            f"critics {row.quoted_critical}:{row.quoted_supportive}"
        )
        _label_by_hand(event, row)
        passages = []
        for sentence, weight in zip(row.evidence, row.weights, strict=True):
            place = one_row(event.tables.sentences, sentence, "sentence")
            note = f"weight {weight:+.2f}"
            passages.append(Evidence(str(row.article), place.start, place.end, "target", note))
        if not passages:
            st.caption("In its own voice it does not judge this target.")
        else:
            show_evidence(event.tables, passages, key="overview-stance")


def _label_by_hand(event: OpenEvent, row: Any) -> None:
    label = st.segmented_control(
        "Your label, which outranks the machine’s",
        list(STANCES),
        default=row.label if row.by_hand else None,
        key=f"stance-{event.key}-{row.article}-{row.target}",
    )
    if row.by_hand:
        st.caption(f"{by_hand_mark(row.by_hand)} · the machine said: {row.machine_label}")
    if label and label != (row.label if row.by_hand else ""):
        text = str(one_row(event.tables.articles, row.article, "article").text)
        decide(
            event,
            Decision(
                about="stance",
                act="label",
                places=(place(row.article, text, 0, 0),),
                names=(row.target,),
                value=label,
                note=f"{row.label_of_article} on {row.target}: {row.label} → {label}",
            ),
        )


if __name__ == "__main__":
    show()
