"""The fast components give what the model's own components give."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.table import read_table
from analysis.language_model import load_language_model, parse

PARAGRAPHS = [
    "The mayor of Ostrava, Jana Dvořáková, said on 3 May 2024 that $4.5 million had gone missing.",
    "“I ain't gonna tell y'all twice,” she told Reuters. There's nothing to see, let's go.",
    "Doctors at St. Mary's Hospital in New York treated 1,204 people; 35% of them were children.",
    "He'd have gone, though neither of them did — but for the Supreme Court of the United States.",
    "It was running: the cats' bowls were smaller than that. What do you do? C'm on, nothin'.",
]
COLUMNS = ["TAG", "POS", "DEP", "HEAD", "LEMMA", "ENT_IOB", "ENT_TYPE", "SENT_START"]


PARTS = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner")


def plain(text):
    pipeline = load_language_model()
    doc = pipeline.make_doc(text)
    for name in PARTS:
        doc = pipeline.get_pipe(name)(doc)
    return doc


def test_every_column_is_the_plain_model_s():
    # One paragraph at a time: we end sentences with paragraphs, the plain model does not.
    for text in PARAGRAPHS:
        expected, found = plain(text), parse(text)
        for column in COLUMNS:
            assert np.array_equal(expected.to_array(column), found.to_array(column)), (text, column)


def test_an_article_is_read_alike_alone_and_among_others():
    texts = ["\n\n".join(PARAGRAPHS), *PARAGRAPHS, "", "\n\n", *reversed(PARAGRAPHS)]
    alone = [parse(text).to_bytes() for text in texts]
    together = [doc.to_bytes() for doc in load_language_model().pipe(texts, batch_size=5)]
    assert alone == together


def test_a_piece_that_was_met_before_has_the_tokens_that_it_had():
    from spacy.lang.en import English

    text = "Mr. Novák (aged 51) can't say more.\n\n“Ain't so,” Mr. Novák\u00a0said; more, 3km-long."
    expected = [(token.text, token.norm_, token.idx) for token in English()(text)]
    for again in (text, f"Novák said so.\n\n{text}"):
        found = list(load_language_model().make_doc(again))[-len(expected) :]
        begin = found[0].idx
        assert [(token.text, token.norm_, token.idx - begin) for token in found] == expected


def test_sentences_end_with_paragraphs():
    doc = parse("A heading without an end\n\nThe council met on Monday and it rejected the plan.")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "A heading without an end",
        "The council met on Monday and it rejected the plan.",
    ]


@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from("aB1 .,\n“”\"‘’'-—:;()\u200b\ud83d😀é\x00"), max_size=80))
def test_any_text_is_parsed_and_keeps_its_characters(text):
    doc = parse(text)
    assert doc.text == text.replace("\ud83d", "\ufffd")
    assert all(sentence.root.head == sentence.root for sentence in doc.sents)


def test_a_table_says_what_the_model_s_tokens_say():
    parsed = parse("\n\n".join(PARAGRAPHS) + "\n\n \n")
    table = read_table(parsed)
    columns = {"word": "text", "pos": "pos_", "tag": "tag_", "dep": "dep_", "entity": "ent_type_"}
    columns |= {name: name for name in ("is_space", "is_punct", "is_alpha", "like_num")}
    for name, attribute in columns.items():
        assert getattr(table, name) == [getattr(token, attribute) for token in parsed], name
    for i, token in enumerate(parsed):
        assert (table.lemma[i], table.head[i]) == (token.lemma_.lower(), token.head.i)
        assert table.text[table.start[i] : table.end[i] + table.spaced[i]] == token.text_with_ws
        assert table.children[i] == [child.i for child in token.children]
        assert sorted(table.subtree(i)) == [each.i for each in token.subtree]
    assert table.sentences == [(sentence.start, sentence.end) for sentence in parsed.sents]


def test_crossing_arcs_and_a_long_paragraph_are_parsed_as_the_model_does():
    crossing = ["What did the mayor say she wanted to build?", "What does it plan to do about it?"]
    for text in (*crossing, " ".join([*crossing, PARAGRAPHS[3]] * 4)):
        expected, found = plain(text), parse(text)
        for column in ("HEAD", "DEP", "SENT_START"):
            assert np.array_equal(expected.to_array(column), found.to_array(column)), (text, column)
