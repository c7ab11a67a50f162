"""Columns of one's own tables: guessed, adjusted, remembered for the next table like it."""

import io
import json

import pytest
from openpyxl import Workbook

import sources
from sources.library import Library
from sources.tables.mappings import ColumnError, check_mapping, columns_key

SENTENCE = "The council voted on Monday to end the night ferry from the first of May."
HEADER = ("Schlagzeile", "Meldung", "Zeitung", "Tag", "Region")
ROW = ("Fähre endet", SENTENCE, "The Quay", "13/05/2024", "North")
MAPPING = {"title": "Schlagzeile", "text": "Meldung", "outlet": "Zeitung", "published": "Tag"}


def table(kind):
    if kind == "csv":
        return "\n".join(";".join(row) for row in (HEADER, ROW, ROW[:1] + ROW[1:])).encode()
    if kind == "jsonl":
        lines = [json.dumps(dict(zip(HEADER, ROW, strict=True))) for _ in range(2)]
        return "\n".join(lines).encode()
    book = Workbook()
    for row in (HEADER, ROW):
        book.active.append(row)
    book.create_sheet("Notes")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_columns_nobody_knows_are_shown_named_by_a_person_and_remembered(kind, library: Library):
    data = table(kind)
    (preview,), problems = sources.preview_tables(data, f"x.{kind}")
    assert preview.columns == HEADER
    assert preview.rows[0] == ROW
    assert not {"text", "title"} & preview.mapping.keys()
    assert not problems
    assert not any(
        isinstance(found, sources.Article) for found in sources.read_bytes(data, f"x.{kind}")
    )
    library.remember_columns(preview.columns, MAPPING, person="Ada")
    said = library.column_mappings()
    article = next(iter(sources.read_bytes(data, f"x.{kind}", columns=said)))
    assert isinstance(article, sources.Article)
    assert (article.title, article.text, article.outlet) == ("Fähre endet", SENTENCE, "The Quay")
    assert str(article.published)[:10] == "2024-05-13"
    assert article.extra["Region"] == "North"
    assert "person" in article.provenance["outlet"]
    (again,), _ = sources.preview_tables(data, "other", columns=said)
    assert (again.origin, again.mapping) == ("remembered", MAPPING)
    library.forget_columns(preview.columns)
    assert not library.column_mappings()


def test_known_export_says_so_and_a_document_is_no_table():
    header = b"id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    (preview,), _ = sources.preview_tables(header + b"1,,en,a.example,,2024-05-02,T,u\n", "x")
    assert (preview.origin, preview.export) == ("export", "mediacloud")
    assert sources.preview_tables(SENTENCE.encode(), "x.txt") == ((), ())


def test_key_is_of_the_set_of_names():
    assert columns_key(["A", "b "]) == columns_key(["B", "a"])
    assert columns_key(["a"]) != columns_key(["a", "b"])


@pytest.mark.parametrize(
    "mapping", [{"headline": "a"}, {"title": "z"}, {"title": "a", "text": "a"}, {"outlet": "a"}]
)
def test_mapping_that_cannot_be_is_refused(mapping):
    with pytest.raises(ColumnError):
        check_mapping(["a", "b"], mapping)


def test_columns_of_one_name_lose_nothing():
    data = b"title,text,note,note\nFares," + SENTENCE.encode() + b",one,two\n"
    (article,) = sources.read_bytes(data, "x.csv")
    assert isinstance(article, sources.Article)
    assert (article.extra["note"], article.extra["note (2)"]) == ("one", "two")


def test_merged_row_of_names_is_refused_with_a_hint():
    book = Workbook()
    for row in (("Coverage of the ferry", None, None), ("title", "text", "date"), ROW[:3]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    (problem,) = sources.read_bytes(stream.getvalue(), "x.xlsx")
    assert isinstance(problem, sources.Problem)
    assert "merged cells" in problem.reason


def test_large_table_is_streamed_and_the_same(tmp_path, monkeypatch):
    rows = [f"Title {n};{SENTENCE} It is number {n}.;1{n % 9}/0{n % 9 + 1}/2024" for n in range(40)]
    path = tmp_path / "x.csv"
    path.write_text("\ufefftitle;text;date\n" + "\n".join(rows) + '\nBad;"never closed;x\n')
    lines = tmp_path / "y.jsonl"
    records = [{"title": row[:8], "text": f"{SENTENCE} {row[-40:]}"} for row in rows]
    lines.write_text("\n".join(map(json.dumps, records)))
    whole = sources.read([path, lines])
    monkeypatch.setattr("sources.reading.STREAMED", 0)
    monkeypatch.setattr("sources.reading._HEAD", 300)
    assert sources.read([path, lines]) == whole
    renamed = list(sources.read_file(path, "upload.csv"))
    assert [each.source_file for each in renamed if isinstance(each, sources.Article)] == [
        "upload.csv"
    ] * 40
    assert len(whole[0]) == 80
    assert [problem.code for problem in whole[1]] == ["row"]
