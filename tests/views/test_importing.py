"""Uploads become articles of an event; what cannot be used is listed; twice is once."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from analysis.decisions import Decision, decisions_to_json
from views.import_reports import ImportReport, list_reports, new_key, read_problems, read_report
from views.importing import Order, Upload, import_articles, stage
from views.jobs import Cancelled
from views.own_events import menu_id, open_library, own_articles, own_events

TEXT = b"Fares rise\n\nThe ferry fare rises to 7 pounds on Monday, the operator said on Friday.\n"


def order(*uploads: Upload, **given) -> Order:
    return Order(key=new_key(), title="files", person="tester", uploads=uploads, **given)


def bring(wanted: Order, progress=lambda *_: None) -> ImportReport:
    import_articles(stage(wanted), progress=progress)
    report = read_report(wanted.key)
    assert report is not None
    return report


def table(rows: int) -> bytes:
    lines = [f"Story {n},The tide was high for the {n}th time,Pier Post" for n in range(rows)]
    return "\n".join(["headline,text,source", *lines]).encode()


def test_files_come_in_once_and_problems_are_named():
    event = open_library().make_event("Imports", [], person="tester")
    uploads = [
        Upload("fares.txt", TEXT, {"outlet": "The Pier Post"}),
        Upload("../../app.py\n<img src=x>", b""),
        Upload("noise.bin", bytes(range(256)) * 8),
    ]

    first = order(*uploads, event=event)
    report = bring(first)
    again = bring(order(*uploads, Upload("fares.txt", TEXT, uploads[0].fields), event=event))

    assert (report.state, report.added, report.unchanged, report.problems) == ("done", 1, 0, 2)
    assert {row["file"] for row in read_problems(first.key)} == {uploads[1].name, "noise.bin"}
    assert report.codes == {"empty": 1, "format": 1}
    assert (again.added, again.unchanged, again.codes["duplicate"]) == (0, 1, 1)
    articles = own_articles(own_events()[menu_id(event)])
    assert [article.outlet for article in articles] == ["The Pier Post"]
    assert again.key in [kept.key for kept in list_reports()]


def test_stopped_import_keeps_what_it_read_and_says_so():
    def stop(done: int, *_: object) -> None:
        if done > 600:
            raise Cancelled

    report = bring(order(Upload("stopped.csv", table(900)), new_event="Half"), stop)

    assert report.state == "stopped"
    assert report.added == 500
    assert report.share == pytest.approx(600 / 900, abs=0.01)
    assert len(own_articles(own_events()[menu_id(report.event)])) == 500


def test_nothing_that_comes_in_makes_no_event():
    report = bring(order(Upload("empty.txt", b""), new_event="Never made"))

    assert (report.event, report.added, report.problems) == ("", 0, 1)
    assert "Never made" not in {entry.title for entry in own_events().values()}


def test_side_file_says_what_the_files_beside_it_are():
    side = b"file,outlet,published\nday/one.txt,Bay News,2024-05-03\nlost.txt,Bay News,\n"
    wanted = order(
        Upload("folder/articles.csv", side), Upload("folder/day/one.txt", TEXT + b"Side.")
    )

    report = bring(wanted)

    entry = open_library().get(report.ids[0])
    assert entry is not None
    assert (entry.outlet, entry.published_precision) == ("Bay News", "day")
    assert [row["reason"] for row in read_problems(wanted.key)] == [
        "names a file that was not given: lost.txt"
    ]


def test_addresses_that_may_not_be_asked_are_problems_with_their_reasons():
    wanted = order(addresses=("http://127.0.0.1:9/a", "file:///etc/passwd"))

    report = bring(wanted)

    problems = {row["file"]: row["code"] for row in read_problems(wanted.key)}
    assert problems == {"http://127.0.0.1:9/a": "address", "file:///etc/passwd": "address"}
    assert (report.read, report.state) == (0, "done")


def test_decisions_of_a_bundle_come_with_its_articles():
    decided = Decision(
        about="speaker",
        act="together",
        names=("Una Kerr", "Kerr"),
        person="Ann",
        time=datetime(2024, 5, 3, tzinfo=UTC),
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("comparison.json", "{}")
        archive.writestr("tables/claims.csv", "title,text\nnot,an article\n")
        archive.writestr("articles/articles.csv", "file,outlet\none.txt,Bay News\n")
        archive.writestr("articles/one.txt", TEXT + b"Bundled.")
        archive.writestr("decisions.json", decisions_to_json([decided]))

    report = bring(order(Upload("bundle.zip", packed.getvalue()), new_event="Bundled"))

    assert (report.added, report.problems) == (1, 0)
    kept = open_library().decisions(target=report.event, kind="merge")
    assert [(one.person, one.field) for one in kept] == [("Ann", "speaker together")]
