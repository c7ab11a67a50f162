import json
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.__main__ import main
from analysis.claims import group_statements, judge_pairs
from analysis.claims.clusters import average_link, average_links
from analysis.claims.features import reciprocal_ranks
from analysis.claims.terms import sound_key, spelling_variants, terms_of

EVENT = [
    "The council closed the harbour bridge",
    "The harbour bridge was closed by the council",
    "Ferry fares will rise in autumn",
    "In autumn the fares of the ferry go up",
    "A bakery burned down",
]


def test_statements_that_say_the_same_are_one_cluster():
    labels = group_statements(EVENT, apart=list(range(5)), embed=None)
    assert labels[0] == labels[1]
    assert labels[2] == labels[3]
    assert len(set(labels)) == 3


def test_statements_kept_apart_are_never_joined():
    labels = group_statements(EVENT, apart=["x", "x", 2, 3, 4], embed=None)
    assert labels[0] != labels[1]


def test_same_pair_scores_above_another():
    same, other = judge_pairs(
        [("", EVENT[0], EVENT[1]), ("", EVENT[0], EVENT[4])],
        embed=None,
    )
    assert same.score > 0.5 > other.score
    assert (same.label, other.label) == ("agree", "unrelated")


def test_pair_with_another_value_is_a_conflict():
    (judged,) = judge_pairs(
        [("", "The barge hurt 12 people", "The barge hurt 9 people")], embed=None
    )
    assert (judged.label, judged.kind) == ("conflict", "number")


def test_countries_are_one_with_their_capitals_and_people():
    assert {"@turkey"} <= set(terms_of("Ankara agreed")) & set(terms_of("The Turkish side agreed"))


def test_spellings_of_one_name_are_one_term():
    texts = ["Many Uighurs came", "The Uyghur party left", "More Uyghurs came", "An Uigur group"]
    variants = spelling_variants(texts)
    assert set(variants.values()) == {"uyghur"}
    assert sound_key("uighur") == sound_key("uygur")


def test_average_link_stops_at_the_cut():
    edges = np.array([[0, 1], [1, 2], [0, 2]])
    scores = np.array([0.9, 0.5, 0.1])
    assert average_link(3, edges, scores, cut=0.4, apart=[0, 1, 2]) == [0, 0, 1]
    assert average_link(3, edges, scores, cut=0.3, apart=[0, 1, 2]) == [0, 0, 0]


@given(
    st.lists(st.integers(0, 10), min_size=28, max_size=28),
    st.lists(st.integers(0, 5), min_size=8, max_size=8),
)
def test_one_pass_joins_at_each_cut_what_a_pass_of_its_own_does(tenths, apart):
    edges = np.stack(np.triu_indices(8, 1), axis=1)
    scores = np.array(tenths) / 10
    cuts = (0.5, 0.15, 0.3)
    together = average_links(8, edges, scores, cuts=cuts, apart=apart)
    assert together == [average_link(8, edges, scores, cut=cut, apart=apart) for cut in cuts]


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=12))
def test_reciprocal_ranks_are_shares_and_the_best_is_one(scores):
    edges = np.array([[0, number + 1] for number in range(len(scores))])
    left, right = reciprocal_ranks(np.array(scores), edges)
    assert left.max() == 1
    assert (left > 0).all()
    assert (right == 1).all()


@pytest.fixture
def without_encoder(monkeypatch):
    monkeypatch.setenv("PARALLAX_ENCODER", "off")


def test_match_command_answers_every_line(tmp_path, without_encoder):
    rows = [
        {"id": n, "topic": "", "a": {"text": EVENT[0]}, "b": {"text": text}}
        for n, text in enumerate(EVENT)
    ]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows))
    assert main(["match", str(source), str(target)]) == 0
    answers = [json.loads(line) for line in target.read_text().splitlines()]
    assert [answer["id"] for answer in answers] == [0, 1, 2, 3, 4]
    assert set(answers[0]) == {"id", "score", "label", "conflict", "kind"}


def test_claims_command_labels_every_sentence(tmp_path, without_encoder):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    sentences = [{"doc": str(n), "text": text} for n, text in enumerate(EVENT)]
    source.write_text(json.dumps({"topic": "t", "sentences": sentences}) + "\nno json\n")
    assert main(["claims", str(source), str(target)]) == 1
    (answer,) = (json.loads(line) for line in target.read_text().splitlines())
    assert len(answer["clusters"]) == 5


def test_claimworthy_command_puts_facts_above_greetings(tmp_path, without_encoder):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = ["Unemployment fell by 3 percent in 2019.", "Thank you very much, good night."]
    source.write_text("\n".join(json.dumps({"id": t, "text": t}) for t in texts))
    assert main(["claimworthy", str(source), str(target)]) == 0
    fact, greeting = (json.loads(line)["score"] for line in target.read_text().splitlines())
    assert 1 >= fact > greeting >= 0


def test_name_in_the_place_of_another_is_a_conflict():
    fire = [
        "A fire at the Harbour Hotel was put out at noon",
        "Firefighters left after the fire at the Harbour Hotel was put out",
        "Later Ana Duarte thanked all who helped",
    ]
    pairs = [("t", fire[0], "The fire at Ana Duarte was put out at noon, police say")]
    pairs += [("t", fire[1], fire[2])]
    judged, _ = judge_pairs(pairs, embed=None)
    assert (judged.label, judged.kind) == ("conflict", "name")


def test_not_in_an_unlikely_pair_of_a_whole_event_contradicts_nothing():
    one, other = "The council has not sold the old bridge", "Two bakers won a prize at the fair"
    rest = [f"Boat {number} sailed to island {number} with the mail" for number in range(30)]
    texts = [one, other, *rest]
    whole = [("event", a, b) for a, b in combinations(texts, 2)]
    assert judge_pairs(whole, embed=None)[0].label == "unrelated"
    assert judge_pairs(whole[:1], embed=None)[0].label == "conflict"
