from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.naming import find_namings, naming_uses, regroup
from analysis.records import Naming, NamingVariant, Passage
from sources.article import Article
from tests.analysis.plain_readings import articles_and_readings, raw_reading


def groups(*texts):
    articles, readings = articles_and_readings(*texts)
    return [{variant.text for variant in n.variants} for n in find_namings(articles, readings)]


def together(found, *texts):
    return any(set(texts) <= group for group in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The ministry describes the transit homes as reception houses.",
         ("transit homes", "reception houses")),
        ("Critics have called the transit homes secret prisons.",
         ("transit homes", "secret prisons")),
        ("The transit homes, which the ministry describes as reception houses, are full.",
         ("transit homes", "reception houses")),
        ("The families live in shabby camps. The ministry refers to them as “reception houses”.",
         ("shabby camps", "reception houses")),
        ("The army took Northmark (Oldmark) in May.", ("Northmark", "Oldmark")),
        ("He was born in Northmark, also known as Oldmark, in 1950.", ("Northmark", "Oldmark")),
        ("The World Trade Organization (WTO) met in Geneva.", ("World Trade Organization", "WTO")),
        ("They fled Burma, the country the generals call Myanmar.", ("Burma", "Myanmar")),
    ],
)  # fmt: skip
def test_text_that_renames_links_names(text, names):
    assert together(groups(text), *names)


def test_shared_head_joins_a_name_in_dispute_across_articles():
    found = groups(
        "Russia describes the filtration camps as reception houses for Ukrainians.",
        "Thousands of Ukrainians were held by Russia in prison camps, the report says.",
    )

    assert together(found, "filtration camps", "reception houses", "prison camps")


def test_same_head_alone_joins_nothing():
    found = groups(
        "The Turkish government met on Monday. The Greek government did not.",
        "The northern camps are full. The southern camps are empty.",
    )

    assert found == []


def test_spellings_of_a_name_are_one():
    found = groups("Many Uighurs live in Turkey.", "Last year the Uyghurs fled to Turkey.")

    assert together(found, "Uighurs", "Uyghurs")


def test_titles_and_surnames_are_one_person():
    found = groups(
        "Angela Merkel spoke on Monday. Mr. Obama listened.",
        "Chancellor Angela Merkel left early. Merkel was tired.",
    )

    assert together(found, "Angela Merkel", "Chancellor Angela Merkel", "Merkel")
    assert not together(found, "Merkel", "Mr. Obama")


def test_nouns_of_one_kind_with_one_modifier_name_one_thing():
    found = groups(
        "The council announced the bus fare adjustment. The adjustment comes in May.",
        "The bus fare hike is unfair. I hate the bus fare hike. She fought the bus fare hike.",
        "The rent increase angers nobody.",
    )

    assert together(found, "bus fare adjustment", "bus fare hike", "adjustment")
    assert not any("rent increase" in group for group in found)


def test_a_title_stands_for_the_one_person_who_bears_it():
    found = groups(
        "Mayor Ada Keller spoke. Mayor Keller left. Mayor Keller was late. The mayor apologised.",
        "Judge Roy Okafor spoke. Judge Lena Wahl left. The judge apologised.",
    )

    assert together(found, "Mayor Keller", "mayor")
    assert not any("judge" in group for group in found)


def test_calling_somebody_up_does_not_make_two_people_one():
    found = groups("Donald Trump called James Comey on Friday. Trump was angry. Comey was not.")

    assert not any({"Trump", "Comey"} <= {t.split()[-1] for t in group} for group in found)


def test_judging_is_not_naming():
    assert groups("The mayor called the plan a disaster. The plan is cheap.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Duarte condemned what she called the murder of three clerks.",
        "He led the Committee to Save the Harbour, known as CLAMP, for years.",
        "Ana Duarte, formerly the Harbour Board's first clerk, has resigned.",
        "The clinic described several remedies under testing, such as garlic.",
        "The testimony last week was long. The raid last week was short.",
    ],
)
def test_what_stands_beside_a_name_is_not_renamed(text):
    assert groups(text) == []


def test_dateline_is_no_other_name_of_the_town():
    assert groups("GENEVA (Reuters) – The talks went on. Geneva was quiet.") == []


def test_reasons_quote_the_text():
    articles, readings = articles_and_readings(
        "The ministry describes the transit homes as reception houses.", outlets=["The Herald"]
    )
    naming = find_namings(articles, readings)[0]

    assert naming.reasons == (
        "The Herald writes “describes the transit homes as reception houses”",
    )


def test_uses_tell_voice_and_speaker():
    articles, readings = articles_and_readings(
        "The ministry describes the transit homes as reception houses. "
        "“The transit homes are full,” said Ann Vale."
    )
    uses = naming_uses(find_namings(articles, readings), articles, readings)

    assert [(u.variant, u.quoted, u.speaker) for u in uses if u.variant == "transit homes"] == [
        ("transit homes", False, ""),
        ("transit homes", True, "Ann Vale"),
    ]


def test_person_may_join_and_part():
    one = Naming("x", tuple(NamingVariant(t, (Passage("a", 0, 1),)) for t in ("x", "y")), ("r",))
    other = Naming("z", (NamingVariant("z", (Passage("a", 2, 3), Passage("a", 4, 5))),))
    joined = regroup([one, other], together=[("y", "z")])
    parted = regroup(joined, apart=["x"])

    assert [{v.text for v in n.variants} for n in joined] == [{"x", "y", "z"}]
    assert joined[0].referent == "z"
    assert joined[0].reasons == ("r", "grouped by a person")
    assert [{v.text for v in n.variants} for n in parted] == [{"y", "z"}, {"x"}]
    assert [n.referent for n in (one, other)] == ["x", "z"]


def test_order_of_articles_does_not_matter():
    articles, readings = articles_and_readings(
        "China describes the camps as training centers.",
        "Uighurs fled.",
        "Uyghurs stayed in China.",
    )
    shuffled = random.Random(1).sample(articles, 3)

    assert find_namings(shuffled, readings) == find_namings(articles, readings)


@given(st.lists(st.text(alphabet="ab AB-“”(). called", max_size=60), max_size=3))
def test_every_mention_slices_to_words(texts):
    articles = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    readings = {article.id: raw_reading(article.text) for article in articles}

    for naming in find_namings(articles, readings):
        assert len(naming.variants) >= 2
        for variant in naming.variants:
            for place in variant.mentions:
                words = texts[int(place.article)][place.start : place.end]
                assert words == words.strip() != ""


def test_treaty_documents_name_the_camps_and_the_region(shared):
    texts = [p.read_text("utf-8") for p in sorted((shared / "corpora" / "treaty").glob("*.txt"))]
    found = groups(*texts)

    assert together(
        found, "vocational training centers", "re-education camps", "concentration camps",
        "internment camps",
    )  # fmt: skip
    assert together(found, "Xinjiang", "East Turkestan")
