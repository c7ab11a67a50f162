"""The event that is open, compared: from its articles to the tables that every page reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
import streamlit as st

from analysis.codebook import CodebookError, own_codebook_file
from views import jobs, settled  # noqa: F401 (freezes what was imported)
from views.address import COLLAPSE, EVENT, TARGETS, THRESHOLD, link_to
from views.catalogue import event_articles, list_events
from views.decided import decided, fingerprint, standing
from views.entries import EventEntry
from views.watched import JobWords, watch

if TYPE_CHECKING:
    from analysis.decisions import Decision
    from analysis.settings import Settings
    from analysis.tables import Tables
    from sources.article import Article, Problem

TUNED = "tuned"
"""Of the match threshold: what was found best on labelled pairs."""
THRESHOLDS = ("0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.5", "0.55", "0.6", "0.7")
MOST_TARGETS = 8
_COMPARING = JobWords(
    note="Each article is read once and kept; you can leave this page and come back.",
    stopped="Comparing was stopped. What was read so far is kept.",
    failed="This event could not be compared.",
    again="Compare again",
)
OPEN_NEXT = "open-next"
"""Session key: the event to open at the next run, set by whoever has just made it."""


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """What a page needs to know of the open event."""

    entry: EventEntry
    key: str
    """Name of what is shown: the comparison and people's decisions; part of every cache key."""
    tables: Tables
    """Read-only: shared by all who look at this event."""
    settings: dict[str, Any]
    """As recorded with the result."""
    machine_key: str = ""
    """Name of the comparison as the machine made it."""
    decisions: tuple[Decision, ...] = ()
    """What people decided about it, in force, oldest first."""
    not_applied: frozenset[int] = frozenset()
    """Numbers of those decisions whose passages or names are not in this event."""


def chosen_entry() -> EventEntry:
    """Return the event chosen in the sidebar, or the first example."""
    events = list_events()
    name = st.session_state.get(EVENT)
    return events[name] if name in events else next(iter(events.values()))


def chosen_settings() -> Settings:
    """Return the settings of the comparison as the sidebar has them."""
    from dataclasses import replace

    from analysis.settings import settings_from_environment

    settings = settings_from_environment()
    chosen = st.session_state.get(THRESHOLD, TUNED)
    return replace(
        settings,
        targets=chosen_targets(),
        collapse_reprints=bool(st.session_state.get(COLLAPSE, True)),
        match_threshold=float(chosen) if chosen in THRESHOLDS else None,
    )


def chosen_targets() -> tuple[str, ...]:
    """Return whom or what a person wants stance toward in the open event; empty: as proposed.

    The session keeps them with the event that they were chosen in.
    """
    event, targets = st.session_state.get(TARGETS, ("", ()))
    return tuple(targets) if event == st.session_state.get(EVENT) else ()


def choose_targets(targets: Sequence[str]) -> None:
    """Set whom or what stance is measured toward in the open event; empty: as proposed."""
    wanted = dict.fromkeys(" ".join(target.split())[:80] for target in targets)
    chosen = tuple(target for target in wanted if target)[:MOST_TARGETS]
    st.session_state[TARGETS] = (st.session_state.get(EVENT), chosen)
    if chosen:
        st.query_params[TARGETS] = list(chosen)
    else:
        st.query_params.pop(TARGETS, None)


def require_event(entry: EventEntry) -> OpenEvent:
    """Return an event, compared; until it is, show how far the work is and stop the page."""
    from analysis.kept_comparison import comparison_key, make_comparison

    articles, problems = event_articles(entry)
    if not articles:
        _show_nothing(problems)
        st.stop()
    try:
        settings = chosen_settings()
    except CodebookError as error:
        _show_broken_codebook(error)
        st.stop()
    key = comparison_key(articles, problems, settings)
    decisions = standing(entry)
    shaped = fingerprint(decisions)
    try:
        tables, recorded, missed = _open(key, shaped, decisions)
    except KeyError:
        _start_once(key, make_comparison, articles, problems, settings)
        watch(key, f"Comparing {len(articles)} articles", _COMPARING)
        st.stop()
    name = f"{key}-{shaped}" if shaped else key
    return OpenEvent(entry, name, tables, recorded, key, tuple(decisions), missed)


@st.cache_resource(show_spinner=False, max_entries=8)
def _open(
    key: str, shaped: str = "", _decisions: Sequence[Decision] = ()
) -> tuple[Tables, dict[str, Any], frozenset[int]]:
    """Return a comparison's tables and settings with decisions applied, and those that were not.

    `shaped` is the fingerprint of the decisions.
    """
    from analysis.tables import read_tables

    document = machine_document(key)
    if shaped:
        document = decided(document, _decisions)
    rows = document.get("decisions", ())
    missed = frozenset(row["number"] for row in rows if not row["applied"])
    return read_tables(document), document["settings"], missed


def decided_document(event: OpenEvent) -> dict[str, Any]:
    """Return the whole document of the open event, with people's decisions applied."""
    machine = machine_document(event.machine_key)
    return decided(machine, event.decisions) if event.decisions else machine


@st.cache_resource(show_spinner=False, max_entries=2)
def machine_document(key: str) -> dict[str, Any]:
    """Return the document of a comparison as the machine made it; read-only.

    Raises
    ------
    KeyError
        When it is not kept.
    """
    return open_document(key)


def open_document(key: str) -> dict[str, Any]:
    """Return the whole document of a comparison that is kept.

    Raises
    ------
    KeyError
        When it is not kept.
    """
    from analysis.kept import KeptOnDisk
    from analysis.kept_comparison import kept_document
    from analysis.settings import kept_file

    value = kept_document(key, KeptOnDisk(kept_file()))
    if value is None:
        raise KeyError(key)
    document: dict[str, Any] = orjson.loads(value)
    return document


def _start_once(
    key: str, function: object, articles: list[Article], problems: list[Problem], settings: Settings
) -> None:
    if jobs.status(key) is None:
        jobs.start(key, function, articles, problems, settings)  # type: ignore[arg-type]


def _show_broken_codebook(error: CodebookError) -> None:
    st.error("Your own word lists for frames cannot be used.", icon=":material/error:")
    st.text(f"{error}\n{own_codebook_file()}")
    st.caption("Mend the file, or remove it to use the lists that come with Parallax.")
    if st.button("Use the shipped lists", icon=":material/undo:"):
        path = own_codebook_file()
        path.replace(path.with_suffix(".broken.csv"))
        st.rerun()


def _show_nothing(problems: list[Problem]) -> None:
    st.info(
        "This event has no article yet. Add some in the Library: drop files, or paste text.",
        icon=":material/inbox:",
    )
    link_to("library", "Open the Library")
    for problem in problems:
        st.text(f"{problem.file}: {problem.reason}")
