"""What is taken away opens safely in a spreadsheet and comes back as it was."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sources
from analysis.document import slices_that_fail
from analysis.export import bundle, guarded, table_csv, table_names
from analysis.kept import KeptInMemory
from analysis.kept_comparison import comparison_document
from analysis.methods_text import methods_paragraph
from analysis.recorded_settings import differences
from analysis.settings import Settings
from analysis.tables import check_tables, read_tables
from analysis.versions import versions
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def document():
    articles, problems = sources.read([ROOT / "corpora" / "extradition-treaty"])
    body = comparison_document(articles[:4], problems, Settings(encoder=False), KeptInMemory())
    return orjson.loads(body)


def test_tables_keep_their_invariants(document: dict):
    assert slices_that_fail(document) == []
    assert check_tables(read_tables(document)) == []


def test_bundle_is_the_same_twice_and_leaves_texts_out_when_asked(document: dict):
    tables = read_tables(document)

    whole = bundle(document, tables, "How.", texts=True)
    bare = bundle(document, tables, "How.", texts=False)

    assert whole == bundle(document, tables, "How.", texts=True)
    text = document["articles"][0]["text"][:80].encode()
    with zipfile.ZipFile(io.BytesIO(bare)) as archive:
        names = archive.namelist()
        assert not any(text in archive.read(name) for name in names)
    assert {f"tables/{name}.csv" for name in table_names()} <= set(names)


def test_articles_of_a_bundle_come_back_as_they_were(document: dict, tmp_path: Path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle(document, read_tables(document), "", texts=True))

    articles, problems = sources.read([path])

    assert problems == []
    assert sorted(a.text for a in articles) == sorted(a["text"] for a in document["articles"])
    assert sorted(a.outlet for a in articles) == sorted(a["outlet"] for a in document["articles"])


def test_articles_given_with_a_bundle_come_back_with_every_field(document: dict, tmp_path: Path):
    given_files = [ROOT / "corpora" / "extradition-treaty"]
    # Hours, authors and fields of one's own do not fit the texts' list; unknown stays unknown.
    articles = [
        replace(
            article,
            published=datetime(2021, 1, 6, 21, 30, tzinfo=UTC),
            published_precision="minute",
            authors=("Jo Day",),
            outlet="",
            extra={"tone": "calm"},
        )
        for article in sources.read(given_files)[0]
    ]
    path = tmp_path / "bundle.zip"
    path.write_bytes(bundle(document, read_tables(document), "", texts=True, articles=articles))

    back, problems = sources.read([path])

    assert problems == []
    assert {a.id: replace(a, raw_text="") for a in back} == {
        a.id: replace(a, raw_text="") for a in articles
    }


def test_what_differs_from_where_a_bundle_was_made_is_said(document: dict):
    same = dict(document["settings"])
    other = same | {"codebook": [["money", ["fare*"]]], "match_threshold": 0.5}
    other |= {"targets": ["the bridge"], "targets_chosen": True}
    other["versions"] = same["versions"] | {"spacy": "0"}

    same["versions"] = versions(True)
    assert differences(orjson.dumps(same)) == []
    said = " | ".join(differences(orjson.dumps(other)))
    for words in ("(1 frame, 1 term)", "threshold 0.5", "chose (the bridge)", "versions of"):
        assert words in said
    assert "spacy" in said
    assert len(differences(b"[1]")) == 1


@given(st.text(max_size=20))
def test_no_cell_begins_a_formula(value: str):
    cell = guarded(pd.DataFrame({"x": [value], "n": [1]}))["x"].iloc[0]

    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert cell in {value, "'" + value}


def test_csv_is_read_back_by_pandas():
    table = pd.DataFrame({"word": ["=1+1", "Größe", 'a "b"\nc'], "count": [1, 2, 3]})

    back = pd.read_csv(io.BytesIO(table_csv(table)))

    assert list(back["word"]) == ["'=1+1", "Größe", 'a "b"\nc']


def test_methods_paragraph_counts_what_is_there(document: dict):
    tables = read_tables(document)

    text = methods_paragraph("The treaty", tables, document["settings"])
    spoken = sum(quotation["speech"] for quotation in document["quotations"])
    assert f"{spoken} report speech" in text

    assert f"{len(tables.claims)} claims" in text
    assert f"{len(tables.quotations)} quotations" in text
    assert f"{document['settings']['targets'][-1]} (proposed by Parallax)" in text
    assert document["settings"]["versions"]["parallax"] in text
