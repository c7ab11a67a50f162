"""A job on screen: how far it is, how long it takes yet, and what to do when it ended."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from views import jobs

_ALIKE = 20
"""Fewer are steps of their own length each, and say nothing of the time left."""


class JobWords(NamedTuple):
    """What a job is called where it is shown."""

    note: str
    stopped: str
    failed: str
    again: str


@st.fragment(run_every=0.7)
def watch(key: str, title: str, words: JobWords) -> None:
    """Show how a job stands until it is done, then run the page anew.

    Parameters
    ----------
    key : str
        As the job was started with.
    title : str
        What it does, while it runs.
    words : JobWords
        What to call it.
    """
    status = jobs.status(key)
    if status is None or status.state == "done":
        jobs.forget(key)
        st.rerun()
    if status.state == "running":
        st.subheader(title, anchor=False)
        _show_progress(key, status, words.note)
        return
    if status.state == "cancelled":
        st.info(words.stopped, icon=":material/pause:")
    else:
        st.error(words.failed, icon=":material/error:")
        st.text(status.reason)
    if st.button(words.again, key="again"):
        jobs.forget(key)
        st.rerun()


def _show_progress(key: str, status: jobs.Status, note: str) -> None:
    share = status.done / status.total if status.total else 0.0
    st.progress(min(1.0, share), text=progress_words(status))
    st.caption(f"{status.seconds:.0f} s so far. {note}")
    if st.button("Stop", key="stop", icon=":material/stop_circle:"):
        jobs.cancel(key)


def progress_words(status: jobs.Status) -> str:
    """Return what a job does, how much of it is done, how fast, and the time that is left.

    Examples
    --------
    >>> progress_words(jobs.Status("running", 20, 100, "reading articles", rate=4.0))
    'Reading articles: 20 of 100 (4.0 a second, 20 s left)'
    """
    words = status.what.capitalize() or "Starting"
    if status.total:
        words += f": {status.done:,} of {status.total:,}"
    if status.rate and status.done < status.total and status.total >= _ALIKE:
        left = (status.total - status.done) / status.rate
        words += f" ({status.rate:,.1f} a second, {left:.0f} s left)"
    return words
