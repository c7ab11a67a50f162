"""The Library's history: what people decided, each reversible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from views import event_groups
from views.catalogue import list_events
from views.decided import scope
from views.library_steps import repeat_decisions, show_undo, take_step, undo_decisions
from views.library_table import count_of, field_name
from views.messages import say
from views.own_events import library_stamp, open_library
from views.signed import decision_of

if TYPE_CHECKING:
    from sources.library import Decision

_MOST = 2000
_KINDS = {
    "tag": "set", "removal": "removed an article", "text": "gave an article its text",
    "correction": "corrected a finding", "merge": "merged", "split": "split",
}  # fmt: skip
_STORIES = {"together": "held to be one story", "apart": "held to be different stories"}
_EVENT = {"name": "named an event", "add": "put articles in", "take": "took articles out",
          "removed": "deleted an event"}  # fmt: skip


def show_decisions() -> None:
    """Show every decision, the newest first, to undo the ones chosen or do them again."""
    decisions = open_library().decisions()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        people = ["anybody", *sorted({made.person for made in decisions})]
        who = st.selectbox("By", people, key="lib-history-who", width=220)
        what = st.text_input(
            "Search", key="lib-history-words", icon=":material/search:", width=320,
            placeholder="article, field or value",
        )  # fmt: skip
        show_undo("history")
    if not decisions:
        st.info(
            "Nobody has changed anything yet. Whatever is set, removed or grouped is listed here, "
            "signed and dated, and can be undone.",
            icon=":material/history:",
        )
        return
    by_number = {made.number: made for made in decisions}
    table = _history(library_stamp(), len(decisions), sum(m.undone is not None for m in decisions))
    shown = filter_history(table, "" if who == "anybody" else who, what).head(_MOST)
    chosen = st.dataframe(
        shown, hide_index=True, key="decisions", on_select="rerun", selection_mode="multi-row",
        column_order=["at", "by", "what", "about", "value", "undone"],
        column_config={
            "at": "When", "by": "Who", "what": "What", "value": "Value", "undone": "Undone by",
            "about": st.column_config.TextColumn("About", width=380),
        },
        height=min(38 + 35 * len(shown), 563),
        alt="Decisions, the newest first; choose some to undo them",
    )  # fmt: skip
    rows = [row for row in chosen["selection"]["rows"] if row < len(shown)]
    _offer([by_number[number] for number in shown.iloc[rows]["number"]])


def _offer(chosen: Sequence[Decision]) -> None:
    standing = [made for made in chosen if made.undone is None]
    undone = [made for made in chosen if made.undone is not None]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"Undo {count_of(len(standing), 'decision')}" if standing else "Undo the chosen",
            disabled=not standing, key="undo", icon=":material/undo:",
            on_click=_undo, args=([made.number for made in standing],),
        )  # fmt: skip
        if undone:
            st.button(
                f"Do {count_of(len(undone), 'decision')} again", key="redo",
                icon=":material/redo:", on_click=_redo, args=(undone,),
            )  # fmt: skip
        st.caption("Nothing is ever erased: undoing is signed and dated too.")


def _undo(numbers: list[int]) -> None:
    undo_decisions(numbers)
    say(f"{count_of(len(numbers), 'decision')} undone")


def _redo(undone: Sequence[Decision]) -> None:
    again = sorted(undone, key=lambda made: made.number)
    if take_step(
        f"{count_of(len(undone), 'decision')} again",
        lambda library: repeat_decisions(library, again),
    ):
        say(f"{count_of(len(undone), 'decision')} done again")


@st.cache_data(show_spinner=False, max_entries=2)
def _history(
    stamp: tuple[str, int, int],  # noqa: ARG001 (part of the cache's key)
    total: int,  # noqa: ARG001 (part of the cache's key)
    undone: int,  # noqa: ARG001 (part of the cache's key)
) -> pd.DataFrame:
    library = open_library()
    return history_frame(library.decisions(), _titles())


def _titles() -> dict[str, str]:
    """Return what articles and events are called, by identifier."""
    library = open_library()
    from sources.library import Filter

    decided = {one for made in library.decisions() for one in (made.target, *_grouped(made))}
    titles = {scope(entry): entry.title for entry in list_events().values()}
    titles |= {event.id: event.name for event in library.events()}
    for removed in (False, True):
        listed = library.list(Filter(ids=sorted(decided), removed=removed))
        titles |= {entry.id: entry.title or entry.url or entry.source_file for entry in listed}
    return titles


def history_frame(decisions: Sequence[Decision], titles: dict[str, str]) -> pd.DataFrame:
    """Return decisions as a table, the newest first.

    Parameters
    ----------
    decisions : sequence of Decision
        The oldest first.
    titles : dict of str to str
        What to call an article or event; others are named by their identifier.

    Returns
    -------
    DataFrame
        number, at (text), by, what, about, value (text), undone (by whom and when; empty while it
        stands).
    """
    names = ["number", "at", "by", "what", "about", "value", "undone"]
    return pd.DataFrame(
        [
            (made.number, f"{made.time.astimezone():%Y-%m-%d %H:%M}", made.person, _what(made),
             _about(made, titles), _value(made),
             f"{made.undone_by}, {made.undone.astimezone():%Y-%m-%d %H:%M}" if made.undone else "")
            for made in reversed(decisions)
        ],
        columns=names,
    )  # fmt: skip


def _grouped(made: Decision) -> tuple[str, ...]:
    """Return the articles that a decision of the Events page is about."""
    if made.target != event_groups.TARGET:
        return ()
    one, other = event_groups.articles_of(made)
    return *one[:1], *other[:1]


def _about(made: Decision, titles: dict[str, str]) -> str:
    """Return the article or event a decision is about; of a story, the first headline of a side."""
    named = [titles.get(one, one) for one in _grouped(made) or (made.target,)]
    return " | ".join(named)


def _what(made: Decision) -> str:
    if made.kind == "tag":
        return f"set {field_name(made.field)}"
    if made.kind == "event":
        return _EVENT.get(made.field, made.field)
    if made.target == event_groups.TARGET:
        return _STORIES.get(made.field, made.field)
    compared = decision_of(made)
    if compared is None:
        return _KINDS.get(made.kind, "")
    from analysis.decisions.signed import done

    return f"{compared.about}: {done(compared)}"


def _value(made: Decision) -> str:
    if made.kind == "event" and made.field in ("add", "take"):
        return count_of(len(made.value.split()))
    if made.kind in ("removal", "text"):
        return ""
    if made.target == event_groups.TARGET:
        return _story_articles(made)
    compared = decision_of(made)
    if compared is not None:
        return " · ".join(filter(None, (compared.value, compared.note)))
    return made.value or "(empty)"


def _story_articles(made: Decision) -> str:
    one, other = event_groups.articles_of(made)
    return f"{len(one)} against {len(other)} articles" if other else count_of(len(one))


def filter_history(table: pd.DataFrame, who: str, words: str) -> pd.DataFrame:
    """Return the decisions of a person (of anybody when empty) whose row holds the words."""
    kept = table[table["by"] == who] if who else table
    if words.strip():
        row = kept["what"] + "\n" + kept["about"] + "\n" + kept["value"]
        kept = kept[row.str.contains(words.strip(), case=False, regex=False)]
    return kept
