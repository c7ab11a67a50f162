"""Every page, from the front door: the example, little, nothing, and hostile text."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analysis.kept_comparison import comparison_key, make_comparison
from analysis.settings import settings_from_environment
from analysis.tables import Tables
from analysis.words.counts import keyness_between
from sources.article import Article, article_id
from tests.views.front_door import compare_event, front_door
from views.catalogue import event_articles, list_events
from views.charts.claims import combination_of
from views.overview_stances import has_evidence
from views.own_events import menu_id, open_library
from views.pages import PAGES

HOSTILE = (
    "<script>alert(1)</script> **bold** [x](javascript:alert(1)) ![](http://tracker/p.png) "
    ":red[x] $5bn to settle $7bn </div><img src=x onerror=alert(1)>"
)
BODY = (
    "The harbour council raised the fare to 7 pounds on Monday, the operator said. "
    "About 300 islanders protested at the pier. "
    "“Nobody asked us,” said Una Kerr, who leads the islanders’ group."
)


def make_article(number: int, text: str, **fields: Any) -> Article:
    given = {"title": "Fares go up", "outlet": "The Pier Post", "language": "en"} | fields
    return Article(
        id=article_id("test", str(number), text), text=text, source_file=f"{number}.txt", **given
    )


def kept_event(name: str, articles: list[Article]) -> str:
    library = open_library()
    library.keep(articles)
    event = library.make_event(name, [article.id for article in articles], person="tester")
    identifier = menu_id(event)
    compare_event(identifier)
    return identifier


@pytest.fixture(scope="module")
def events() -> dict[str, str]:
    assert "PARALLAX_LIBRARY" in os.environ
    example = next(iter(list_events()))
    compare_event(example)
    hostile = [
        make_article(n, f"{BODY} {HOSTILE}", title=HOSTILE, outlet=HOSTILE, authors=(HOSTILE,))
        for n in (1, 2)
    ]
    return {
        "example": example,
        "empty": menu_id(open_library().make_event("Empty", [], person="tester")),
        "one article": kept_event("Alone", [make_article(3, BODY)]),
        "one sentence": kept_event(
            "Short", [make_article(4, "No."), make_article(5, "Yes, on Monday.")]
        ),
        "identical": kept_event("Twins", [make_article(6, BODY), make_article(7, BODY + " ")]),
        "another language": kept_event(
            "Mixed",
            [make_article(8, BODY), make_article(9, "Die Fähre wird teurer.", language="de")],
        ),
        "hostile": kept_event(HOSTILE, hostile),
    }


def open_page(page: str, event: str, tab: str = "") -> AppTest:
    app = front_door(event)
    if page != PAGES[0].name:
        app.switch_page(f"views/{page}.py")
    if tab:
        app.session_state[TAB_KEYS.get(page, page)] = tab
    return app.run()


TAB_KEYS = {"side_by_side": "side"}
TABS = {
    "claims": ("Where they differ", "Who agrees with whom", "As a table", "Review", "How sure"),
    "voices": ("Roles", "Reporting verbs", "One statement, several wordings", "Speakers"),
    "words": ("What the same thing is called", "Frames", "In context"),
    "similarity": ("Who copies whom",),
    "side_by_side": ("Full texts",),
}
EVERY_TAB = [(page, tab) for page, tabs in TABS.items() for tab in tabs]
TAB_OF = {
    "claims-overlap": "Who agrees with whom", "voices-roles": "Roles",
    "voices-verbs": "Reporting verbs", "words-names": "What the same thing is called",
    "words-frames": "Frames",
}  # fmt: skip


KINDS = ("empty", "one article", "one sentence", "identical", "another language")
"""Events besides the example and the hostile one, which every tab is opened with."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("kind", KINDS)
def test_page_shows_without_error(page, kind: str, events: dict[str, str]):
    app = open_page(page.name, events[kind])

    assert [error.message for error in app.exception] == []
    assert [title.value for title in app.title] == [page.title]
    assert app.session_state["event"] == events[kind]


@pytest.mark.parametrize(("page", "tab"), EVERY_TAB)
def test_tab_of_an_event_of_one_sentence_shows_without_error(
    page: str, tab: str, events: dict[str, str]
):
    app = open_page(page, events["one sentence"], tab)

    assert [error.message for error in app.exception] == []


@pytest.mark.parametrize(("page", "tab"), [(page.name, "") for page in PAGES] + EVERY_TAB, ids=str)
def test_hostile_text_is_never_markdown(page: str, tab: str, events: dict[str, str]):
    app = open_page(page, events["hostile"], tab)

    assert [error.message for error in app.exception] == []
    shown = [element.value for element in [*app.markdown, *app.caption, *app.subheader]]
    bare = [re.sub(r"\\.", "", text) for text in shown]
    assert [text for text in bare if "<" in text or "](" in text or "$" in text] == []


def test_a_suggested_word_is_shown_in_its_lines(events: dict[str, str]):
    app = open_page("words", events["example"], "In context")
    app.pills(key="word-suggested").select("treaty").run()

    assert [error.message for error in app.exception] == []
    assert app.text_input(key="word").value == "treaty"
    assert any("uses in" in element.value for element in app.markdown)


def test_an_event_without_articles_says_what_to_do_next(events: dict[str, str]):
    app = open_page("overview", events["empty"])

    assert "Library" in app.info[0].value


def test_an_article_in_another_language_is_named(events: dict[str, str]):
    app = open_page("method", events["another language"])

    reasons = [str(frame.value) for frame in app.dataframe]
    assert any("9.txt" in text for text in reasons)


def test_example_shows_its_claims_first(events: dict[str, str]):
    app = open_page("overview", events["example"])

    values = {metric.label: int(metric.value) for metric in app.metric}
    assert values["Claims shared"] > 5
    assert values["Claims in conflict"] > 0


def test_a_persons_correction_reaches_the_comparison(events: dict[str, str]):
    library = open_library()
    article = make_article(11, BODY + " It was the third rise.")
    identifier = kept_event("Corrected", [article, make_article(12, "The fare is 8 pounds now.")])
    decision = library.tag(article.id, "outlet_type", "religious", person="tester")
    compare_event(identifier)

    app = open_page("method", identifier)

    assert "religious" in {a.outlet_type for a in event_articles(list_events()[identifier])[0]}
    assert not app.exception
    library.undo(decision.number, person="tester")
    assert "religious" not in {a.outlet_type for a in event_articles(list_events()[identifier])[0]}


def keyed(tables: Tables) -> str:
    """Return the strongest word of the group that the Words page begins with."""
    articles = tables.articles[tables.articles["duplicate_of"] == ""]
    group = min(articles["outlet_type"])
    inside = articles["outlet_type"] == group
    words = keyness_between(
        tables.terms, set(articles[inside]["article"]), set(articles[~inside]["article"])
    )
    first = words[words["kind"] == "word"].iloc[0]
    return f"word\t{first['term']}"


def selections(event: str) -> list[tuple[str, str, str]]:
    """Return a page, a chart and what to click in it, for every clickable chart."""
    from views.opened import _open

    articles, problems = event_articles(list_events()[event])
    tables, *_ = _open(comparison_key(articles, problems, settings_from_environment()))
    mention = tables.mentions.iloc[0]
    quotations = tables.quotations
    said = quotations[(quotations["verb"] != "") & quotations["speech"]].iloc[0]
    name = tables.names.iloc[0]
    shared = tables.claims[tables.claims["articles"] > 1].iloc[0]["claim"]
    together = combination_of(tables.mentions, "outlet_type")[shared]
    a, b = tables.similarity.index[:2]
    judged = has_evidence(tables.stances) & (tables.stances["evidence"].map(len) > 0)
    stance = tables.stances[judged].iloc[0]
    hit = tables.frames.iloc[0]
    return [
        ("overview", "overview-claims", mention.claim),
        ("overview", "overview-time", tables.articles.iloc[0]["article"]),
        ("claims", "claims-matrix", f"{mention.claim}\t{mention.outlet}"),
        ("claims", "claims-overlap", together),
        ("voices", "voices-matrix", f"{said['name']}\t{said.outlet_type}"),
        ("voices", "voices-roles", f"{said.outlet_type}\t{said.role}"),
        ("voices", "voices-verbs", f"{said.outlet_type}\t{said.verb_class}"),
        ("overview", "overview-stance", f"{stance.article}\t{stance.target}"),
        ("words", "words-keyness", keyed(tables)),
        ("words", "words-frames", f"{hit.frame}\t{hit.outlet_type}"),
        ("words", "words-names", f"{name.variant}\t{name.outlet_type}"),
        ("similarity", "similarity-map", f"{a}\t{b}"),
    ]


CHARTS = (
    "overview-claims", "overview-time", "overview-stance", "words-frames", "claims-matrix",
    "claims-overlap", "voices-matrix", "voices-roles", "voices-verbs", "words-keyness",
    "words-names", "similarity-map",
)  # fmt: skip


@pytest.mark.parametrize("chart", CHARTS)
def test_every_mark_opens_what_it_was_counted_from(
    chart: str, events: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    page, _, value = next(s for s in selections(events["example"]) if s[1] == chart)
    clicked = {chart: value}
    monkeypatch.setattr("views.selection.selected_value", lambda key: clicked.get(key, ""))

    app = open_page(page, events["example"], TAB_OF.get(chart, ""))

    assert [error.message for error in app.exception] == []
    if chart in {"claims-overlap", "similarity-map", "words-keyness"}:
        assert len(app.dataframe) > 0
    elif chart == "overview-time":
        assert any("<p>" in element.proto.body for element in app.get("html"))
    else:
        assert any("<mark" in element.proto.body for element in app.get("html"))


def test_voices_count_beliefs_and_plans_only_when_asked(events: dict[str, str]):
    app = open_page("voices", events["example"])

    def counted() -> int:
        found = (re.search(r"in (\d+) quotations", element.value) for element in app.markdown)
        return next(int(match[1]) for match in found if match)

    speech = counted()
    app.session_state["counted"] = "all"
    app.run()

    assert 0 < speech < counted()


def test_a_choice_in_the_address_opens_its_evidence(events: dict[str, str]):
    _, chart, value = next(s for s in selections(events["example"]) if s[1] == "overview-claims")
    app = front_door(events["example"])
    app.query_params[chart] = value

    app.run()

    listed = next(box for box in app.selectbox if box.key == f"{chart}-listed")
    assert listed.value == value
    assert any("<mark" in element.proto.body for element in app.get("html"))
    listed.set_value(None).run()
    assert chart not in app.query_params


@pytest.mark.parametrize(("page", "tab"), [(page.name, "") for page in PAGES] + EVERY_TAB, ids=str)
def test_every_clickable_chart_has_a_list(page: str, tab: str, events: dict[str, str]):
    app = open_page(page, events["example"], tab)

    assert [error.message for error in app.exception] == []
    charts = [chart.proto for chart in app.get("plotly_chart")]
    keys = {box.key for box in app.selectbox}
    listed = {key.removesuffix("-listed") for key in keys if key and key.endswith("-listed")}
    assert len(charts) - len(listed) == (1 if page == "overview" else 0)
    assert page != "overview" or "overview-article" in keys


def test_claims_can_be_filtered_by_what_they_differ_in(events: dict[str, str]):
    app = open_page("claims", events["example"])
    differs = next(box for box in app.selectbox if box.key == "differs")

    differs.select_index(0).run()

    assert not app.exception
    assert any(re.search(r"\d+ of \d+ claims", element.value) for element in app.markdown)


def test_filters_are_taken_off_with_one_button(events: dict[str, str]):
    app = front_door(events["example"])
    app.query_params["containing"] = "no such words"
    app = app.switch_page("views/claims.py").run()
    assert app.text_input(key="containing").value == "no such words"

    app.button(key="clear-filters").click().run()

    assert app.text_input(key="containing").value == ""
    assert "clear-filters" not in {button.key for button in app.button}


def test_an_event_that_is_not_here_is_not_silently_another(events: dict[str, str]):
    app = front_door("own-of-somebody-else").run()
    assert "not in this library" in app.warning[0].value

    app.selectbox(key="event").set_value(events["hostile"]).run()

    assert not app.warning


def test_targets_of_stance_are_a_persons_to_choose(events: dict[str, str]):
    app = open_page("overview", events["example"])
    box = next(box for box in app.multiselect if box.label == "Toward whom or what")
    assert len(box.value) > 1

    make_comparison_toward(["Ankara"], events["example"])
    box.set_value(["Ankara"]).run()

    assert [error.message for error in app.exception] == []
    assert app.query_params["targets"] in ("Ankara", ["Ankara"])
    box = next(box for box in app.multiselect if box.label == "Toward whom or what")
    assert box.value == ["Ankara"]
    next(button for button in app.button if button.label == "As proposed").click().run()
    assert "targets" not in app.query_params


def make_comparison_toward(targets: list[str], event: str) -> None:
    articles, problems = event_articles(list_events()[event])
    settings = replace(settings_from_environment(), targets=tuple(targets))
    make_comparison(articles, problems, settings)
