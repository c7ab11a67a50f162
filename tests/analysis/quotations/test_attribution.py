"""Who is reported to say what: source, cue, content, kind, verb and role."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.language_model import parse
from analysis.quotations import ROLES, VERB_CLASSES, find_quotations, verb_class


def shown(text, quotation):
    return (
        quotation.source and text[slice(*quotation.source)],
        quotation.cue and text[slice(*quotation.cue)],
        [text[s:e] for s, e in quotation.content],
    )


def test_split_quotation_has_two_pieces_and_one_speaker(quotes) -> None:
    text = "“We open at six,” said Maria Lopez, the mayor. “Nobody will be turned away.”"
    (found,) = quotes(text)
    source, cue, content = shown(text, found)
    assert source.startswith("Maria Lopez")
    assert cue == "said"
    assert content == ["“We open at six,”", "“Nobody will be turned away.”"]
    assert (found.kind, found.speaker, found.verb) == ("direct", "Maria Lopez", "say")


def test_a_quotation_goes_on_in_a_paragraph_of_its_own(quotes) -> None:
    text = (
        "“We open at six,” Maria Lopez said on Monday.\n\n“Bring bread.”\n\n"
        "“Not one loaf was left for us,” it says on the door."
    )
    first = quotes(text)[0]
    assert shown(text, first)[2] == ["“We open at six,”", "“Bring bread.”"]
    assert first.speaker == "Maria Lopez"


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "“You coming?” she said, but the tram was moving, and as Ortiz talked about “the price "
            "of waiting,” the doors closed.",
            "she",
            ["“You coming?”"],
        ),
        (
            "“It’s settled,” she said of the ferry contract, which the council had signed on "
            "Friday. “On paper, at least.”",
            "she",
            ["“It’s settled,”", "“On paper, at least.”"],
        ),
        (
            "“We remain open to talks,” he said, referring to the dispute over night shifts. "
            "“Sadly, the union has chosen another path.”",
            "he",
            ["“We remain open to talks,”", "“Sadly, the union has chosen another path.”"],
        ),
        (
            "“Each time you say that,” Varga said, referring to the one per cent excuse, “you help "
            "the people who want to close the line.”",
            "Varga",
            ["“Each time you say that,”", "“you help the people who want to close the line.”"],
        ),
        (
            "“The pumps have failed before,” Ortiz said after meeting the mayor. He did not "
            "suggest a closure. “Our aim is to begin with repairs that everybody can see.”",
            "Ortiz",
            [
                "“The pumps have failed before,”",
                "“Our aim is to begin with repairs that everybody can see.”",
            ],
        ),
        (
            "The film uses pictures of Varga asking, “Why are the ferries late on Mondays?”",
            "Varga",
            ["“Why are the ferries late on Mondays?”"],
        ),
    ],
)
def test_marks_beside_a_verb_of_saying_are_what_is_said(quotes, text, speaker, content) -> None:
    found = [shown(text, quotation) for quotation in quotes(text)]
    assert content in [said for source, _, said in found if speaker in (source or "")]


def test_a_question_before_an_indirect_answer_is_not_its_content(quotes) -> None:
    for text in (
        "“Is it over?” The mayor said it was not.",
        "“Is it over?” Lopez said it was not.",
    ):
        assert [shown(text, q)[2] for q in quotes(text)] == [["it was not"]]


def test_words_behind_another_person_go_to_nobody(quotes) -> None:
    text = (
        "“It goes in here and comes out there,” Tom Varga said, pointing to his ears. Betsy Varga "
        "shook her head. “My husband is much better about it than I have ever been.”"
    )
    assert [shown(text, q)[2] for q in quotes(text)] == [["“It goes in here and comes out there,”"]]


def test_a_title_amid_a_clause_is_part_of_it(quotes) -> None:
    text = "Her article says the plan, “A Harbour for All,” would cost too much."
    (found,) = quotes(text)
    assert shown(text, found)[2] == ["the plan, “A Harbour for All,” would cost too much"]


def test_two_speakers_in_a_paragraph_keep_their_own_words(quotes) -> None:
    text = "“The bridge is closed,” she said. “Use the ferry,” he said."
    assert [shown(text, q) for q in quotes(text)] == [
        ("she", "said", ["“The bridge is closed,”"]),
        ("he", "said", ["“Use the ferry,”"]),
    ]


def test_who_is_named_last_says_all_that_stands_before(quotes) -> None:
    text = "Lee told the police that he wanted no help, but the office overruled him, Ortiz added."
    (found,) = quotes(text)
    assert shown(text, found) == ("Ortiz", "added", [text.removesuffix(", Ortiz added.")])


def test_the_name_beside_a_title_is_no_content(quotes) -> None:
    text = "Lena Moore, the director of the museum, vowed not to repeat the mistake."
    (found,) = quotes(text)
    assert shown(text, found)[2] == ["not to repeat the mistake"]


def test_a_cue_takes_no_adverb_for_content_when_others_took_its_words(quotes) -> None:
    text = (
        "“We cannot pay for this any more,” Berg said, adding later, “The council must decide by "
        "Friday, and it knows that.”"
    )
    contents = [text[s:e] for q in quotes(text) for s, e in q.content]
    assert contents == [
        "“We cannot pay for this any more,”",
        "“The council must decide by Friday, and it knows that.”",
    ]


def test_content_on_both_sides_of_its_cue(quotes) -> None:
    text = "The old tower, according to Peter Novak, will be pulled down in autumn."
    (found,) = quotes(text)
    assert shown(text, found)[2] == ["The old tower", "will be pulled down in autumn"]


def test_indirect_speech_takes_its_clause(quotes) -> None:
    text = "Maria Lopez said that the bridge would stay closed until spring."
    (found,) = quotes(text)
    assert shown(text, found) == (
        "Maria Lopez",
        "said",
        ["that the bridge would stay closed until spring"],
    )
    assert found.kind == "indirect"


def test_according_to(quotes) -> None:
    text = "The council rejected the plan, according to Peter Novak, a spokesman for the ministry."
    (found,) = quotes(text)
    assert shown(text, found)[1:] == ("according to", ["The council rejected the plan"])
    assert found.speaker == "Peter Novak"


def test_inverted_order(quotes) -> None:
    text = "“The bridge is ours,” said Peter Novak."
    (found,) = quotes(text)
    assert shown(text, found) == ("Peter Novak", "said", ["“The bridge is ours,”"])


def test_headline(quotes) -> None:
    text = "Bridge will stay closed, mayor says\n\nThe mayor spoke on Monday."
    assert shown(text, quotes(text)[0]) == ("mayor", "says", ["Bridge will stay closed"])


def test_long_apposition_between_a_quotation_and_its_cue(quotes) -> None:
    said = "“This contract will bring hardship to the families who live behind the bridge,”"
    text = (
        "The signed contract provides for several reasons to close the bridge: if the river rises, "
        f"or if a pier cracks.\n\n{said} Maria Lopez, a spokeswoman for the Lakeside Rowing Club, "
        "a charity based in Oslo, told the agency."
    )
    (found,) = (q for q in quotes(text) if q.kind == "direct")
    assert shown(text, found)[1:] == ("told", [said])
    assert found.speaker == "Maria Lopez"


def test_noun_introduces_a_claim(quotes) -> None:
    text = "The council closed the bridge despite Novak's claim that the ferry was unsafe."
    (found,) = quotes(text)
    assert shown(text, found) == ("Novak's", "claim", ["that the ferry was unsafe"])


def test_mixed_quotation_keeps_its_marks_whole(quotes) -> None:
    text = "Anna Berg, a professor of law, called the ruling “a disaster for the town” on Monday."
    found = quotes(text)[0]
    assert found.kind == "mixed"
    assert "“a disaster for the town”" in text[slice(*found.content[0])]
    assert (found.role, found.speaker) == ("expert", "Anna Berg")


def test_transcript_turns(quotes) -> None:
    text = "LOPEZ: We will not sign.\n\nNOVAK: Then there is no deal."
    found = quotes(text)
    assert [shown(text, q)[::2] for q in found] == [
        ("LOPEZ", ["We will not sign."]),
        ("NOVAK", ["Then there is no deal."]),
    ]
    assert [q.speaker for q in found] == ["Lopez", "Novak"]
    assert {q.kind for q in found} == {"direct"}


def test_quotation_over_paragraphs_is_one(quotes) -> None:
    text = "“We came early.\n\n“We stayed late.\n\n“Nobody thanked us,” said Anna Berg, a nurse."
    (found,) = quotes(text)
    assert len(found.content) == 3
    assert found.speaker == "Anna Berg"


def test_a_signature_closes_its_quotation(quotes) -> None:
    text = (
        "Readers wrote to us about the bridge.\n\n"
        "“I have waited for it since I was a child.” ― Ola Brandvik\n\n"
        "“Nobody on our side of the river asked for it, and nobody will pay for it.”"
    )
    signed, unsigned = (q for q in quotes(text) if q.kind == "direct")
    assert signed.speaker == "Ola Brandvik"
    assert len(signed.content) == len(unsigned.content) == 1
    assert unsigned.speaker is None


def test_signed_block_quotation(quotes) -> None:
    text = (
        "What readers say\n\n“The bridge was all that we had.” — Anna Berg\n“I swim now.” ― P. Hill"
    )
    found = quotes(text)
    assert [q.speaker for q in found][:1] == ["Anna Berg"]
    assert [text[s:e] for s, e in found[0].content] == ["“The bridge was all that we had.”"]


def test_dialogue_dash_is_direct_speech(quotes) -> None:
    text = "— We leave tomorrow, said the captain."
    (found,) = quotes(text)
    assert found.kind == "direct"


@pytest.mark.parametrize("pair", ["“”", '""', "«»", "„“", "「」"])
def test_marks_of_every_style_carry_direct_speech(quotes, pair: str) -> None:
    text = f"Peter Novak said: {pair[0]}The bridge is ours and we will rebuild it.{pair[1]}"
    (found,) = quotes(text)
    assert found.kind == "direct"
    assert "The bridge is ours and we will rebuild it." in text[slice(*found.content[0])]
    assert found.speaker == "Peter Novak"


def test_titles_and_scare_quotes_are_no_quotations(quotes) -> None:
    text = "He parked near “The Mill” and crossed its so-called “green room” at noon."
    assert quotes(text) == ()


def test_one_stray_mark_costs_only_its_own_quotation(quotes) -> None:
    clean = (
        "“We rebuild the mill in the spring,” said Anna Berg.\n\n"
        "The roof is gone.\n\n“There is no money for the bridge,” said Peter Novak."
    )
    stray = clean.replace("The roof", "The “roof")
    contents = [[stray[s:e] for s, e in q.content] for q in quotes(stray)]
    for quotation in quotes(clean):
        assert [clean[s:e] for s, e in quotation.content] in contents


def test_no_word_is_said_twice(quotes) -> None:
    text = (
        "Peter Novak said he believes that the mayor promised to announce the plan, Anna Berg told "
        "reporters. “It is late,” he added, “but not too late.”"
    )
    spans = sorted(s for q in quotes(text) for s in q.content)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("lemma", "name"),
    [
        ("say", "neutral"),
        ("claim", "doubting"),
        ("reveal", "endorsing"),
        ("warn", "emotive"),
        ("urge", "directive"),
        ("paint", ""),
    ],
)
def test_reporting_verbs_have_a_class(lemma: str, name: str) -> None:
    assert verb_class(lemma) == name


ODD = st.text(alphabet="ab A.,:;\n\"'“”‘’«»„「」—-?!()[]…\u200b\xa0é中١\t", max_size=60)
PROSE = st.lists(
    st.sampled_from(
        ["“", "”", '"', "said", "Novak", "he", ",", ".", "\n\n", "the bridge", "is lost", "that",
         "according to", ":", "—", "LEE:", "'", "(", "who", "asked", "experts", "\n", "…"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(ODD, PROSE))
def test_any_text_is_read_and_every_offset_slices_back(text: str) -> None:
    taken: list[tuple[int, int]] = []
    for quotation in find_quotations(parse(text)):
        assert quotation.content
        assert quotation.role in ROLES
        assert quotation.verb_class in (*VERB_CLASSES, "")
        assert 0 <= quotation.speaker_confidence <= 1
        spans = [*quotation.content, quotation.source, quotation.cue, quotation.role_evidence]
        for span in spans:
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        taken += quotation.content
    taken.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(taken))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "“", "”" * 50, "“" * 50, ":", "a" * 5000])
def test_the_oddest_inputs_give_nothing_outside_them(text: str) -> None:
    spans = [span for found in find_quotations(parse(text)) for span in found.content]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("The mayor said the bridge would stay shut.", True),
        ("The mayor pointed out that the bridge was shut.", True),
        ("The mayor dismissed the plan as “a toy”.", True),
        ("The mayor fears that the bridge will stay shut.", False),
        ("The mayor rejected a plan to shut the bridge.", False),
    ],
)
def test_speech_is_told_from_belief_intent_and_attitude(quotes, text, speech) -> None:
    assert [q.speech for q in quotes(text)] == [speech]


def test_words_that_only_point_to_what_was_said_are_no_content(quotes) -> None:
    assert not quotes("The mayor denied it. The clerk said so on Monday.")
