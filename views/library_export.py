"""The Library's way out: the articles shown or ticked as a file, as people corrected them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analysis.progress import Progress, no_progress
from analysis.settings import cache_folder
from views import jobs
from views.library_table import count_of
from views.own_events import library_stamp, open_library

if TYPE_CHECKING:
    from sources.article import Article
    from sources.library import Filter
    from views.library_find import Found

FORMATS = {"csv": "CSV", "xlsx": "Excel", "jsonl": "JSON lines", "parquet": "Parquet"}
_ABOUT = {
    "csv": "A row an article, for any spreadsheet. Cells that look like formulas are guarded.",
    "xlsx": "A workbook whose cells are all text. Long texts go on in further columns.",
    "jsonl": "An object a line, every field; comes in again without loss.",
    "parquet": "A snapshot for pandas, R or DuckDB, with dates and lists as such.",
}
_AT_ONCE = 300
"""Articles written while the reader waits; more are written by a worker."""


def export_path(key: str, form: str) -> Path:
    """Return where an exported file lies until it is fetched."""
    return cache_folder() / "exports" / f"{key}.{form}"


def export_articles(
    key: str, form: str, wanted: Filter, total: int, *, progress: Progress = no_progress
) -> None:
    """Write articles to `export_path`, in a worker process.

    Parameters
    ----------
    key : str
        Names the file.
    form : str
        Of `FORMATS`.
    wanted : Filter
        Which articles.
    total : int
        How many they are.
    progress : callable
        Told after each article.
    """
    from sources.library import Library

    path = export_path(key, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with Library() as library:
        try:
            _write(form, _told(library.articles(wanted), total, progress), part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def _write(form: str, articles: Iterator[Article], path: Path) -> None:
    if form == "parquet":
        from sources.library.snapshot import write_snapshot

        write_snapshot(path, articles)
        return
    from sources.export import WRITERS

    with path.open("wb") as file:
        WRITERS[form](articles, file)


def _told(articles: Iterator[Article], total: int, progress: Progress) -> Iterator[Article]:
    for done, article in enumerate(articles, 1):
        yield article
        progress(done, total, "writing")


def show_export(found: Found) -> None:
    """Show the button that writes what is shown, or ticked, to a file."""
    from dataclasses import replace

    from sources.library import Filter
    from views.library_actions import ticked

    chosen = ticked()
    with st.popover("Export", icon=":material/file_save:"), st.container(width=340):
        which = "shown"
        if chosen:
            names = {"ticked": f"{len(chosen):,} ticked", "shown": f"All {found.total:,} shown"}
            which = st.segmented_control(
                "Which articles", list(names), default="ticked", format_func=names.__getitem__,
                key="lib-export-which", required=True,
            )  # fmt: skip
        form = st.segmented_control(
            "As", list(FORMATS), default="csv", format_func=FORMATS.__getitem__,
            key="lib-export-form", required=True,
        )  # fmt: skip
        st.caption(_ABOUT[form])
        if which == "ticked":
            wanted, total = Filter(ids=sorted(chosen)), len(chosen)
        else:
            ids = None if found.hits is None else found.ids()
            wanted = found.wanted if ids is None else replace(found.wanted, ids=ids)
            total = found.total
        _offer(form, wanted, total)


def _offer(form: str, wanted: Filter, total: int) -> None:
    name = f"parallax-articles.{form}"
    if total <= _AT_ONCE:
        st.download_button(
            f"Save {count_of(total)}", lambda: _now(form, wanted), file_name=name,
            type="primary", on_click="ignore", key=f"lib-export-{form}",
        )  # fmt: skip
        return
    given = repr((form, wanted, library_stamp())).encode("utf-8", "replace")
    key = sha256(given).hexdigest()[:24]
    _prepare(key, form, wanted, total, name)


@st.fragment(run_every=1.0)
def _prepare(key: str, form: str, wanted: Filter, total: int, name: str) -> None:
    path, status = export_path(key, form), jobs.status(key)
    if path.exists():
        st.download_button(
            f"Save {count_of(total)}", path.read_bytes, file_name=name, type="primary",
            on_click="ignore", key=f"lib-export-{form}",
        )  # fmt: skip
    elif status is None or status.state == "cancelled":
        label = f"Prepare {count_of(total)}"
        if st.button(label, key=f"lib-prepare-{form}", type="primary"):
            jobs.forget(key)
            jobs.start(key, export_articles, key, form, wanted, total, lane="import")
    elif status.state == "running":
        st.progress(min(1.0, status.done / total), text=f"{status.done:,} of {total:,} written")
    else:
        st.error("The file could not be written.", icon=":material/error:")
        st.text(status.reason)


def _now(form: str, wanted: Filter) -> bytes:
    from sources.export import WRITERS

    if form == "parquet":
        import tempfile

        from sources.library.snapshot import write_snapshot

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "articles.parquet"
            write_snapshot(path, open_library().articles(wanted))
            return path.read_bytes()
    stream = io.BytesIO()
    WRITERS[form](open_library().articles(wanted), stream)
    return stream.getvalue()
