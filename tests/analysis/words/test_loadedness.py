from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.words import LOADED, find_loaded_words, loadedness
from analysis.words import loadedness as score_of
from analysis.words.loadedness import _FILE
from sources.article import Article
from tests.analysis.plain_readings import raw_reading, read


@pytest.mark.parametrize("word", ["outrageous", "thug", "shamelessly", "fiasco", "brutally"])
def test_loaded_words_score_high(word):
    assert loadedness(word) >= LOADED


@pytest.mark.parametrize("word", ["table", "annual", "announce", "percent", "hospital", "publish"])
def test_plain_words_score_low(word):
    assert loadedness(word) < 0.2


@pytest.mark.parametrize(("loaded", "plain"), [("abhor", "dislike"), ("wretched", "wet")])
def test_words_that_are_no_seeds_are_told_apart(loaded, plain):
    assert loadedness(loaded) > loadedness(plain)


def test_phrase_is_as_loaded_as_its_most_loaded_word():
    assert loadedness("outrageous price") == loadedness("outrageous")
    assert loadedness("qqqq") == loadedness("") == 0


def test_loaded_words_of_an_article_come_first_with_their_places():
    text = "The minister slammed the shameful report. The report has a cover. “Shameful,” said Ann."
    found = find_loaded_words(Article(id="a", text=text), read(text))
    shameful = next(word for word in found if word.lemma == "shameful")

    assert {found[0].lemma, found[1].lemma} == {"slam", "shameful"}
    assert [text[s:e].lower() for s, e in shameful.places] == ["shameful", "shameful"]
    assert shameful.quoted == 1


@given(st.text(alphabet="abc AB-“”. brutal", max_size=60))
def test_places_slice_back_and_scores_fall(text):
    found = find_loaded_words(Article(id="a", text=text), raw_reading(text))

    assert [word.score for word in found] == sorted((w.score for w in found), reverse=True)
    for word in found:
        assert 0 < word.score <= 1
        assert {text[start:end].lower() for start, end in word.places} == {word.lemma}


def test_model_holds_single_lemmas_only_and_stays_small():
    table = json.loads(_FILE.read_text("utf-8"))

    assert _FILE.stat().st_size < 2_000_000
    assert all(" " not in word and 0 <= value <= 1 for word, value in table.items())
    assert score_of("brutal") == table["brutal"]
