"""The Library's events: made of articles, renamed, deleted, and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from views.frame import plain_markdown
from views.library_import import ARTICLES_TAB, LEAVE, TAB
from views.library_steps import renew, show_undo, take_step
from views.library_table import count_of
from views.messages import say
from views.opened import OPEN_NEXT
from views.own_events import menu_id, open_library
from views.person import person

if TYPE_CHECKING:
    from sources.library import Decision, Event, Library


def show_events() -> None:
    """Show the user's events, and what can be done with the chosen one."""
    events = open_library().events()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(f"**{count_of(len(events), 'event')}** of your own", width="content")
        show_undo("events")
    if not events:
        st.info(
            "No event yet. Tick articles in the list and choose “Event”, or give a name when you "
            "add articles.",
            icon=":material/inventory_2:",
        )
        return
    table = events_frame(events)
    chosen = st.dataframe(
        table, hide_index=True, key=f"lib-events-{len(events)}", on_select="rerun",
        selection_mode="single-row", alt="Events; choose one to open, rename or delete it",
        column_config={
            "name": st.column_config.TextColumn("Event", width=320),
            "articles": st.column_config.NumberColumn("Articles", format="localized"),
            "by": "Made by", "made": "Made on",
        },
    )  # fmt: skip
    rows = chosen["selection"]["rows"]
    if rows and rows[0] < len(events):
        _show_chosen(events[rows[0]])
    else:
        st.caption("Choose an event to open, rename or delete it.")


def events_frame(events: tuple[Event, ...]) -> pd.DataFrame:
    """Return events as a table, in the order given: name, articles, by, made (a day as text)."""
    return pd.DataFrame(
        [(e.name, e.articles, e.person, f"{e.time.astimezone():%Y-%m-%d}") for e in events],
        columns=["name", "articles", "by", "made"],
    )


def _show_chosen(event: Event) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain_markdown(event.name)}** · {count_of(event.articles)}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                "Name", value=event.name, key=f"lib-rename-{event.id}", max_chars=120, width=360
            ).strip()
            st.button(
                "Rename", key="lib-rename", disabled=not name or name == event.name,
                on_click=_rename, args=(event, name),
            )  # fmt: skip
            st.space("stretch")
            st.button("Compare it", key="lib-open", type="primary", on_click=_open,
                      args=(event.id, ""), icon=":material/arrow_forward:")  # fmt: skip
            st.button("Its articles", key="lib-members", on_click=_open,
                      args=(event.id, ARTICLES_TAB), icon=":material/list:")  # fmt: skip
            st.button(
                "Delete", key="lib-delete", on_click=_delete, args=(event,),
                icon=":material/delete:",
                help="Its articles stay in the library, and Undo brings it back.",
            )  # fmt: skip


def _open(event: str, tab: str) -> None:
    st.session_state[OPEN_NEXT] = menu_id(event)
    if tab:
        st.session_state[TAB] = tab
    else:
        st.session_state[LEAVE] = True


def _rename(event: Event, name: str) -> None:
    def act(library: Library) -> tuple[Decision, ...]:
        library.rename_event(event.id, name, person=person())
        return library.decisions(kind="event", target=event.id)[-1:]

    if take_step(f"renaming “{event.name}”", act):
        say(f"Renamed to “{name}”")
        renew()


def _delete(event: Event) -> None:
    def act(library: Library) -> tuple[Decision, ...]:
        library.remove_event(event.id, person=person())
        return library.decisions(kind="event", target=event.id)[-1:]

    if take_step(f"deleting “{event.name}”", act):
        say(f"“{event.name}” deleted; Undo brings it back")
        renew()
