from datetime import date

import pytest

from analysis.claims import find_claims
from analysis.claims.conflicts import find_differences
from analysis.claims.name_conflicts import name_differences
from analysis.claims.polarity import find_polarity
from analysis.claims.slots import find_slots
from analysis.claims.voices import Voice, is_named_otherwise
from analysis.quotations import link_speakers
from tests.analysis.claims.events import article, claim_with, claims_of, reading


def kinds(a, b, *, clauses=False):
    one, other = (find_slots(text, published=date(2021, 5, 10)) for text in (a, b))
    return [difference.kind for difference in find_differences(one, other, clauses=clauses)]


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ("Twelve people were hurt in the crash", "Nine people were hurt in the crash", "number"),
        ("The repair costs $3 million", "The repair will cost $5 million", "money"),
        ("The bridge closed on 4 May", "The bridge closed on 9 May", "date"),
        ("By Tuesday the bridge was open", "On Wednesday the bridge was open", "date"),
        ("The board met on 4 May, when it closed the bridge", "It was closed on 9 May", "date"),
        ("A mother of two was hurt", "A mother of three was hurt", "number"),
        ("The 34-year-old Oslo man fell", "A 36-year-old climber fell", "number"),
        ("The bridge was sold", "And it was not sold", "negation"),
        ("The council has closed the bridge", "The council has not closed the bridge", "negation"),
        ("The mayor resigned", "The mayor denies that she resigned", "negation"),
        (
            "Ana Duarte chaired the meeting about the bridge",
            "Ben Okafor chaired the meeting about the bridge",
            "name",
        ),
    ],
)
def test_slot_filled_differently_is_found_with_its_kind(a, b, kind):
    assert kinds(a, b) == [kind]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Over 300 people came", "At least 300 people came"),
        ("Four people died and nine were hurt", "Nine people were hurt"),
        ("The bridge closed on Friday", "The bridge was closed, the mayor said on Monday"),
        ("The council closed the bridge", "The council closed the bridge and did not say why"),
        ("It costs 5 pounds", "It costs 6 euros"),
        ("By Wednesday the bridge was open", "On Tuesday the bridge was open"),
        ("A man was shot on Friday", "A man was charged on Saturday after the murder"),
        ("Two women and one man died at the bridge", "Three people died at the bridge"),
        ("More than 5,000 soldiers came", "5,200 soldiers came"),
        ("Four people were killed", "Dozens were injured as crowds fled"),
    ],
)
def test_what_may_both_be_true_is_no_conflict(a, b):
    assert kinds(a, b) == []


def test_what_was_reported_before_it_happened_is_dated_differently():
    report = find_slots("The mayor said on Monday that the bridge had burnt")
    (difference,) = find_differences(report, find_slots("The bridge burnt on Tuesday"))
    assert difference.kind == "date"
    assert not find_differences(report, find_slots("The bridge burnt on Sunday"))
    again = find_slots("The bridge had burnt, the mayor said on Friday")
    assert find_differences(report, again)
    assert not find_differences(report, again, clauses=True)


def test_value_named_as_outdated_makes_an_update():
    one, other = (
        find_slots("The discount is 20 per cent"),
        find_slots("The discount will rise from 20 per cent to 30 per cent"),
    )
    (difference,) = find_differences(one, other)
    assert difference.update


def test_clause_negation_counts_only_where_its_predicate_is_shared():
    assert kinds("The bridge is old", "The bridge has not reopened", clauses=True) == []
    assert kinds("The bridge has reopened", "The bridge has not reopened", clauses=True)


def test_two_negations_agree():
    assert kinds("No boats will sail", "The boats will not sail", clauses=True) == []


def test_spellings_of_a_name_are_no_rivals():
    assert not name_differences(
        "Ana Uighurova chaired the meeting about the bridge",
        "Ana Uyghurova chaired the meeting about the bridge",
    )


def test_initial_in_the_middle_of_a_name_makes_no_rival():
    assert not name_differences(
        "The board replaced director Ana Duarte after the harbour fire",
        "The board replaced director Ana B. Duarte after the harbour fire",
    )


def test_false_before_a_thing_does_not_call_a_statement_untrue():
    assert not find_polarity("The mayor raised false hopes of a new bridge").untrue
    assert find_polarity("The false report of a new bridge").untrue


def test_less_than_is_about_a_figure():
    assert not find_polarity("no less than 300 people came").negative


@pytest.mark.parametrize(
    "turned",
    [
        "The harbour no longer belongs to the town",
        "The town failed to sell the harbour",
        "The mayor denied that the harbour belongs to the town",
        "didn't keep the harbour for the town",
    ],
)
def test_statement_is_turned_round_by_what_ends_fails_or_denies_it(turned):
    found = find_polarity(turned)
    assert found.negative
    assert found.main or not all(found.denied)


@pytest.mark.parametrize(
    "told",
    [
        "She pleaded guilty to making false statements",
        "They gave false or misleading accounts of it",
        "He dismissed Ana Duarte as a weak mayor",
        "Disputes over the bridge are common",
        "They weren’t just planning the bridge",
        "With nine members voting no, the budget passed",
        "The board is made up of nine members",
        "A broken machine caused a disputed outcome",
        "The fares did not rise solely for fuel",
    ],
)
def test_words_of_denial_that_deny_no_statement_turn_nothing(told):
    assert not find_polarity(told).negative


def test_denial_that_is_taken_back_turns_nothing():
    assert not find_polarity("The mayor does not deny the sale of the harbour").negative


@pytest.mark.parametrize(
    ("hedged", "plain"),
    [
        ("The bridge is thought to be closed", "The bridge she thought lost is open"),
        ("Is the bridge closed?", "Why is the bridge closed?"),
        ("Harbour Post: Bridge closed", "Norway: Bridge closed"),
    ],
)
def test_what_is_held_at_arms_length_is_hedged(hedged, plain):
    assert find_polarity(hedged).hedges
    assert not find_polarity(plain).hedges


def conflicts_of(one, other, words, **options):
    """Return kind and values of the conflicts of the claim that has these words."""
    articles = (article("one", one, **options), article("other", other, day=12))
    readings = {each.id: reading(each.text) for each in articles}
    claims = find_claims(
        articles,
        readings,
        originals={each.id: each.id for each in articles},
        speakers=link_speakers(articles, readings),
        embed=None,
    )
    found = claim_with(claims, articles, words).conflicts
    return {conflict.kind: {value.value for value in conflict.values} for conflict in found}


@pytest.mark.parametrize(
    ("one", "other", "words", "kind", "values"),
    [
        (
            "According to Ana Duarte, the harbour bridge needs new steel cables.",
            "The harbour bridge needs new steel cables, Ben Okafor said.",
            "steel cables",
            "attribution",
            {"Ana Duarte", "Ben Okafor"},
        ),
        (
            "The city council has closed the old harbour bridge to lorries.",
            "The city government has closed the old harbour bridge to lorries.",
            "to lorries",
            "name",
            {"The city council", "The city government"},
        ),
        (
            "The sale of the harbour bridge was approved in parliament on Monday.",
            "The city government approved the sale of the harbour bridge on Monday.",
            "the sale of",
            "name",
            {"parliament", "The city government"},
        ),
        (
            "Two hundred people discussed the harbour bridge in the parish hall.",
            "Two hundred people discussed the harbour bridge in the school hall.",
            "discussed",
            "place",
            {"the parish hall", "the school hall"},
        ),
        (
            "The ferry company will drop the evening boat to the island in autumn.",
            "The ferry company might drop the evening boat to the island in autumn.",
            "evening boat",
            "certainty",
            {"outright", "“might”"},
        ),
        (
            "The mayor said that the evening boat would end in spring. A sailor thinks that it "
            "could be scrapped next year.",
            "The company will cancel the boat to the island at night.",
            "cancel the boat",
            "certainty",
            {"outright", "“could”"},
        ),
        (
            "The ferry company will drop the evening boat to the island in autumn.",
            "The ferry company will keep the evening boat to the island in autumn.",
            "evening boat",
            "negation",
            {"drop", "keep"},
        ),
        (
            "Norway will not deport the stranded sailors, the justice minister promised on Friday.",
            "Norway sends the stranded sailors back to Eritrea, a lawyer said.",
            "sends the stranded",
            "negation",
            {"so", "not so"},
        ),
        (
            "It is absurd to say that the library will close its doors, the mayor said.",
            "The library will close its doors in March, staff were told.",
            "in March",
            "negation",
            {"so", "not so"},
        ),
        (
            "The closure could endanger fishing crews on the island, unions warn.",
            "The council said that fishing crews will be at serious risk after dark.",
            "at serious risk",
            "certainty",
            {"outright", "“could”"},
        ),
        (
            "Residents call the closure of the school a betrayal.",
            "The betrayal of the village began with the school, which closed in May.",
            "a betrayal",
            "attribution",
            {"Residents", "the source itself"},
        ),
    ],
)
def test_claim_told_otherwise_is_a_conflict_of_its_kind(one, other, words, kind, values):
    assert conflicts_of(one, other, words).get(kind) == values


def test_day_put_off_by_a_later_article_is_an_update():
    early = article("early", "The new bridge will open to lorries on 20 May.", day=3)
    late = article("late", "The new bridge will open to lorries on 29 May.", day=12)
    claim = claim_with(claims_of(early, late), (early, late), "on 20 May")
    assert [(one.kind, one.update) for one in claim.conflicts] == [("date", True)]


@pytest.mark.parametrize(
    ("text", "differs"),
    [("Reyila spoke", True), ("Osman spoke", False), ("Reyila, or Rahile Osman, spoke", False)],
)
def test_speaker_has_another_name_where_no_part_of_it_is_told(text, differs):
    voice = Voice("s", "Rahile Osman", ("Rahile Osman", "Reyila"), 0, 5, is_person=True)
    assert is_named_otherwise(voice, voice, ("Rahile Osman spoke", text)) is differs


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("The firm has pledged not to raise fares.", "The firm raised fares in 2019.", "in 2019"),
        ("Ana Duarte answered the letter.", "Ben Okafor has not answered the letter.", "Ana"),
        ("Residents call it a great swamp.", "There is a swamp behind the harbour.", "call it"),
        ("China ratified the treaty.", "Peru has not ratified the treaty.", "China"),
        ("Residents call it a swamp.", "Residents describe it as a swamp.", "call it"),
        ("The union opposes the toll.", "The union rejects the toll.", "opposes"),
        ("The storm could endanger ships.", "The oil puts birds at risk.", "could endanger"),
        (
            "The council sent the ferry board a letter about the pier in May.",
            "A letter about the pier to the ferry board was leaked on 13 June.",
            "in May",
        ),
    ],
)
def test_deed_of_another_or_of_another_time_is_no_conflict(one, other, words):
    assert conflicts_of(one, other, words) == {}


def test_what_two_people_say_of_themselves_is_not_one_thing():
    one = "“We will leave the harbour council in June,” said Ana Duarte."
    other = "“We will leave the harbour council in June,” said Ben Okafor."
    assert conflicts_of(one, other, "in June") == {}


def test_one_speaker_is_no_conflict():
    said = "The harbour bridge needs new steel cables, Ben Okafor said."
    told = "According to Ben Okafor, the harbour bridge needs new steel cables."
    assert conflicts_of(said, told, "steel cables") == {}


def test_two_people_with_one_word_in_common_make_two_claims():
    one = article("a", "“Many investors are worried,” said Ana Duarte of the Harbour Bank.")
    other = article("b", "“We will call the investors tomorrow,” said Ben Okafor, a broker.")
    readings = {one.id: reading(one.text), other.id: reading(other.text)}
    claims = find_claims(
        (one, other),
        readings,
        originals={one.id: one.id, other.id: other.id},
        speakers=link_speakers((one, other), readings),
        embed=None,
    )
    assert all(claim.status == "unique" for claim in claims)
