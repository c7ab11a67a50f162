"""What is kept, once and whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.article import Article
from sources.library import Filter, Kept, Library
from tests.sources.articles import make_article, make_articles


def test_what_is_kept_comes_back_as_it_was(library: Library) -> None:
    given = make_article(
        "whole",
        subtitle="a dek", stance="for", outlet_type="national", authors=("A. Writer", "B. Other"),
        url="https://example.org/x?id=3", source_id="77", section="Local", page="A1",
        edition="late", dateline="PORT", language="en", word_count_claimed=12,
        published=datetime(2024, 5, 1, 12, 30, 1, 250, tzinfo=UTC), published_precision="second",
        copyright="©", source_format="jsonl", raw_digest="0" * 64, raw_text="raw",
        provenance={"published": "given"}, extra={"own column": "„x“"},
    )  # fmt: skip
    assert library.keep([given]).added == (given.id,)
    assert library.get(given.id) == given


def test_twice_is_once(library: Library) -> None:
    articles = make_articles(30)
    assert len(library.keep(articles).added) == 30
    again = library.keep(articles)
    assert again.added == ()
    assert len(again.known) == 30
    assert library.count() == 30
    assert len(library.origins(articles[0].id)) == 1


def test_same_article_twice_in_one_batch_is_one(library: Library) -> None:
    article = make_article()
    kept = library.keep([article, article])
    assert kept.added == (article.id,)
    assert library.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/story?utm_source=mail",
        "https://EXAMPLE.org/story/#top",
        "https://m.example.org/story/amp?fbclid=x",
    ],
)
def test_spellings_of_one_address_are_one_article_with_both_origins(
    library: Library, other: str
) -> None:
    first = make_article("one", url="https://www.example.org/story")
    second = replace(first, id="0" * 20, url=other, source_file="second.xml")
    library.keep([first])
    kept = library.keep([second])
    assert kept.known == {second.id: first.id}
    assert [place[0] for place in library.origins(first.id)] == ["made.jsonl", "second.xml"]
    assert library.count() == 1


def test_other_parameter_is_another_article(library: Library) -> None:
    library.keep([make_article("3", url="https://example.org/?id=3")])
    library.keep([make_article("4", url="https://example.org/?id=4")])
    assert library.count() == 2


def test_another_story_at_one_address_is_not_lost(library: Library) -> None:
    library.keep([make_article("monday", url="https://example.org/live")])
    kept = library.keep([make_article("tuesday", url="https://example.org/live")])
    assert len(kept.added) == 1


def test_front_page_given_as_address_of_all_loses_nothing(library: Library) -> None:
    articles = [make_article(str(n), url="https://example.org/", title="") for n in range(5)]
    assert len(library.keep(articles).added) == 5


def test_other_text_under_kept_address_and_title_is_reported(library: Library) -> None:
    first = make_article("one", url="https://example.org/a")
    library.keep([first])
    kept = library.keep([replace(first, id="1" * 20, text="An update of the story came later.")])
    assert [problem.code for problem in kept.problems] == ["version"]
    assert library.count() == 1


def test_text_that_comes_later_fills_the_metadata(library: Library) -> None:
    bare = make_article("one", url="https://example.org/a", text="", text_kind="none")
    whole = make_article("one", url="http://example.org/a/", id="2" * 20)
    library.keep([bare])
    assert library.search("pier") == ()
    kept = library.keep([whole])
    assert kept.filled == (bare.id,)
    found = library.get(bare.id)
    assert found is not None
    assert (found.text, found.text_kind) == (whole.text, "full")
    assert [hit.article for hit in library.search("pier")] == [bare.id]


def test_addresses_that_are_kept_are_known_in_any_spelling(library: Library) -> None:
    library.keep([make_article("one", url="https://example.org/a")])
    library.keep([make_article("bare", url="https://example.org/b", text="", text_kind="none")])
    asked = ["http://www.example.org/a/", "https://example.org/b", "https://example.org/c", "x"]
    assert library.kept_addresses(asked) == {asked[0]}
    assert library.kept_addresses([]) == frozenset()


def test_batches_are_acknowledged_one_by_one(library: Library) -> None:
    batches = list(library.keep_in_batches(make_articles(25), size=10))
    assert [len(batch.added) for batch in batches] == [10, 10, 5]
    assert sum(batches, Kept()).added == tuple(each.id for each in make_articles(25))


def test_progress_speaks_of_what_is_on_disk(library: Library) -> None:
    seen: list[int] = []
    library.keep(make_articles(5), progress=lambda done, total, what: seen.append(done))
    assert seen == [5]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(), title=st.text(), author=st.text(), own=st.text())
def test_b46_any_text_can_be_kept(
    sqlite_library: Library, text: str, title: str, author: str, own: str
) -> None:
    article = Article(
        id=make_article(repr((text, title, author, own))).id,
        text=text, title=title, authors=(author,), extra={"own": own},
    )  # fmt: skip
    sqlite_library.keep([article])
    found = sqlite_library.get(article.id)
    assert found is not None
    assert found == replace(
        article, text=text.replace("\0", "\ufffd"), title=title.replace("\0", "\ufffd")
    )


@pytest.fixture
def sqlite_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(f"sqlite:///{tmp_path_factory.mktemp('any')}/library.sqlite")


def test_nul_and_half_a_surrogate_pair_become_replacement_characters(library: Library) -> None:
    article = make_article("odd", text="a\0b\ud800c", title="t\ud83d", extra={"k": "\udc00"})
    library.keep([article])
    found = library.get(article.id)
    assert found is not None
    assert (found.text, found.title, found.extra["k"]) == ("a\ufffdb\ufffdc", "t\ufffd", "\ufffd")


def test_articles_come_in_the_order_they_were_kept_however_many(library: Library) -> None:
    articles = make_articles(1203)
    library.keep(articles)
    assert [each.id for each in library.articles()] == [each.id for each in articles]


def test_removed_articles_stay_removed_when_they_come_again(library: Library) -> None:
    article = make_article()
    library.keep([article])
    (decision,) = library.remove([article.id], person="Ann")
    library.keep([article])
    assert library.count() == 0
    assert library.count(Filter(removed=True)) == 1
    library.undo(decision.number, person="Ann")
    assert library.count() == 1


NAUGHTY = (
    "", "undefined", "null", "NaN", "1;DROP TABLE article", "' OR 1=1 -- 1", "%s%n%x",
    "../../etc",
    "<script>alert(0)</script>", "{{7*7}}", "$HOME", "田中さんにあげて下さい",
    "ﾟ･✿ヾ╲(｡◕‿◕｡)╱✿･ﾟ", "👩🏽‍🚀",
    "הָיְתָה", "Z\u0351\u036b\u0343a\u0329lgo",
    "\u202etest\u202e", "\u200b\ufeff", "Ω≈ç√∫˜µ≤≥÷", "CON", "0x1p-1074",
    "\x01\x02\x7f", "=cmd|' /C calc'!A0", "a" * 5000,
)  # fmt: skip


def test_b46_naughty_strings_everywhere_come_back_as_they_were(library: Library) -> None:
    articles = [
        make_article(
            str(place), title=text, outlet=text, authors=(text,) if text else (), section=text,
            source_file=text, extra={"note": text},
        )
        for place, text in enumerate(NAUGHTY)
    ]  # fmt: skip
    library.keep(articles)
    for article in articles:
        assert library.get(article.id) == article
        library.search(article.title)
        assert article.id in {entry.id for entry in library.list(Filter(outlets=[article.outlet]))}
        library.tag(article.id, "note", article.title, person="Ada")
