"""The Library's form for adding articles: files or pasted text, into an event."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from views import jobs
from views.entries import EventEntry
from views.frame import takeaway
from views.importing import Upload, import_files, import_key, read_report
from views.opened import OPEN_NEXT
from views.own_events import library_id, menu_id, open_library, own_events

_NEW = "a new event"
_RUNNING = "import-running"


def show_add(entry: EventEntry) -> None:
    """Show the form, the running import, and the report of the last one."""
    running = st.session_state.get(_RUNNING)
    if running:
        _watch(*running)
        return
    event, name, person = _target(entry)
    files, pasted = st.tabs(["Files", "Paste text"])
    with files:
        uploads = _files()
    with pasted:
        uploads += _paste()
    ready = bool(uploads) and (event != _NEW or bool(name.strip()))
    if st.button("Add and compare", type="primary", disabled=not ready, key="add"):
        _start(uploads, event, name.strip(), person.strip() or "anonymous")
    if uploads and not ready:
        st.caption("Give the new event a name.")


def _target(entry: EventEntry) -> tuple[str, str, str]:
    own = own_events()
    first, second, third = st.columns(3, vertical_alignment="bottom")
    options = [_NEW, *own]
    event = first.selectbox(
        "Into",
        options,
        index=options.index(entry.id) if entry.id in own else 0,
        format_func=lambda name: own[name].title if name in own else _NEW,
        key="add-event",
    )
    name = ""
    if event == _NEW:
        name = second.text_input("Name of the new event", key="add-name", max_chars=120)
    person = third.text_input(
        "Your name",
        key="person",
        persist_state="session",
        max_chars=60,
        help="Signs what you add and change, here on this machine.",
    )
    return event, name, person


def _files() -> list[Upload]:
    given = st.file_uploader(
        "Drop files: text, web pages, PDF, Word, spreadsheets, database exports, ZIP",
        accept_multiple_files=True,
        key="add-files",
        help="The kind of a file is told by its content, not by its name.",
    )
    return [Upload(file.name, file.getvalue(), {}) for file in given]


def _paste() -> list[Upload]:
    text = st.text_area(
        "Text of one article",
        key="add-text",
        height=220,
        placeholder="Headline, an empty line, then the text as you copied it. "
        "Menus and contact blocks are removed.",
    )
    first, second, third = st.columns(3)
    fields = {
        "outlet": first.text_input("Outlet", key="add-outlet"),
        "published": second.text_input("Published", key="add-date", placeholder="2021-01-06"),
        "url": third.text_input("Address", key="add-url"),
    }
    if not text.strip():
        return []
    given = {name: value.strip() for name, value in fields.items() if value.strip()}
    return [Upload("pasted text.txt", text.encode("utf-8", "replace"), given)]


def _start(uploads: list[Upload], event: str, name: str, person: str) -> None:
    target = (
        open_library().make_event(name, [], person=person)
        if event == _NEW
        else library_id(own_events()[event])
    )
    key = import_key(uploads, target)
    jobs.start(key, import_files, key, uploads, target, person)
    st.session_state[_RUNNING] = (key, target)
    st.rerun()


@st.fragment(run_every=0.7)
def _watch(key: str, event: str) -> None:
    status = jobs.status(key)
    report = read_report(key)
    if report is not None and (status is None or status.state == "done"):
        _report(report, event)
        return
    if status is None or status.state == "failed":
        st.error("The files could not be added.", icon=":material/error:")
        st.text(status.reason if status else "")
        _back()
        return
    share = status.done / status.total if status.total else 0.0
    st.progress(share, text=f"Reading files: {status.done} of {status.total or '…'}")
    if status.state == "cancelled":
        _back()
    elif st.button("Stop", key="stop-import"):
        jobs.cancel(key)


def _report(report: dict[str, Any], event: str) -> None:
    known = f", {report['known']} were here already" if report["known"] else ""
    takeaway(f"{report['added']} articles added{known}, from {report['files']} files.")
    problems = pd.DataFrame(report["problems"])
    if len(problems):
        st.warning(f"{len(problems)} could not be used as they are:", icon=":material/warning:")
        st.dataframe(problems, hide_index=True, alt="Problems, one a row")
        from analysis.export import table_csv

        st.download_button(
            "Problems as CSV", table_csv(problems), file_name="problems.csv", on_click="ignore"
        )
    if st.button("Open the event", type="primary", key="open-event"):
        st.session_state.pop(_RUNNING, None)
        st.session_state[OPEN_NEXT] = menu_id(event)
        st.rerun()
    _back()


def _back() -> None:
    if st.button("Add more", key="add-more"):
        st.session_state.pop(_RUNNING, None)
        st.rerun()
