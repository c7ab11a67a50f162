"""Progress says how much is done, how fast this run is, and how long it will take."""

from __future__ import annotations

import io

import pytest

from analysis import progress


def test_what_was_done_before_counts_for_nothing_in_the_rate(monkeypatch: pytest.MonkeyPatch):
    now = [100.0]
    monkeypatch.setattr("analysis.progress.time.monotonic", lambda: now[0])
    stream = io.StringIO()
    line = progress.ProgressLine(stream)

    for done in (60, 70, 80):
        line(done, 100, "reading articles")
        now[0] += 5

    assert stream.getvalue().splitlines() == [
        "reading articles: 70 of 100, 2.0 a second, 15 s left",
        "reading articles: 80 of 100, 2.0 a second, 10 s left",
    ]
