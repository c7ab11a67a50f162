from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook import (
    CodebookError,
    codebook_csv,
    parse_codebook,
    read_codebook,
    shipped_codebook,
)
from analysis.comparison import compare
from analysis.frames import find_frames, frame_shares
from analysis.settings import settings_from_environment
from sources.article import Article
from tests.analysis.plain_readings import articles_and_readings, raw_reading, read

TEXT = "The court freed two refugees. “Prices rose,” said Ann Vale. Nobody came."


def hits(text, **options):
    return find_frames(Article(id="a", text=text), read(text), **options)


def test_hits_name_frame_term_and_place():
    found = {(h.frame, h.term, TEXT[h.start : h.end], h.quoted) for h in hits(TEXT)}

    assert ("law", "court", "court", False) in found
    assert ("human rights", "refugee*", "refugees", False) in found
    assert ("economy", "price*", "Prices", True) in found


@pytest.mark.parametrize(
    "text",
    ["An important companion.", "The commutation came by taxi.", "Europe demonstrates it."],
)
def test_words_that_begin_alike_are_no_hits(text):
    assert hits(text) == []


def test_voice_leaves_quotations_out():
    assert "economy" not in {hit.frame for hit in hits(TEXT, voice="own")}
    assert {hit.frame for hit in hits(TEXT, voice="quoted")} == {"economy"}


def test_phrases_match_across_line_breaks_and_as_lemma():
    codebook = {"rights": ("human right*",), "talk": ("peace talk",)}
    found = hits("They spoke of human\nrights and of peace talks.", codebook=codebook)

    assert [hit.frame for hit in found] == ["rights", "talk"]


def test_exact_terms_do_not_match_longer_words():
    assert hits("According to the customer, the wine was fine.") == []


def test_shares_count_sentences_once_and_show_empty_frames():
    articles, readings = articles_and_readings(TEXT, "The court met. The judge left the court.")
    shares = {
        (s.group, s.frame): s for s in frame_shares(articles, readings, {"a0": "x", "a1": "y"})
    }

    assert (shares["x", "law"].sentences, shares["x", "law"].total) == (1, 3)
    assert shares["y", "law"].share == 1.0
    assert shares["y", "economy"].sentences == 0
    assert len(shares) == 2 * len(shipped_codebook())


def test_own_codebook_replaces_the_shipped_one(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("frame,term\nSea,ferr*\nSea,Harbour  Master\n", "utf-8")
    codebook = read_codebook(path)

    assert codebook == {"Sea": ("ferr*", "harbour master")}
    assert [h.frame for h in hits("The ferry left. The court met.", codebook=codebook)] == ["Sea"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a,b\n1,2\n", "frame and term"),
        ("frame,term\n", "no term"),
        ("frame,term\nSea,\n", "row 2"),
        ("frame,term\nSea,*\n", "row 2"),
        ("", "frame and term"),
    ],
)
def test_codebook_that_cannot_be_used_says_where(tmp_path, content, says):
    path = tmp_path / "bad.csv"
    path.write_text(content, "utf-8")

    with pytest.raises(CodebookError, match=says):
        read_codebook(path)


def test_shipped_codebook_is_tidy():
    codebook = shipped_codebook()

    assert len(codebook) == 15
    assert all(len(terms) >= 20 for terms in codebook.values())
    assert all(term == term.lower().strip() for terms in codebook.values() for term in terms)


@given(st.text(alphabet="court law.\n“”A -", max_size=80))
def test_every_hit_slices_to_words(text):
    for hit in find_frames(Article(id="a", text=text), raw_reading(text)):
        words = text[hit.start : hit.end]
        assert words == words.strip() != ""


def test_a_codebook_survives_its_file():
    assert parse_codebook(codebook_csv(shipped_codebook()), "frames.csv") == shipped_codebook()


def test_the_own_codebook_is_used_by_every_comparison(tmp_path, monkeypatch):
    path = tmp_path / "mine.csv"
    path.write_text("frame,term\nseafaring,ferr*\n", encoding="utf-8")
    monkeypatch.setenv("PARALLAX_CODEBOOK", str(path))
    articles = [Article(id=name, text="The ferry sank.", source_file=name) for name in "ab"]

    comparison = compare(articles, settings=replace(settings_from_environment(), encoder=False))

    assert {hit.frame for hit in comparison.frames} == {"seafaring"}
