"""The role of a speaker across articles, and the words that it was read from."""

import pytest

from analysis.quotations import link_speakers
from analysis.quotations.roles import role_of_organisation


@pytest.mark.parametrize(
    ("texts", "name", "role", "read_from"),
    [
        (
            ["Anna Berg, spokeswoman for the Hillford River Union, a group of farmers, said no."],
            "Anna Berg", "advocate", "spokeswoman for the Hillford River Union",
        ),
        (
            ["Anna Berg, who runs relief programs at Justice For Rivers, said the dam was old."],
            "Anna Berg", "advocate", "who runs relief programs at Justice For Rivers",
        ),
        (
            ["The operator Blue Wharf will close. Peter Novak of Blue Wharf Lines said it was sad.",
             "Blue Wharf Lines, a shipping company, said nothing. Novak said it would reopen."],
            "Peter Novak", "business", "Blue Wharf Lines",
        ),
        (["Dr. Maria Lopez said the water was safe."], "Maria Lopez", "expert", "Dr."),
        (
            ["Anna Berg said the dam was old.", "Anna Berg, an activist, said it would fall."],
            "Anna Berg", "advocate", "an activist",
        ),
        (["Anna Berg said the dam was old."], "Anna Berg", "other", None),
        (["A council official rebuked Anna Berg. Berg said no."], "Anna Berg", "other", None),
        (
            ["Anna Berg, who spent a year in military detention, said no."],
            "Anna Berg", "other", None,
        ),
        (
            ["Anna Berg said no, the House Rivers Committee Chairwoman Anna Berg told us."],
            "Anna Berg", "politician", "House Rivers Committee Chairwoman",
        ),
    ],
)  # fmt: skip
def test_role_of_a_speaker(event, texts, name, role, read_from) -> None:
    articles, readings = event(texts)
    speaker = next(s for s in link_speakers(articles, readings) if s.name == name)
    assert speaker.role == role
    text = {article.id: article.text for article in articles}
    place = speaker.role_evidence
    assert (place and text[place[0]][slice(*place[1:])]) == read_from


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Department of Justice", "official"),
        ("Justice Department", "official"),
        ("Lakeside News Agency", "media"),
        ("Refugees International", "advocate"),
        ("Blue Wharf", ""),
    ],
)
def test_the_last_noun_of_a_name_says_what_it_is(name, role) -> None:
    assert role_of_organisation(name) == role


def test_odd_spaces_in_a_description_break_nothing(event) -> None:
    text = "Lakeside Rights Watch said it was safe. Lakeside Rights Watch, a      (see below) left."
    articles, readings = event([text])
    assert [s.role for s in link_speakers(articles, readings)] == ["advocate"]


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Prime Minister Ana Sousa", "politician"),
        ("Transport Minister Ana Sousa", "official"),
        ("Ana Sousa, vice president of retail banking at Corvo,", "business"),
        ("Ana Sousa, vice president of Norvia,", "politician"),
    ],
)
def test_heads_of_governments_and_of_branches(event, title, role) -> None:
    (speaker,) = link_speakers(*event([f"{title} said that the bridge would stay shut."]))
    assert speaker.role == role
