"""The Library page: found, corrected, gathered and taken back, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sources.library import Filter, Library
from tests.sources.articles import make_article, make_articles
from tests.views.front_door import front_door
from views import library_columns, library_outlets, own_events
from views.library_import import ADD_TAB, INTO, LEAVE, read_as
from views.library_table import changed_cells, entries_frame, ticked_rows

HOSTILE = "=1+1 <script>alert(1)</script> [x](javascript:alert(1)) $5bn$ :red[x]"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("PARALLAX_LIBRARY", f"sqlite:///{tmp_path / 'library.sqlite'}")
    monkeypatch.setenv("PARALLAX_OUTLETS", str(tmp_path / "outlets.csv"))
    own_events.open_library.clear()
    with Library() as opened:
        yield opened
    own_events.open_library.clear()


def open_library_page(tab: str = "", **state: Any) -> AppTest:
    app = front_door(person="Ann", **{name.replace("_", "-"): state[name] for name in state})
    app.switch_page("views/library.py")
    if tab:
        app.session_state["library"] = tab
    return app.run()


def press(app: AppTest, key: str) -> AppTest:
    app = app.button(key=key).click().run()
    assert [error.message for error in app.exception] == []
    return app


def test_empty_library_offers_the_next_step_and_an_example(library: Library):
    app = press(open_library_page(), "start-add")
    assert app.session_state["library"] == "Add articles"

    press(open_library_page(), "copy-example")
    assert library.count() > 5
    assert len(library.events()) == 1


def test_a_page_of_many_articles_is_read_alone(library: Library, monkeypatch: pytest.MonkeyPatch):
    library.keep(make_articles(130))
    asked: list[int | None] = []
    listed = Library.list

    def spied(self, wanted=None, *, limit=None, offset=0):
        asked.append(limit)
        return listed(self, wanted, limit=limit, offset=offset)

    monkeypatch.setattr(Library, "list", spied)
    app = open_library_page()
    app = press(press(app, "lib-next"), "lib-next")

    assert set(asked) == {50}
    assert [text.value for text in app.markdown if "of 130" in text.value] == ["101–130 of 130"]


def test_search_and_filters_narrow_the_list_and_are_taken_off(library: Library):
    library.keep([*make_articles(6), make_article("x", text="A zebra.", outlet="Bay News")])
    app = open_library_page()
    app.text_input(key="lib-words").set_value("zebra").run()
    assert any(
        "1 articles hold" in text.value or "1 article" in text.value for text in app.markdown
    )

    app.text_input(key="lib-words").set_value("").run()
    app.multiselect(key="lib-outlets").set_value(["Bay News"]).run()
    assert any(text.value.startswith("4 articles match") for text in app.markdown)

    app = press(app, "lib-clear")
    assert any(text.value == "7 articles." for text in app.markdown)


def test_a_field_is_set_for_all_ticked_undone_and_done_again(library: Library):
    library.keep(make_articles(3))
    app = press(open_library_page(), "lib-tick-all")
    app.selectbox(key="lib-field").set_value("stance").run()
    app.text_input(key="lib-value-stance").set_value("critical").run()

    app = press(app, "lib-set")
    assert library.values("stance") == {"critical": 3}
    assert {made.person for made in library.decisions()} == {"Ann"}

    app = press(app, "articles-undo")
    assert library.values("stance") == {"": 3}
    press(app, "articles-redo")
    assert library.values("stance") == {"critical": 3}


def test_ticked_articles_become_an_event_and_removal_is_undone(library: Library):
    library.keep(make_articles(3))
    app = press(open_library_page(), "lib-tick-all")
    app.text_input(key="lib-event-name").set_value(HOSTILE).run()
    app = press(app, "lib-gather")
    assert [(event.name, event.articles) for event in library.events()] == [(HOSTILE, 3)]

    app = press(app, "articles-undo")
    assert library.events() == ()
    app = press(app, "articles-redo")
    app = press(press(app, "lib-tick-all"), "lib-remove")
    assert library.count() == 0
    press(app, "articles-undo")
    assert library.count() == 3


def test_hostile_text_stays_text_on_every_tab(library: Library):
    library.keep([make_article("h", title=HOSTILE, outlet=HOSTILE, source_file=HOSTILE)])
    entry = library.list()[0]
    library.tag(entry.id, "stance", HOSTILE, person=HOSTILE)
    library.make_event(HOSTILE, [entry.id], person=HOSTILE)

    for tab in ("Articles", "Add articles", "Events", "Outlets", "History"):
        app = open_library_page(tab)
        assert [error.message for error in app.exception] == []
        shown = [one.value for one in [*app.markdown, *app.caption, *app.subheader]]
        assert not any("<script" in text or "](java" in text for text in shown), tab


def test_cells_changed_and_changed_back_are_both_kept(library: Library):
    library.keep(make_articles(2))
    frame = entries_frame(library.list(), set())
    first = changed_cells(frame, {0: {"outlet": "Pier Post", "tick": True}}, {})
    back = changed_cells(frame, {}, first)

    assert first == {(0, "outlet"): "Pier Post"}
    assert back == {(0, "outlet"): frame.iloc[0]["outlet"]}
    assert changed_cells(frame, {0: {"outlet": "Pier Post"}}, first) == {}
    assert ticked_rows(frame, {1: {"tick": True}}) == ({frame.iloc[1]["id"]}, {frame.iloc[0]["id"]})


def test_columns_are_shown_as_they_would_come_in(library: Library):
    import sources

    data = b"Kopfzeile,Beitragsinhalt,Datum\nA,Long text,2024-05-01\n"
    (preview,), _ = sources.preview_tables(data, "t.csv")
    mapping = {"title": "Kopfzeile", "text": "Beitragsinhalt", "published": "Datum"}

    frame = library_columns.preview_frame(preview, mapping)
    assert frame.to_dict("records") == [
        {"Headline": "A", "Text": "Long text", "Published": "2024-05-01"}
    ]

    library_columns.remember([library_columns.Adjusted(preview.columns, mapping)])
    (again,), _ = sources.preview_tables(data, "t.csv", columns=library.column_mappings())
    assert (again.origin, dict(again.mapping)) == ("remembered", mapping)


def test_an_outlet_that_is_edited_stands_above_the_shipped_one(library: Library):
    from sources.outlets import load_registry

    shipped = next(iter(load_registry()))
    edited = library_outlets.edited_outlet(shipped, {"owner": " Ann ", "also": "One; Two;"})
    table = library_outlets.outlets_frame([edited, shipped], [edited])

    assert (edited.owner, edited.also, edited.domain) == ("Ann", ("One", "Two"), shipped.domain)
    assert list(library_outlets.filter_outlets(table, "ann two", [], mine=True)["owner"]) == ["Ann"]


def test_articles_without_text_are_those_that_can_be_fetched(library: Library):
    from views.library_fetch import addresses_to_fetch

    bare = {"text": "", "text_kind": "none"}
    library.keep(
        [
            make_article("whole", url="https://www.example.org/whole"),
            make_article("bare", url="https://www.example.org/bare", **bare),
            make_article("odd", url="javascript:alert(1)", **bare),
        ]
    )
    ids = [entry.id for entry in library.list()]

    wanted = [library.get(name) for name in addresses_to_fetch(ids)]
    assert [article and article.title for article in wanted] == ["Ferry bare leaves late"]
    assert library.count(Filter(without_text=True)) == 2


def test_leaving_for_the_comparison_works_from_a_tab_that_stands_in_the_address(library: Library):
    event = library.make_event("Empty", [], person="Ann")
    app = front_door(own_events.menu_id(event))
    app.query_params["library"] = ADD_TAB
    app.switch_page("views/library.py")
    app.run()
    app.session_state[LEAVE] = True

    app.run()

    assert [error.message for error in app.exception] == []
    assert [title.value for title in app.title] == ["Overview"]


def test_the_event_of_the_last_articles_is_what_the_browser_begins_with(library: Library):
    events = [library.make_event(name, [], person="Ann") for name in ("Bridge", "Ferry")]
    app = open_library_page(ADD_TAB)

    app.session_state[INTO] = (app.session_state["event"], own_events.menu_id(events[1]))
    app.run()

    into = app.selectbox(key="add-event")
    # A value that is set reaches the browser once, and is lost if the page runs anew just then.
    assert into.options[into.proto.default] == "Ferry"


def test_what_was_added_last_counts_no_more_when_another_event_is_opened(library: Library):
    events = [library.make_event(name, [], person="Ann") for name in ("Bridge", "Ferry")]
    bridge, ferry = map(own_events.menu_id, events)

    app = front_door(bridge, **{INTO: ("of before", ferry)})
    app.session_state["library"] = ADD_TAB
    app.switch_page("views/library.py").run()

    assert app.selectbox(key="add-event").value == bridge


def test_a_few_articles_are_told_as_they_were_read(library: Library):
    library.keep(
        [make_article("a", title="Fares rise", outlet="Bay News"),
         make_article("b", title="", outlet="", published=None, text="Fares")]
    )  # fmt: skip

    told = {read_as(entry) for entry in library.list()}

    assert any(line.startswith("“Fares rise” · Bay News · 1 May 2024 · ") for line in told)
    doubtful = "no headline · outlet not known · date not known · 1 word"
    assert f"{doubtful} · hardly a text: is it whole?" in told
