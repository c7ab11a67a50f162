"""How the counts move with the threshold: asked for, made, kept, shown."""

from __future__ import annotations

from analysis.kept import KeptOnDisk
from analysis.kept_sensitivity import kept_sensitivity, make_sensitivity
from analysis.settings import kept_file, settings_from_environment
from tests.views.front_door import compare_event, front_door
from views.catalogue import event_articles, list_events

EVENT = "ferry-fares"


def test_counts_are_made_once_and_shown_beside_the_ones_as_set():
    articles, problems = event_articles(list_events()[EVENT])
    settings = settings_from_environment()
    key = compare_event(EVENT)
    app = front_door(EVENT).run()
    app.switch_page("views/claims.py")
    app.session_state["claims"] = "How sure"
    app.run()
    assert any("ten thresholds" in info.value for info in app.info)

    make_sensitivity(articles, problems, settings)
    app.run()

    rows = kept_sensitivity(key, KeptOnDisk(kept_file()))
    assert rows is not None
    assert rows[0]["threshold"] < rows[-1]["threshold"]
    assert all(row["shared"] + row["unique"] + row["conflict"] == row["claims"] for row in rows)
    assert any("Across the plausible thresholds" in element.value for element in app.markdown)
