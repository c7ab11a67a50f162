"""Which articles are copies of which."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.agency_credits import credited_agency, is_press_release, own_agency
from sources.article import Article
from sources.duplicates import group_reprints
from tests.sources.articles import make_article

WORDS = (
    "council", "harbour", "ferry", "fare", "pupils", "teacher", "merger", "vote", "budget",
    "report", "mayor", "morning", "evening", "island", "mainland", "storm", "repair", "cost",
    "rise", "union", "strike", "talks", "minister", "deputy", "figures", "survey",
)  # fmt: skip


def invented_text(seed: int, words: int = 240) -> str:
    dice = random.Random(seed)
    return " ".join(
        f"{dice.choice(WORDS)}{dice.randrange(60) or ''}" + ("." if n % 13 == 12 else "")
        for n in range(words)
    )


def article(name: str, text: str, *, day: int | None = 1, **fields: str) -> Article:
    published = None if day is None else datetime(2024, 5, day, tzinfo=UTC)
    precision = "none" if day is None else "day"
    return make_article(
        name, text=text, published=published, published_precision=precision,
        outlet=fields.pop("outlet", f"Outlet {name}"), **fields,
    )  # fmt: skip


def changed(text: str, share: float, seed: int = 0) -> str:
    """Return the text with a share of its words replaced."""
    dice = random.Random(seed)
    return " ".join(
        f"new{dice.randrange(999)}" if dice.random() < share else word for word in text.split()
    )


def test_same_text_is_one_voice_and_the_earlier_is_the_original() -> None:
    text = invented_text(1)
    first, second = article("late", text, day=3), article("early", text.upper() + "  !", day=2)
    found = group_reprints([first, second])
    assert found[first.id].original == second.id
    assert found[first.id].kind in ("exact duplicate", "near duplicate")
    assert found[second.id].original == second.id
    assert found[second.id].kind == "original"


def test_light_edit_is_a_near_duplicate_and_says_how_near() -> None:
    text = invented_text(2)
    copy = article("copy", changed(text, 0.06), day=2)
    found = group_reprints([article("first", text), copy])[copy.id]
    assert found.kind == "near duplicate"
    assert 0.6 <= found.share < 1
    assert "%" in found.reason


def test_cut_version_is_a_copy_of_the_whole() -> None:
    text = invented_text(3)
    copy = article("cut", " ".join(text.split()[:120]), day=2)
    whole = article("whole", text)
    assert group_reprints([copy, whole])[copy.id].original == whole.id


def test_article_that_adds_as_much_of_its_own_is_nobodys_copy() -> None:
    text = invented_text(4)
    longer = article("longer", text + " " + invented_text(5, 400), day=2)
    assert group_reprints([article("first", text), longer])[longer.id].original == longer.id


def test_other_texts_of_one_subject_stay_apart() -> None:
    articles = [article(str(n), invented_text(100 + n)) for n in range(12)]
    assert all(found.original == key for key, found in group_reprints(articles).items())


def test_agency_text_carried_by_three_outlets_is_one_voice() -> None:
    text = invented_text(6)
    agency = article("agency", text, day=2, outlet="Reuters")
    copies = [
        article("a", "PORT (Reuters) - " + text, day=1),
        article("b", changed(text, 0.05) + "\n\n(Reuters)", day=2),
        article("c", text + "\n\nOur reporter adds a sentence here.", day=3),
    ]
    found = group_reprints([*copies, agency])
    assert {found[each.id].original for each in copies} == {agency.id}
    assert {found[each.id].kind for each in copies} == {"agency copy"}


def test_agency_copy_without_the_agencys_own_text_goes_to_the_earliest() -> None:
    text = "PARIS (AFP) - " + invented_text(7)
    early, late = article("early", text, day=1), article("late", changed(text, 0.03), day=2)
    found = group_reprints([late, early])
    assert (found[late.id].original, found[late.id].kind) == (early.id, "agency copy")
    assert "Agence France-Presse" in found[early.id].reason


def test_reprinted_press_release_goes_to_the_release_though_it_is_later() -> None:
    body = invented_text(8)
    release = article(
        "release", f"For immediate release\n\n{body}\n\nMedia contact: A. Person", day=5
    )
    reprint = article("reprint", changed(body, 0.04), day=4)
    found = group_reprints([reprint, release])[reprint.id]
    assert (found.original, found.kind) == (release.id, "press release reprint")


def test_copies_of_copies_go_to_the_original() -> None:
    text = invented_text(9)
    articles = [article(str(n), changed(text, 0.03 * n, n), day=n + 1) for n in range(4)]
    found = group_reprints(articles)
    assert {each.original for each in found.values()} == {articles[0].id}


def test_b49_invisible_letters_and_case_defeat_nothing() -> None:
    text = invented_text(10)
    hidden = "\u200b".join(text.replace("e", "e\u00ad").upper())
    copy = article("hidden", hidden, day=2)
    assert group_reprints([article("plain", text), copy])[copy.id].kind != "original"


def test_chinese_text_is_compared_by_character() -> None:
    text = "".join(chr(0x4E00 + random.Random(11).randrange(3000) + n) for n in range(120))
    copy = article("copy", text[:60] + "新" + text[60:], day=2)
    assert group_reprints([article("first", text), copy])[copy.id].kind == "near duplicate"


def test_empty_and_short_texts_are_no_copies_of_each_other() -> None:
    articles = [article(str(n), "") for n in range(3)]
    articles += [article("s1", "Ferry late again."), article("s2", "Ferry late today.")]
    assert all(found.original == key for key, found in group_reprints(articles).items())
    assert group_reprints([]) == {}


def test_what_the_source_names_as_a_copy_is_one() -> None:
    first = article("first", invented_text(12), source_id="77")
    named = article("named", invented_text(13), day=2, duplicate_of="77")
    assert group_reprints([first, named])[named.id].original == first.id


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(dice: random.Random) -> None:
    base = [invented_text(20), invented_text(21)]
    articles = [
        article(f"{n}", changed(base[n % 2], 0.02 * n, n), day=None if n == 3 else n + 1)
        for n in range(8)
    ]
    expected = group_reprints(articles)
    shuffled = articles[:]
    dice.shuffle(shuffled)
    assert group_reprints(shuffled) == expected
    for key, found in expected.items():
        assert expected[found.original].original == found.original
        assert 0 <= found.share <= 1
        assert (found.kind == "original") == (found.original == key)


def test_large_collections_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [invented_text(n, 300) for n in range(40)]
    articles = [article(f"o{n}", text) for n, text in enumerate(texts)]
    articles += [article(f"c{n}", changed(text, 0.05, n), day=2) for n, text in enumerate(texts)]
    whole = group_reprints(articles)
    assert sum(found.kind == "near duplicate" for found in whole.values()) == 40
    monkeypatch.setattr("sources.duplicates._ALL_SHINGLES", 0)
    assert group_reprints(articles) == whole


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("PARIS (AFP) - The ferry sank.", "Agence France-Presse"),
        ("LONDON, May 1 (Reuters) - The ferry sank.", "Reuters"),
        ("The ferry sank.\n\n© 2024 AFP", "Agence France-Presse"),
        ("The ferry sank.\n\nSource: dpa", "dpa"),
        ("By The Associated Press\n\nThe ferry sank.", "Associated Press"),
        ("WASHINGTON — AP — The ferry sank.", "Associated Press"),
        ("The ferry sank, a witness told Reuters on Monday.", ""),
        ("The AP wire was late. Nobody minded.", ""),
        ("", ""),
    ],
)
def test_agency_credits_are_told_from_mentions(text: str, agency: str) -> None:
    assert credited_agency(Article(id="x", text=text)) == agency


def test_byline_rights_line_and_outlet_name_an_agency() -> None:
    assert credited_agency(Article(id="x", text="", authors=("Reuters",))) == "Reuters"
    assert (
        credited_agency(Article(id="x", text="", copyright="© 2024 AFP")) == "Agence France-Presse"
    )
    assert own_agency(Article(id="x", text="", outlet="The Associated Press")) == "Associated Press"
    assert own_agency(Article(id="x", text="", outlet_domain="reuters.com")) == "Reuters"
    assert own_agency(Article(id="x", text="", outlet="Harbour Post")) == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("FOR IMMEDIATE RELEASE\n\nWe are glad.", True),
        ("We are glad.\n\nNotes to editors\n\n1. Glad means glad.", True),
        ("Press release\n\nWe are glad.", True),
        ("The band announced the release of its album. The press was there.", False),
        ("Contact with the ship was lost.", False),
    ],
)
def test_press_releases_are_told_by_their_furniture(text: str, told: bool) -> None:
    assert is_press_release(Article(id="x", text=text)) == told
