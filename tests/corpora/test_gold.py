"""The example events: complete, true to their own texts, and written for this project."""

import os
import re
from pathlib import Path

import pytest

from corpora.annotations import Event, Gold, Piece
from corpora.checks import all_pieces, expected_status, gold_problems
from corpora.gold import (
    FOLDER,
    GoldError,
    event_names,
    independent_sources,
    load_event,
    load_gold,
    locate,
    originals,
)

NAMES = event_names()
INVENTED = "ferry-fares"
RETOLD = "extradition-treaty"
KINDS = {
    *("number", "money", "date", "name", "place"),
    *("negation", "certainty", "attribution", "label"),
}
SHARED = Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[3] / "shared"))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + length]) for i in range(len(found) - length + 1)}


def texts_of(event: Event) -> dict[str, str]:
    return {article.file: event.text(article.file) for article in event.articles}


@pytest.fixture(params=NAMES)
def pair(request) -> tuple[Event, Gold]:
    return load_event(request.param), load_gold(request.param)


def test_gold_fits_its_articles(pair):
    event, gold = pair
    assert gold_problems(event, gold, texts_of(event)) == []


def test_every_mention_is_found_and_slices_back(pair):
    event, gold = pair
    texts = texts_of(event)
    for piece in all_pieces(gold):
        start, end = locate(piece, texts[piece.file])
        assert texts[piece.file][start:end].split() == piece.text.split()


def test_statuses_follow_from_mentions_and_conflicts(pair):
    event, gold = pair
    for claim in gold.claims:
        sources = independent_sources({one.piece.file for one in claim.mentions}, event, gold)
        assert claim.independent_sources == sources
        assert claim.status == expected_status(claim, sources)


def test_gists_are_verbatim(pair):
    event, gold = pair
    together = " ".join(" ".join(texts_of(event).values()).split())
    assert [claim.gist for claim in gold.claims if claim.gist not in together] == []


def test_identifiers_are_unique(pair):
    _, gold = pair
    assert len({claim.id for claim in gold.claims}) == len(gold.claims)
    assert len({speaker.name for speaker in gold.speakers}) == len(gold.speakers)


def test_conflicts_hold_differing_values_in_two_articles(pair):
    _, gold = pair
    for conflict in (conflict for claim in gold.claims for conflict in claim.conflicts):
        assert conflict.kind in KINDS
        assert len({value.value for value in conflict.values}) >= 2
        assert len({value.piece.file for value in conflict.values}) >= 2


def test_quotations_say_whether_their_words_are_quoted(pair):
    _, gold = pair
    for quotation in gold.quotations:
        content = " ".join(piece.text for piece in quotation.content)
        marked = len(words(" ".join(re.findall(r"[“\"](.*?)[”\"]", content))))
        kind = {0: "indirect", len(words(content)): "direct"}.get(marked, "mixed")
        assert quotation.kind == kind, content


def test_copies_overlap_with_their_original_and_nothing_else_does(pair):
    event, gold = pair
    copied_from = originals(event, gold)
    shingles = {file: runs(text, 5) for file, text in texts_of(event).items()}
    for a in shingles:
        for b in shingles:
            if a >= b:
                continue
            shorter = min(len(shingles[a]), len(shingles[b]))
            contained = len(shingles[a] & shingles[b]) / shorter
            same_voice = copied_from[a] == copied_from[b]
            assert contained > 0.6 if same_voice else contained < 0.2, (a, b, contained)


def test_manifest_lists_every_piece_and_nothing_else(pair):
    event, _ = pair
    pieces = {path.name for path in event.folder.iterdir() if path.suffix in {".txt", ".html"}}
    assert {article.file for article in event.articles} == pieces


def test_pieces_are_short_and_say_who_wrote_them(pair):
    event, _ = pair
    for article in event.articles:
        assert 60 <= len(event.text(article.file).split()) <= 270, article.file
        assert article.outlet
        assert article.outlet_type
        assert ".example.org/" in article.url
    assert "invented" in event.note
    assert "invented" in (event.folder / "README.md").read_text(encoding="utf-8")


def test_every_article_has_a_stance_and_a_quotation_or_a_claim(pair):
    event, gold = pair
    annotated = {piece.file for piece in all_pieces(gold)}
    files = {article.file for article in event.articles}
    assert files == annotated
    assert files == {stance.file for stance in gold.stances}


def test_retold_event_has_pieces_of_many_outlet_types():
    event = load_event(RETOLD)
    assert len(event.articles) >= 8
    assert len({article.outlet_type for article in event.articles}) >= 7


def test_invented_event_has_enough_pieces_types_and_days():
    event = load_event(INVENTED)
    days = [article.published for article in event.articles]
    assert len(event.articles) >= 14
    assert len({article.outlet_type for article in event.articles}) >= 7
    assert days == sorted(days)
    assert len(set(days)) >= 8


def test_invented_event_holds_every_planted_difference():
    gold = load_gold(INVENTED)
    conflicts = [conflict for claim in gold.claims for conflict in claim.conflicts]
    lasting = [conflict.kind for conflict in conflicts if not conflict.update]
    assert lasting.count("number") >= 3
    assert lasting.count("date") >= 2
    assert {"money", "negation", "certainty", "attribution", "name", "place"} <= set(lasting)
    assert any(conflict.update and conflict.kind == "number" for conflict in conflicts)
    assert any(len(speaker.variants) >= 2 for speaker in gold.speakers)
    assert {copies.kind for copies in gold.wire_copies} == {"press release", "agency copy"}
    assert max(len(copies.copies) for copies in gold.wire_copies) >= 3
    assertions = {mention.assertion for claim in gold.claims for mention in claim.mentions}
    assert assertions == {"stated", "attributed", "hedged", "denied"}


def test_one_statement_is_quoted_in_three_outlets():
    event, gold = load_event(INVENTED), load_gold(INVENTED)
    claim = next(claim for claim in gold.claims if claim.id == "goodwill-alone")
    assert {mention.attributed_to for mention in claim.mentions} == {"Marta Kellner"}
    assert len({mention.piece.text for mention in claim.mentions}) == 3
    assert independent_sources({one.piece.file for one in claim.mentions}, event, gold) == 3


def test_one_fact_stands_in_the_local_paper_alone():
    gold = load_gold(INVENTED)
    claim = next(claim for claim in gold.claims if claim.id == "school-costs")
    assert [mention.piece.file for mention in claim.mentions] == ["07_skerrow_herald.txt"]
    assert claim.status == "unique"


@pytest.mark.skipif(not (SHARED / "corpora/treaty").is_dir(), reason="needs the real documents")
def test_no_sentence_is_taken_from_the_documents_retold():
    borrowed = set()
    for path in sorted((SHARED / "corpora/treaty").glob("*.txt")):
        borrowed |= runs(path.read_text(encoding="utf-8"), 12)
    for text in texts_of(load_event(RETOLD)).values():
        assert not runs(text, 12) & borrowed


def test_locate_counts_occurrences_and_ignores_line_breaks():
    text = "The ferry\nfares rise. The ferry  fares fall."
    assert text[slice(*locate(Piece("a.txt", "ferry fares", 2), text))] == "ferry  fares"
    assert locate("rise", text) == (16, 20)


def test_locate_takes_whole_words_and_names_the_file_it_misses():
    with pytest.raises(GoldError, match=r"a\.txt"):
        locate(Piece("a.txt", "art"), "The party starts")


def test_events_are_found_in_their_folder():
    assert NAMES == [RETOLD, INVENTED]
    assert load_event(FOLDER / INVENTED).title == load_event(INVENTED).title
