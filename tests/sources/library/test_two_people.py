"""Two people and one library: the same story at once, and identifiers that somebody guesses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from sources.library import Filter, Library, LibraryError
from tests.sources.articles import make_article, make_articles


def test_b53_same_file_at_once_and_same_story_from_two_feeds(url: str) -> None:
    Library(url).close()
    articles = make_articles(40)

    def bring(_: int) -> int:
        with Library(url) as library:
            return len(library.keep(articles).added)

    with ThreadPoolExecutor(2) as crew:
        assert sum(crew.map(bring, range(2))) == 40
    story = make_article("x", url="https://www.example.org/x?utm_source=a", source_file="a.xml")
    again = replace(story, id="f" * 20, url="http://example.org/x", source_file="b.xml")
    with Library(url) as library:
        library.keep([story])
        assert dict(library.keep([again]).known) == {again.id: story.id}
        assert library.count() == 41
        assert [place for place, _, _ in library.origins(story.id)] == ["a.xml", "b.xml"]


def test_b54_identifier_that_is_guessed_gets_the_answer_of_one_that_is_not(
    library: Library,
) -> None:
    library.keep(make_articles(2))
    removed = library.list()[0].id
    library.remove([removed], person="Ada")
    for guess in (removed, "0" * 20, "", "x' OR 1=1 --"):
        assert library.get(guess) is None
        assert library.list(Filter(ids=[guess])) == ()
        assert library.list(Filter(event=guess or "none")) == ()
    with pytest.raises(LibraryError) as unknown:
        library.tag("0" * 20, "outlet", "x", person="Ada")
    assert "there is no article" in str(unknown.value)
