"""Quotation marks are paired whatever their style, and a stray one costs only itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.quotations.marks import find_dashes, find_marked


def stretches(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_marked(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("“", "”"),
        ('"', '"'),
        ("‘", "’"),
        ("'", "'"),
        ("«", "»"),
        ("»", "«"),
        ("„", "“"),
        ("„", "”"),
        ("”", "”"),
        ("‹", "›"),
        ("「", "」"),
        ("『", "』"),
        ("``", "''"),
        ("＂", "＂"),
    ],
)
def test_every_style_of_marks_is_paired(opening: str, closing: str) -> None:
    text = f"The baker said {opening}we open at six{closing} and left."
    assert stretches(text) == [f"{opening}we open at six{closing}"]


def test_apostrophes_are_no_marks() -> None:
    assert stretches("The bakers' oven isn't theirs, and the '90s didn't end.") == []
    assert stretches("The bakers’ oven isn’t theirs, rock ’n’ roll.") == []


def test_inches_are_no_marks() -> None:
    assert stretches('A 12" shelf and a 6\'2" man') == []


def test_single_marks_inside_double_ones_are_not_stretches_of_their_own() -> None:
    assert stretches("“She said ‘never’ twice,” he recalled.") == ["“She said ‘never’ twice,”"]


def test_nested_marks_of_one_kind_make_one_stretch() -> None:
    text = "“The “old” mill is lost,” she said. “We rebuild.”"
    assert stretches(text) == ["“The “old” mill is lost,”", "“We rebuild.”"]


def test_unclosed_mark_ends_with_its_sentence_and_keeps_the_others() -> None:
    text = "He feared “the worst. Nothing came of it. “We are safe,” she said."
    assert stretches(text) == ["“the worst.", "“We are safe,”"]


def test_stray_closing_mark_costs_nothing() -> None:
    text = "The mill” is old. “We rebuild,” she said."
    assert stretches(text)[-1] == "“We rebuild,”"


def test_odd_straight_mark_does_not_reach_the_next_paragraph() -> None:
    text = 'The mill" burned.\n\n"We rebuild," she said. "Soon."'
    assert stretches(text)[-2:] == ['"We rebuild,"', '"Soon."']


def test_reopened_quotation_continues_over_paragraphs() -> None:
    text = "“We came early.\n\n“We stayed late.\n\n“Nobody thanked us,” she said."
    found = find_marked(text)
    assert [text[m.start : m.end] for m in found] == [
        "“We came early.",
        "“We stayed late.",
        "“Nobody thanked us,”",
    ]
    assert [m.continues for m in found] == [False, True, True]
    assert [m.closed for m in found] == [False, False, True]


def test_a_blank_line_inside_a_sentence_does_not_end_a_quotation() -> None:
    text = "“The bridge will be closed\n\nfor a year,” he said."
    assert stretches(text) == ["“The bridge will be closed\n\nfor a year,”"]


def test_dashes_that_open_a_paragraph_are_found() -> None:
    text = "— We leave now.\nShe nodded — slowly.\n– Then go."
    assert [text[at] for at in find_dashes(text)] == ["—", "–"]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„「」`-?!x", max_size=120))
def test_stretches_are_ordered_disjoint_and_within_the_text(text: str) -> None:
    end = 0
    for m in find_marked(text):
        assert end <= m.start < m.end <= len(text)
        end = m.end


@given(st.text(max_size=80))
def test_in_any_text_stretches_lie_within_it(text: str) -> None:
    assert all(0 <= m.start < m.end <= len(text) for m in find_marked(text))
    assert all(text[dash] in "-–—―" for dash in find_dashes(text))


def test_straight_mark_before_curly_ones_without_a_second_is_stray():
    text = '"Ann walked in and waved. “It is done,” she said. “For now.”'
    assert [text[m.start : m.end] for m in find_marked(text)] == ["“It is done,”", "“For now.”"]


def test_straight_strays_among_curly_marks_open_nothing():
    text = (
        'The weekly writes:\n\n"Nobody at the mill was asked.\n\n“We read it in the paper,” said '
        'Ida Moen. “All of us.”\n\n"The owner sees it another way.\n\n“They knew,” he said.'
    )
    found = [text[m.start : m.end] for m in find_marked(text)]
    assert found == ["“We read it in the paper,”", "“All of us.”", "“They knew,”"]
    # One that closes shows that straight marks mean something here.
    closed = text.replace("asked.", 'asked."')
    assert '"Nobody at the mill was asked."' in [
        closed[m.start : m.end] for m in find_marked(closed)
    ]


def test_a_nickname_amid_a_name_is_no_quotation():
    text = 'State Del. Marcia "Cia" Price shouted "Go". She called him "Slow" Joe.'
    assert [text[m.start : m.end] for m in find_marked(text)] == ['"Go"', '"Slow"']
