"""One article of the library: its text, where its facts come from, and a text it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from views.frame import is_dark, plain_markdown
from views.highlight import passage, style
from views.library_steps import take_step
from views.library_table import FIELD_NAMES, TEXT_KINDS, count_of, day_text, field_name, place_name
from views.messages import say
from views.own_events import open_library
from views.person import person

if TYPE_CHECKING:
    from sources.article import Article
    from sources.library import Decision, Library

_AT = "lib-reading"


@st.dialog("Article", width="medium")
def show_article(identifiers: Sequence[str]) -> None:
    """Show one of some articles, with ways to the others."""
    at = min(int(st.session_state.get(_AT, 0)), len(identifiers) - 1)
    article = open_library().get(identifiers[at])
    if article is None:
        st.info("This article was removed.", icon=":material/inbox:")
        return
    st.html(style(is_dark()))
    if len(identifiers) > 1:
        _turn(at, len(identifiers))
    st.subheader(plain_markdown(article.title or "Without a headline"), anchor=False)
    st.text(_about(article))
    if article.url.startswith(("https://", "http://")):
        st.link_button("Open its address", article.url, icon=":material/open_in_new:")
    if article.text_kind != "full":
        _complete(article)
    if article.text.strip():
        st.html(passage(article.text))
    with st.expander("Where this comes from"):
        _origins(article)


def _turn(at: int, total: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Back", key="lib-before", icon=":material/chevron_left:", disabled=at == 0,
                  on_click=_go, args=(at - 1,))  # fmt: skip
        st.button("Next", key="lib-after", icon=":material/chevron_right:", icon_position="right",
                  disabled=at >= total - 1, on_click=_go, args=(at + 1,))  # fmt: skip
        st.caption(f"{at + 1} of {total}")


def _go(at: int) -> None:
    st.session_state[_AT] = at


def _about(article: Article) -> str:
    parts = [article.outlet or "outlet not known", article.outlet_type]
    parts += [day_text(article) or "no date", article.language, "; ".join(article.authors)]
    parts.append(count_of(len(article.text.split()), "word"))
    return " · ".join(part for part in parts if part)


def _complete(article: Article) -> None:
    """Offer the ways to a text that did not come in, or not whole."""
    have = TEXT_KINDS[article.text_kind]
    said = "This article came in without its text." if have == "none" else (
        f"Only part of its text came in ({have})."
    )  # fmt: skip
    st.warning(said, icon=":material/draft:")
    from views.library_fetch import addresses_to_fetch, start_fetch

    if addresses_to_fetch([article.id]) and st.button(
        "Fetch it from its address", key="lib-fetch-one", icon=":material/download:"
    ):
        start_fetch([article.id])
    with st.expander("Attach the text"):
        file = st.file_uploader("A file that holds this article", key=f"attach-file-{article.id}")
        typed = st.text_area("or paste the text", key=f"attach-text-{article.id}", height=140)
        ready = file is not None or bool(typed.strip())
        if st.button("Attach", key="lib-attach", type="primary", disabled=not ready):
            name = file.name if file is not None else "pasted text.txt"
            data = file.getvalue() if file is not None else typed.encode("utf-8", "replace")
            _attach(article, data, name)


def _attach(article: Article, data: bytes, name: str) -> None:
    from sources.article import Problem
    from sources.completion import attach_text

    wrong: list[str] = []

    def act(library: Library) -> tuple[Decision, ...]:
        found = attach_text(library, article.id, data, name, person=person())
        if isinstance(found, Problem):
            wrong.append(found.reason)
            return ()
        return (found.decision,)

    if take_step("text of 1 article", act) and not wrong:
        say("Text attached")
        st.rerun()
    for reason in wrong:
        st.error("The text could not be attached.", icon=":material/error:")
        st.text(reason)


def _origins(article: Article) -> None:
    rows = [
        (field_name(name).capitalize(), _value(article, name), article.provenance.get(name, ""))
        for name in FIELD_NAMES
        if _value(article, name)
    ]
    table = pd.DataFrame(rows, columns=["Field", "Value", "How it was found"])
    st.dataframe(table, hide_index=True, alt="Fields, their values and how each was found")
    places = [place_name(file, place) for file, place, _ in open_library().origins(article.id)]
    st.caption(plain_markdown("Came in from " + "; ".join(places)))
    changes = open_library().decisions(target=article.id)
    if changes:
        st.dataframe(
            decisions_frame(changes), hide_index=True, alt="What people changed, the newest first"
        )


def _value(article: Article, name: str) -> str:
    if name == "published":
        return day_text(article)
    value = getattr(article, name)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def decisions_frame(decisions: Sequence[Decision]) -> pd.DataFrame:
    """Return decisions about one article as a table, the newest first.

    Returns
    -------
    DataFrame
        When (text), Who, What, Value, Undone by (empty while it stands).
    """
    return pd.DataFrame(
        [
            (f"{made.time.astimezone():%Y-%m-%d %H:%M}", made.person,
             field_name(made.field) or made.kind, made.value, made.undone_by)
            for made in reversed(decisions)
        ],
        columns=["When", "Who", "What", "Value", "Undone by"],
    )  # fmt: skip
