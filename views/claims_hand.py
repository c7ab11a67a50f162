"""A person's hand on claims: merge, split off, rename, take out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from views.decisions import decide, places
from views.evidence import Action, Evidence

if TYPE_CHECKING:
    import pandas as pd

    from views.opened import OpenEvent

OPEN_PLACE = "claims-open-place"
"""Session key: a passage whose claim is to be open at the next run."""
_LONGEST_NAME = 160
_MERGE_WIDE = 560


def merge(event: OpenEvent, claims: Sequence[str]) -> None:
    """Hold several claims to be one."""
    from analysis.decisions import Decision

    mentions = _mentions(event, claims)
    _open_next(mentions)
    one = Decision(
        about="claim", act="together", places=places(event, mentions), note=_note(event, claims)
    )
    decide(event, one)


def take_out(event: OpenEvent, claims: Sequence[str]) -> None:
    """Hold claims to be none: furniture, opinion, a question."""
    from analysis.decisions import Decision

    made = [
        Decision(
            about="claim",
            act="no claim",
            places=places(event, _mentions(event, [claim])),
            note=_note(event, [claim]),
        )
        for claim in claims
    ]
    decide(event, *made)


def show_hand(event: OpenEvent, claim: str, gist: str, others: dict[str, str]) -> None:
    """Show what can be done with the open claim: merge it, rename it, take it out."""
    with st.container(horizontal=True, gap="small", key="stacked-hand"):
        # Their keys change with every decision, which closes them.
        with st.popover("Merge with …", icon=":material/merge:", key=f"merge-with-{event.key}"):
            _merge_with(event, claim, others)
        with st.popover("Rename", icon=":material/edit:", key=f"rename-{event.key}"):
            _rename(event, claim, gist)
        if st.button(
            "Not a claim",
            key=f"no-claim-{claim}",
            icon=":material/block:",
            help="Takes its mentions out of all counts. Can be undone.",
        ):
            take_out(event, [claim])


def split_action(event: OpenEvent, claim: str) -> Action | None:
    """Return what draws the button that splits a mention off; None where there is but one."""
    mentions = _mentions(event, [claim])
    if len(mentions) < 2:
        return None

    def draw(shown: Evidence, key: str) -> None:
        if st.button(
            "Split off",
            key=f"{key}-split",
            icon=":material/call_split:",
            type="tertiary",
            help="This passage says something else: give it a claim of its own.",
        ):
            _split(event, mentions, shown)

    return draw


def _split(event: OpenEvent, mentions: pd.DataFrame, shown: Evidence) -> None:
    from analysis.decisions import Decision

    here = (
        (mentions["article"] == shown.article)
        & (mentions["start"] == shown.start)
        & (mentions["end"] == shown.end)
    )
    _open_next(mentions[~here])
    decide(
        event,
        Decision(
            about="claim",
            act="apart",
            places=places(event, mentions[here]),
            others=places(event, mentions[~here]),
            note=_quoted(str(mentions[here].iloc[0]["text"])),
        ),
    )


def _merge_with(event: OpenEvent, claim: str, others: dict[str, str]) -> None:
    chosen = st.multiselect(
        "Claims that say the same",
        [other for other in others if other != claim],
        format_func=lambda name: others[name],
        key=f"merge-{claim}",
        placeholder="Type a word of the claim",
        width=_MERGE_WIDE,
    )
    if st.button("Merge", key=f"merge-now-{claim}", type="primary", disabled=not chosen):
        merge(event, [claim, *chosen])


def _rename(event: OpenEvent, claim: str, gist: str) -> None:
    from analysis.decisions import Decision

    name = st.text_input(
        "Name", value=gist, key=f"name-{claim}", max_chars=_LONGEST_NAME, width=_MERGE_WIDE
    )
    wanted = " ".join(name.split())
    changed = wanted not in {"", " ".join(gist.split())}
    if st.button("Rename", key=f"name-now-{claim}", type="primary", disabled=not changed):
        mentions = _mentions(event, [claim])
        _open_next(mentions)
        where = places(event, mentions)
        note = f"{_quoted(gist)} → {_quoted(wanted)}"
        decide(event, Decision(about="claim", act="name", places=where, value=wanted, note=note))


def reopened(event: OpenEvent) -> str:
    """Return the claim to open after a change: the one that holds the passage; "" for none."""
    wanted = st.session_state.pop(OPEN_PLACE, None)
    if wanted is None:
        return ""
    article, start, end = wanted
    mentions = event.tables.mentions
    here = (
        (mentions["article"] == article) & (mentions["start"] == start) & (mentions["end"] == end)
    )
    found = mentions[here]["claim"].tolist()
    return str(found[0]) if found else ""


def _open_next(mentions: pd.DataFrame) -> None:
    first = mentions.iloc[0]
    st.session_state[OPEN_PLACE] = (first["article"], int(first["start"]), int(first["end"]))


def _mentions(event: OpenEvent, claims: Sequence[str]) -> pd.DataFrame:
    mentions = event.tables.mentions
    return mentions[mentions["claim"].isin(list(claims))]


def _note(event: OpenEvent, claims: Sequence[str]) -> str:
    table = event.tables.claims
    gists = dict(zip(table["claim"], table["gist"], strict=True))
    return " + ".join(_quoted(gists[claim]) for claim in claims)


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return f"“{plain if len(plain) <= 90 else plain[:89].rstrip() + '…'}”"
