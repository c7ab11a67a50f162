"""Reading the example events: gold pieces survive cleaning, page furniture does not."""

from functools import cache
from pathlib import Path

import pytest

import sources
from corpora.checks import all_pieces, gold_problems
from corpora.gold import event_names, load_event, load_gold

LEFT_IN = {
    ("03_riverside_post.txt", "Home | News"),
    ("03_riverside_post.txt", "Share this article"),
    ("09_maple_release.txt", "Orchard Crescent"),
    ("10_lakeshore_gazette.txt", "Call the newsroom"),
    ("02_community_notes.txt", "Posted by admin"),
    ("04_morning_ledger_agency.txt", "Home News Business"),
    ("07_skerrow_herald.txt", "Call the newsroom"),
    ("09_radio_sound.txt", "Listen live"),
    ("09_radio_sound.txt", "Podcasts"),
    ("11_driftwood_column.txt", "My war with the seagulls"),
    ("16_herald_postponed.txt", "Call the newsroom"),
}
"""Furniture that cleaning does not recognise yet: take a line out once it does."""

FURNITURE = [
    pytest.param(
        name,
        entry,
        id=f"{entry.file}-{entry.text}",
        marks=[pytest.mark.xfail(reason="cleaning leaves this line in")]
        if (entry.file, entry.text) in LEFT_IN
        else [],
    )
    for name in event_names()
    for entry in load_gold(name).furniture
]


@cache
def articles_of(name: str) -> dict[str, sources.Article]:
    articles, problems = sources.read([load_event(name).folder])
    assert problems == []
    return {Path(article.source_file).name: article for article in articles}


@pytest.mark.parametrize("name", event_names())
def test_folder_reads_as_its_manifest_says(name):
    found = articles_of(name)
    event = load_event(name)
    assert set(found) == {article.file for article in event.articles}
    for entry in event.articles:
        article = found[entry.file]
        assert article.outlet == entry.outlet
        assert article.outlet_type == entry.outlet_type
        assert article.title == entry.title
        assert article.url == entry.url
        assert article.published is not None
        assert article.published.date().isoformat() == entry.published
        assert article.language == event.language


@pytest.mark.parametrize("name", event_names())
def test_every_piece_stands_word_for_word_in_the_cleaned_text(name):
    texts = {file: article.text for file, article in articles_of(name).items()}
    gold = load_gold(name)
    assert gold_problems(load_event(name), gold, texts) == []
    assert [piece for piece in all_pieces(gold) if piece.text not in texts[piece.file]] == []


@pytest.mark.parametrize(("name", "entry"), FURNITURE)
def test_furniture_is_cleaned_away(name, entry):
    assert entry.text not in articles_of(name)[entry.file].text
