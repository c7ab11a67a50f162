"""``python -m sources add|list|tag|export``."""

from __future__ import annotations

import gzip
import importlib
from pathlib import Path

import orjson
import pytest

from sources.__main__ import main
from sources.commands import NAMES
from sources.export import read_csv
from sources.library import Library
from sources.web import Fetcher, WebSettings
from tests.sources.web.servers import answer, serving

TEXT = """The harbour ferry will cost more from June, the island council decided on Monday evening.

A single ticket rises from two to three crowns, the chair of the council, Ada Holm, said.

Commuters on the pier said that they had not been asked."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/library.sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "event"
    made.mkdir()
    (made / "a.txt").write_text(TEXT, encoding="utf-8")
    (made / "b.txt").write_text(TEXT.replace("ferry", "tram"), encoding="utf-8")
    (made / "articles.csv").write_text(
        "file,outlet,published\na.txt,Harbour Post,2024-05-07\nb.txt,Bay News,2024-05-08\n",
        encoding="utf-8",
    )
    return made


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert importlib.import_module(
        f"sources.commands.{name}"
    ).SUMMARY in capsys.readouterr().out.replace("\n", " ")


def test_add_twice_is_once(folder: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(folder), "--library", url]) == 0
    assert "2 added" in capsys.readouterr().err
    assert main(["add", str(folder), "--library", url]) == 0
    assert "0 added, 0 completed, 2 there already" in capsys.readouterr().err


def test_add_lists_problems_and_keeps_the_rest(folder: Path, url: str, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    problems = tmp_path / "problems.jsonl.gz"
    assert main(["add", str(folder), "--library", url, "--problems", str(problems)]) == 1
    (row, *_) = [orjson.loads(line) for line in gzip.decompress(problems.read_bytes()).splitlines()]
    assert row["file"].endswith("empty.txt")
    with Library(url) as library:
        assert library.count() == 2


@pytest.mark.parametrize(
    "what", ["missing.txt", "http://127.0.0.1/", "file:///etc/passwd", "ftp://example.org/x"]
)
def test_add_of_nothing_usable_does_nothing(
    what: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", what, "--library", url]) == 2
    assert what in capsys.readouterr().err


def test_add_fills_outlet_and_type_from_the_registry(tmp_path: Path, url: str) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "articles.csv").write_text(
        "file,outlet\na.txt,Human Rights Watch\n", encoding="utf-8"
    )
    main(["add", str(folder), "--library", url])
    with Library(url) as library:
        (article,) = library.articles()
    assert article.outlet_type == "advocacy/NGO"
    assert article.provenance["outlet_type"].startswith("outlet registry")


def test_list_filters_searches_and_writes_json(
    folder: Path, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", str(folder), "--library", url])
    capsys.readouterr()
    assert main(["list", "--library", url, "--since", "2024-05-08"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    out = tmp_path / "list.jsonl"
    assert main(["list", "--library", url, "--search", "ferry", "--json", str(out)]) == 0
    (row,) = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert (row["outlet"], "ferry" in row["passage"]) == ("Harbour Post", True)
    assert main(["list", "--library", url, "--search", "NEAR(", "--limit", "1"]) == 0


def test_tag_is_signed_listed_and_undone(
    folder: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", str(folder), "--library", url])
    with Library(url) as library:
        first = library.list()[0].id
    assert main(["tag", first, "--set", "camp=north", "--person", "Ann", "--library", url]) == 0
    assert "\tAnn\ttag\t" in capsys.readouterr().out
    main(["list", "--library", url, "--tagged", "camp=north"])
    assert first in capsys.readouterr().out
    assert main(["tag", "--undo", "1", "--person", "Ben", "--library", url]) == 0
    assert main(["tag", "--log", "--library", url]) == 0
    assert "undone by Ben" in capsys.readouterr().out
    assert main(["tag", first, "--remove", "--person", "Ann", "--library", url]) == 0
    with Library(url) as library:
        assert library.count() == 1


def test_tag_of_unknown_article_is_a_problem(
    folder: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["add", str(folder), "--library", url])
    assert main(["tag", "0" * 20, "--set", "camp=x", "--person", "Ann", "--library", url]) == 2
    assert "no article" in capsys.readouterr().err
    assert main(["tag", "--library", url]) == 2


@pytest.mark.parametrize(
    "name", ["out.csv", "out.csv.gz", "out.jsonl", "out.ndjson.gz", "out.xlsx", "out.parquet"]
)
def test_export_in_every_format(folder: Path, url: str, tmp_path: Path, name: str) -> None:
    main(["add", str(folder), "--library", url])
    assert main(["export", str(tmp_path / name), "--library", url]) == 0
    assert (tmp_path / name).stat().st_size > 100


def test_export_holds_what_people_tagged(folder: Path, url: str, tmp_path: Path) -> None:
    main(["add", str(folder), "--library", url])
    with Library(url) as library:
        library.tag(library.list()[0].id, "outlet", "=cmd()", person="Ann")
        articles = list(library.articles())
    main(["export", str(tmp_path / "out.csv"), "--library", url])
    data = (tmp_path / "out.csv").read_bytes()
    assert b"'=cmd()" in data
    with (tmp_path / "out.csv").open("rb") as stream:
        back = list(read_csv(stream))
    assert [(each.id, each.text, each.outlet) for each in back] == [
        (each.id, each.text, each.outlet) for each in articles
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["export", "out.docx"],
        ["list", "--since", "soon"],
        ["list", "--event", "none such"],
        ["list", "--tagged", "x"],
        ["list", "--library", "mysql://x/y"],
        ["list", "--library", "nonsense"],
    ],
)
def test_nothing_done_is_two_and_a_line(
    words: list[str], url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, *([] if "--library" in words else ["--library", url])]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_addresses_are_fetched_once_and_kept_with_their_address(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "".join(f"<p>{part}</p>" for part in TEXT.split("\n\n"))
    page = f"<html><head><title>Fares</title></head><body><article><h1>Fares</h1>{body}</article>"
    with serving({"/a": answer(page.encode())}) as server:
        settings = WebSettings(pause=0, loopback_ports=frozenset((server.port,)))
        made = Fetcher(settings, resolve=lambda host, port: ["127.0.0.1"])
        monkeypatch.setattr("sources.commands.add.Fetcher", lambda settings: made)
        address = f"http://news.example:{server.port}/a"
        assert main(["add", address, "--library", url]) == 0
        asked = len(server.asked)
        assert main(["add", address + "?utm_source=x", "--library", url]) == 0
        assert "1 there already" in capsys.readouterr().err
        assert len(server.asked) == asked
        assert main(["add", address, "--again", "--library", url]) == 0
        assert len(server.asked) > asked
    with Library(url) as library:
        (article,) = library.articles()
    assert (article.url, "Ada Holm" in article.text) == (address, True)
