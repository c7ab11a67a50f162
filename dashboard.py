"""The front door of Parallax: ``streamlit run dashboard.py``."""

from pathlib import Path

import streamlit as st

from views.pages import PAGES

st.set_page_config(
    page_title="Parallax",
    page_icon=str(Path(__file__).parent / "views" / "icon.svg"),
    layout="wide",
)

page = st.navigation(
    [
        st.Page(entry.file, title=entry.title, icon=entry.icon, url_path=entry.name)
        if entry is not PAGES[0]
        else st.Page(entry.file, title=entry.title, icon=entry.icon, default=True)
        for entry in PAGES
    ]
)

# Here, after the page is known: what follows imports pandas.
from views.address import remember  # noqa: E402
from views.sidebar import show_sidebar  # noqa: E402

name = page.url_path or PAGES[0].name
show_sidebar(name)
try:
    page.run()
finally:
    remember(name)
