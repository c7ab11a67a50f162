"""Words that differ between passages shown next to each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from views.differences import changes, own_words


def cut(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_words_of_one_passage_only_are_found_without_small_words():
    one, other = "The fare rose to 7 pounds.", "Fares will rise to 8 pounds in June."

    mine, theirs = own_words([(one, 0, len(one)), (other, 0, len(other))])

    assert "7" in cut(one, mine)
    assert cut(other, theirs)[-1].endswith("June")
    assert "pounds" not in " ".join(cut(one, mine) + cut(other, theirs))


def test_a_passage_alone_has_nothing_of_its_own():
    assert own_words([("One sentence.", 0, 13)]) == [[]]


def test_changes_are_found_in_order():
    one, other = "carried from Skerrow in June", "carried from our island in June"

    mine, theirs = changes((one, 0, len(one)), (other, 0, len(other)))

    assert cut(one, mine) == ["Skerrow"]
    assert cut(other, theirs) == ["our island"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_place_lies_in_its_text(one: str, other: str):
    places = [(one, 0, len(one)), (other, 0, len(other))]

    for found in (own_words(places), list(changes(*places))):
        for text, spans in zip((one, other), found, strict=True):
            assert all(0 <= start < end <= len(text) for start, end in spans)
