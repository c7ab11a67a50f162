"""Voices: who gets to speak."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analysis.tables import NO_SPEAKER, each_row, one_row
from views.charts.voices import (
    count_verbs,
    role_bars,
    role_shares,
    speaker_matrix,
    verb_bars,
)
from views.counted import speaker_cells_of, verb_counts_of, verb_examples_of
from views.evidence import Evidence, evidence_rows, show_article, show_evidence
from views.frame import open_page, plain_markdown, show_tabs, takeaway
from views.highlight import Mark, legend, passage
from views.opened import OpenEvent
from views.selection import choose, choose_one
from views.voices_speakers import show_speakers

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_GROUPINGS = {"outlet": "Outlet", "outlet_type": "Outlet type"}
_UNITS = {"quotations": "Quotations", "words": "Quoted words"}
_SPEAKERS = 18
_CHANGES = {"changed": "says it in other words", "added": "the longest wording has nothing here"}


def show() -> None:
    """Show the page."""
    event = open_page("voices")
    quotations = event.tables.quotations
    if quotations.empty:
        st.info(
            "Nobody is quoted in these articles. Add articles that report what people said, in the "
            "Library."
        )
        return
    summary = st.container()
    bar = st.container(horizontal=True, gap="medium")
    group = choose_one("Group by", _GROUPINGS, "group", default="outlet_type", place=bar)
    event = _counted(event, bar)
    if event.tables.quotations.empty:
        st.info(
            "These articles report no speech, only beliefs, plans and positions. Count them above."
        )
        return
    with summary:
        _summary(event.tables.quotations)
    show_tabs(
        "voices",
        {
            "Who speaks where": lambda: _speakers(event, group),
            "Roles": lambda: _roles(event, group),
            "Reporting verbs": lambda: _verbs(event, group),
            "One statement, several wordings": lambda: _wordings(event),
            "Speakers": lambda: show_speakers(event),
        },
    )


def _counted(event: OpenEvent, place: DeltaGenerator) -> OpenEvent:
    """Return the event with the quotations that the reader wants counted."""
    tables = event.tables
    spoken = tables.quotations[tables.quotations["speech"]]
    options = {
        "speech": f"Speech ({len(spoken)})",
        "all": f"Beliefs and plans, too ({len(tables.quotations)})",
    }
    if choose_one("Counted", options, "counted", place=place) == "all":
        return event
    heard = tables.speakers["speaker"].isin(spoken["speaker"])
    kept = replace(tables, quotations=spoken, speakers=tables.speakers[heard])
    return replace(event, key=f"{event.key}-speech", tables=kept)


def _summary(quotations: pd.DataFrame) -> None:
    known = quotations[quotations["name"] != NO_SPEAKER]
    if known.empty:
        takeaway(f"{len(quotations)} quotations, none with a speaker that could be named.")
        return
    words = known.groupby("name")["words"].sum().sort_values(ascending=False)
    roles = quotations.groupby("role")["quotation"].size().sort_values(ascending=False)
    first = roles.index[0] if roles.index[0] != "other" or len(roles) < 2 else roles.index[1]
    takeaway(
        f"{words.index[0]} is quoted most: {words.iloc[0] / quotations['words'].sum():.0%} of all "
        f"quoted words, of {known['name'].nunique()} speakers in {len(quotations)} quotations. "
        f"The commonest role is {first}: {roles[first]} of {len(quotations)}."
    )


def _speakers(event: OpenEvent, group: str) -> None:
    quotations = event.tables.quotations
    by = quotations.groupby("name")
    order = pd.DataFrame({"outlets": by["outlet"].nunique(), "words": by["words"].sum()})
    order = order.sort_values(["outlets", "words"], ascending=False, kind="stable")
    names = [name for name in order.index if name != NO_SPEAKER]
    unknown = int((quotations["name"] == NO_SPEAKER).sum())
    hidden = f" {len(names) - _SPEAKERS} more speakers are in the last tab." * (
        len(names) > _SPEAKERS
    )
    cells = speaker_cells_of(event.key, group, event)
    cells = cells[cells["row"] != NO_SPEAKER].sort_values("amount", ascending=False)
    chosen = choose(
        speaker_matrix(cells, names[:_SPEAKERS], sorted(quotations[group].unique())),
        "voices-matrix",
        {
            f"{row.row}\t{row.column}": f"{row.row} in {row.column} ({row.quotations})"
            for row in each_row(cells)
        },
        label="Read what somebody is quoted with",
        alt=f"Who is quoted where: {len(names[:_SPEAKERS])} speakers",
        caption=f"The area of a disc is the number of words quoted. Quotations without a known "
        f"speaker, not shown: {unknown}.{hidden} Click a disc to read them.",
    )
    name, _, place = chosen.partition("\t")
    if name:
        rows = quotations[(quotations["name"] == name) & (quotations[group] == place)]
        show_evidence(
            event.tables, evidence_rows(rows, kind="quotation", note="name"), key="voices-cell"
        )


def _roles(event: OpenEvent, group: str) -> None:
    unit = choose_one("Share of", _UNITS, "unit")
    shares = role_shares(event.tables.quotations, group, unit)
    interval = (
        "Lines: 95 % intervals (Wilson)."
        if unit == "quotations"
        else "Words are no sample of independent pieces, so no interval is drawn."
    )
    chosen = choose(
        role_bars(shares),
        "voices-roles",
        {
            f"{row.group}\t{row.role}": f"{row.role} in {row.group} ({row.count_})"
            for row in each_row(shares.rename(columns={"count": "count_"}))
        },
        label="Read the quotations of a role",
        alt=f"Share of {unit} by role and {group}",
        caption=f"{interval} Grey: fewer than five quotations. Click a bar to read them.",
    )
    place, _, role = chosen.partition("\t")
    if role:
        quotations = event.tables.quotations
        rows = quotations[(quotations["role"] == role) & (quotations[group] == place)]
        show_evidence(
            event.tables, evidence_rows(rows, kind="quotation", note="name"), key="voices-role"
        )


def _verbs(event: OpenEvent, group: str) -> None:
    quotations = event.tables.quotations
    cued = quotations[quotations["verb"] != ""]
    if cued.empty:
        st.info("No quotation is introduced by a verb, so there is nothing to compare here.")
        return
    judging = cued[cued["verb_class"].isin(["doubting", "endorsing", "emotive"])]
    takeaway(
        f"{len(judging)} of {len(cued)} reporting verbs judge what is said: "
        f"{count_verbs(judging['verb']) or 'none'}."
    )
    counts = verb_counts_of(event.key, group, event)
    chosen = choose(
        verb_bars(counts),
        "voices-verbs",
        {
            f"{row.group}\t{row.verb_class}": f"{row.verb_class or 'in no list'} in {row.group}: "
            f"{row.verbs}"
            for row in each_row(counts)
        },
        label="Read the quotations of a class of verbs",
        alt=f"Reporting verbs by {group}",
        caption="Neutral: said. Endorsing: revealed. Doubting: claimed. Emotive: warned. "
        "Directive: urged. Pale: fewer than five. Click a part to read the quotations.",
    )
    place, _, kind = chosen.partition("\t")
    if place:
        rows = cued[(cued["verb_class"] == kind) & (cued[group] == place)]
        show_evidence(
            event.tables, evidence_rows(rows, kind="quotation", note="verb"), key="voices-verb"
        )
    st.dataframe(
        verb_examples_of(event.key, event),
        hide_index=True,
        alt="Verbs of each class with an example",
        column_config={
            "verbs": st.column_config.Column(width=230),
            "example": st.column_config.Column(width=330),
        },
    )


def _wordings(event: OpenEvent) -> None:
    wordings = event.tables.wordings
    if wordings.empty:
        st.info(
            "No speaker is quoted with one statement in two wordings. It shows where several "
            "outlets quote the same words, cut, translated or paraphrased."
        )
        return
    statements = wordings.groupby("statement", sort=False)
    names = {
        int(str(number)): f"{part['name'].iloc[0]}: {_start(part)}… "
        f"({part['article'].nunique()} wordings)"
        for number, part in statements
    }
    takeaway(
        "One statement is quoted in more than one wording."
        if len(names) == 1
        else f"{len(names)} statements are quoted in more than one wording."
    )
    numbers = [str(number) for number in names]
    chosen = st.selectbox(
        "Statement", numbers, format_func=lambda n: names[int(n)], key="statement"
    )
    part = wordings[wordings["statement"] == int(chosen or numbers[0])]
    st.html(legend(_CHANGES, _CHANGES))
    st.caption("The longest wording comes first; the others are compared with it, word by word.")
    versions = part.drop_duplicates("quotation").sort_values(
        ["is_reference", "similarity", "quotation"], ascending=[False, False, True]
    )
    for number, version in enumerate(each_row(versions)):
        _wording(event, part[part["quotation"] == version.quotation], version, f"wording-{number}")


def _start(part: pd.DataFrame) -> str:
    reference = part[part["is_reference"]]
    return " ".join(str(reference["text"].iloc[0]).split()[:9])


def _wording(event: OpenEvent, pieces: pd.DataFrame, version: object, key: str) -> None:
    article = one_row(event.tables.articles, getattr(version, "article", ""), "article")
    said = pieces[pieces["change"] != "dropped"]
    start, end = int(said["start"].min()), int(said["end"].max())
    marks = tuple(
        Mark(int(row.start), int(row.end), str(row.change), _CHANGES[str(row.change)])
        for row in each_row(said)
        if row.change in _CHANGES
    )
    with st.container(border=True, gap="small"):
        about, button = st.columns([5, 1], vertical_alignment="center")
        longest = " · the longest wording" if bool(pieces["is_reference"].iloc[0]) else ""
        about.markdown(
            f"**{plain_markdown(article.label)}** · {plain_markdown(article.outlet_type)}{longest}"
        )
        st.html(passage(article.text, marks, start=start, end=end))
        dropped = pieces[pieces["change"] == "dropped"]["text"]
        if len(dropped):
            st.text("Leaves out: " + " … ".join(f"“{text}”" for text in dropped))
        if button.button("In context", key=f"{key}-context", type="tertiary"):
            show_article(event.tables, Evidence(article.article, start, end, "quotation"))


if __name__ == "__main__":
    show()
