"""A person's hand on the open event: who signs, undo and redo, what was changed, to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from views import decided
from views.frame import plain_markdown
from views.messages import say, show_message
from views.person import ask_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from analysis.decisions import Decision, Place
    from sources.library import Decision as Kept
    from views.opened import OpenEvent

_SHOWN = 30
HAND = ":material/back_hand:"
"""Icon of what a person decided."""


def decide(event: OpenEvent, *decisions: Decision) -> None:
    """Keep decisions, signed by the person at the keyboard, and show the page with their effect."""
    decided.decide(event.entry, decisions)
    say(f"Kept: {_named(decisions)}. “Your changes” can undo it.")
    st.rerun()


def _named(decisions: Sequence[Decision]) -> str:
    """Return what decisions do, in a line."""
    from analysis.decisions.signed import done

    if len(decisions) != 1:
        return f"{len(decisions)} changes"
    return done(decisions[0])


def places(event: OpenEvent, passages: pd.DataFrame) -> tuple[Place, ...]:
    """Return the places of passages (columns article, start, end), as decisions name them."""
    from analysis.decisions import place

    articles = event.tables.articles
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    return tuple(
        place(article, texts[article], int(start), int(end))
        for article, start, end in zip(
            passages["article"], passages["start"], passages["end"], strict=True
        )
    )


def by_hand_mark(signatures: str) -> str:
    """Return the small mark of what people decided, as Markdown; "" where the machine alone did."""
    return f"{HAND} by hand: {plain_markdown(signatures)}" if signatures else ""


def show_changes(event: OpenEvent) -> None:
    """Show a small panel: who signs, undo, redo, every change of this event, export and import."""
    show_message()
    entries = decided.history(event.entry)
    standing = sum(kept.undone is None for kept, _ in entries)
    label = f"Your changes ({standing})" if standing else "Your changes"
    with st.popover(label, icon=HAND, key="changes"):
        ask_name(
            "Signed by",
            why="Stands with every change: who and when. Nothing is changed for good, and the "
            "machine learns nothing from it.",
        )
        _undo_redo(event, entries)
        if entries:
            _list(event, entries)
        else:
            st.caption("Nothing was changed by hand in this event yet.")
        _take_along(event, standing)


def _undo(number: int, decisions: Sequence[Decision]) -> None:
    decided.undo(number)
    say(f"Undone: {_named(decisions)}")
    st.rerun()


def _redo(number: int, decisions: Sequence[Decision]) -> None:
    decided.redo(number)
    say(f"Done again: {_named(decisions)}")
    st.rerun()


def _of(entries: Sequence[tuple[Kept, Decision]], number: int) -> list[Decision]:
    return [decision for kept, decision in entries if kept.number == number]


def _undo_redo(event: OpenEvent, entries: Sequence[tuple[Kept, Decision]]) -> None:
    last, again = decided.last_made(event.entry), decided.last_undone(event.entry)
    row = st.container(horizontal=True)
    if row.button("Undo", key="undo-last", icon=":material/undo:", disabled=last is None) and last:
        _undo(last.number, _of(entries, last.number))
    if (
        row.button("Redo", key="redo-last", icon=":material/redo:", disabled=again is None)
        and again
    ):
        _redo(again.number, _of(entries, again.number))


def _list(event: OpenEvent, entries: Sequence[tuple[Kept, Decision]]) -> None:
    from analysis.decisions.signed import sentence

    missed = event.not_applied
    for kept, decision in reversed(entries[-_SHOWN:]):
        text, button = st.columns([5, 1], vertical_alignment="center")
        line = plain_markdown(sentence(decision))
        about = f"  \n{plain_markdown(decision.note)}" if decision.note else ""
        if kept.undone is not None:
            text.caption(f"~~{line}~~ undone by {plain_markdown(kept.undone_by)}{about}")
            if button.button("", key=f"redo-{kept.number}", icon=":material/redo:",
                             type="tertiary", help="Let this change stand again"):  # fmt: skip
                _redo(kept.number, [decision])
            continue
        lost = "  \nIts passages are not in this event any more." if kept.number in missed else ""
        text.caption(f"**{line}**{about}{lost}")
        if button.button("", key=f"undo-{kept.number}", icon=":material/undo:", type="tertiary",
                         help="Undo this change"):  # fmt: skip
            _undo(kept.number, [decision])
    if len(entries) > _SHOWN:
        st.caption(f"The newest {_SHOWN} of {len(entries)}; all of them stand in the Library.")


def _take_along(event: OpenEvent, standing: int) -> None:
    if standing:
        st.download_button(
            "Save the changes as a file",
            lambda: decided.export_decisions(event.entry),
            file_name="parallax-decisions.json",
            mime="application/json",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )
    given = st.file_uploader("Add changes from a file", type=["json"], key="decisions-file")
    if given is not None and st.button("Add them", key="add-decisions"):
        from analysis.decisions import DecisionError

        try:
            added, known = decided.import_decisions(event.entry, given.getvalue())
        except DecisionError as error:
            st.error(str(error), icon=":material/error:")
            return
        say(f"{added} changes added, {known} were here already")
        st.rerun()
