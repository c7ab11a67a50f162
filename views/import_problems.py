"""The problems of an import, each with its place and reason: listed, found, saved."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from views.import_reports import ImportReport, problems_path, read_problems
from views.library_table import count_of

_MOST_SHOWN = 5000
_REASONS = {
    "empty": "nothing to read",
    "format": "unknown format",
    "columns": "columns not known",
    "row": "a row that cannot be read",
    "date": "not a date",
    "encoding": "letters lost",
    "duplicate": "came twice",
    "version": "another version is kept",
    "truncated": "text cut off",
    "not_article": "not an article",
    "limits": "too large or too slow",
    "size": "too large",
    "damaged": "damaged",
    "entities": "damaged",
    "ocr": "pictures of text",
    "encrypted": "needs a password",
    "json": "a line that cannot be read",
    "error": "a withdrawn or failed item",
    "failed": "a withdrawn or failed item",
    "count": "fewer than announced",
    "digest": "changed since it was archived",
    "revisit": "repeats only",
    "open": "cannot be opened",
    "embedded": "inside another file",
    "tag": "label not used",
    "outlets": "own outlets",
    "decisions": "decisions not used",
    "settings": "compared otherwise",
    "manifest": "side file",
    "address": "address refused",
    "private": "address refused",
    "robots": "the site forbids programs",
    "status": "the site refused",
    "busy": "the site asks to wait",
    "host": "no such site",
    "connection": "no answer",
    "certificate": "not secure",
    "slow": "too slow",
    "redirect": "led astray",
    "attach": "text not attached",
}


def show_problems(report: ImportReport, key: str) -> None:
    """Show the problems of an import: by kind, by words, as a file."""
    st.markdown(f"**{count_of(report.problems, 'problem')}**, each with its place and reason")
    stamp = problems_path(report.key)
    table = _problems_table(report.key, stamp.stat().st_size if stamp.exists() else 0)
    kinds = table["kind"].value_counts()
    chosen = None
    if len(kinds) > 1:
        chosen = st.pills(
            "Kind of problem", list(kinds.index), key=f"kinds-{key}", label_visibility="collapsed",
            format_func=lambda kind: f"{kinds.get(kind, 0):,} {kind}", selection_mode="multi",
        )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            "Find in the problems", key=f"problem-words-{key}", placeholder="file, place or reason",
            icon=":material/search:", label_visibility="collapsed", width=320,
        )  # fmt: skip
        shown = filter_problems(table, words, chosen or ())
        st.download_button(
            f"Save {count_of(len(shown), 'problem')} as CSV", lambda: _csv(shown),
            file_name="problems.csv", on_click="ignore", key=f"problems-csv-{key}",
            icon=":material/file_save:",
        )  # fmt: skip
    st.dataframe(
        shown.head(_MOST_SHOWN),
        hide_index=True,
        column_order=["file", "place", "reason", *(["excerpt"] if shown["excerpt"].any() else [])],
        column_config={
            "file": st.column_config.TextColumn("File or address", width=220),
            "place": st.column_config.TextColumn("Place", width=120),
            "reason": st.column_config.TextColumn("Reason", width=430),
            "excerpt": st.column_config.TextColumn("What stands there", width=300),
        },
        height=min(38 + 35 * min(len(shown), _MOST_SHOWN), 500),
        alt="Problems, one a row: file, place, reason, what stands there",
    )
    if len(shown) > _MOST_SHOWN:
        st.caption(f"The first {_MOST_SHOWN:,}; the CSV file holds all of them.")


@st.cache_data(show_spinner=False, max_entries=4)
def _problems_table(
    key: str,
    size: int,  # noqa: ARG001 (part of the cache's key)
) -> pd.DataFrame:
    names = ["file", "place", "reason", "code", "excerpt"]
    table = pd.DataFrame(read_problems(key), columns=names, dtype=str)
    table["kind"] = [_REASONS.get(code, code or "other") for code in table["code"]]
    return table


def filter_problems(
    table: pd.DataFrame, words: str, kinds: list[str] | tuple[str, ...]
) -> pd.DataFrame:
    """Return the problems of these kinds (all when none) whose row holds the words."""
    kept = table[table["kind"].isin(list(kinds))] if kinds else table
    if words.strip():
        row = kept["file"] + "\n" + kept["place"] + "\n" + kept["reason"] + "\n" + kept["excerpt"]
        kept = kept[row.str.contains(words.strip(), case=False, regex=False)]
    return kept


def _csv(table: pd.DataFrame) -> bytes:
    from analysis.export import table_csv

    return table_csv(table[["file", "place", "reason", "code", "excerpt"]])
