"""Watching an import, and what came of it: counts, and every problem with its place and reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from views import jobs
from views.address import EVENT, link_to
from views.frame import plain_markdown
from views.import_problems import show_problems
from views.import_reports import ImportReport, list_reports, new_key, read_report
from views.library_find import show_only
from views.library_table import count_of
from views.opened import OPEN_NEXT
from views.own_events import library_changed, menu_id, open_library, own_events

if TYPE_CHECKING:
    from sources.library import Entry
    from views.importing import Order

_WATCHED = "lib-import"
TAB, INTO = "library", "add-into"
"""Session keys: the open tab; the event open then, and the one that the last articles went to."""
ARTICLES_TAB, ADD_TAB = "Articles", "Add articles"
_TOLD = 5
"""Articles up to which an import says of each what it was read as."""
_FEW_WORDS = 30
LEAVE = "lib-leave"
"""Session key: true to go on to the comparison of the open event."""


def start_import(order: Order) -> str:
    """Start an import in the background and return its key."""
    from views.importing import import_articles, stage

    key = new_key()
    staged = stage(replace(order, key=key))
    jobs.start(key, import_articles, staged, lane="import")
    st.session_state[_WATCHED] = key
    return key


def watched_import() -> str:
    """Return the import to show alone: the one begun here; empty when there is none."""
    return str(st.session_state.get(_WATCHED, ""))


def show_running() -> None:
    """Show the imports that run beside the form: other people's, and those of a page left."""
    for report in list_reports(5):
        if _runs(report):
            _watch(report.key)


def leave_import(event: str = "") -> None:
    """Go back to the form; what runs goes on and is seen above it.

    Parameters
    ----------
    event : str
        Where the next articles go unless the person says otherwise; empty: as the form has it.
    """
    st.session_state[_WATCHED] = ""
    if event:
        st.session_state[INTO] = (st.session_state.get(EVENT), event)


def _runs(report: ImportReport) -> bool:
    status = jobs.status(report.key)
    return not report.ended and status is not None and status.state == "running"


def show_import(key: str) -> None:
    """Show an import: how far it is, or how it ended."""
    report = read_report(key)
    if report is None:
        leave_import()
        st.rerun()
    if _runs(report):
        _watch(key)
        return
    show_report(_settled(report), key="now")


def _settled(report: ImportReport) -> ImportReport:
    """Return a report that says so when its import died without a word."""
    if report.ended:
        return report
    status = jobs.status(report.key)
    reason = "it was interrupted. Add the same again: what is kept is not added twice"
    if status is not None and status.state == "failed":
        reason = status.reason
    stopped = status is not None and status.state == "cancelled"
    return replace(report, state="stopped" if stopped else "failed", reason=reason)


@st.fragment(run_every=0.7)
def _watch(key: str) -> None:
    report = read_report(key)
    if report is None or not _runs(report):
        library_changed()
        st.rerun()
    with st.container(border=True):
        st.markdown(f"**Adding {plain_markdown(report.title)}**")
        if report.state == "waiting":
            st.progress(0.0, text="Waiting for its turn …")
        else:
            st.progress(min(1.0, report.share or 0.0), text=progress_line(report))
            _numbers(report)
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button("Stop", key=f"stop-{key}", icon=":material/stop_circle:"):
                jobs.cancel(key)
                st.session_state["lib-stopping"] = key
            alone = watched_import() == key
            other = "Add something else" if alone else "Show it alone"
            if st.button(other, key=f"beside-{key}", type="tertiary"):
                st.session_state[_WATCHED] = "" if alone else key
                st.rerun()
            if st.session_state.get("lib-stopping") == key:
                st.caption("Stopping after the article at hand …")
            else:
                st.caption("You can leave this page: it goes on, and what came in is kept.")


def progress_line(report: ImportReport) -> str:
    """Return how far an import is: count, rate and time left.

    Examples
    --------
    >>> at = ImportReport(key="", title="", person="", phase="Reading", read=500, seconds=10,
    ...                   share=0.25)
    >>> progress_line(at)
    'Reading: 500 articles, 50 a second, about 30 s left'
    """
    parts = [f"{report.phase}: {count_of(report.read)}"]
    if report.seconds >= 1 and report.read:
        rate = report.read / report.seconds
        parts.append(f"{rate:,.0f} a second" if rate >= 3 else f"{rate * 60:,.0f} a minute")
    if report.share and report.share > 0.02 and report.seconds > 2:
        parts.append(f"about {_duration(report.seconds * (1 - report.share) / report.share)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _numbers(report: ImportReport) -> None:
    with st.container(horizontal=True):
        for label, number in (
            ("Added", report.added),
            ("Text completed", report.filled),
            ("Here already", report.unchanged),
            ("Problems", report.problems),
        ):
            if number or label in ("Added", "Problems"):
                st.metric(label, f"{number:,}", width=125)


def show_report(report: ImportReport, *, key: str) -> None:
    """Show how an import ended: what was added, and what was not, with the reason."""
    with st.container(border=True):
        st.markdown(f"**{_headline(report)}**")
        if report.state == "failed":
            st.error("The import broke off.", icon=":material/error:")
            st.text(report.reason)
        _numbers(report)
        _show_what_came(report)
        about = [when(report.began), report.person, _took(report) if report.read else ""]
        st.caption(plain_markdown(" · ".join(part for part in about if part)))
        _next_steps(report, key)
    if report.problems:
        show_problems(report, key)


def _headline(report: ImportReport) -> str:
    title = plain_markdown(report.title)
    if report.state == "stopped":
        return f"Stopped: {title}. {count_of(report.added)} came in and stay."
    if not report.read and not report.skipped:
        return f"Nothing came in from {title}."
    said = f"{count_of(report.added)} added"
    if report.filled:
        said += f", {count_of(report.filled, 'text')} completed"
    if not report.added and not report.filled:
        said = "Nothing new"
    return f"{said} from {title}."


def _show_what_came(report: ImportReport) -> None:
    """Show how a few articles were read: what was taken for what is seen at once."""
    if not 0 < len(report.ids) <= _TOLD:
        return
    from sources.library import Filter

    for entry in open_library().list(Filter(ids=report.ids)):
        st.markdown(plain_markdown(read_as(entry)))


def read_as(entry: Entry) -> str:
    """Return in a line what an article was read as, with what is missing or doubtful."""
    day = f"{entry.published:%d %b %Y}".lstrip("0") if entry.published else "date not known"
    parts = [
        f"“{entry.title}”" if entry.title else "no headline",
        entry.outlet or "outlet not known",
        day,
        count_of(entry.words, "word"),
    ]
    few = entry.text_kind == "full" and entry.words < _FEW_WORDS
    return " · ".join([*parts, *(["hardly a text: is it whole?"] if few else [])])


def _took(report: ImportReport) -> str:
    return f"{count_of(report.read)} read in {_duration(max(report.seconds, 0.1))}"


def when(moment: str) -> str:
    """Return a stored moment as people write it; empty when there is none."""
    if not moment:
        return ""
    return datetime.fromisoformat(moment).astimezone().strftime("%-d %b %Y, %H:%M")


def _next_steps(report: ImportReport, key: str) -> None:
    event = menu_id(report.event) if report.event else ""
    event = event if event in own_events() else ""
    together = _articles_in(report.event) if event else 0
    with st.container(horizontal=True):
        if together > 1:
            st.button(
                f"Compare {count_of(together)}", type="primary", key=f"open-event-{key}",
                on_click=_compare, args=(event,), icon=":material/arrow_forward:",
            )  # fmt: skip
        if report.ids:
            st.button(
                f"See {count_of(len(report.ids))}", key=f"see-{key}", on_click=_see,
                args=(report.ids, report.title), icon=":material/list:",
            )  # fmt: skip
        if key == "now":
            st.button(
                "Add more" if together != 1 else "Add another article to compare it with",
                type="primary" if together == 1 else "secondary",
                key="add-more", on_click=leave_import, args=(event,), icon=":material/add:",
            )  # fmt: skip
    if len(report.ids) > 1:
        asked = "Do they tell one story? See how they group" if event else "Group them into events"
        link_to("events", asked)


def _articles_in(event: str) -> int:
    from sources.library import Filter

    return open_library().count(Filter(event=event))


def _compare(event: str) -> None:
    leave_import()
    st.session_state[OPEN_NEXT] = event
    st.session_state[LEAVE] = True


def _see(ids: list[str], title: str) -> None:
    leave_import()
    show_only(ids, title)
    for name in [name for name in st.session_state if str(name).startswith("lib-place-")]:
        st.session_state[name] = ""
    st.session_state[TAB] = ARTICLES_TAB


def show_earlier_imports() -> None:
    """Show the imports of before, each with its problems to look up."""
    reports = [_settled(report) for report in list_reports() if not _runs(report)]
    if not reports:
        return
    with st.expander(f"Earlier imports ({len(reports)})"):
        table = pd.DataFrame(
            [
                {
                    "when": when(report.began), "what": report.title, "by": report.person,
                    "added": report.added, "here already": report.unchanged,
                    "problems": report.problems,
                    "ended": {"done": "done", "stopped": "stopped"}.get(report.state, "broke off"),
                }
                for report in reports
            ]
        )  # fmt: skip
        chosen = st.dataframe(
            table, hide_index=True, key="earlier-imports", on_select="rerun",
            selection_mode="single-row", alt="Imports, the newest first; choose one to see it",
            column_config={name: name.capitalize() for name in table.columns},
        )  # fmt: skip
        rows = chosen["selection"]["rows"]
        if rows and rows[0] < len(reports):
            show_report(reports[rows[0]], key="earlier")
        else:
            st.caption("Choose one to see what came of it.")
