import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.cleaning.text import clean_text

RELEASE = """Skip to content

Harbour Watch and Nine Partners Ask the Council to Keep the Night Ferry

For Immediate Release

Contact: Rosa Lind 1-555-251-0402

Tom Aker

(Norhaven, NH, 12/17/20) – Harbour Watch finds the end of the night ferry leaves islands cut off.

“Nobody asked the people on the islands,” stated Rosa Lind of Harbour Watch. “We will ask on.”

Harbour Watch is an independent association with members on all four islands.


For further comments please contact

Rosa Lind

Tom Aker

Night ferry report:

Back To Top"""

LETTERHEAD = """

**Lantern House**
12 Quay Street
Norhaven, ON L4C 4Z4
[LanternHouse.org](http://LanternHouse.org)

Lantern House Welcomes the Appointment of Ms. Iva Holm as Harbour Commissioner.

January 6th, 2021

Lantern House welcomes the decision, and looks forward to [working with her](#) and her staff.

Over 5,000 people use the night ferry in a week, most of whom have no other way.<sup>1</sup>

---

<sup>1</sup> <https://example.org/ferry>

*Lantern House* is a Norhaven-based charity that supports people who work at night."""

WRAPPED = """ No Way Home
News:

The council has voted to end the night ferry, and a group of island families says it will leave
nurses, cooks and students without a way to return after nine in the evening, when the last bus
stops at the bridge and the only taxi has gone home for the night, they say. (Example News
29/12/2020)

Comment:

The world looks smaller from an island when the effi-
cient people on the mainland have decided what an evening is for and who may have one there at
all.
"""


def test_release_loses_furniture_and_contacts_but_no_sentence():
    cleaned = clean_text(RELEASE)
    assert cleaned.title.startswith("Harbour Watch and Nine Partners")
    assert cleaned.text.startswith("(Norhaven, NH, 12/17/20) – Harbour Watch finds")
    assert cleaned.text.endswith("members on all four islands.")
    for gone in ("Skip", "Contact", "Tom Aker", "further comments", "report:", "Back To Top"):
        assert gone not in cleaned.text
    assert cleaned.date is not None
    assert cleaned.date.local == "2020-12-17"
    assert "dateline" in cleaned.provenance["published"]
    assert cleaned.outlet == "Harbour Watch"


def test_letterhead_names_the_outlet_and_the_line_above_the_date_is_the_title():
    cleaned = clean_text(LETTERHEAD)
    assert (cleaned.outlet, cleaned.outlet_domain) == ("Lantern House", "lanternhouse.org")
    assert cleaned.title.startswith("Lantern House Welcomes the Appointment")
    assert cleaned.date is not None
    assert cleaned.date.local == "2021-01-06"
    assert "working with her and" in cleaned.text
    assert "other way.\n\nLantern House is a Norhaven-based" in cleaned.text
    assert "http" not in cleaned.text
    assert "Quay" not in cleaned.text


def test_wrapped_lines_become_paragraphs_and_a_cited_date_says_that_it_is_one():
    cleaned = clean_text(WRAPPED)
    assert cleaned.title == "No Way Home"
    assert cleaned.section == "News, Comment"
    paragraphs = cleaned.text.split("\n\n")
    assert len(paragraphs) == 2
    assert "the efficient people" in paragraphs[1]
    assert cleaned.date is not None
    assert cleaned.date.local == "2020-12-29"
    assert "cited" in cleaned.provenance["published"]


def test_the_headline_is_not_in_the_text_too():
    cleaned = clean_text(
        "Ferry ends at nine\n\nFerry ends at nine\n\nThe night ferry ends at nine from "
        "Monday, the council said."
    )
    assert cleaned.title == "Ferry ends at nine"
    assert cleaned.text == "The night ferry ends at nine from Monday, the council said."


def test_one_sentence_is_an_article():
    assert clean_text("The ferry sank.").text == "The ferry sank."


def test_an_article_about_newsletters_and_cookies_keeps_its_sentences():
    text = (
        "Newsletters are back, and the council wants one.\n\n"
        "Sign up for our newsletter, the page begged, and eleven people did so within a year.\n\n"
        "The cookie policy of the site was the longest text the harbour had ever published."
    )
    assert clean_text(text).text.count("\n\n") >= 1
    for kept in ("eleven people did", "longest text"):
        assert kept in clean_text(text).text


@settings(max_examples=60)
@given(st.text(max_size=400))
def test_any_text_is_cleaned_to_valid_text(text):
    cleaned = clean_text(text).text
    cleaned.encode("utf-8")
    assert "\r" not in cleaned
    assert "\x00" not in cleaned


@pytest.mark.parametrize(
    ("line", "outlet", "day"),
    [
        ("The Quay Herald | 3 May 2024", "The Quay Herald", "2024-05-03"),
        ("May 3, 2024 · Radio Sound", "Radio Sound", "2024-05-03"),
        ("The Quay Herald, May 3, 2024", "The Quay Herald", "2024-05-03"),
        ("Middle Islands | 3 May 2024", "", "2024-05-03"),  # a place or a section is no outlet
    ],
)
def test_outlet_and_date_in_a_line_under_the_headline_are_read(line: str, outlet: str, day: str):
    body = "The night ferry to the islands ends on Friday, the council said in a short statement."
    cleaned = clean_text(f"Ferry ends on Friday\n\n{line}\n\n{body}")

    assert cleaned.date is not None
    assert (cleaned.outlet, cleaned.date.local, cleaned.text) == (outlet, day, body)
    assert cleaned.title == "Ferry ends on Friday"


@pytest.mark.parametrize(
    "box",
    [
        " Ann Maria ValeCouncil votes on tram fares The Post's 12:30 Report: mayor ill MORE",
        " Ann Vale Council votes on tram fares Mayor ill MORE",
        "Ann Maria ValeCouncil votes on tram fares Mayor ill MORE",
        " Ann Maria ValeMORE",
    ],
)
def test_box_about_a_person_inside_a_sentence_goes(box: str) -> None:
    told = "Mayor Ann Vale{} (Norhaven), who left early, met Tom Rusk Thomas RuskTram MORE again."
    whole = "Mayor Ann Vale (Norhaven), who left early, met Tom Rusk again."
    cleaned = clean_text(told.format(box), dump=False)
    assert cleaned.text == whole
    assert ("furniture", box.strip()) in cleaned.removed


def test_more_in_capitals_is_no_box() -> None:
    text = "Ann Vale asked for MORE trams. Ann Maria Vale wants MORE, said Vale."
    assert clean_text(text, dump=False).text == text
