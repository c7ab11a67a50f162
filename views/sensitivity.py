"""How the counts of claims move with the match threshold: asked for, made in a worker, shown."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from views import jobs
from views.catalogue import event_articles
from views.charts.claims import threshold_lines
from views.charts.style import with_ink
from views.frame import is_dark, takeaway
from views.opened import OpenEvent, chosen_settings
from views.wording import count_of


def show_sensitivity(event: OpenEvent) -> None:
    """Show the counts at ten thresholds, or how to have them made."""
    rows = _kept(event.machine_key)
    if rows is None:
        _offer(event)
        return
    table = pd.DataFrame(rows)
    low, high = table["shared_share"].min(), table["shared_share"].max()
    counts = event.tables.claims["status"].value_counts()
    now = counts.get("shared", 0) / max(1, len(event.tables.claims))
    takeaway(
        f"Across the plausible thresholds {low:.0%} to {high:.0%} of the claims are shared; as set "
        f"now, {now:.0%}. In conflict: {table['conflict'].min()} to {table['conflict'].max()}."
    )
    if event.decisions:
        st.caption(
            f"Counted by the machine alone: {count_of(len(event.decisions), 'change')} by hand "
            "stand in “as set now”, not in the curves."
        )
    st.plotly_chart(
        with_ink(threshold_lines(table, _in_force(event)), is_dark()),
        key="thresholds",
        config={"displayModeBar": False},
        alt="Counts of claims by match threshold",
    )
    st.caption("To compare at another threshold, move it in the sidebar.")
    shares = table[["shared_share", "conflict_share"]].mul(100)
    st.dataframe(
        table.assign(**shares),
        hide_index=True,
        column_config={
            "unique": "only one source",
            "conflict": "in conflict",
            "shared_share": st.column_config.NumberColumn("share shared", format="%.0f %%"),
            "conflict_share": st.column_config.NumberColumn("share in conflict", format="%.0f %%"),
        },
        alt="Counts of claims at each threshold",
    )


def _in_force(event: OpenEvent) -> float:
    from analysis.claims.settings import ClaimSettings

    chosen = event.settings.get("match_threshold")
    return float(chosen) if chosen else ClaimSettings().match_threshold


def _kept(key: str) -> list[dict[str, Any]] | None:
    from analysis.kept import KeptOnDisk
    from analysis.kept_sensitivity import kept_sensitivity
    from analysis.settings import kept_file

    return kept_sensitivity(key, KeptOnDisk(kept_file()))


def _offer(event: OpenEvent) -> None:
    job = f"{event.machine_key}-thresholds"
    if jobs.status(job) is not None:
        _watch(job)
        return
    st.info(
        "Whether two clauses make the same claim is a matter of degree. Try ten thresholds to see "
        "how much your counts depend on it; it takes about ten times as long as comparing once."
    )
    if st.button("Try ten thresholds", key="try-thresholds", icon=":material/tune:"):
        from analysis.kept_sensitivity import make_sensitivity

        articles, problems = event_articles(event.entry)
        jobs.start(job, make_sensitivity, articles, problems, chosen_settings())
        st.rerun()


@st.fragment(run_every=0.7)
def _watch(job: str) -> None:
    status = jobs.status(job)
    if status is None or status.state == "done":
        jobs.forget(job)
        st.rerun()
    if status.state != "running":
        st.error("The thresholds could not be tried.", icon=":material/error:")
        st.text(status.reason)
        if st.button("Try again", key="again-thresholds"):
            jobs.forget(job)
            st.rerun()
        return
    share = status.done / status.total if status.total else 0.0
    words = f"{status.what.capitalize()}: {status.done} of {status.total}"
    st.progress(min(1.0, share), text=words)
    if st.button("Stop", key="stop-thresholds", icon=":material/stop_circle:"):
        jobs.cancel(job)
