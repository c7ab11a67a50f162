from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.outlet_type import OUTLET_TYPES, detect_outlet_type, load_marks
from benchmarks.outlet_type import read_pieces, score
from sources.article import Article
from sources.outlets import OUTLET_TYPES as LISTED_TYPES
from sources.outlets import load_registry


@dataclass(frozen=True)
class Listed:
    name: str = "The Herald"
    type: str = "national"
    source: str = "by hand"


@dataclass(frozen=True)
class OneOutlet:
    listed: Listed | None = Listed()

    def find(self, *, domain: str = "", name: str = "") -> Listed | None:
        return self.listed


RELEASE = (
    "FOR IMMEDIATE RELEASE\n\nOpen Rivers condemns the dam.\n\nWe urge the minister to stop it. "
    "Open Rivers is a grassroots conservation network."
)


def test_pieces_are_many_and_of_many_types():
    pieces = read_pieces()

    assert len(pieces) >= 120
    assert {piece.label for piece in pieces} <= set(OUTLET_TYPES)
    assert len({piece.label for piece in pieces}) >= 9


@pytest.mark.parametrize("held_out", [False, True])
def test_answers_three_in_four_and_is_right_in_nineteen_of_twenty(held_out):
    answered, right = score(piece for piece in read_pieces() if piece.held_out is held_out)

    assert answered >= 75
    assert right >= 95


def test_person_outranks_registry_and_text():
    found = detect_outlet_type(
        Article(id="a", text=RELEASE, outlet_type="samizdat"), None, OneOutlet()
    )

    assert (found.label, found.confidence) == ("samizdat", 1.0)


def test_registry_outranks_text_and_names_its_source():
    found = detect_outlet_type(Article(id="a", text=RELEASE), None, OneOutlet())

    assert found.label == "national"
    assert "by hand" in found.evidence[0]


@pytest.mark.parametrize("listed", [None, Listed(type="unknown"), Listed(type="")])
def test_text_speaks_where_registry_does_not_know(listed):
    found = detect_outlet_type(Article(id="a", text=RELEASE), None, OneOutlet(listed))

    assert found.label == "advocacy/NGO"


def test_own_type_of_a_users_registry_is_kept():
    found = detect_outlet_type(
        Article(id="a", text=""), None, OneOutlet(Listed(type="pirate radio"))
    )

    assert found.label == "pirate radio"


def test_there_is_one_vocabulary():
    assert OUTLET_TYPES is LISTED_TYPES


def test_known_agency_is_found_in_the_shipped_registry():
    found = detect_outlet_type(Article(id="a", text="x", outlet="Reuters"), None, load_registry())

    assert found.label == "agency"


@pytest.mark.parametrize(
    "name", ["Reuters - News", "Reuters (Online)", "Reuters Online News", "Reuters Opinion"]
)
def test_page_of_an_outlet_is_of_its_type(name):
    found = detect_outlet_type(Article(id="a", text="x", outlet=name), None, load_registry())
    assert found.label == "agency"


def test_evidence_is_in_the_text():
    found = detect_outlet_type(Article(id="a", text=RELEASE))
    flowing = " ".join(RELEASE.split())

    assert found.evidence
    for line in found.evidence:
        for words in re.findall(r"“([^”]*)”", line.split(": ", 1)[1]):
            assert words.removesuffix("…") in flowing


def test_contact_block_that_cleaning_removed_still_counts():
    clean = RELEASE.split("\n\n", 1)[1]
    article = Article(id="a", text=clean, raw_text=RELEASE)

    assert any("press-release mark" in line for line in detect_outlet_type(article).evidence)


def test_campaigners_words_in_quotation_marks_do_not_make_a_campaign():
    text = (
        "The council met on Monday. “We demand a new vote and call on the mayor to resign,” said "
        "Ann Vale of Open Rivers. The mayor told reporters he would stay, according to officials."
    )

    assert detect_outlet_type(Article(id="a", text=text)).label == "news"


def test_little_evidence_is_unknown_but_shown():
    found = detect_outlet_type(Article(id="a", text="The bridge was closed, the mayor said."))

    assert found.label == "unknown"
    assert found.evidence


def test_wrapped_lines_change_nothing():
    wrapped = re.sub(r" (?=urge|minister|network)", "\n", RELEASE)

    assert detect_outlet_type(Article(id="a", text=wrapped)).label == "advocacy/NGO"


def test_marks_have_known_labels_and_places():
    for mark in load_marks():
        assert mark.label == "release" or mark.label in OUTLET_TYPES
        assert mark.place in {"head", "tail", "ends", "title", "source", "own voice", "anywhere"}
        assert mark.weight > 0


@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=40))
def test_any_text_gets_a_known_label_and_a_confidence(text, title, outlet):
    article = Article(id="a", text=text, title=title, outlet=outlet)
    found = detect_outlet_type(article)

    assert found.label in OUTLET_TYPES
    assert 0 <= found.confidence <= 1
    assert found == detect_outlet_type(replace(article))


def test_treaty_documents(shared):
    texts = [p.read_text("utf-8") for p in sorted((shared / "corpora" / "treaty").glob("*.txt"))]
    found = [detect_outlet_type(Article(id=str(n), text=t)).label for n, t in enumerate(texts)]

    assert found == ["advocacy/NGO", "advocacy/NGO", "agency", "religious", "news"]
