from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reuse import find_reuse, find_shared_texts, reused_share
from analysis.shingles import find_quoted
from sources.article import Article

RELEASE = (
    "The valley water board will replace forty kilometres of lead pipe over the next three years, "
    "starting with the streets around the old glass works in the lower town."
)
STATEMENT = (
    "“We have waited long enough for clean water in this valley and nobody should have to boil a "
    "kettle before giving a child a drink,” "
)


def article(name: str, text: str, outlet: str = "", day: int = 0) -> Article:
    published = datetime(2025, 3, day, tzinfo=UTC) if day else None
    return Article(id=name, text=text, outlet=outlet or name, published=published)


def test_copied_passage_is_found_and_slices_back():
    a = article("a", "Old pipes are going. " + RELEASE + " Work begins in May.")
    b = article("b", "Some good news at last, say residents. " + RELEASE)
    (reuse,) = find_reuse([a, b])
    assert a.text[reuse.a.start : reuse.a.end] == b.text[reuse.b.start : reuse.b.end]
    assert a.text[reuse.a.start : reuse.a.end] == RELEASE.rstrip(".")
    assert reuse.words == len(RELEASE.split())


def test_menus_and_captions_count_neither_as_shared_nor_as_text():
    menu = "Archive: June 2024, July 2024, August 2024, September 2024, October 2024, November 2024"
    own = "The mayor said on Monday that she had not been told of the plan before it was printed."
    (plain,) = find_shared_texts([article("a", RELEASE + "\n" + own), article("b", RELEASE)])
    pair = [article("a", f"{menu}\n{RELEASE}\n{own}"), article("b", f"{RELEASE}\n{menu}")]
    (shared,) = find_shared_texts(pair)
    assert plain.containment == shared.containment == 1
    assert len(shared.passages) == 1


def test_nearly_verbatim_runs_are_one_passage():
    changed = RELEASE.replace("over the next three years", "before the end of 2028")
    (reuse,) = find_reuse([article("a", RELEASE), article("b", changed)])
    assert reuse.a.start == 0
    assert reuse.a.end == len(RELEASE) - 1


def test_a_shared_quotation_is_no_copying():
    a = article("a", STATEMENT + "said the mayor, who took office in spring.")
    b = article("b", "Speaking on Tuesday she sounded angry. " + STATEMENT + "she told us.")
    assert find_reuse([a, b]) == []


def test_a_quotation_inside_copied_text_stays_part_of_it():
    text = (
        RELEASE + " " + STATEMENT + "the board said. " + "Bills will rise by two per cent a year."
    )
    passages = find_reuse([article("a", text), article("b", "Exclusive. " + text)])
    assert sum(each.words for each in passages) >= 50


def test_the_earlier_article_comes_first():
    late, early = article("a", RELEASE, day=9), article("b", RELEASE, day=2)
    (reuse,) = find_reuse([late, early])
    assert (reuse.a.article, reuse.b.article) == ("b", "a")


def test_boilerplate_of_an_outlet_is_not_reuse():
    footer = " Sign up here for the morning letter of this newspaper and never miss a story again."
    bodies = (
        "Rain fell on the northern hills.",
        "A tram left the rails near the market.",
        "The museum opens its new wing.",
        "Three bakers share a prize.",
    )
    pile = [article(f"x{n}", body + footer, outlet="Post") for n, body in enumerate(bodies)]
    assert find_reuse(pile) == []


def test_short_or_unlike_texts_share_nothing():
    assert find_reuse([]) == []
    assert find_reuse([article("a", "Rain."), article("b", "Rain.")]) == []


def test_containment_counts_the_shorter_article():
    longer = RELEASE + " " + " ".join(f"word{n}" for n in range(200))
    (shared,) = find_shared_texts([article("a", RELEASE), article("b", longer)])
    assert shared.containment == 1


def test_one_outlet_is_left_out_when_asked():
    pile = [article("a", RELEASE, "Post"), article("b", RELEASE, "Post")]
    assert list(find_shared_texts(pile, within_outlet=False)) == []
    assert len(list(find_shared_texts(pile))) == 1


def test_reused_share():
    a, b = article("a", RELEASE), article("b", RELEASE + " " + "Nothing else was said today. " * 20)
    share = reused_share([a, b], find_reuse([a, b]))
    assert share["a"] > 0.95
    assert 0.1 < share["b"] < 0.4


def test_open_quotation_ends_with_its_paragraph():
    text = "He said: “one two\n\nthree “four” five"
    assert [text[s:e].strip() for s, e in find_quoted(text)] == ["“one two", "“four”"]


words = st.lists(
    st.sampled_from(
        ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "“", "”", "said\n\n", "eta"]
    ),
    max_size=60,
)


@given(words, words)
@settings(max_examples=60)
def test_every_interval_slices_back(one, two):
    pile = {"a": article("a", " ".join(one)), "b": article("b", " ".join(two))}
    for reuse in find_reuse(list(pile.values())):
        for passage in (reuse.a, reuse.b):
            text = pile[passage.article].text
            assert 0 <= passage.start < passage.end <= len(text)
            assert text[passage.start : passage.end].strip()
        assert reuse.words >= 8
