"""The dashboard as its tests open it."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from analysis.kept_comparison import comparison_key, make_comparison
from analysis.settings import settings_from_environment
from tests.conftest import ROOT
from views.catalogue import event_articles, list_events


def front_door(event: str = "", **state: Any) -> AppTest:
    """Return the dashboard before its first run, at an event and with what a person has set."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=180)
    if event:
        app.query_params["event"] = event
    for name, value in state.items():
        app.session_state[name] = value
    return app


def compare_event(event: str) -> str:
    """Compare an event and keep it; return the name it is kept under, empty without articles."""
    articles, problems = event_articles(list_events()[event])
    if not articles:
        return ""
    settings = settings_from_environment()
    make_comparison(articles, problems, settings)
    return comparison_key(articles, problems, settings)
