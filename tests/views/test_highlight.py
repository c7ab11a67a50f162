"""Article text becomes HTML in one place, and nothing of it is ever markup."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.frame import plain_markdown
from views.highlight import KINDS, Mark, highlight, stacked_name

TAGS = re.compile(r'</?p>|<mark class="px-[a-z]+"(?: title="[^"<>]*")?>|</mark>')


def visible(html: str) -> str:
    return unescape(TAGS.sub("", html.replace("</p><p>", "\n\n")))


@st.composite
def marked_text(draw):
    text = draw(st.text(max_size=80))
    place = st.integers(-2, len(text) + 2)
    marks = draw(
        st.lists(
            st.builds(Mark, place, place, st.sampled_from(sorted(KINDS)), st.text(max_size=12)),
            max_size=6,
        )
    )
    return text, marks


@given(marked_text())
def test_every_letter_is_shown_as_it_is(case):
    text, marks = case

    assert visible(highlight(text, marks)) == text


@given(marked_text())
def test_nothing_but_paragraphs_and_marks_is_markup(case):
    text, marks = case

    rest = TAGS.sub("", highlight(text, marks))

    assert "<" not in rest
    assert ">" not in rest


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</p></div><h1>",
        '"><svg onload=a>',
    ],
)
def test_hostile_text_and_titles_stay_text(hostile: str):
    html = highlight(hostile, [Mark(0, 5, "shared", hostile)])
    assert unescape(re.sub("<.*?>", "", stacked_name(hostile))) == hostile

    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert visible(html) == hostile


def test_the_shorter_of_two_marks_shows():
    html = highlight("ten people came", [Mark(0, 15, "shared"), Mark(0, 3, "conflict")])

    assert html.startswith('<p><mark class="px-conflict">ten</mark><mark class="px-shared"> people')


def test_a_piece_keeps_its_marks_and_no_others():
    html = highlight("one two three", [Mark(0, 3, "shared"), Mark(4, 7, "unique")], start=4, end=7)

    assert html == '<p><mark class="px-unique">two</mark></p>'


@given(st.text(max_size=60))
def test_plain_markdown_leaves_no_bare_markup(text: str):
    escaped = plain_markdown(text)

    bare = re.sub(r"\\.", "", escaped)
    assert not set(bare) & set("*_`[]<>#:$&|~")
