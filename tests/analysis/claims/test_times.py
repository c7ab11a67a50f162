from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.dated import with_dated
from analysis.claims.times import find_times, times_differ
from tests.analysis.claims.events import reading

TUESDAY = date(2020, 12, 29)


def only(text, published=TUESDAY):
    times = find_times(text, published=published)
    assert len(times) == 1, times
    return times[0]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It met at the weekend", date(2020, 12, 26), date(2020, 12, 27)),
        ("It met on Tuesday", TUESDAY, TUESDAY),
        ("It met on Sunday", date(2020, 12, 27), date(2020, 12, 27)),
        ("It met yesterday", date(2020, 12, 28), date(2020, 12, 28)),
        ("It met on 26 June", date(2020, 6, 26), date(2020, 6, 26)),
        ("It meets on 3 January", date(2021, 1, 3), date(2021, 1, 3)),
        ("It met in 2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("It met three days ago", date(2020, 12, 26), date(2020, 12, 26)),
        ("It met last month", date(2020, 11, 1), date(2020, 11, 30)),
    ],
)
def test_date_is_resolved_against_publication(text, first, last):
    time = only(text)
    assert (time.first, time.last) == (first, last)


def test_weekend_differs_from_a_day_months_before():
    assert times_differ(only("at the weekend"), only("on 26 June")) is True


def test_dates_without_publication_are_compared_by_their_parts():
    assert times_differ(only("on 26 June", None), only("on 27 June", None)) is True
    assert times_differ(only("on Friday", None), only("on 26 June", None)) is None


def test_same_weekday_never_differs():
    earlier = only("on Sunday", date(2020, 12, 20))
    assert times_differ(earlier, only("on Sunday")) is False


def test_date_of_the_report_is_not_that_of_the_event():
    assert only("The bridge is open, the agency reported on 26 June").role == "report"
    assert only("PORTO, Dec. 27 (Agency) - The bridge is open").role == "dateline"


def test_month_alone_has_the_role_its_preposition_says():
    assert only("The trial was adjourned until November").role == "until"
    assert only("The trial was adjourned to November").role == "until"


def test_weekday_before_a_single_deed_dates_it():
    assert only("He was held after the Monday morning raid").role == "at"
    assert only("The Monday boat is late").role == "habit"


@given(st.text(max_size=80))
def test_every_date_slices_back(text):
    for time in find_times(text, published=TUESDAY):
        assert text[time.start : time.end] == time.text


def test_next_week_and_the_coming_weekday_are_one():
    assert times_differ(only("next Tuesday"), only("next week")) is False
    assert times_differ(only("It meets on Wednesday"), only("It meets tomorrow")) is False
    assert times_differ(only("It meets on Friday"), only("It meets tomorrow")) is True


def test_page_may_be_dated_the_day_after_it_was_written():
    assert times_differ(only("It met on Monday"), only("It met this evening")) is False
    assert times_differ(only("It met on Sunday"), only("It met this evening")) is True


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("He invited the mayors on Tuesday.", "invit"),
        ("He invited the mayors to the Tuesday briefing.", "brief"),
        ("In early May the letter was leaked.", "leak"),
        ("It was approved by the decision of 26 June.", ""),
    ],
)
def test_date_belongs_to_a_deed(text, dated):
    time = only(text)
    assert with_dated(time, 0, reading(text).tokens).dated == dated
