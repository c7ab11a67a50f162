from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.words import find_concordance, terms_of
from analysis.words.terms import words_of
from sources.article import Article
from tests.analysis.plain_readings import articles_and_readings, raw_reading, read

HOMES = "The so-called transit homes near Oldmark were closed. “Shameful homes,” said Ann Vale."


def kinds(text, kind, **options):
    found = terms_of(Article(id="a", text=text), read(text), **options)
    return [term.text for term in found if term.kind == kind]


def test_hyphenated_words_are_one():
    text = "They were sent to re-education camps."

    assert "re-education camp" in kinds(text, "phrase")
    assert "re-education" in kinds(text, "word")


def test_names_are_apart_from_words():
    assert "Ann Vale" in kinds(HOMES, "name")
    assert "vale" not in kinds(HOMES, "word")


def test_reporting_verbs_are_house_style():
    assert "say" in kinds(HOMES, "house style")
    assert "say" not in kinds(HOMES, "word")


def test_voice_tells_quoted_words_from_the_outlets_own():
    assert "shameful" in kinds(HOMES, "word", voice="quoted")
    assert "shameful" not in kinds(HOMES, "word", voice="own")


def test_concordance_gives_every_place_with_its_voice():
    articles, readings = articles_and_readings(
        HOMES, "Homes were built. Nobody lives in the homes."
    )
    lines = find_concordance(articles, readings, "home")

    assert [(line.article, line.keyword, line.quoted) for line in lines] == [
        ("a0", "homes", False),
        ("a0", "homes", True),
        ("a1", "Homes", False),
        ("a1", "homes", False),
    ]
    assert lines[0].left.endswith("transit")


@given(st.text(alphabet="ab AB-“”.\n'’x1", max_size=80))
def test_offsets_slice_back(text):
    article, reading = Article(id="a", text=text), raw_reading(text)

    for word in words_of(article, reading):
        assert text[word.start : word.end].strip() == text[word.start : word.end] != ""
    for term in terms_of(article, reading):
        assert 0 <= term.start < term.end <= len(text)
        if term.kind != "name":
            assert text[term.start : term.end].lower().split() == term.text.split()
    for written in {term.text for term in terms_of(article, reading)}:
        for line in find_concordance([article], {"a": reading}, written):
            assert text[line.start : line.end] == line.keyword
