"""Small events made for the tests."""

from datetime import UTC, datetime
from functools import cache

from analysis.claims import find_claims
from analysis.reading import read_text
from sources.article import Article

HARBOUR = (
    "The council closed the old harbour bridge on 4 May. Twelve people were hurt when a barge hit "
    "the bridge. The mayor, Ines Duarte, said that repairs would cost 3 million pounds."
)
GAZETTE = (
    "A barge hit the harbour bridge and nine people were hurt, the hospital said. The council "
    "closed the old harbour bridge on 9 May. A bakery near the market has sold bread since 1962."
)
RADIO = (
    "The council has not closed the old harbour bridge, an official said. Fishing boats return to "
    "the river in spring."
)


def article(name, text, *, outlet="", day=10):
    """Return an article published in May 2021."""
    return Article(
        id=name,
        text=text,
        outlet=outlet or name,
        published=datetime(2021, 5, day, tzinfo=UTC),
        published_precision="day",
    )


@cache
def reading(text):
    """Return the reading of a text, made once a run."""
    return read_text(text)


def claims_of(*articles, originals=None, **options):
    """Return the claims of some articles, without the encoder."""
    return find_claims(
        articles,
        {one.id: reading(one.text) for one in articles},
        originals=originals or {one.id: one.id for one in articles},
        speakers=[],
        embed=None,
        **options,
    )


def claim_with(claims, articles, words):
    """Return the claim that has a mention with these words."""
    texts = {one.id: one.text for one in articles}
    for claim in claims:
        if any(words in texts[m.article][m.start : m.end] for m in claim.mentions):
            return claim
    raise AssertionError(f"no claim says {words!r}")
