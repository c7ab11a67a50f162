"""The table of speakers: who is quoted under which names, and a person's hand on it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.decisions import Decision, place
from analysis.quotations import ROLES
from analysis.tables import NO_SPEAKER, one_row
from views.decisions import by_hand_mark, decide
from views.evidence import Evidence, evidence_rows, show_evidence
from views.frame import plain_markdown, takeaway
from views.opened import OpenEvent

_COLUMNS = (
    "name", "role", "quotations", "words", "outlets", "role_words", "variants", "reasons", "by_hand"
)  # fmt: skip
_QUOTED_NAMES = 60


def show_speakers(event: OpenEvent) -> None:
    """Show every speaker with all names; chosen lines can be read, joined, parted and named."""
    speakers = event.tables.speakers
    merged = speakers[speakers["reasons"] != ""]
    takeaway(
        f"{len(merged)} of {len(speakers)} speakers appear under several names; the table says why "
        "each is held to be one."
    )
    table = _counted(event)
    state = st.dataframe(
        table[list(_COLUMNS)],
        hide_index=True,
        alt="Speakers with their spellings",
        key=f"speakers-{event.key}",
        on_select="rerun",
        selection_mode="multi-row",
        column_config={
            "role_words": "role read from",
            "variants": "called",
            "reasons": "why they are one",
            "by_hand": "by hand",
        },
    )
    chosen = table.iloc[[row for row in state["selection"]["rows"] if row < len(table)]]
    named = chosen[chosen["name"] != NO_SPEAKER]
    if chosen.empty:
        st.caption("Choose a line to read and mend it, or several that are one and the same.")
    elif len(named) > 1:
        _join(event, named)
    elif len(named) == 1:
        _mend(event, str(named["speaker"].iloc[0]))
    for name in chosen["name"]:
        _quotations(event, str(name))


def _counted(event: OpenEvent) -> pd.DataFrame:
    quotations = event.tables.quotations
    counts = quotations.groupby("name").agg(
        quotations=("quotation", "size"), words=("words", "sum"), outlets=("outlet", "nunique")
    )
    nobody = pd.DataFrame([{"speaker": "", "name": NO_SPEAKER, "role": "", "variants": ""}])
    known = event.tables.speakers
    rows = pd.concat([known, nobody]) if NO_SPEAKER in counts.index else known
    table = rows.join(counts, on="name").fillna(
        {"role_words": "", "reasons": "", "by_hand": "", "kind": ""}
    )
    table[["quotations", "words", "outlets"]] = (
        table[["quotations", "words", "outlets"]].fillna(0).astype(int)
    )
    table["last"] = table["name"] == NO_SPEAKER
    order = ["last", "outlets", "words"]
    return table.sort_values(
        order, ascending=[True, False, False], kind="stable", ignore_index=True
    )


def _join(event: OpenEvent, named: pd.DataFrame) -> None:
    names = named["name"].tolist()
    st.markdown("Are these one? " + " · ".join(f"**{plain_markdown(name)}**" for name in names))
    if st.button("They are one speaker", type="primary", icon=":material/merge:", key="join"):
        note = " = ".join(names)
        decide(event, Decision(about="speaker", act="together", names=tuple(names), note=note))


def _mend(event: OpenEvent, identifier: str) -> None:
    speaker = one_row(event.tables.speakers, identifier, "speaker")
    name = str(speaker.name)
    st.markdown(f"**{plain_markdown(name)}** {by_hand_mark(str(speaker.by_hand))}")
    if speaker.reasons:
        st.text(f"One speaker, because: {speaker.reasons}")
    with (
        st.form(f"mend-{identifier}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        new = st.text_input("Name", name, max_chars=120, width=320)
        role = st.selectbox("Role", list(dict.fromkeys([str(speaker.role), *ROLES])), width=220)
        saved = st.form_submit_button("Save", icon=":material/save:")
    decisions = []
    if saved and new.strip() and new.strip() != name:
        decisions.append(
            Decision(about="speaker", act="name", names=(name,), value=new.strip(), note=name)
        )
    if saved and role != speaker.role:
        decisions.append(
            Decision(about="speaker", act="role", names=(name,), value=role, note=name)
        )
    if decisions:
        decide(event, *decisions)
    _part(event, identifier, name)


def _part(event: OpenEvent, identifier: str, name: str) -> None:
    quotations = event.tables.quotations
    called = quotations[quotations["speaker"] == identifier]["named"].value_counts()
    names = [str(one) for one in called.index if one]
    if len(names) < 2:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        others = st.multiselect(
            "Somebody else is meant by", names, key=f"part-{event.key}-{identifier}", width=420
        )
        stay = tuple(one for one in names if one not in others)
        wanted = st.button(
            "Take apart", icon=":material/call_split:", disabled=not others or not stay
        )
    if wanted:
        decide(
            event,
            Decision(
                about="speaker", act="apart", names=tuple(others), other_names=stay, note=name
            ),
        )


def _quotations(event: OpenEvent, name: str) -> None:
    quotations = event.tables.quotations
    rows = quotations[quotations["name"] == name]
    known = event.tables.speakers["name"].tolist()
    texts = dict(zip(event.tables.articles["article"], event.tables.articles["text"], strict=True))

    def said_by(shown: Evidence, key: str) -> None:
        with st.popover("Said by …", type="tertiary"):
            who = st.selectbox(
                "Who says this?",
                [NO_SPEAKER, *(one for one in known if one != name)][:_QUOTED_NAMES],
                index=None,
                accept_new_options=True,
                key=f"{key}-who",
                placeholder="Choose, or type a name",
            )
            if st.button("Save", key=f"{key}-save", disabled=not who) and who:
                text = texts[shown.article]
                decide(
                    event,
                    Decision(
                        about="quotation",
                        act="speaker",
                        places=(place(shown.article, text, shown.start, shown.end),),
                        value="" if who == NO_SPEAKER else str(who),
                        note=" ".join(text[shown.start : shown.end].split()[:12]),
                    ),
                )

    show_evidence(
        event.tables,
        evidence_rows(rows, kind="quotation", note="kind"),
        key=f"speaker-{name}",
        action=said_by,
    )
