"""Lists, filters, search and the snapshot."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.library import Filter, Library
from tests.sources.articles import make_article, make_articles


def test_list_is_newest_first_and_pages(library: Library) -> None:
    articles = make_articles(6)
    library.keep([*articles, make_article("undated", published=None, published_precision="none")])
    dates = [entry.published for entry in library.list()]
    assert dates == [*[each.published for each in reversed(articles)], None]
    assert [e.id for e in library.list(limit=2, offset=1)] == [articles[4].id, articles[3].id]


def test_filters_apply_together(library: Library) -> None:
    articles = make_articles(10)
    library.keep([*articles, make_article("bare", text="", text_kind="none")])
    wanted = Filter(
        outlets=["Bay News"],
        since=datetime(2024, 5, 4, tzinfo=UTC),
        until=datetime(2024, 5, 9, tzinfo=UTC),
        with_text=True,
    )
    assert {entry.id for entry in library.list(wanted)} == {
        a.id for a in (articles[3], articles[5], articles[7])
    }
    assert library.count(wanted) == 3


def test_filter_by_no_ids_finds_nothing(library: Library) -> None:
    library.keep(make_articles(2))
    assert library.count(Filter(ids=[])) == 0


def test_filter_by_very_many_ids(library: Library) -> None:
    articles = make_articles(2)
    library.keep(articles)
    others = [f"{number:020x}" for number in range(40_000)]
    assert library.count(Filter(ids=[*others, articles[1].id])) == 1
    assert library.count(Filter(ids=["it's", articles[1].id, *others[:6000]])) == 1


def test_snippet_marks_slice_to_the_words(library: Library) -> None:
    library.keep([make_article("x", text="One. " * 100 + "The Müller ferry sank.")])
    (hit,) = library.search("ferry")
    assert [hit.snippet[a:b].lower() for a, b in hit.marks] == ["ferry"]
    assert "\x02" not in hit.snippet


def test_match_in_the_title_alone_shows_the_title(library: Library) -> None:
    library.keep([make_article("x", title="Zebra on the loose", text="Nothing of it here.")])
    (hit,) = library.search("zebra")
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["Zebra"]


def test_phrase_exclusion_and_all_words(library: Library) -> None:
    library.keep(
        [
            make_article("one", text="red ferry blue boat"),
            make_article("two", text="blue ferry red boat"),
        ]
    )
    assert len(library.search('"red ferry"')) == 1
    assert len(library.search("red -two")) == 1
    assert len(library.search("red boat")) == 2
    assert library.search("red submarine") == ()


@pytest.mark.parametrize(
    "words",
    ['"', "*", "NEAR(", "a AND", "col:x", "-", "^x", "x" * 10_000, "x " * 5_000, "😀", "渡轮 票价",
     "-ferry", "a OR", "(", ")", "{", "title:ferry", '"a" "b', "'; DROP TABLE article; --", "\0",
     "NOT", "ferry*", "%", "\\", "a\nb", "\ud800"],
)  # fmt: skip
def test_b47_nothing_typed_into_search_is_an_error(library: Library, words: str) -> None:
    article = make_article()
    library.keep([article])
    assert {hit.article for hit in library.search(words)} <= {article.id}


def test_search_obeys_filter_and_removal(library: Library) -> None:
    articles = make_articles(4)
    library.keep(articles)
    library.remove([articles[0].id], person="Ann")
    assert len(library.search("ferry")) == 3
    assert len(library.search("ferry", Filter(outlets=["Bay News"]))) == 2
    assert len(library.search("ferry", limit=1)) == 1


def test_snapshot_holds_every_field(library: Library, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    articles = [
        *make_articles(3),
        make_article("x", published=None, authors=("A", "B"), extra={"k": "v"}),
    ]
    library.keep(articles)
    assert library.snapshot(tmp_path / "all.parquet") == 4
    rows = pq.read_table(tmp_path / "all.parquet").to_pylist()
    assert [row["id"] for row in rows] == [each.id for each in articles]
    assert rows[3]["authors"] == ["A", "B"]
    assert rows[3]["extra"] == [("k", "v")]
    assert rows[0]["published"] == articles[0].published
    assert [each.name for each in tmp_path.glob("*.part")] == []


def test_what_lacks_a_field_or_a_text_can_be_found(library: Library) -> None:
    whole, undated, bare = (
        make_article("whole", language="en"),
        make_article("undated", published=None, published_precision="none"),
        make_article("bare", text="", text_kind="none", language="en"),
    )
    library.keep([whole, undated, bare])
    library.tag(bare.id, "outlet", "", person="Ann")

    def found(wanted: Filter) -> set[str]:
        return {entry.id for entry in library.list(wanted)}

    assert found(Filter(missing=["published"])) == {undated.id}
    assert found(Filter(missing=["outlet"])) == {bare.id}
    assert found(Filter(missing=["published", "language"])) == {undated.id}
    assert found(Filter(text_kinds=["none", "snippet"])) == {bare.id}
