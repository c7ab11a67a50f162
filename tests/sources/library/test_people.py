"""What people decide: it outranks the source, is signed and can be undone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sources.library import Filter, Library, LibraryError
from tests.sources.articles import make_article, make_articles


def test_tag_outranks_the_source_and_names_its_decision(library: Library) -> None:
    article = make_article(outlet_type="national")
    library.keep([article])
    decision = library.tag(article.id, "outlet_type", "advocacy/NGO", person="Ann")
    found = library.get(article.id)
    assert found is not None
    assert found.outlet_type == "advocacy/NGO"
    assert found.provenance["outlet_type"] == f"a person's tag (decision {decision.number})"
    assert (decision.person, decision.time.tzinfo) == ("Ann", UTC)


def test_undoing_brings_back_the_tag_before_and_then_the_source(library: Library) -> None:
    article = make_article(stance="as imported")
    library.keep([article])
    first = library.tag(article.id, "stance", "for", person="Ann")
    second = library.tag(article.id, "stance", "against", person="Ben")

    def stance() -> str:
        found = library.get(article.id)
        assert found is not None
        return found.stance

    assert stance() == "against"
    undone = library.undo(second.number, person="Ann")
    assert (undone.undone_by, stance()) == ("Ann", "for")
    library.undo(first.number, person="Ann")
    assert stance() == "as imported"
    assert len(library.decisions()) == 2
    assert library.decisions(undone=False) == ()


def test_undoing_an_older_tag_leaves_the_newer_one(library: Library) -> None:
    article = make_article()
    library.keep([article])
    first = library.tag(article.id, "camp", "north", person="Ann")
    library.tag(article.id, "camp", "south", person="Ben")
    library.undo(first.number, person="Ann")
    assert library.count(Filter(tags={"camp": "south"})) == 1


def test_importing_again_never_overwrites_a_person(library: Library) -> None:
    article = make_article()
    library.keep([article])
    library.tag(article.id, "outlet", "The Right Name", person="Ann")
    library.keep([article])
    assert library.values("outlet") == {"The Right Name": 1}


def test_own_column_comes_out_in_extra_and_in_the_table(library: Library) -> None:
    articles = make_articles(2)
    library.keep(articles)
    library.tag(articles[0].id, "camp", "north", person="Ann")
    found = library.get(articles[0].id)
    assert found is not None
    assert found.extra["camp"] == "north"
    table = library.table().set_index("id")
    assert table["camp"].to_dict() == {articles[0].id: "north", articles[1].id: ""}
    assert library.values("camp") == {"": 1, "north": 1}


def test_tagged_date_counts_in_lists(library: Library) -> None:
    article = make_article()
    library.keep([article])
    library.tag(article.id, "published", "2019-03", person="Ann")
    (entry,) = library.list(Filter(until=datetime(2020, 1, 1, tzinfo=UTC)))
    assert (entry.published, entry.published_precision) == (
        datetime(2019, 3, 1, tzinfo=UTC),
        "month",
    )


@pytest.mark.parametrize(
    ("field", "value"), [("published", "yesterday"), ("", "x"), ("id", "x"), ("_published", "1")]
)
def test_tag_that_cannot_be_is_refused(library: Library, field: str, value: str) -> None:
    article = make_article()
    library.keep([article])
    with pytest.raises(LibraryError):
        library.tag(article.id, field, value, person="Ann")
    assert library.decisions() == ()


def test_unsigned_and_unknown_are_refused(library: Library) -> None:
    library.keep([make_article()])
    with pytest.raises(LibraryError, match="name of the person"):
        library.tag(make_article().id, "camp", "x", person=" ")
    with pytest.raises(LibraryError, match="no article"):
        library.tag("f" * 20, "camp", "x", person="Ann")
    with pytest.raises(LibraryError, match="no decision"):
        library.undo(99, person="Ann")


def test_decision_cannot_be_undone_twice(library: Library) -> None:
    library.keep([make_article()])
    decision = library.tag(make_article().id, "camp", "x", person="Ann")
    library.undo(decision.number, person="Ann")
    with pytest.raises(LibraryError, match="already"):
        library.undo(decision.number, person="Ann")


def test_merges_and_corrections_are_kept_for_the_analysis(library: Library) -> None:
    merge = library.decide("merge", "event 1", "speaker", '["a", "b"]', person="Ann")
    library.decide("correction", "quotation 3", "speaker", '"c"', person="Ann")
    assert library.decisions(kind="merge") == (merge,)
    assert [each.kind for each in library.decisions(target="quotation 3")] == ["correction"]


def test_events_are_named_sets_that_can_be_changed_and_undone(library: Library) -> None:
    articles = make_articles(4)
    library.keep(articles)
    ids = [each.id for each in articles]
    event = library.make_event("Fare rise", ids[:3], person="Ann")
    library.add_to_event(event, ids[3:], person="Ben")
    library.take_from_event(event, ids[:1], person="Ben")
    assert {each.id for each in library.articles(Filter(event=event))} == set(ids[1:])
    library.rename_event(event, "Fares", person="Ben")
    (listed,) = library.events()
    assert (listed.name, listed.person, listed.articles) == ("Fares", "Ann", 3)
    taken = next(each for each in library.decisions(kind="event") if each.field == "take")
    library.undo(taken.number, person="Ann")
    assert library.count(Filter(event=event)) == 4
    library.remove_event(event, person="Ann")
    assert library.events() == ()
    library.undo(library.decisions(kind="event")[-1].number, person="Ann")
    assert [each.name for each in library.events()] == ["Fares"]


def test_event_with_unknown_article_is_refused_whole(library: Library) -> None:
    library.keep([make_article()])
    with pytest.raises(LibraryError):
        library.make_event("x", [make_article().id, "f" * 20], person="Ann")
    assert library.events() == ()


def test_many_tags_are_one_step_and_undone_as_one(library: Library) -> None:
    articles = make_articles(3)
    library.keep(articles)
    ids = [article.id for article in articles]
    with pytest.raises(LibraryError, match="no article"):
        library.tag_all([*ids, "unknown"], "stance", "critical", person="Ann")
    assert library.values("stance") == {"": 3}
    made = library.tag_all(ids, "stance", "critical", person="Ann")
    assert library.values("stance") == {"critical": 3}
    dated = library.tag_all(ids, "published", "2021-01", person="Ann")
    assert library.count(Filter(until=datetime(2021, 2, 1, tzinfo=UTC))) == 3
    gone = library.remove(ids[:2], person="Ann")
    assert library.count() == 1
    library.undo_all([decision.number for decision in (*made, *dated, *gone)], person="Ben")
    assert library.values("stance") == {"": 3}
    assert library.count(Filter(since=datetime(2024, 1, 1, tzinfo=UTC))) == 3
