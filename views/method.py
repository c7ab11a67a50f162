"""Method: can I defend it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pandas as pd
import streamlit as st

from analysis.methods_text import codebook_words, methods_paragraph
from views.agreement import agreement_words, stance_agreement
from views.catalogue import event_articles
from views.frame import open_page, takeaway
from views.opened import OpenEvent, decided_document

_BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def show() -> None:
    """Show the page."""
    event = open_page("method")
    paragraph = methods_paragraph(event.entry.title, event.tables, event.settings)
    st.subheader("For your methods section", anchor=False)
    st.code(paragraph, language=None, wrap_lines=True)
    accuracy, settings, problems, files = st.tabs(
        ["Measured accuracy", "Settings and versions", "What was left out", "Take it with you"]
    )
    with accuracy:
        _accuracy(event)
    with settings:
        _settings(event)
    with problems:
        _problems(event)
    with files:
        _files(event, paragraph)


def _accuracy(event: OpenEvent) -> None:
    own = agreement_words(stance_agreement(event))
    if own:
        st.markdown(f"**In this event.** {own}")
    takeaway(
        "Machine labels are wrong sometimes. This is how often, on labelled articles that are not "
        "among yours; the texts there are mostly political news in English."
    )
    figures = accuracy_table()
    if figures.empty:
        st.info("No figures were measured yet: run python -m benchmarks.gates --update.")
        return
    st.dataframe(
        main_figures(figures),
        hide_index=True,
        height="content",
        column_config={
            "what": st.column_config.TextColumn(width="medium"),
            "measured": st.column_config.NumberColumn(format="%.3g", width="small"),
            "its data was": st.column_config.TextColumn(width="small"),
        },
        alt="Measured accuracy",
    )
    st.caption(
        "Expect a little less on your articles where the data was trained or tuned on. "
        "Measured by: python -m benchmarks.gates"
    )
    with st.expander(f"All {len(figures)} figures"):
        st.dataframe(figures, hide_index=True, alt="All measured figures")


@st.cache_data(show_spinner=False, max_entries=1)
def accuracy_table() -> pd.DataFrame:
    """Return what the benchmarks measured: benchmark, figure, value, better (higher or lower)."""
    kept = _BENCHMARKS / "figures.json"
    if not kept.exists():
        return pd.DataFrame()
    measured: dict[str, Any] = orjson.loads(kept.read_bytes())
    return pd.DataFrame(
        [
            {
                "benchmark": name,
                "figure": figure,
                "value": value,
                "better": "lower" if figure in entry["lower_is_better"] else "higher",
            }
            for name, entry in measured.items()
            for figure, value in entry["figures"].items()
        ]
    )


def main_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that say most, in words: what, measured, its data was."""
    shown = pd.read_csv(_BENCHMARKS / "shown.csv")
    table = shown.merge(figures, on=["benchmark", "figure"])
    return table.rename(columns={"value": "measured"})[["what", "measured", "its data was"]]


def _settings(event: OpenEvent) -> None:
    rows = [
        {"setting": name, "value": codebook_words(value) if name == "codebook" else _plain(value)}
        for name, value in event.settings.items()
        if name != "versions"
    ]
    versions = event.settings.get("versions", {})
    rows += [{"setting": f"version of {k}", "value": str(v)} for k, v in dict(versions).items()]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Settings and versions")


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "default" if value is None else str(value)


def _problems(event: OpenEvent) -> None:
    problems = event.tables.problems
    if problems.empty:
        st.success("Every article was read and compared.", icon=":material/check:")
        return
    takeaway(f"{len(problems)} remarks: what could not be used, or is counted with another.")
    st.dataframe(problems[["file", "place", "reason", "excerpt"]], hide_index=True, alt="Problems")


def _files(event: OpenEvent, paragraph: str) -> None:
    from analysis.export import bundle, table_csv, table_names

    articles, _ = event_articles(event.entry)
    texts = st.toggle(
        "With the articles' texts",
        value=True,
        key="with-texts",
        help="Without them, tables with offsets and labels remain: share those where the texts are "
        "not yours to share.",
    )
    st.download_button(
        "Everything as a ZIP",
        lambda: bundle(
            decided_document(event), event.tables, paragraph, texts=texts, articles=articles
        ),
        file_name="parallax-bundle.zip",
        mime="application/zip",
        icon=":material/folder_zip:",
        on_click="ignore",
    )
    if texts:
        st.caption("The bundle can be added to a Library again and gives the same comparison.")
    name = st.selectbox("One table", table_names(), index=table_names().index("claims"))
    table = getattr(event.tables, name)
    st.dataframe(table.head(200), hide_index=True, alt=f"Table {name}")
    st.download_button(
        f"{name}.csv",
        lambda: table_csv(table),
        file_name=f"{name}.csv",
        mime="text/csv",
        icon=":material/table:",
        on_click="ignore",
    )


if __name__ == "__main__":
    show()
