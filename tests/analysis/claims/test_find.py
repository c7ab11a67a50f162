from collections import Counter
from itertools import permutations

import pytest

from analysis.claims import ClaimSettings, sensitivity
from analysis.claims.gist import most_central
from analysis.claims.mentions import collect_mentions
from tests.analysis.claims.events import (
    GAZETTE,
    HARBOUR,
    RADIO,
    article,
    claim_with,
    claims_of,
    reading,
)


@pytest.fixture(scope="module")
def articles():
    return (article("harbour", HARBOUR), article("gazette", GAZETTE), article("radio", RADIO))


def test_same_claim_of_two_outlets_is_one_claim(articles):
    claims = claims_of(*articles)
    claim = claim_with(claims, articles, "people were hurt")
    assert claim.independent_sources == 2
    assert {mention.article for mention in claim.mentions} >= {"harbour", "gazette"}


def test_differing_figures_and_dates_are_conflicts_side_by_side(articles):
    claims = claims_of(*articles)
    number = claim_with(claims, articles, "were hurt").conflicts[0]
    assert number.kind == "number"
    assert {value.value for value in number.values} == {"Twelve", "nine"}
    dated = claim_with(claims, articles, "on 4 May")
    assert "date" in {conflict.kind for conflict in dated.conflicts}
    assert dated.status == "conflict"


def test_what_one_outlet_says_is_unique(articles):
    claim = claim_with(claims_of(*articles), articles, "sold bread")
    assert (claim.status, claim.independent_sources) == ("unique", 1)


def test_values_and_gist_stand_in_the_articles(articles):
    texts = {one.id: one.text for one in articles}
    for claim in claims_of(*articles):
        assert any(claim.gist in text for text in texts.values())
        for conflict in claim.conflicts:
            for value in conflict.values:
                piece = texts[value.article][value.start : value.end]
                assert piece == value.value or conflict.kind == "negation"


def test_no_two_mentions_of_a_claim_are_from_one_sentence(articles):
    for claim in claims_of(*articles):
        sentences = [(m.article, m.sentence) for m in claim.mentions]
        assert len(sentences) == len(set(sentences))


def test_order_of_articles_does_not_matter(articles):
    results = [claims_of(*some) for some in permutations(articles)]
    assert all(result == results[0] for result in results)


def test_reprint_counts_as_its_original():
    one, copy = article("agency", HARBOUR), article("daily", HARBOUR)
    claims = claims_of(one, copy, originals={"agency": "agency", "daily": "agency"})
    assert {claim.independent_sources for claim in claims} == {1}
    assert all(claim.status == "unique" for claim in claims)


def test_two_articles_of_one_outlet_are_one_voice():
    one = article("a", HARBOUR, outlet="Post")
    other = article("b", GAZETTE, outlet="Post")
    assert {claim.independent_sources for claim in claims_of(one, other)} == {1}


def test_growing_count_is_an_update_not_a_conflict():
    early = article("early", "Rescuers said nine people were killed in the flood.", day=10)
    late = article("late", "Rescuers said twelve people were killed in the flood.", day=12)
    claim = claim_with(claims_of(early, late), (early, late), "nine people were killed")
    assert [conflict.update for conflict in claim.conflicts] == [True]
    assert claim.status == "shared"


def test_no_articles_no_claims():
    assert claims_of() == []


def test_higher_threshold_never_joins_more(articles):
    table = sensitivity(
        articles,
        {one.id: reading(one.text) for one in articles},
        originals={one.id: one.id for one in articles},
        speakers=[],
        embed=None,
        settings=ClaimSettings(),
        thresholds=(0.2, 0.5, 0.9),
    )
    assert list(table["claims"]) == sorted(table["claims"])
    assert (table["shared"] + table["unique"] + table["conflict"] == table["claims"]).all()


def test_counts_of_one_pass_are_those_of_finding_the_claims_at_each_threshold(articles):
    thresholds = (0.6, 0.2, 0.4)
    table = sensitivity(
        articles,
        {one.id: reading(one.text) for one in articles},
        originals={one.id: one.id for one in articles},
        speakers=[],
        embed=None,
        thresholds=thresholds,
    )
    for row, threshold in zip(table.to_dict("records"), thresholds, strict=True):
        claims = claims_of(*articles, settings=ClaimSettings(match_threshold=threshold))
        counts = Counter(claim.status for claim in claims)
        assert row["claims"] == len(claims)
        assert {status: row[status] for status in counts} == counts


def test_a_claim_is_named_by_a_full_clause_of_its_sentence():
    one = article("a", "The council opposes the bridge that Ana Duarte built in 1987.")
    other = article("b", "The harbour has a bridge built in 1987 by Ana Duarte.")
    names = {claim.gist for claim in claims_of(one, other)}
    assert not any(name.startswith(("that ", "built")) for name in names)
    assert any("bridge" in name and "1987" in name for name in names)


def test_a_claim_is_named_without_a_pronoun_in_the_place_of_a_noun():
    texts = ("The council sold it to Norway.", "The council sold the harbour bridge to Norway.")
    articles = [article(str(number), text) for number, text in enumerate(texts)]
    readings = {one.id: reading(one.text) for one in articles}
    mentions = collect_mentions(articles, readings, originals={"0": "0", "1": "1"}, worth=0)
    assert most_central(mentions, (0.75, 0.6)) == 1
