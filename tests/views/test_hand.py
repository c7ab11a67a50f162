"""What a person decides on the pages: it outranks the machine, is signed, and can be undone."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.kept_comparison import comparison_key
from analysis.settings import settings_from_environment
from analysis.tables import Tables
from tests.views.front_door import compare_event, front_door
from views.catalogue import event_articles, list_events
from views.overview_stances import has_evidence
from views.side_by_side_aligned import stance_words


@pytest.fixture(scope="module")
def example() -> str:
    event = next(iter(list_events()))
    compare_event(event)
    return event


def open_page(page: str, event: str, **state: Any) -> AppTest:
    app = front_door(event, person="Ann").run()
    if page != "overview":
        app.switch_page(f"views/{page}.py")
    for key, value in state.items():
        app.session_state[key] = value
    return app.run()


def tables_of(app: AppTest, event: str) -> Tables:
    from views.decided import decided, fingerprint, standing
    from views.opened import _open

    articles, problems = event_articles(list_events()[event])
    key = comparison_key(articles, problems, settings_from_environment())
    decisions = standing(list_events()[event])
    assert decided is not None
    return _open(key, fingerprint(decisions), decisions)[0]


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def test_names_are_taken_out_and_put_back(example: str):
    app = open_page("words", example, words="What the same thing is called")
    before = tables_of(app, example).names
    box = next(box for box in app.multiselect if box.label == "These names mean something else")
    leaving = box.options[0]

    box.set_value([leaving]).run()
    press(app, "Take them out")

    assert [error.message for error in app.exception] == []
    after = tables_of(app, example).names
    referents = after[after["variant"] == leaving]["referent"].unique()
    assert set(after[after["referent"].isin(referents)]["variant"]) == {leaving}
    assert (after["by_hand"] != "").any()
    assert "Ann" in after[after["by_hand"] != ""]["by_hand"].iloc[0]

    press(app, "Undo")
    assert tables_of(app, example).names.equals(before)


def test_a_persons_stance_outranks_the_machines(example: str):
    stances = tables_of(open_page("overview", example), example).stances
    first = stances[stances["label"] == "neutral"].iloc[0]
    app = open_page(
        "overview", example, **{"overview-stance-listed": f"{first['article']}\t{first['target']}"}
    )
    label = next(group for group in app.button_group if "Your label" in group.label)

    label.set_value("critical").run()

    assert [error.message for error in app.exception] == []
    after = tables_of(app, example).stances
    row = after[(after["article"] == first["article"]) & (after["target"] == first["target"])]
    assert row[["label", "machine_label"]].iloc[0].tolist() == ["critical", "neutral"]
    assert any("People labelled 1" in caption.value for caption in app.caption)
    press(app, "Undo")
    assert tables_of(app, example).stances.equals(stances)


def test_stance_beside_an_article_says_whose_label_it_is():
    stances = pd.DataFrame(
        {
            "target": ["Town", "Port", "Isle"],
            "label": ["critical", "neutral", "not enough evidence"],
            "by_hand": ["critical, by Ann", "", ""],
            "quoted_critical": [2, 0, 1],
            "quoted_supportive": [0, 1, 0],
        }
    )

    assert stance_words(stances) == (
        "Own voice: critical of Town (by hand), neutral on Port; quotes critics 3:1"
    )


def test_stances_that_only_quote_or_that_a_person_gave_count_as_evidence():
    rows = pd.DataFrame(
        {
            "label": ["neutral", "not enough evidence", *["not enough evidence"] * 2],
            "quoted_critical": [0, 2, 0, 0],
            "quoted_supportive": 0,
            "by_hand": ["", "", "anonymous", ""],
        }
    )
    assert has_evidence(rows).tolist() == [True, True, True, False]


def test_an_undone_change_says_what_it_was_about_and_can_stand_again(example: str):
    app = open_page("words", example, words="What the same thing is called")
    box = next(box for box in app.multiselect if box.label == "These names mean something else")
    box.set_value([box.options[0]]).run()
    press(app, "Take them out")
    assert "Kept" in app.toast[0].value
    decided = tables_of(app, example).names
    press(app, "Undo")

    assert any("undone by" in line.value and "≠" in line.value for line in app.caption)
    numbered = re.compile(r"redo-\d+")
    next(one for one in app.button if numbered.fullmatch(str(one.key))).click().run()

    assert tables_of(app, example).names.equals(decided)
    press(app, "Undo")
