"""One speaker across articles, with reasons; people and organisations that must stay apart."""

from dataclasses import replace

from analysis.quotations import align_wordings, link_speakers
from analysis.quotations.evidence import acronyms, statement_similarity
from analysis.quotations.names import (
    fold,
    organisation_key,
    skeleton,
    transliteration_similarity,
)


def named(speakers, name):
    return next(s for s in speakers if name in s.variants)


def test_accents_and_surnames_are_one_person(event) -> None:
    articles, readings = event(
        [
            "Jürgen Šimek said that the dam would hold.",
            "Simek said the dam was safe. Jurgen Simek added that the water was falling.",
        ]
    )
    speaker = named(link_speakers(articles, readings), "Jürgen Šimek")
    assert len(speaker.quotations) == 3
    assert speaker.kind == "person"
    assert any("accents" in reason for reason in speaker.reasons)


def test_transliterations_are_joined_by_post_and_statement(event) -> None:
    articles, readings = event(
        [
            "“We ask the government of Norland to open the northern border before winter comes,” "
            "said Qurban Toxti, a spokesman for the Uplands World Council.",
            "Kuerban Tuohuti, spokesman of the World Uplands Council, said: “We ask the "
            "government of Norland to open its northern border before the winter.”",
        ]
    )
    speakers = [s for s in link_speakers(articles, readings) if s.kind == "person"]
    assert len(speakers) == 1
    (reason,) = speakers[0].reasons
    assert "sound alike" in reason
    assert "statement" in reason


def test_a_name_of_several_words_is_no_crowd_where_it_is_a_body_elsewhere(event) -> None:
    articles, readings = event(
        [
            "Lakeside Farmers Union said the dam was safe.",
            "Lakeside Farmers Union said on Monday that the dam was safe.",
        ]
    )
    first, second = (readings[article.id] for article in articles)
    crowd = replace(second.quotations[0], speaker_kind="collective")
    readings[articles[1].id] = replace(second, quotations=(crowd,))
    assert first.quotations[0].speaker_kind == "organisation"
    (one,) = link_speakers(articles, readings)
    assert (one.kind, len(one.quotations)) == ("organisation", 2)


def test_wavering_names_of_one_article_are_one_person(event) -> None:
    first = "Kulibake of the Uplands World Council said the road was closed."
    articles, readings = event([first + "\n\nKuribaki added that the villages were cold."])
    (one,) = link_speakers(articles, readings)
    assert set(one.variants) == {"Kulibake", "Kuribaki"}
    assert any("one article" in reason for reason in one.reasons)


def test_two_introduced_names_that_sound_alike_stay_apart(event) -> None:
    text = (
        "Kulibake of the Uplands World Council said the road was closed.\n\n"
        "Kuribaki, a farmer, added that the villages were cold."
    )
    assert len(link_speakers(*event([text]))) == 2


def test_we_of_a_text_is_its_publisher(event) -> None:
    articles, readings = event(["We urge the council to keep the ferry."])
    articles = [replace(a, outlet="Lakeside Riders") for a in articles]
    (one,) = link_speakers(articles, readings)
    assert (one.name, one.kind) == ("Lakeside Riders", "organisation")
    assert one.reasons


def test_alike_names_without_support_stay_apart(event) -> None:
    articles, readings = event(
        [
            "Dilara Toxti said that the harvest had been poor this year.",
            "Tilala Doxdi said the new school would open in the spring.",
        ]
    )
    assert len(link_speakers(articles, readings)) == 2


def test_brothers_stay_apart(event) -> None:
    articles, readings = event(
        ["Peter Novak said the mill would close.", "Anton Novak said the mill would stay open."]
    )
    assert len(link_speakers(articles, readings)) == 2


def test_sister_organisations_stay_apart(event) -> None:
    articles, readings = event(
        [
            "The Lakeside Rescue Alliance said the river was rising.",
            "The Lakeside Rescue Alliance Norland said the river was falling.",
        ]
    )
    assert len(link_speakers(articles, readings)) == 2


def test_a_person_can_join_and_part(event) -> None:
    articles, readings = event(
        ["Peter Novak said the mill would close.", "Novak said the mill would stay open."]
    )
    assert len(link_speakers(articles, readings)) == 1
    assert len(link_speakers(articles, readings, apart=[("Peter Novak", "Novak")])) == 2
    articles, readings = event(
        ["Peter Novak said the mill would close.", "Maria Lopez said the mill would stay open."]
    )
    (one,) = link_speakers(articles, readings, together=[("Peter Novak", "Maria Lopez")])
    assert any("a person joined" in reason for reason in one.reasons)


def test_order_of_articles_does_not_matter(event) -> None:
    articles, readings = event(
        [
            "Peter Novak said the mill would close.",
            "Novak said the mill would stay open. Experts said it was old.",
        ]
    )
    assert link_speakers(articles, readings) == link_speakers(articles[::-1], readings)


def test_an_article_without_a_reading_has_no_speakers(event) -> None:
    articles, _ = event(["Peter Novak said the mill would close."])
    assert link_speakers(articles, {}) == []


def test_wordings_of_one_statement_are_aligned_word_by_word(event) -> None:
    articles, readings = event(
        [
            "Peter Novak said: “We call on the council of Hillford to take quick steps and keep "
            "the old bridge open for every farmer.”",
            "“We call on the council of Hillford to keep the old bridge open for all farmers,” "
            "said Peter Novak.",
        ]
    )
    speakers = link_speakers(articles, readings)
    first, second = align_wordings(articles, readings, speakers)
    assert (first.is_reference, second.is_reference) == (True, False)
    texts = {a.id: a.text for a in articles}
    changed = [
        texts[second.article][p.start : p.end] for p in second.pieces if p.change == "changed"
    ]
    assert changed == ["all farmers"]
    dropped = [texts[first.article][s:e] for s, e in second.dropped]
    assert dropped == ["take quick steps and"]


def test_the_same_words_are_no_second_wording(event) -> None:
    text = "“We call on the council of Hillford to keep the bridge open,” said Peter Novak."
    articles, readings = event([text, text + " The council meets on Monday."])
    assert align_wordings(articles, readings, link_speakers(articles, readings)) == []


def test_names_are_folded_and_compared() -> None:
    assert fold("Erdoğan") == "erdogan"
    assert skeleton("Qurban", "K") == skeleton("Kuerban")
    assert transliteration_similarity("Qurban", "Kuerban") == 1
    assert transliteration_similarity("Chodorkowski", "Khodorkovsky") > 0.6
    assert transliteration_similarity("Berg", "Novak") < 0.6
    assert organisation_key("The Council of Hillford") == organisation_key("Hillford Council")


def test_acronyms_are_read_where_they_are_explained() -> None:
    assert acronyms("The Lakeside Rowing Club (LRC) met.") == {"LRC": "Lakeside Rowing Club"}
    assert acronyms("A club (LRC) met.") == {}


def test_short_statements_are_never_the_same() -> None:
    assert statement_similarity("No comment.", "No comment.") == 0
