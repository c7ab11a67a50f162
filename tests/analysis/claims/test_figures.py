import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.claims.conflicts import comparable, figures_agree
from analysis.claims.figures import find_figures


def only(text):
    figures = find_figures(text)
    assert len(figures) == 1, figures
    return figures[0]


@pytest.mark.parametrize(
    ("text", "low", "unit", "role"),
    [
        ("Twelve villagers were hurt", 12, "people", "injured"),
        ("The storm killed at least 40 people", 40, "people", "dead"),
        ("a loan of $3.6 billion", 3.6e9, "dollar", ""),
        ("two million euros", 2e6, "euro", ""),
        ("fares rose by 12 per cent", 12, "percent", ""),
        ("twenty-one ferries", 21, "ferri", ""),
        ("a 5.6-magnitude quake", 5.6, "magnitud", ""),
        ("an eight-nation talk", 8, "nation", ""),
        ("Ana Duarte dies at 91", 91, "age", "dead"),
        ("Ana Duarte Jr., 58, was hurt", 58, "age", "injured"),
        ("She scored 20 on Sunday", 20, "point", ""),
        ("12 armed Spanish and French soldiers", 12, "people", ""),
        ("half a million islanders", 5e5, "people", ""),
        ("a dozen boats", 12, "boat", ""),
        ("two hundred and fifty boats", 250, "boat", ""),
        ("hundreds of thousands of boats", 2e5, "boat", ""),
    ],
)
def test_figure_has_value_unit_and_role(text, low, unit, role):
    figure = only(text)
    assert (figure.low, figure.unit, figure.role) == (pytest.approx(low), unit, role)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("over 300 people came", "over"),
        ("at least 300 people came", "at least"),
        ("some 300 people came", "about"),
        ("thousands came", "vague"),
        ("no less than 300 people came", "at least"),
        ("not more than 300 people came", "at most"),
        ("more than a million people came", "over"),
        ("300 people came", ""),
    ],
)
def test_qualifier_is_read_from_the_words_before(text, qualifier):
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize(
    "text", ["It opened in 1999", "at 5:30 p.m. sharp", "flight 370 left", "eight days ago"]
)
def test_years_times_labels_and_spans_of_time_past_are_no_figures(text):
    assert find_figures(text) == []


def test_part_of_a_larger_number_is_no_figure():
    assert find_figures("one in a million") == []


def test_each_figure_takes_the_role_beside_it():
    roles = [(f.low, f.role) for f in find_figures("4 dead, 9 hurt, 2 missing in avalanche")]
    assert roles == [(4, "dead"), (9, "injured"), (2, "missing")]


def test_same_number_differently_qualified_agrees():
    one, other = only("over 50,000 islanders live there"), only("about 50,000 islanders live there")
    assert comparable(one, other)
    assert figures_agree(one, other)


def test_vague_figure_holds_what_it_may_mean_and_no_less():
    assert figures_agree(only("thousands of birds"), only("50,000 birds"))
    assert not figures_agree(only("millions of birds"), only("one million birds"))


def test_rounding_agrees_and_another_value_does_not():
    assert figures_agree(only("46.8 million birds"), only("47 million birds"))
    assert not figures_agree(only("59 million birds"), only("60 million birds"))
    assert not figures_agree(only("12 birds"), only("9 birds"))


def test_ages_of_two_people_are_not_compared():
    one, other = only("Ana Duarte, 58, was"), only("Ben Okafor, 20, was")
    assert not comparable(one, other)


@given(st.text(alphabet="0123456789 ,.$€-%abcdehlmnoprstuwy", max_size=60))
def test_every_figure_slices_back(text):
    for figure in find_figures(text):
        assert text[figure.start : figure.end] == figure.text
        assert figure.text.strip()
