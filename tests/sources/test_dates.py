import pytest

from sources.cleaning.metadata import byline, date_line, dateline
from sources.dates import infer_day_first, parse_date


@pytest.mark.parametrize(
    ("value", "local"),
    [
        ("12/17/20", "2020-12-17"),
        ("29/12/2020", "2020-12-29"),
        ("03/04/2024", "2024"),
        ("12.4.2021", "2021-04-12"),
        ("January 6th, 2021", "2021-01-06"),
        ("29 décembre 2011", "2011-12-29"),
        ("8 de diciembre de 2013", "2013-12-08"),
        ("Donnerstag 11. Mai 2023", "2023-05-11"),
        ("2018 年 10 月 7 日 17:04", "2018-10-07T17:04"),
        ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01T09:20"),
        ("20240503T081500Z", "2024-05-03T08:15:00+00:00"),
        ("1609891200", "2021-01-06T00:00:00+00:00"),
        ("1609891200000", "2021-01-06T00:00:00+00:00"),
        ("Mon, 06 Jan 2021 10:00:00 GMT", "2021-01-06T10:00:00+00:00"),
        ("2024-05-03T23:30:00-05:00", "2024-05-03T23:30:00-05:00"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
    ],
)
def test_spellings(value, local):
    date = parse_date(value)
    assert date is not None
    assert date.local == local


@pytest.mark.parametrize(
    "value", ["", "None", "2099-01-01", "26 June", "1200-01-01", "yesterday", "31/02/2024"]
)
def test_no_date(value):
    assert parse_date(value) is None


def test_order_of_day_and_month_comes_from_the_whole_column():
    assert infer_day_first(["03/04/2024", "13/04/2024"]) is True
    assert infer_day_first(["03/04/2024", "04/13/2024"]) is False
    assert infer_day_first(["03/04/2024"]) is None
    assert infer_day_first(["13/04/2024", "04/13/2024"]) is None


def test_lines_that_are_a_date():
    assert date_line("Published: 6 Jan 2021, 10:30 am") is not None
    assert date_line("The bridge opened on 6 Jan 2021") is None


def test_bylines():
    assert byline("By Rosa Lind and Tom Aker") == ("Rosa Lind", "Tom Aker")
    assert byline("By the river they stood, and wept.") == ()


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        ("(Oslo, 12/17/20) – The harbour opened.", "Oslo"),
        ("ANKARA, Dec 30 (Example) - The harbour opened.", "ANKARA"),
        ("He said – and nobody doubted it – that it was over.", ""),
        ("The harbour – once the largest of the north – is closed.", ""),
    ],
)
def test_datelines(paragraph, place):
    assert dateline(paragraph)[0] == place
