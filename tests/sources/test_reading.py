import pytest

import sources
from sources.__main__ import main

SENTENCE = "The council voted on Monday to end the night ferry from the first of May."


def test_folder_is_read_in_order_with_what_the_manifest_says(tmp_path):
    (tmp_path / "b.txt").write_text(SENTENCE + "\n\nNobody asked the islands.", encoding="utf-8")
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "articles.csv").write_text(
        "file,outlet,outlet_type,published,stance\nb.txt,The "
        "Quay,regional,2024-05-03,for\nc.txt,X,,,\n"
    )
    articles, problems = sources.read([tmp_path])
    assert [article.source_file[-5:] for article in articles] == ["a.txt", "b.txt"]
    second = articles[1]
    assert (second.outlet, second.outlet_type, second.stance) == ("The Quay", "regional", "for")
    assert second.published_precision == "day"
    assert second.provenance["outlet"] == "manifest"
    assert [problem.code for problem in problems] == ["manifest"]
    assert sources.read([tmp_path])[0] == articles


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\0", "empty"),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0" + bytes(range(256)) * 4, "format"),
    ],
)
def test_what_holds_no_text_is_a_problem(tmp_path, data, code):
    (tmp_path / "x.txt").write_bytes(data)
    articles, problems = sources.read([tmp_path / "x.txt"])
    assert not articles
    assert [problem.code for problem in problems] == [code]
    assert problems[0].file.endswith("x.txt")


def test_b11_one_bad_byte_is_replaced_and_said(tmp_path):
    (tmp_path / "x.txt").write_bytes(
        "Der Fährmann sagte, die Fähre fährt nicht.".encode() + b" \xff Und so blieb es."
    )
    (article,), (problem,) = sources.read([tmp_path])
    assert "Fährmann" in article.text
    assert article.language == "de"
    assert problem.code == "encoding"


def test_identical_articles_come_in_once_and_the_second_is_named(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(SENTENCE)
    articles, problems = sources.read([tmp_path])
    assert len(articles) == 1
    assert problems[0].code == "duplicate"
    assert "a.txt" in problems[0].reason


def test_missing_path_is_a_problem(tmp_path):
    assert sources.read([tmp_path / "no"])[1][0].code == "open"


def test_command_writes_lines(tmp_path, capsys):
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.txt").write_text("")
    out, listed = tmp_path / "o.jsonl", tmp_path / "p.jsonl"
    code = main(
        [
            "read",
            str(tmp_path / "a.txt"),
            str(tmp_path / "b.txt"),
            "--json",
            str(out),
            "--problems",
            str(listed),
        ]
    )
    assert code == 1
    assert out.read_text().count("\n") == 1
    assert '"no text found' in listed.read_text()
    assert "b.txt" in capsys.readouterr().err
