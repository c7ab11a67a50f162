"""Library: what is in here, and is it right."""

from __future__ import annotations

import streamlit as st

from views.catalogue import event_articles
from views.frame import show_heading
from views.library_add import show_add
from views.library_articles import show_articles
from views.library_decisions import show_decisions
from views.opened import chosen_entry


def show() -> None:
    """Show the page."""
    entry = chosen_entry()
    articles, problems = event_articles(entry)
    show_heading("library", entry, f"{len(articles)} articles")
    listed, add, decided = st.tabs(["Articles", "Add articles", "What people decided"])
    with listed:
        show_articles(entry, articles, problems)
    with add:
        show_add(entry)
    with decided:
        show_decisions()


if __name__ == "__main__":
    show()
