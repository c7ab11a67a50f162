"""The Library's table of articles, where a person corrects what was detected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analysis.outlet_type import OUTLET_TYPES
from views.entries import EventEntry
from views.frame import takeaway
from views.opened import OPEN_NEXT
from views.own_events import open_library

if TYPE_CHECKING:
    from sources.article import Article, Problem

EDITABLE = ("title", "outlet", "outlet_type", "published", "stance", "language")


def articles_frame(articles: Sequence[Article]) -> pd.DataFrame:
    """Return articles as a table to look over.

    Returns
    -------
    DataFrame
        id, title, outlet, outlet_type (given; empty: detected when compared), published (text to
        its precision), stance (given), language, words, file, how the date was found.
    """
    return pd.DataFrame(
        [
            {
                "id": article.id,
                "title": article.title,
                "outlet": article.outlet,
                "outlet_type": article.outlet_type,
                "published": _day(article),
                "stance": article.stance,
                "language": article.language,
                "words": len(article.text.split()),
                "file": article.source_file.rpartition("/")[2],
                "date found by": article.provenance.get("published", ""),
            }
            for article in articles
        ]
    )


def _day(article: Article) -> str:
    if article.published is None:
        return ""
    length = {"year": 4, "month": 7}.get(article.published_precision, 10)
    return article.published.strftime("%Y-%m-%d")[:length]


def show_articles(
    entry: EventEntry, articles: Sequence[Article], problems: Sequence[Problem]
) -> None:
    """Show the table, editable for the user's own events, and what could not be read."""
    if articles:
        frame = articles_frame(articles)
        undated = int((frame["published"] == "").sum())
        unnamed = int((frame["outlet"] == "").sum())
        takeaway(
            f"{len(frame)} articles, {int(frame['words'].sum()):,} words; "
            f"{undated} without a date, {unnamed} without an outlet."
        )
        if entry.own:
            _edit(frame)
        else:
            st.dataframe(frame.drop(columns="id"), hide_index=True, alt="Articles")
            _copy(entry, articles)
    else:
        st.info("No article yet. Add some in the next tab.", icon=":material/inbox:")
    if problems:
        st.subheader("Not read", anchor=False)
        st.dataframe(
            pd.DataFrame([[p.file, p.place, p.reason] for p in problems],
                         columns=["file", "place", "reason"]),
            hide_index=True,
            alt="Problems",
        )  # fmt: skip


def _edit(frame: pd.DataFrame) -> None:
    st.caption("Correct what is wrong: a person’s word outranks the machine’s, and can be undone.")
    edited = st.data_editor(
        frame,
        hide_index=True,
        key="edit-articles",
        disabled=[name for name in frame.columns if name not in EDITABLE],
        column_order=[name for name in frame.columns if name != "id"],
        column_config={
            "outlet_type": st.column_config.SelectboxColumn(
                "outlet type", options=["", *OUTLET_TYPES]
            ),
            "published": st.column_config.TextColumn(
                "published", help="2021-01-06, 2021-01 or 2021"
            ),
        },
    )
    changes = changed_cells(frame, edited)
    if changes and st.button(f"Keep {len(changes)} changes", type="primary", key="keep-changes"):
        keep_changes(changes)


def changed_cells(before: pd.DataFrame, after: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return what a person changed: article id, field, new value."""
    changes = []
    for name in EDITABLE:
        for identifier, old, new in zip(before["id"], before[name], after[name], strict=True):
            value = "" if new is None else str(new).strip()
            if value != old:
                changes.append((str(identifier), name, value))
    return changes


def keep_changes(changes: Sequence[tuple[str, str, str]]) -> None:
    """Keep changes as decisions of the person at the keyboard."""
    from sources.library import LibraryError

    person = str(st.session_state.get("person", "")).strip() or "anonymous"
    library = open_library()
    for identifier, name, value in changes:
        try:
            library.tag(identifier, name, value, person=person)
        except LibraryError as error:
            st.error("One change could not be kept.", icon=":material/error:")
            st.text(f"{name}: {error}")
            return
    st.rerun()


def _copy(entry: EventEntry, articles: Sequence[Article]) -> None:
    st.caption("This is an example that ships with Parallax. Copy it to correct and extend it.")
    if st.button("Copy into my library", key="copy-example"):
        from views.own_events import menu_id

        person = str(st.session_state.get("person", "")).strip() or "anonymous"
        library = open_library()
        kept = library.keep(articles)
        known = dict(kept.known)
        identifiers = [known.get(article.id, article.id) for article in articles]
        event = library.make_event(f"{entry.title} (copy)", identifiers, person=person)
        st.session_state[OPEN_NEXT] = menu_id(event)
        st.rerun()
