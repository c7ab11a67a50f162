"""The measure itself: a document that says what the gold says is perfect, a worse one is not."""

from copy import deepcopy

import pytest

from benchmarks.gold_alignment import (
    Aligned,
    align,
    copies_missed,
    label_scores,
    plain,
    quotation_scores,
    speakers_of,
)
from benchmarks.gold_claims import (
    conflicts_found,
    falsely_contested,
    pair_scores,
    shared_found,
    unique_kept,
)
from corpora.gold import event_names, load_event, load_gold, locate, originals


def perfect_document(event, gold):
    """Return what an unerring comparison would write, with file names for ids."""
    texts = {article.file: event.text(article.file) for article in event.articles}
    voice = originals(event, gold)
    roles = {speaker.name: speaker.role for speaker in gold.speakers}

    def row(piece):
        start, end = locate(piece, texts[piece.file])
        return {"article": piece.file, "start": start, "end": end}

    return {
        "articles": [
            {
                "id": file,
                "file": file,
                "text": text,
                "duplicate_of": voice[file] if voice[file] != file else None,
            }
            for file, text in texts.items()
        ],
        "speakers": [
            {"id": speaker.name, "name": speaker.name, "variants": list(speaker.variants)}
            for speaker in gold.speakers
        ],
        "quotations": [
            {
                "article": one.content[0].file,
                "speaker": one.speaker,
                "role": roles.get(one.speaker, ""),
                "content": [locate(piece, texts[piece.file]) for piece in one.content],
            }
            for one in gold.quotations
        ],
        "labels": [
            {"referent": one.referent, "variants": [{"text": text} for text in one.variants]}
            for one in gold.labels
        ],
        "claims": [
            {
                "id": claim.id,
                "status": claim.status,
                "mentions": [row(mention.piece) for mention in claim.mentions],
                "conflicts": [
                    {
                        "kind": conflict.kind,
                        "update": conflict.update,
                        "values": [row(value.piece) for value in conflict.values],
                    }
                    for conflict in claim.conflicts
                ],
            }
            for claim in gold.claims
        ],
    }


@pytest.fixture(params=event_names())
def perfect(request) -> Aligned:
    event, gold = load_event(request.param), load_gold(request.param)
    return align(event, gold, perfect_document(event, gold))


def test_a_document_that_says_what_the_gold_says_misses_nothing(perfect):
    assert copies_missed(perfect) == (set(), set())
    assert set(quotation_scores(perfect).values()) == {1.0}
    assert set(label_scores(perfect).values()) == {1.0}
    assert set(pair_scores(perfect).values()) == {1.0}
    assert all(shared_found(perfect).values())
    assert all(conflicts_found(perfect).values())
    assert falsely_contested(perfect) == set()
    assert all(len(speakers_of(perfect, one.name)) <= 1 for one in perfect.gold.speakers)


def test_unique_claims_are_kept_unless_a_wider_clause_holds_them(perfect):
    lost = [name for name, kept in unique_kept(perfect).items() if not kept]
    assert len(lost) <= len(perfect.gold.claims) * 0.05


def changed(aligned: Aligned, change) -> Aligned:
    document = deepcopy(aligned.document)
    change(document)
    return align(aligned.event, aligned.gold, document)


def test_conflicts_of_another_kind_do_not_count(perfect):
    def change(document):
        for claim in document["claims"]:
            for conflict in claim["conflicts"]:
                conflict["kind"] = "other"

    assert not any(conflicts_found(changed(perfect, change)).values())


def test_an_update_called_a_conflict_does_not_count(perfect):
    def change(document):
        for claim in document["claims"]:
            for conflict in claim["conflicts"]:
                conflict["update"] = not conflict["update"]

    assert not any(conflicts_found(changed(perfect, change)).values())


def test_one_heap_of_all_clauses_has_no_precision(perfect):
    def change(document):
        heap = deepcopy(document["claims"][0])
        heap["mentions"] = [one for claim in document["claims"] for one in claim["mentions"]]
        document["claims"] = [heap]

    scores = pair_scores(changed(perfect, change))
    assert scores["pair_recall"] == 1.0
    assert scores["pair_precision"] < 0.1


def test_no_claims_no_quotations_no_copies_score_nothing(perfect):
    def change(document):
        document["claims"] = document["quotations"] = document["labels"] = []
        for article in document["articles"]:
            article["duplicate_of"] = None

    empty = changed(perfect, change)
    assert pair_scores(empty)["pair_f1"] == 0
    assert quotation_scores(empty)["quotations_f1"] == 0
    assert not any(shared_found(empty).values())
    assert copies_missed(empty)[0] == {
        file for group in perfect.gold.wire_copies for file in group.copies
    }


def test_a_wrong_speaker_costs_the_joint_figure_alone(perfect):
    def change(document):
        for quotation in document["quotations"]:
            quotation["speaker"] = None

    scores = quotation_scores(changed(perfect, change))
    assert scores["quotations_f1"] == 1.0
    assert scores["quotations_joint_f1"] == 0.0


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Ingrid Sørlie", "ingrid sorlie"), ("Mevlüt Çavuşoğlu", "mevlut cavusoglu")],
)
def test_names_compare_without_accents(written, meant):
    assert plain(written) == meant
    assert plain(f"The {written}") == meant
