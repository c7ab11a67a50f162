"""What can be done with the articles a person ticked: read, gather, set, complete, remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from analysis.outlet_type import OUTLET_TYPES
from views.frame import plain_markdown
from views.library_article import show_article
from views.library_find import Found, facets
from views.library_steps import edition, renew, take_step
from views.library_table import count_of, field_name
from views.messages import say
from views.opened import OPEN_NEXT
from views.own_events import library_id, menu_id, open_library, own_events
from views.person import person

if TYPE_CHECKING:
    from sources.library import Decision, Library

_TICKED = "lib-ticked"
_NEW = "a new event"
_OWN = "a column of my own"
_WIDTH = 300


def ticked() -> set[str]:
    """Return the identifiers of the ticked articles, on whatever page they stand."""
    chosen: set[str] = st.session_state.setdefault(_TICKED, set())
    return chosen


def show_actions(found: Found, place: str) -> None:
    """Show what can be done with the ticked articles."""
    chosen = sorted(ticked())
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        if not chosen:
            st.button(
                f"Tick all {found.total:,}", key="lib-tick-all", icon=":material/select_all:",
                type="tertiary", on_click=_tick, args=(found,),
            )  # fmt: skip
            st.caption("Tick articles to read, group or correct them.")
            return
        st.markdown(f"**{len(chosen):,} ticked**", width="content")
        st.button("Untick", key="lib-untick", type="tertiary", on_click=_untick)
        if st.button("Read", key="lib-read", icon=":material/article:"):
            st.session_state["lib-reading"] = 0
            show_article(chosen)
        with st.popover("Event", icon=":material/inventory_2:", key=f"lib-gather-{edition()}"):
            _gather(chosen, place)
        # Its key changes once a field is set, which closes it.
        with st.popover("Set a field", icon=":material/edit:", key=f"lib-set-{edition()}"):
            _set(chosen)
        _complete(chosen)
        if st.session_state.get("lib-removed"):
            st.button("Put back", key="lib-restore", icon=":material/restore_from_trash:",
                      on_click=_restore, args=(chosen,))  # fmt: skip
        else:
            st.button("Remove", key="lib-remove", icon=":material/delete:",
                      on_click=_remove, args=(chosen,))  # fmt: skip


def _tick(found: Found) -> None:
    ticked().update(found.ids())
    renew()


def _untick() -> None:
    ticked().clear()
    renew()


def _gather(chosen: Sequence[str], place: str) -> None:
    own = {library_id(entry): entry.title for entry in own_events().values()}
    with st.container(width=_WIDTH):
        event = st.selectbox(
            "Put into",
            [_NEW, *own],
            format_func=lambda name: own.get(name, _NEW),
            key="lib-event",
        )
        name = ""
        if event == _NEW:
            name = st.text_input("Name of the new event", key="lib-event-name", max_chars=120)
        ready = event != _NEW or bool(name.strip())
        label = f"Put {count_of(len(chosen))} in"
        if st.button(label, type="primary", disabled=not ready, key="lib-gather"):
            _put_in(chosen, event if event != _NEW else "", name.strip() or own.get(event, ""))
        if place in own and st.button(
            f"Take out of “{plain_markdown(own[place])}”", key="lib-take-out"
        ):
            _take_out(chosen, place, own[place])


def _put_in(chosen: Sequence[str], event: str, name: str) -> None:
    def act(library: Library) -> tuple[Decision, ...]:
        if not event:
            made = library.make_event(name, list(chosen), person=person())
            st.session_state[OPEN_NEXT] = menu_id(made)
            return library.decisions(kind="event", target=made)
        library.add_to_event(event, chosen, person=person())
        return library.decisions(kind="event", target=event)[-1:]

    if take_step(f"{count_of(len(chosen))} into “{name}”", act):
        say(f"{count_of(len(chosen))} put into “{name}”")
        _done()


def _take_out(chosen: Sequence[str], event: str, name: str) -> None:
    def act(library: Library) -> tuple[Decision, ...]:
        library.take_from_event(event, chosen, person=person())
        return library.decisions(kind="event", target=event)[-1:]

    if take_step(f"{count_of(len(chosen))} out of “{name}”", act):
        say(f"{count_of(len(chosen))} taken out; they stay in the library")
        _done()


def _set(chosen: Sequence[str]) -> None:
    with st.container(width=_WIDTH):
        names = ["outlet", "outlet_type", "stance", "published", "language", "section", "copyright"]
        field = st.selectbox(
            "Field", [*names, _OWN], key="lib-field",
            format_func=lambda name: name if name == _OWN else field_name(name).capitalize(),
        )  # fmt: skip
        if field == _OWN:
            field = st.text_input("Name of the column", key="lib-own-field", max_chars=60).strip()
        value = _value(field)
        count = count_of(len(chosen))
        if st.button(f"Set for {count}", type="primary", key="lib-set", disabled=not field):
            with st.spinner(f"Setting {count} …"):
                kept = take_step(
                    f"{field_name(field)} of {count}",
                    lambda library: library.tag_all(chosen, field, value, person=person()),
                )
            if kept:
                say(f"{field_name(field).capitalize()} set for {count}")
            _done(keep=True)


def _value(field: str) -> str:
    if field == "outlet_type":
        kinds = ["", *OUTLET_TYPES]
        return str(
            st.selectbox("Value", kinds, key="lib-value-type", format_func=lambda k: k or "empty")
        )
    hint = {"published": "2021-01-06, or 2021-01, or 2021", "language": "en"}.get(field, "")
    options: list[str] = []
    if field == "outlet":
        from sources.library import Filter

        options = [name for name in facets(Filter())["outlet"] if name]
    if not options:
        return st.text_input("Value", key=f"lib-value-{field}", placeholder=hint).strip()
    chosen = st.selectbox("Value", options, index=None, key="lib-value-outlet",
                          accept_new_options=True, placeholder="choose or type")  # fmt: skip
    return (chosen or "").strip()


def _complete(chosen: Sequence[str]) -> None:
    from views.library_fetch import addresses_to_fetch, start_fetch

    missing = addresses_to_fetch(chosen)
    if missing and st.button(
        f"Fetch {count_of(len(missing), 'text')}", key="lib-fetch", icon=":material/download:",
        help="Asks each web site for the article, slowly and only where it allows programs.",
    ):  # fmt: skip
        start_fetch(missing)


def _remove(chosen: Sequence[str]) -> None:
    count = count_of(len(chosen))
    if take_step(f"removing {count}", lambda library: library.remove(chosen, person=person())):
        say(f"{count} removed; Undo undoes it")
        ticked().clear()
        renew()


def _restore(chosen: Sequence[str]) -> None:
    from views.library_steps import undo_decisions

    wanted = set(chosen)
    standing = open_library().decisions(kind="removal", undone=False)
    undo_decisions([made.number for made in standing if made.target in wanted])
    say(f"{count_of(len(chosen))} put back")
    ticked().clear()


def _done(*, keep: bool = False) -> None:
    if not keep:
        ticked().clear()
    renew()
    st.rerun()
