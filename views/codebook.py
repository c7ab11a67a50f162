"""The codebook behind the frames, to read, edit, replace and take away."""

from __future__ import annotations

import contextlib
from typing import Any

import pandas as pd
import streamlit as st

from analysis.codebook import (
    Codebook,
    CodebookError,
    codebook_csv,
    make_codebook,
    own_codebook,
    own_codebook_file,
    parse_codebook,
    shipped_codebook,
)

_EDITED = "codebook-edited"
_TURN = "codebook-turn"
"""Session key: how often the lists changed, so that a file once used is no longer offered."""


def show_codebook() -> None:
    """Show the word lists in use, and keep what the user makes of them."""
    own = own_codebook()
    codebook = shipped_codebook() if own is None else own
    terms = sum(map(len, codebook.values()))
    whose = "that come with Parallax" if own is None else "of your own"
    with st.expander(f"Word lists: {len(codebook)} frames, {terms} terms, {whose}"):
        st.caption(
            "Each line is a term and the frame it counts for. A * stands for any ending: treat* "
            "finds treaty, treaties and treatment. Add lines at the end; select lines to delete "
            "them. Your lists hold for all events on this computer."
        )
        _edit(codebook, own is not None)
        _replace()


def _edit(codebook: Codebook, is_own: bool) -> None:
    table = pd.DataFrame(
        [(frame, term) for frame, terms in codebook.items() for term in terms],
        columns=["frame", "term"],
    )
    edited = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        height=320,
        key=_EDITED,
        column_config={
            "frame": st.column_config.TextColumn("Frame", required=True),
            "term": st.column_config.TextColumn("Word or phrase", required=True),
        },
    )
    rows = [(_text(row.frame), _text(row.term)) for row in edited.itertuples()]
    changed = not edited.equals(table)
    with st.container(horizontal=True):
        keep = st.button(
            "Use these lists", type="primary", disabled=not changed, key="codebook-keep"
        )
        st.download_button(
            "Download as CSV",
            codebook_csv(codebook),
            file_name="frames.csv",
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        if is_own and st.button("Back to the shipped lists", icon=":material/undo:"):
            own_codebook_file().unlink(missing_ok=True)
            _changed()
    if keep:
        with _told():
            _keep(make_codebook(rows, "your lists"))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _replace() -> None:
    given = st.file_uploader(
        "Bring a codebook of your own: a CSV file with the columns frame and term",
        type=["csv"],
        max_upload_size=2,
        key=f"codebook-file-{st.session_state.get(_TURN, 0)}",
    )
    if given is not None and st.button("Use this file", type="primary", key="codebook-use"):
        with _told():
            _keep(parse_codebook(given.getvalue(), given.name))


@contextlib.contextmanager
def _told() -> Any:
    try:
        yield
    except CodebookError as error:
        st.error("These lists cannot be used.", icon=":material/error:")
        st.text(str(error))


def _keep(codebook: Codebook) -> None:
    path = own_codebook_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(codebook_csv(codebook))
    part.replace(path)
    _changed()


def _changed() -> None:
    st.session_state.pop(_EDITED, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.rerun()
