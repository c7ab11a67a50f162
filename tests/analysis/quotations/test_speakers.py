"""Speakers within one article: names, pronouns, descriptions, groups, documents, the unknown."""

import pytest


def speakers(found):
    return [q.speaker for q in found]


def test_surname_and_pronoun_go_to_the_full_name(quotes) -> None:
    text = (
        "Maria Lopez said that the bridge would stay closed.\n\n"
        "“There is no money,” Lopez said.\n\n“Not this year,” she added."
    )
    assert speakers(quotes(text)) == ["Maria Lopez"] * 3


def test_pronoun_agrees_in_gender_and_skips_names_inside_marks(quotes) -> None:
    text = (
        "Maria Lopez met Peter Novak on Monday.\n\n"
        "“I trust James Hill,” she said.\n\n“So do I,” he said."
    )
    found = quotes(text)
    assert found[0].speaker == "Maria Lopez"
    assert found[1].speaker == "Peter Novak"


def test_description_goes_to_whom_it_was_used_of(quotes) -> None:
    text = (
        "Gov. Maria Lopez visited the mill on Monday. Peter Novak, its owner, waited outside.\n\n"
        "“We will rebuild it,” the governor said."
    )
    assert quotes(text)[-1].speaker == "Maria Lopez"


def test_name_in_apposition_is_the_speaker(quotes) -> None:
    text = "“It is late,” said her lawyer, Peter Novak."
    assert speakers(quotes(text)) == ["Peter Novak"]


def test_groups_are_kept_as_such(quotes) -> None:
    text = "Experts say the river will rise again. State media reported that the dam is safe."
    found = quotes(text)
    assert speakers(found) == ["Experts", "State media"]
    assert [q.speaker_kind for q in found] == ["collective", "collective"]
    assert [q.role for q in found] == ["expert", "media"]


def test_an_unnamed_source_stays_unnamed(quotes) -> None:
    text = "A neighbour said the fire began in the kitchen."
    (found,) = quotes(text)
    assert (found.speaker, found.speaker_kind) == ("A neighbour", "unnamed")
    assert found.role == "affected person"
    assert text[slice(*found.role_evidence)] == "neighbour"


def test_an_organisation_speaks(quotes) -> None:
    text = "The Ministry of Transport said on Friday that the bridge was safe."
    (found,) = quotes(text)
    assert found.speaker_kind == "organisation"
    assert found.speaker.endswith("Ministry of Transport")
    assert found.role == "official"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Harbour Authority closed the pier. The authority said it was unsafe.",
         "Harbour Authority"),
        ("Lakeside Refugees Association wrote to the king. The group said it was afraid.",
         "Lakeside Refugees Association"),
        ("Justice For All Lakesiders welcomed the law. All was well, Justice For All Lakesiders "
         "said.", "Justice For All Lakesiders"),
        ("The First National Bank closed. The ministry said it was sad.", "The ministry"),
    ],
)  # fmt: skip
def test_a_definite_body_is_the_one_named_before(quotes, text, speaker) -> None:
    assert quotes(text)[-1].speaker == speaker


def test_scripture_is_a_document(quotes) -> None:
    text = "It is written: “And let there be no strife between me and thee.” [Psalm 12:3]"
    found = quotes(text)[0]
    assert (found.speaker_kind, found.role) == ("document", "document")


def test_we_of_a_press_release_is_its_organisation(quotes) -> None:
    text = (
        "FOR IMMEDIATE RELEASE\n\nLakeside Rescue Alliance welcomes the ruling of the court. "
        "Lakeside Rescue Alliance has worked on the river since 1990.\n\n"
        "We urge the ministry to reopen the bridge. We believe that the town can wait.\n\n"
        "Lakeside Rescue Alliance is a charity."
    )
    own = [q for q in quotes(text) if q.speaker_kind == "own voice"]
    assert own
    assert {q.speaker for q in own} == {"Lakeside Rescue Alliance"}


def test_unknown_stays_unknown_without_confidence(quotes) -> None:
    text = "“Nobody has seen the keys of the old mill since then,” he said."
    (found,) = quotes(text)
    assert found.speaker is None
    assert found.speaker_confidence == 0


def test_junior_is_another_person(quotes) -> None:
    text = (
        "James Hill Jr. left early. “My father is well,” James Hill Jr. said.\n\n"
        "“I am well,” said James Hill."
    )
    assert speakers(quotes(text)) == ["James Hill Jr.", "James Hill"]


def test_headline_names_whom_the_text_names(quotes) -> None:
    text = (
        "Bridge will stay closed, mayor says\n\n"
        "Mayor Maria Lopez told reporters that the bridge will stay closed."
    )
    assert speakers(quotes(text)) == ["Maria Lopez", "Maria Lopez"]


def test_an_office_in_capitals_is_its_holder(quotes) -> None:
    found = quotes(
        "The Transport Minister, Aylin Şahin, spoke to the press on Monday. The Minister stated "
        "that the bridge would stay. According to the Minister, nobody had asked for a toll."
    )
    assert {q.speaker for q in found} == {"Aylin Şahin"}
    assert {q.role for q in found} == {"official"}


def test_an_agency_before_a_name_is_no_part_of_it(quotes) -> None:
    (found,) = quotes(
        "“The bridge will cause grief among people who have left the valley and who do not yet "
        "have a house,” Nordpress Agency Jonas Ek, a spokesman for the Uplands World Council, told "
        "the agency."
    )
    assert (found.speaker, found.kind) == ("Jonas Ek", "direct")


def test_trade_and_office_leave_a_name(quotes) -> None:
    found = quotes(
        "“We will come back,” says our chair Ingrid Lund. Councillor Tom Berg proposed a season "
        "ticket."
    )
    assert [(q.speaker, q.role) for q in found] == [
        ("Ingrid Lund", "other"),
        ("Tom Berg", "politician"),
    ]


def test_critics_who_say_are_named_with_their_pronoun(quotes) -> None:
    text = "Critics who say that the bridge is too narrow met on Monday."
    (found,) = quotes(text)
    assert text[slice(*found.source)] == "Critics who"
    assert found.speaker_kind == "collective"


def test_the_official_is_the_unnamed_one_quoted_before(quotes) -> None:
    text = (
        "Mayor Maria Lopez opened the lock on Monday.\n\n"
        "A senior port official said the gates leak.\n\n“They always did,” the official said."
    )
    first, second = quotes(text)
    assert second.speaker == first.speaker == "A senior port official"


def test_a_share_of_people_is_no_person(quotes) -> None:
    text = (
        "Mayor Maria Lopez has lost support. In the survey 62% of the voters said that the lock "
        "should be sold."
    )
    assert speakers(quotes(text)) == ["62% of the voters"]


def test_a_day_is_no_part_of_a_name(quotes) -> None:
    text = "Lopez on Monday said the lock would be sold. Maria Lopez said it was old."
    assert speakers(quotes(text)) == ["Maria Lopez", "Maria Lopez"]


def test_whoever_is_named_before_the_son_is_the_father(quotes) -> None:
    text = (
        "President Harlan said the lock would open.\n\n"
        "His son, Peter Harlan Jr., said that he had seen it.\n\n“It is wide,” Harlan Jr. said."
    )
    assert speakers(quotes(text)) == ["Harlan", "Peter Harlan Jr.", "Peter Harlan Jr."]


@pytest.mark.parametrize("label", ["FILE PHOTO", "NOW WATCH", "STORM IN THE NORTH", "HARBOURS"])
def test_labels_of_pictures_and_links_speak_nothing(quotes, label: str) -> None:
    text = (
        "The lock has been shut since May.\n\nMaria Lopez said it would open.\n\n"
        f"{label}: The lock in winter\n\nNobody knows when the gates will be mended.\n"
    )
    assert speakers(quotes(text)) == ["Maria Lopez"]


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("Ann Lee, president of Northern Lantern Holdings,", "business"),
        ("Ann Lee, an attorney for the family,", "other"),
        ("U.S. Attorney Ann Lee", "official"),
        ("State Senator Ann Lee", "politician"),
        ("White House press secretary Ann Lee", "official"),
        ("Business leaders", "business"),
        ("News agencies", "media"),
    ],
)
def test_roles_of_titles(quotes, source: str, role: str) -> None:
    assert [q.role for q in quotes(f"{source} said that the lock would be sold.")] == [role]


def test_a_columnist_speaks_for_nobody(quotes) -> None:
    text = (
        "I said at Lake Association that we should vote. We all know Lake Association. "
        "Lake Association is our friend, and we said so."
    )
    assert "Lake Association" not in {q.speaker for q in quotes(text) if q.speaker_kind != "person"}


def test_a_bracket_in_a_source_closes(quotes) -> None:
    text = "The lock is safe, according to the Harbour Safety Office (HSO)."
    assert [text[slice(*q.source)] for q in quotes(text)] == ["the Harbour Safety Office (HSO)"]


def test_a_title_tells_people_of_one_surname_apart(quotes) -> None:
    text = (
        "President Peter Lopez and Anna Lopez met Karl Lopez at the lock.\n\n"
        "“It is old,” President Lopez said.\n\n“It is ours,” Mrs. Lopez said."
    )
    assert speakers(quotes(text)) == ["Peter Lopez", "Anna Lopez"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The bridge is shut, the state news agency Norvia reported.", "Norvia"),
        ("The bridge is shut, the official Norvia news agency reported.", "Norvia news agency"),
        ("The state-run Norvia news agency said that it was shut.", "Norvia news agency"),
        ("The news agency, Norvia, said that the bridge was shut.", "Norvia"),
        ("The bridge is shut, the local newspaper Harbour Post wrote.", "Harbour Post"),
    ],
)
def test_a_body_named_beside_its_noun_speaks_by_its_name(quotes, text, name) -> None:
    (found,) = quotes(text)
    assert found.speaker == name
    assert "bridge" in text[slice(*found.content[0])] or text[slice(*found.content[0])].startswith(
        "that it"
    )
