"""Events: which articles of the library tell the same story, as proposed and as people decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from views import jobs
from views.address import go_to, link_to
from views.event_groups import (
    Group,
    headline,
    keep_decisions,
    make_groups,
    outlets,
    read_decisions,
)
from views.frame import plain_markdown, show_heading, takeaway
from views.grouped import (
    Stamp,
    decided_groups,
    digest,
    groups_table,
    key_of,
    library_articles,
    scored_pairs,
)
from views.library_steps import edition, renew, show_signature, show_undo, take_step
from views.library_table import count_of
from views.messages import say, show_message
from views.opened import OPEN_NEXT
from views.own_events import articles_stamp, library_exists, menu_id, open_library
from views.person import person
from views.watched import JobWords, watch

if TYPE_CHECKING:
    from analysis.events import Decision
    from sources.article import Article
    from sources.library import Decision as Kept
    from sources.library import Library

_GROUPING = JobWords(
    note="You can leave this page and come back.",
    stopped="Grouping was stopped.",
    failed="The articles could not be grouped.",
    again="Group again",
)
_LEAVE = "groups-leave"


def show() -> None:
    """Show the page."""
    if st.session_state.pop(_LEAVE, False):
        go_to("overview")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container():
            show_heading("events")
        show_signature()
    show_message()
    stamp = articles_stamp() if library_exists() else None
    articles = library_articles(stamp) if stamp else {}
    if stamp is None or len(articles) < 2:
        st.info(
            "Put two articles or more into the Library, and they are grouped here by the story "
            "they tell.",
            icon=":material/inbox:",
        )
        link_to("library", "Open the Library")
        return
    _require_scored(stamp, articles)
    _show_groups(stamp, articles, read_decisions(open_library()))


def _require_scored(stamp: Stamp, articles: Mapping[str, Article]) -> None:
    """Until the pairs are scored, show how far, and stop the page."""
    key = key_of(stamp)
    if scored_pairs(key) is None:
        if jobs.status(key) is None:
            jobs.start(key, make_groups, key, list(articles.values()))
        watch(key, f"Grouping {len(articles):,} articles", _GROUPING)
        st.stop()


def _show_groups(
    stamp: Stamp, articles: Mapping[str, Article], decisions: Sequence[Decision]
) -> None:
    groups = decided_groups(stamp, decisions)
    several = [group for group in groups if len(group.articles) > 1]
    shared = sum(len(outlets(articles[one] for one in group.articles)) > 1 for group in several)
    stories = "story" if len(groups) == 1 else "stories"
    alone_told = len(groups) - len(several)
    parts = [f"{shared:,} told by two outlets or more"] if shared else []
    parts += [f"{alone_told:,} told by one article alone"] if alone_told else []
    said = f"{len(articles):,} articles tell {len(groups):,} {stories}"
    takeaway(": ".join([said, *([", ".join(parts)] if parts else [])]) + ".")
    with st.container(horizontal=True, vertical_alignment="center"):
        alone = st.toggle("Show stories of one article, too", key="groups-alone")
        st.space("stretch")
        if decisions:
            st.caption(f"{count_of(len(decisions), 'decision')} by people in force")
        show_undo("groups")
    shown = list(groups) if alone else several
    if not shown:
        st.info(
            "No two articles tell one story, as far as their words and dates say. Switch on the "
            "stories of one article above, or add more articles in the Library."
        )
        return
    chosen = _choose(shown, groups_table(stamp, digest(decisions), alone, shown))
    if chosen is None:
        st.caption("Choose a story to see what ties its articles, to compare it, or to mend it.")
    else:
        _show_chosen(chosen, groups, articles)


def _choose(shown: Sequence[Group], table: pd.DataFrame) -> Group | None:
    chosen = st.dataframe(
        table, hide_index=True, on_select="rerun", selection_mode="single-row",
        key=f"groups-{len(shown)}-{edition()}",
        # The numbers first: in a narrow window a long headline would push them out of sight.
        column_order=["articles", "outlets", "story", "span", "ties"],
        column_config={
            "story": st.column_config.TextColumn("Story", width=430),
            "articles": st.column_config.NumberColumn("Articles", format="localized"),
            "outlets": st.column_config.NumberColumn("Outlets", format="localized"),
            "span": "Published",
            "ties": st.column_config.TextColumn(
                "Words that tie it", width=300,
                help="What carries the likeness of its first two articles.",
            ),
        },
        height=min(38 + 35 * len(shown), 423),
        alt="Proposed events; choose one to see its articles",
    )  # fmt: skip
    rows = chosen["selection"]["rows"]
    return shown[rows[0]] if rows and rows[0] < len(shown) else None


def _show_chosen(group: Group, groups: Sequence[Group], articles: Mapping[str, Article]) -> None:
    members = [articles[one] for one in group.articles]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain_markdown(headline(members))}**", width="stretch")
            st.button(
                "Compare it", key="groups-compare", type="primary", on_click=_compare,
                args=(members,), icon=":material/arrow_forward:",
                help="Makes it an event of your own, which stays as it is.",
            )  # fmt: skip
        picked = st.dataframe(
            ties_frame(members), hide_index=True, on_select="rerun", selection_mode="multi-row",
            key=f"groups-members-{group.label}-{len(members)}-{edition()}",
            column_config={
                "article": st.column_config.TextColumn("Article", width=290),
                "outlet": st.column_config.TextColumn("Outlet", width=120),
                "published": "Published",
                "nearest": st.column_config.TextColumn("Nearest", width=150),
                "sure": st.column_config.ProgressColumn(
                    "Same story", width=110, min_value=0, max_value=1, format="percent",
                    help="How surely it and its nearest tell one story.",
                ),
                "words": st.column_config.TextColumn("Shared words", width=200),
            },
            alt="Articles of the event and what ties each to it; tick some to move them",
        )  # fmt: skip
        rows = [row for row in picked["selection"]["rows"] if row < len(members)]
        _show_moves(group, [group.articles[row] for row in rows], groups, articles)


def ties_frame(members: Sequence[Article]) -> pd.DataFrame:
    """Return a row an article: article, outlet, published, nearest (outlet), sure (0-1), words."""
    from analysis.events import explain_event

    ties = {tie.article: tie for tie in explain_event(members)}
    names = {one.id: one.outlet or one.title or one.source_file for one in members}
    rows = []
    for one in members:
        tie = ties.get(one.id)
        near = "" if tie is None else names[tie.nearest]
        if tie is not None and tie.days_apart:
            near += f", {count_of(tie.days_apart, 'day')} apart"
        rows.append(
            (
                one.title or one.text[:80],
                one.outlet,
                f"{one.published:%d %b %Y}" if one.published else "",
                near,
                None if tie is None else min(round(tie.probability, 2), 0.99),
                "" if tie is None else ", ".join(term for term, _ in tie.terms[:5]),
            )
        )
    columns = ["article", "outlet", "published", "nearest", "sure", "words"]
    return pd.DataFrame(rows, columns=columns)


def _show_moves(
    group: Group,
    picked: Sequence[str],
    groups: Sequence[Group],
    articles: Mapping[str, Article],
) -> None:
    others = {other.label: other for other in groups if other.label != group.label}
    names = {
        label: f"{headline([articles[one] for one in other.articles])} ({len(other.articles)})"
        for label, other in others.items()
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        target = st.selectbox(
            "Another story", list(names), format_func=names.__getitem__, index=None,
            key=f"groups-target-{edition()}", placeholder="type to search", width=420,
            disabled=not names,
        )  # fmt: skip
        other = others.get(target or "")
        st.button(
            "Merge both", key="groups-merge", icon=":material/merge:", disabled=other is None,
            on_click=_merge, args=(group, other),
        )  # fmt: skip
        st.button(
            f"Move {count_of(len(picked))} there" if picked else "Move the ticked there",
            key="groups-move", icon=":material/drive_file_move:", on_click=_move,
            disabled=other is None or not picked, args=(picked, group, other),
        )  # fmt: skip
        st.space("stretch")
        st.button(
            f"Split {count_of(len(picked))} off" if picked else "Split the ticked off",
            key="groups-split", icon=":material/call_split:", on_click=_split,
            disabled=not 0 < len(picked) < len(group.articles), args=(picked, group),
        )  # fmt: skip


def _merge(group: Group, other: Group) -> None:
    from analysis.events import merge_events

    _decide("merging two stories", merge_events(group.articles, other.articles, by=person()))


def _move(picked: Sequence[str], group: Group, other: Group) -> None:
    from analysis.events import move_article

    moved = [
        decision
        for article in picked
        for decision in move_article(article, group.articles, other.articles, by=person())
        if decision.articles and (decision.kind == "together" or decision.others)
    ]
    _decide(f"moving {count_of(len(picked))}", moved)


def _split(picked: Sequence[str], group: Group) -> None:
    from analysis.events import split_event

    rest = [one for one in group.articles if one not in set(picked)]
    _decide(f"splitting {count_of(len(picked))} off", split_event(picked, rest, by=person()))


def _decide(name: str, decisions: Sequence[Decision]) -> None:
    def act(library: Library) -> tuple[Kept, ...]:
        return keep_decisions(library, decisions, person())

    if take_step(name, act):
        say(f"Done: {name}")
        renew()


def _compare(members: Sequence[Article]) -> None:
    name = headline(members)[:120]

    def act(library: Library) -> tuple[Kept, ...]:
        made = library.make_event(name, [one.id for one in members], person=person())
        st.session_state[OPEN_NEXT] = menu_id(made)
        return library.decisions(kind="event", target=made)

    if take_step(f"making “{name}” an event", act):
        st.session_state[_LEAVE] = True


if __name__ == "__main__":
    show()
