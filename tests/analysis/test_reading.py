"""A reading slices back to its text, whatever the text is, and comes back from JSON as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import reading
from analysis.engine import Cancelled
from analysis.kept import KeptInMemory
from analysis.language_model import PIECE, parse
from analysis.reading import read_articles, read_text, reading_from_json
from sources.article import Article

ROOT = Path(__file__).parents[2]
TEXT = (
    "Ferry fares rise\n\nThe operator said on Monday that the fare rises to 7 pounds. “Nobody "
    "asked us,” said Una Kerr, who leads the islanders.\n\nAbout 300 people protested at the pier."
)


def spans(reading):
    found = [(s.start, s.end) for s in [*reading.sentences, *reading.entities, *reading.clauses]]
    found += zip(reading.tokens.start, reading.tokens.end, strict=True)
    for quotation in reading.quotations:
        found += quotation.content
        found += [s for s in (quotation.source, quotation.cue, quotation.role_evidence) if s]
    return found


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(
            st.sampled_from(
                [*TEXT.split(" "), "\n\n", "“", "”", '"', "’", "said", "\ud800", "\u200b"]
            ),
            max_size=60,
        ).map(" ".join),
    )
)
def test_no_text_raises_and_every_span_slices_back(text: str):
    found = read_text(text)

    assert all(0 <= start <= end <= len(text) for start, end in spans(found))
    assert len({len(column) for column in (found.tokens.start, found.tokens.lemma)}) == 1


def test_reading_comes_back_from_json_as_it_was():
    found = read_text(TEXT)

    assert reading_from_json(orjson.dumps(found)) == found
    assert len(found.sentences) >= 3
    assert any(q.speaker == "Una Kerr" for q in found.quotations)


def test_headline_is_a_sentence_of_its_own():
    first = read_text(TEXT).sentences[0]

    assert TEXT[first.start : first.end] == "Ferry fares rise"


def test_long_text_is_parsed_in_pieces_and_keeps_its_characters():
    text = "\n\n".join([TEXT] * (PIECE // len(TEXT) + 3))

    assert len(text) > PIECE
    assert parse(text).text == text


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_each_text_is_read_once_and_kept(workers: int, monkeypatch: pytest.MonkeyPatch):
    articles = [
        Article(id=str(n), text=text, source_file=f"{n}.txt")
        for n, text in enumerate([TEXT, "The fare is 8 pounds.", TEXT, "It rained.", "They left."])
    ]
    kept = KeptInMemory()

    first = read_articles(articles, kept=kept, workers=workers)
    monkeypatch.setattr("analysis.reading.read_texts", None)
    again = read_articles(articles, kept=kept, workers=workers)

    assert first == again
    assert first["0"] == first["2"]
    assert set(first) == {"0", "1", "2", "3", "4"}


def test_stopped_reading_goes_on_where_it_stopped(monkeypatch: pytest.MonkeyPatch):
    articles = [
        Article(id=str(n), text=f"Boat {n} left the pier.", source_file="a") for n in range(7)
    ]
    whole = read_articles(articles, kept=KeptInMemory())
    kept, told, read = KeptInMemory(), [], []
    monkeypatch.setattr(reading, "_BATCH", 2)

    with pytest.raises(Cancelled):
        read_articles(
            articles,
            kept=kept,
            progress=lambda *step: told.append(step),
            cancelled=lambda: len(told) > 2,
        )
    original = reading.read_texts

    def noted(texts, **options):
        read.extend(texts)
        return original(texts, **options)

    monkeypatch.setattr(reading, "read_texts", noted)
    again = read_articles(articles, kept=kept, progress=lambda *step: told.append(step))

    assert again == whole
    assert [step[:2] for step in told] == [(0, 7), (2, 7), (4, 7), (4, 7), (6, 7), (7, 7)]
    assert read == [article.text for article in articles[4:]]


@pytest.mark.slow
def test_killed_reading_goes_on_where_it_stopped(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(24):
        body = [TEXT.replace("300", f"{number}{part:02}") for part in range(40)]
        (folder / f"{number:02}.txt").write_text("\n\n".join(body), encoding="utf-8")
    command = [sys.executable, "-m", "analysis", "read", str(folder), "--workers", "1"]
    environment = {**os.environ, "PARALLAX_CACHE": str(tmp_path / "cache")}
    file = tmp_path / "cache" / "kept.sqlite"

    def kept() -> dict[str, bytes]:
        if not file.exists():
            return {}
        with closing(sqlite3.connect(file)) as connection:
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'kept'").fetchone():
                return {}
            return dict(connection.execute("SELECT key, value FROM kept WHERE kind = 'reading'"))

    deadline = time.monotonic() + 120
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL) as first:
        while not kept() and first.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        first.kill()
    before = kept()
    assert 0 < len(before) < 24
    second = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True)

    assert f"{24 - len(before)} texts read now".encode() in second.stderr
    after = kept()
    assert len(after) == 24
    assert before.items() <= after.items()
