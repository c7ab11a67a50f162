"""A claim often repeated is compared by its wordings, with nothing lost."""

from itertools import combinations

from analysis.claims import ClaimSettings
from analysis.claims.wordings import differing_pairs
from tests.analysis.claims.events import article, claim_with, claims_of

TWELVE, NINE = "Twelve people were hurt on the ferry.", "Nine people were hurt on the ferry."


def all_pairs(mentions):
    """Return the pairs by different sources."""
    pairs = combinations(range(len(mentions)), 2)
    return [(a, b) for a, b in pairs if mentions[a].source != mentions[b].source]


def test_nothing_is_lost_by_comparing_wordings(monkeypatch):
    articles = [article(f"a{n}", TWELVE if n % 3 else NINE, outlet=f"o{n % 7}") for n in range(9)]
    settings = ClaimSettings(match_threshold=0.05)
    found = claims_of(*articles, settings=settings)
    values = claim_with(found, articles, "people were hurt").conflicts[0].values
    assert {value.article for value in values} == {one.id for one in articles}
    monkeypatch.setattr("analysis.claims.claim_conflicts.differing_pairs", all_pairs)
    assert claims_of(*articles, settings=settings) == found


def test_mentions_worded_alike_are_not_compared(monkeypatch):
    seen = []

    def spy(mentions):
        pairs = list(differing_pairs(mentions))
        seen.append((len(mentions), len(pairs)))
        return pairs

    monkeypatch.setattr("analysis.claims.claim_conflicts.differing_pairs", spy)
    claims_of(*(article(f"a{n}", TWELVE) for n in range(6)), article("b", NINE))
    assert seen == [(7, 6)]
