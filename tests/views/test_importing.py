"""Uploads become articles of an event; what cannot be used is in the report; twice is once."""

from __future__ import annotations

from views.importing import Upload, import_files, import_key, read_report
from views.own_events import menu_id, open_library, own_articles, own_events

TEXT = b"Fares rise\n\nThe ferry fare rises to 7 pounds on Monday, the operator said on Friday.\n"


def bring(uploads: list[Upload], event: str) -> dict:
    key = import_key(uploads, event)
    import_files(key, uploads, event, "tester")
    report = read_report(key)
    assert report is not None
    return report


def test_files_come_in_once_and_problems_are_named():
    event = open_library().make_event("Imports", [], person="tester")
    uploads = [
        Upload("fares.txt", TEXT, {"outlet": "The Pier Post"}),
        Upload("../../app.py\n<img src=x>", b"", {}),
        Upload("noise.bin", bytes(range(256)) * 8, {}),
    ]

    first = bring(uploads, event)
    second = bring([*uploads, Upload("again.txt", TEXT, {"outlet": "The Pier Post"})], event)

    assert first["added"] == 1
    assert len(first["problems"]) == 2
    assert {p["file"] for p in first["problems"]} == {"../../app.py\n<img src=x>", "noise.bin"}
    assert second["added"] == 0
    articles = own_articles(own_events()[menu_id(event)])
    assert [article.outlet for article in articles] == ["The Pier Post"]
