from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.claims import find_clauses
from analysis.language_model import parse
from analysis.records import Quotation

SENTENCE = (
    "The bridge, built in 1962, was closed at the weekend and the council opened a ferry, "
    "which carries 40 cars."
)


def texts(text, quotations=()):
    return [text[c.start : c.end] for c in find_clauses(parse(text), quotations)]


def test_sentence_is_cut_at_coordination_and_relative_clauses():
    found = texts(SENTENCE)
    assert "the council opened a ferry" in [clause.split(",")[0] for clause in found]
    assert any(clause == "built in 1962" for clause in found)
    assert any(clause.startswith("which carries 40 cars") for clause in found)


def test_participle_keeps_the_noun_it_is_said_of():
    doc = parse(SENTENCE)
    clause = next(c for c in find_clauses(doc, ()) if SENTENCE[c.start : c.end] == "built in 1962")
    assert any("bridge" in SENTENCE[start:end] for start, end in clause.context)
    assert "bridg" in clause.stems


def test_what_somebody_says_of_a_noun_is_not_said_of_them():
    text = "The council has passed a law that lawyers warn could harm small ferries."
    clause = next(c for c in find_clauses(parse(text), ()) if "harm" in text[c.start : c.end])
    assert not any("lawyers" in text[start:end] for start, end in clause.context)


def test_what_a_thing_is_called_is_not_said_of_the_clause_beside_it():
    text = "Lawyers describe the sheds where the boats are kept as death traps."
    assert "where the boats are kept" in texts(text)
    assert "who works as a guide" in texts("They describe the man who works as a guide.")


def test_frame_of_reported_speech_makes_no_claim():
    assert texts("The mayor said that the bridge will close in June.") == [
        "the bridge will close in June"
    ] or texts("The mayor said that the bridge will close in June.") == [
        "that the bridge will close in June"
    ]


def test_clause_in_a_quotation_is_attributed():
    text = "“The bridge will close in June,” said the mayor."
    quotation = Quotation(source=None, cue=None, content=((1, 30),), kind="direct")
    clause = find_clauses(parse(text), (quotation,))[0]
    assert (clause.quotation, clause.assertion) == (0, "attributed")


def test_only_what_is_denied_is_denied_not_what_stands_beside():
    text = "The mayor denied the report and opened the bridge to lorries on Monday."
    clause = next(c for c in find_clauses(parse(text), ()) if "lorries" in text[c.start : c.end])
    assert clause.assertion == "stated"


def test_statement_is_worth_more_than_furniture_and_exhortation():
    def worth(text):
        return max(clause.worth for clause in find_clauses(parse(text), ()))

    fact = worth("The council closed the bridge on 4 May after 12 people were hurt.")
    assert fact > worth("Let us all stand together!")
    assert fact > worth("Contact our newsroom")


def test_empty_text_has_no_clauses():
    assert find_clauses(parse(""), ()) == ()


@settings(max_examples=15)
@given(st.lists(st.sampled_from([SENTENCE, "Why?", "“No”, she said.", "\n\n", "A – b (c"])))
def test_every_clause_slices_back_to_words(parts):
    text = " ".join(parts)
    for clause in find_clauses(parse(text), ()):
        assert 0 <= clause.start < clause.end <= len(text)
        assert text[clause.start : clause.end].strip()
        assert 0 <= clause.worth <= 1


def test_line_beside_the_article_makes_no_clause():
    text = "The council closed the bridge. Ana Duarte and Ben Okafor contributed to this report."
    assert not any("contributed" in clause for clause in texts(text))


def test_what_a_rumour_says_is_denied_with_the_rumour():
    text = "The mayor discounted rumours that she would sell the harbour."
    found = find_clauses(parse(text), ())
    assert [c.assertion for c in found if "sell" in text[c.start : c.end]] == ["denied"]
