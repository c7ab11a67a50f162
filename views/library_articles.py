"""The Library's list of articles: searched, filtered, corrected in place, chosen for more."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import streamlit as st

from analysis.outlet_type import OUTLET_TYPES
from views.catalogue import event_articles
from views.entries import EventEntry
from views.frame import plain_markdown, takeaway
from views.highlight import Mark, passage
from views.library_actions import show_actions, ticked
from views.library_article import show_article
from views.library_export import show_export
from views.library_find import (
    Found,
    choose_place,
    clear_filters,
    describe,
    facets,
    find,
    only_attention,
    open_page,
    show_pager,
)
from views.library_steps import edition, show_undo, take_step
from views.library_table import (
    EDITABLE,
    TICK,
    articles_frame,
    changed_cells,
    count_of,
    entries_frame,
    field_name,
    own_columns,
    ticked_rows,
)
from views.messages import say
from views.opened import OPEN_NEXT
from views.own_events import library_changed, menu_id, open_library
from views.person import person

if TYPE_CHECKING:
    import pandas as pd


_FRAME, _SAVED, _SEEN = "lib-frame", "lib-saved", "lib-seen"


def show_articles(entry: EventEntry) -> None:
    """Show the list of articles of a place: everything, an event, or an example."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = choose_place(entry)
        example = place == entry.id and not entry.own
        wanted = None if example else find(place)
    if wanted is None:
        show_example(entry)
        return
    found = only_attention(place, wanted)
    _begin_again(place, found)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(describe(found), width="content")
        if found.narrowed:
            st.button("Show all", key="lib-clear", type="tertiary", on_click=clear_filters)
        st.space("stretch")
        show_undo("articles")
        if found.total:
            show_export(found)
    if not found.total:
        _show_none(found)
        return
    show_actions(found, place)
    number, size = open_page(found)
    frame, key = _frame(found, number, size)
    if found.hits is not None and _as_passages():
        _show_passages(found, number, size)
    else:
        _edit(frame, key, facets(found.wanted))
    show_pager(found, number, size)


def _begin_again(place: str, found: Found) -> None:
    """Go to the first page when something else is looked at."""
    words = "" if found.hits is None else st.session_state.get("lib-words", "")
    now = sha256(repr((place, words, found.wanted)).encode("utf-8", "replace")).hexdigest()[:12]
    if st.session_state.get(_SEEN) != now:
        st.session_state[_SEEN] = now
        st.session_state["lib-page"] = 1


def _show_none(found: Found) -> None:
    if found.narrowed:
        st.info("No article matches. Look for less, or show all.", icon=":material/search_off:")
    else:
        st.info(
            "No article here yet. Add some under “Add articles”, or put some in from everything "
            "you have.",
            icon=":material/inbox:",
        )


def _as_passages() -> bool:
    shown = st.segmented_control(
        "Show", ["Table", "Passages"], default="Table", key="lib-as", required=True,
        persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
    return shown == "Passages"


def _show_passages(found: Found, number: int, size: int) -> None:
    hits = {hit.article: hit for hit in found.hits or ()}
    for entry in found.page(number, size):
        hit = hits[entry.id]
        about = [entry.outlet or "outlet not known", entry.outlet_type]
        about.append(f"{entry.published:%d %b %Y}" if entry.published else "no date")
        with st.container(gap=None):
            st.markdown(f"**{plain_markdown(entry.title or 'without a headline')}**")
            st.caption(plain_markdown(" · ".join(part for part in about if part)))
            st.html(passage(hit.snippet, [Mark(a, b, "evidence") for a, b in hit.marks]))
            if st.button("Read it", key=f"lib-hit-{entry.id}", type="tertiary"):
                st.session_state["lib-reading"] = 0
                show_article([entry.id])


def _frame(found: Found, number: int, size: int) -> tuple[pd.DataFrame, str]:
    """Return the page's table and the key of its editor.

    The table stays as it was read until something else is looked at: rows must not move under the
    hands of a person who edits, though an edit may take an article out of what the filter asks for.
    """
    state = st.session_state
    key = f"lib-edit-{state[_SEEN]}-{number}-{size}-{edition()}"
    kept = state.get(_FRAME)
    if kept is None or kept[0] != key:
        frame = entries_frame(found.page(number, size), ticked(), found.hits)
        state[_FRAME] = kept = (key, frame)
        state[_SAVED] = {}
    return kept[1], key


def _edit(frame: pd.DataFrame, key: str, values: dict[str, dict[str, int]]) -> None:
    if frame.empty:
        return
    own = own_columns(frame)
    fixed = [name for name in frame.columns if name not in (TICK, *EDITABLE, *own)]
    shown = [name for name in frame.columns if name != "id"]
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        disabled=fixed,
        column_order=shown,
        column_config=_columns([*OUTLET_TYPES, *values["outlet_type"]]),
        on_change=_save,
        args=(key,),
        height=min(38 + 35 * len(frame), 668),
        placeholder="",
        alt="Articles, one a row: tick some to do something with them, change a cell to correct it",
    )
    st.caption(
        "Change a cell to correct it: it is kept at once, signed, and can be undone. "
        "What you say outranks what was detected."
    )


def _columns(types: list[str]) -> dict[str, Any]:
    column = st.column_config
    return {
        TICK: column.CheckboxColumn("", width=40, pinned=True),
        "title": column.TextColumn("Headline", width=330),
        "passage": column.TextColumn("Where it matches", width=360),
        "outlet": column.TextColumn("Outlet", width=140),
        "outlet_type": column.SelectboxColumn(
            "Outlet type",
            options=list(dict.fromkeys(["", *types])),
            width=140,
            help="Empty: found from the text when compared.",
        ),
        "published": column.TextColumn(
            "Published",
            width=105,
            validate=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$",
            help="2021-01-06, or 2021-01, or 2021.",
        ),
        "stance": column.TextColumn("Stance", width=105, help="In your own words."),
        "language": column.TextColumn(
            "Language", width=85, validate=r"^([a-z]{2})?$", help="Two letters, like en."
        ),
        "words": column.NumberColumn("Words", width=75, format="localized"),
        "text": column.TextColumn("Text", width=85, help="How much of it there is."),
        "corrected": column.TextColumn("Corrected", width=120, help="What people have set."),
        "url": column.TextColumn("Address", width=200),
        "file": column.TextColumn("Came from", width=180),
        "added": column.TextColumn("Added", width=100),
    }


def _save(key: str) -> None:
    """Keep what was changed in the table, at once."""
    state = st.session_state
    kept_key, frame = state[_FRAME]
    edited = state[key]["edited_rows"] if kept_key == key else {}
    on, off = ticked_rows(frame, edited)
    ticked().update(on)
    ticked().difference_update(off)
    saved: dict[tuple[int, str], str] = state[_SAVED]
    changes = changed_cells(frame, edited, saved)
    if not changes:
        return
    names = {name for _, name in changes}
    what = field_name(names.pop()) if len(names) == 1 else f"{len(names)} fields"
    step = f"{what} of {count_of(len({row for row, _ in changes}))}"
    kept = take_step(
        step,
        lambda library: [
            library.tag(str(frame.iloc[row]["id"]), name, value, person=person())
            for (row, name), value in changes.items()
        ],
    )
    if kept:
        saved.update(changes)
        say(f"Kept: {step}")


def show_example(entry: EventEntry) -> None:
    """Show the articles of an example that ships with Parallax, with a way to copy them."""
    articles, _ = event_articles(entry)
    takeaway(f"{count_of(len(articles))}. This example ships with Parallax and stays as it is.")
    if st.button("Copy it into my library", key="copy-example", icon=":material/library_add:"):
        _copy(entry)
    st.dataframe(
        articles_frame(articles),
        hide_index=True,
        alt="Articles of the example",
        column_config={
            name: "Headline" if name == "title" else name.replace("_", " ").capitalize()
            for name in ("title", "outlet", "outlet_type", "published", "stance", "language",
                         "words", "file", "date found by")
        },
    )  # fmt: skip


def _copy(entry: EventEntry) -> None:
    articles, _ = event_articles(entry)
    library = open_library()
    kept = library.keep(articles)
    known = dict(kept.known)
    identifiers = [known.get(article.id, article.id) for article in articles]
    event = library.make_event(f"{entry.title} (copy)", identifiers, person=person())
    library_changed()
    st.session_state[OPEN_NEXT] = menu_id(event)
    st.rerun()
