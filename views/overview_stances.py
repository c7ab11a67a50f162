"""How the outlets' own voice stands, on the Overview: toward whom, chart, sentences, labels."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis.decisions import Decision, place
from analysis.tables import each_row, one_row
from views.agreement import agreement_words, stance_agreement
from views.charts.overview import STANCES, stance_matrix
from views.decisions import by_hand_mark, decide
from views.evidence import Evidence, show_evidence
from views.frame import plain_markdown, takeaway
from views.opened import MOST_TARGETS, OpenEvent, choose_targets, chosen_targets
from views.selection import choose
from views.wording import count_of, with_sign

_STANCE = "overview-stance"
_UNSURE = "not enough evidence"


def show_stances(event: OpenEvent) -> None:
    """Show how the own voice of each article stands toward the targets, and whom it quotes."""
    tables = event.tables
    st.subheader("How the outlets’ own voice stands", anchor=False)
    _targets(event)
    if tables.stances.empty:
        st.info("No person, place or proposal is named often enough to stand for or against.")
        return
    labels = dict(zip(tables.articles["article"], tables.articles["label"], strict=True))
    stances = tables.stances.assign(label_of_article=tables.stances["article"].map(labels))
    takeaway(_stance_sentence(stances))
    shown = _telling(stances)
    known = shown[shown["label"] != _UNSURE]
    options = {
        f"{row.article}\t{row.target}": f"{row.label_of_article} on {row.target}: {row.label}"
        for row in each_row(pd.concat([known, shown]).drop_duplicates(["article", "target"]))
    }
    chosen = choose(
        stance_matrix(shown),
        _STANCE,
        options,
        label="Read the sentences behind a stance",
        alt=f"Stance of {shown['article'].nunique()} articles toward "
        f"{shown['target'].nunique()} targets",
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


def _telling(stances: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of articles that say something of a target; all rows where asked for."""
    telling = stances[has_evidence(stances)]["article"]
    silent = stances["article"].nunique() - telling.nunique()
    if telling.empty or not silent:
        return stances
    asked = f"Show the {count_of(silent, 'article')} without evidence on any target, too"
    if st.toggle(asked, key="stances-all", bind="query-params"):
        return stances
    return stances[stances["article"].isin(telling)]


def has_evidence(stances: pd.DataFrame) -> pd.Series[bool]:
    """Return which stances say anything: by a label, by whom they quote, by a person's hand."""
    quoted = stances["quoted_critical"] + stances["quoted_supportive"]
    return (stances["label"] != _UNSURE) | (quoted > 0) | (stances["by_hand"] != "")


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
    said = [f"{counts[label]} {label}" for label in STANCES if label in counts and label != _UNSURE]
    critics, friends = stances["quoted_critical"].sum(), stances["quoted_supportive"].sum()
    own = f": {', '.join(said)}" if said else ""
    known = int((stances["label"] != _UNSURE).sum())
    quoted = f"Quoted voices: {critics:.0f} times critical, {friends:.0f} times supportive."
    return (
        f"In {known} of {len(stances)} pairs of an article and a target its own voice says enough "
        f"to tell{own}. {quoted if critics or friends else 'No quoted voice judges any of them.'}"
    )


def _stance_evidence(event: OpenEvent, rows: pd.DataFrame) -> None:
    for row in each_row(rows):
        measured = f" · score {with_sign(row.score)}, confidence {row.confidence:.0%}"
        st.markdown(
            f"**{plain_markdown(row.label_of_article)}** on **{plain_markdown(row.target)}**: "
            f"{row.label}{'' if row.by_hand else measured} · quotes critics "
            f"{row.quoted_critical}:{row.quoted_supportive}"
        )
        _label_by_hand(event, row)
        passages = []
        for sentence, weight in zip(row.evidence, row.weights, strict=True):
            place = one_row(event.tables.sentences, sentence, "sentence")
            note = f"weight {with_sign(weight)}"
            passages.append(Evidence(str(row.article), place.start, place.end, "target", note))
        _weigh_names(event, row)
        if not passages:
            st.caption("In its own voice it does not judge this target.")
        else:
            show_evidence(event.tables, passages, key="overview-stance")


def _weigh_names(event: OpenEvent, row: Any) -> None:
    """Say what counts beside sentences that name the target: headline, own name, rival."""
    said = []
    if row.headline_weight:
        title = one_row(event.tables.articles, row.article, "article").title
        said.append(f"Headline, weight {with_sign(row.headline_weight)}: {plain_markdown(title)}")
    if row.name_weight:
        said.append(f"The name of the target by itself, weight {with_sign(row.name_weight)}")
    if row.rival:
        rival = plain_markdown(row.rival)
        said.append(f"Sentences on its rival ({rival}) count a little, their praise as blame")
    if said:
        st.caption("  \n".join(said))


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
