"""Library: what is in here, and is it right."""

from __future__ import annotations

import streamlit as st

from views.frame import open_page, takeaway


def show() -> None:
    """Show the page."""
    event = open_page("library")
    articles = event.tables.articles
    takeaway(f"{len(articles)} articles in this event.")
    st.dataframe(
        articles[["label", "title", "outlet_type", "published", "language", "words", "copy_kind", "file"]],
        hide_index=True,
        alt="Articles of this event",
    )


if __name__ == "__main__":
    show()
