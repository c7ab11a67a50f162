"""A reading slices back to its text, whatever the text is, and comes back from JSON as it was."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.kept import KeptInMemory
from analysis.language_model import PIECE, parse
from analysis.reading import read_articles, read_text, reading_from_json
from sources.article import Article

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


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
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
    reading = read_text(text)

    assert all(0 <= start <= end <= len(text) for start, end in spans(reading))
    assert len({len(column) for column in (reading.tokens.start, reading.tokens.lemma)}) == 1


def test_reading_comes_back_from_json_as_it_was():
    reading = read_text(TEXT)

    assert reading_from_json(orjson.dumps(reading)) == reading
    assert len(reading.sentences) >= 3
    assert any(q.speaker == "Una Kerr" for q in reading.quotations)


def test_headline_is_a_sentence_of_its_own():
    first = read_text(TEXT).sentences[0]

    assert TEXT[first.start : first.end] == "Ferry fares rise"


def test_long_text_is_parsed_in_pieces_and_keeps_its_characters():
    text = "\n\n".join([TEXT] * (PIECE // len(TEXT) + 3))

    assert len(text) > PIECE
    assert parse(text).text == text


@pytest.mark.parametrize("workers", [1, 2])
def test_each_text_is_read_once_and_kept(workers: int, monkeypatch: pytest.MonkeyPatch):
    articles = [
        Article(id=str(n), text=text, source_file=f"{n}.txt")
        for n, text in enumerate([TEXT, "The fare is 8 pounds.", TEXT, "It rained.", "They left."])
    ]
    kept = KeptInMemory()

    first = read_articles(articles, kept=kept, workers=workers)
    monkeypatch.setattr("analysis.reading.read_text", None)
    again = read_articles(articles, kept=kept, workers=workers)

    assert first == again
    assert first["0"] == first["2"]
    assert set(first) == {"0", "1", "2", "3", "4"}
