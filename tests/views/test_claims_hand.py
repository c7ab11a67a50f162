"""A person's hand on the Claims page: review, rename, take out, undo; kept, and quick to see."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from streamlit.testing.v1 import AppTest

from tests.views.front_door import compare_event, front_door
from views.catalogue import list_events
from views.decided import add_decisions, export_decisions, history, scope, standing
from views.own_events import open_library
from views.wording import shared_words

EVENT = "extradition-treaty"


@pytest.fixture
def app() -> Any:
    entry = list_events()[EVENT]
    compare_event(EVENT)
    opened = front_door(EVENT).run()
    opened.switch_page("views/claims.py")
    opened.run()
    yield opened
    for each in standing(entry):
        open_library().undo(each.number, person="tester")


def test_review_answers_count_at_once_and_can_be_undone_and_redone(app: AppTest):
    app.session_state["claims"] = "Review"
    app.session_state["person"] = "Ada"
    app.run()
    assert " of " in app.get("progress")[0].proto.text
    app.button(key="review-accept").click().run()
    app.button(key="review-reject").click().run()

    made = standing(list_events()[EVENT])
    assert [(each.act, each.person) for each in made] == [("together", "Ada"), ("apart", "Ada")]
    app.button(key="undo-last").click().run()
    assert len(standing(list_events()[EVENT])) == 1
    app.button(key="redo-last").click().run()
    assert len(standing(list_events()[EVENT])) == 2
    assert not app.exception


def test_open_claim_is_taken_out_of_all_counts_and_says_by_whom_it_was_named(app: AppTest):
    chosen = app.selectbox(key="claims-matrix-listed")
    first = chosen.options[0]
    chosen.select(first).run()
    claim = app.session_state["claims-matrix-listed"]
    app.text_input(key=f"name-{claim}").input("A name of mine").run()
    app.button(key=f"name-now-{claim}").click().run()
    assert "A name of mine" in [each.value for each in app.subheader]
    assert any("by hand: named by anonymous" in each.value for each in app.caption)

    app.button(key=f"no-claim-{claim}").click().run()
    assert "A name of mine" not in app.selectbox(key="claims-matrix-listed").options
    assert not app.exception


def test_decisions_go_to_another_event_as_a_file_once(app: AppTest):
    entry = list_events()[EVENT]
    app.session_state["claims"] = "Review"
    app.run()
    app.button(key="review-reject").click().run()
    value = export_decisions(entry)

    assert add_decisions("another event", value) == (1, 0)
    assert add_decisions("another event", value) == (0, 1)
    kept = open_library().decisions(target="another event")
    assert orjson.loads(kept[0].value)["act"] == "apart"
    assert len(history(entry)) >= 1
    assert scope(entry) == f"example:{EVENT}"


def test_reasons_are_told_in_the_words_of_the_passage():
    text = "Beijing has ratified its treaties with Turkey"

    assert shared_words(["ratif", "treati", "@turkey", "other"], text) == [
        "ratified", "treaties", "Turkey", "other",
    ]  # fmt: skip
