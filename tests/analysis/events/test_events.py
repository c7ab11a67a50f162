from __future__ import annotations

import itertools
import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from analysis.__main__ import main
from analysis.events import (
    Decision,
    EventIndex,
    EventSettings,
    choose_encoder,
    explain_event,
    group_events,
    group_scored,
    merge_events,
    move_article,
    score_articles,
    split_event,
)
from analysis.events.grouping import make_pile
from analysis.events.linkage import find_clashes, link_average
from analysis.events.scoring import score_pairs
from analysis.events.sharing import shared_lengths
from analysis.vectors import COLUMNS
from benchmarks.scale import generate
from sources.article import Article

START = datetime(2025, 3, 1, tzinfo=UTC)
STORIES = {
    "ferry": (
        "Harbour council closes ferry terminal after rust found in pier",
        "The harbour council closed the ferry terminal at Brackwater on Tuesday after engineers "
        "found rust in the main pier. Some 4,000 commuters a day must take the bus for now.",
        "Brackwater ferry terminal shut: engineers find rusted pier",
        "Commuters in Brackwater face months of buses. The ferry terminal was shut by the harbour "
        "council when engineers reported that rust had eaten into the main pier.",
    ),
    "chess": (
        "Fourteen-year-old wins Lindholm chess open",
        "Grandmaster Ida Solberg, fourteen, won the Lindholm chess open on Sunday, beating the "
        "champion Pavel Orlov in the last round with the black pieces.",
        "Solberg, 14, stuns Orlov to win Lindholm open",
        "A rook sacrifice in the last round gave Ida Solberg the Lindholm chess open. The "
        "fourteen-year-old grandmaster beat champion Pavel Orlov.",
    ),
}


def pile() -> list[Article]:
    articles = []
    for name, (title, text, other_title, other_text) in STORIES.items():
        for number, (head, body) in enumerate(((title, text), (other_title, other_text))):
            articles.append(
                Article(
                    id=f"{name}{number}",
                    title=head,
                    text=body,
                    outlet=f"Outlet {number}",
                    published=START + timedelta(days=number),
                )
            )
    return articles


def sets(groups: dict[str, str]) -> set[frozenset[str]]:
    return {frozenset(a for a in groups if groups[a] == label) for label in groups.values()}


def test_two_stories_are_two_events_labelled_by_their_least_id():
    assert group_events(pile()) == {
        "ferry0": "ferry0",
        "ferry1": "ferry0",
        "chess0": "chess0",
        "chess1": "chess0",
    }


def test_missing_dates_are_no_obstacle():
    undated = [replace(article, published=None) for article in pile()]
    assert sets(group_events(undated)) == sets(group_events(pile()))


def test_order_makes_no_difference():
    articles, _ = generate(200, days=20)
    mixed = articles[:]
    random.Random(3).shuffle(mixed)
    assert group_events(mixed) == group_events(articles)


def test_one_by_one_gives_the_groups_of_the_batch():
    articles, _ = generate(120, days=10)
    index = EventIndex()
    mixed = articles[:]
    random.Random(5).shuffle(mixed)
    for begin in range(0, 60):
        index.add(mixed[begin : begin + 1])
    index.add(mixed[60:])
    index.add(mixed[:3])
    assert len(index) == 120
    assert index.groups() == group_events(articles)


@given(st.randoms(use_true_random=False), st.lists(st.integers(1, 8), max_size=3))
@settings(max_examples=4)
def test_any_order_and_portions_give_the_groups_of_the_batch(mixing, portions):
    articles, _ = generate(16, days=4, seed=2)
    mixed = articles[:]
    mixing.shuffle(mixed)
    index = EventIndex()
    for portion in portions:
        index.add(mixed[:portion])
        del mixed[:portion]
        assert index.groups() == group_events([one for one in articles if one not in mixed])


def test_terms_of_one_article_alone_do_not_count(monkeypatch):
    # Columns 5 and 9 are in two rows, 7 is in general use, 11 in one row only.
    rows = sparse.csr_array(
        (np.full(6, 0.5, np.float32), np.array([5, 7, 9, 11, 5, 9]), [0, 4, 6]), (2, COLUMNS)
    )
    common = np.array([7], np.int32)
    expected = [np.sqrt(0.75), np.sqrt(0.5)]
    np.testing.assert_allclose(shared_lengths(rows, common), expected, atol=1e-5)
    monkeypatch.setattr("analysis.events.sharing._AT_ONCE", 1)
    np.testing.assert_allclose(shared_lengths(rows, common), expected, atol=1e-5)


def test_leads_that_name_another_weekday_speak_against_one_story():
    text = "The Brackwater ferry hit the pier on {}. Four people were hurt, the harbour said."
    days = ("Monday", "Monday", "Friday", "a foggy morning")
    articles = [
        Article(id=str(number), title="Ferry hits pier", text=text.format(day))
        for number, day in enumerate(days)
    ]
    pile = make_pile(articles, None)
    assert pile.vectors.weekdays.tolist() == [0, 0, 4, -1]
    same, other, none = score_pairs(pile, np.zeros(3, np.int64), np.arange(1, 4))
    assert same > none > other


def test_large_piles_are_grouped_the_same_by_heavy_terms():
    articles, events = generate(400, days=30)
    narrow = EventSettings(all_pairs_up_to=100)
    found = group_events(articles, settings=narrow)
    same = sets(found) & sets(group_events(articles))
    assert len(same) >= 0.97 * len(sets(found))
    index = EventIndex(settings=narrow)
    index.add(articles[:90])
    index.add(articles[90:])
    assert index.groups() == found
    assert len(set(found.values())) < 1.3 * len(set(events))


def test_empty_and_single():
    assert group_events([]) == {}
    assert group_events([Article(id="x", text="")]) == {"x": "x"}
    assert len(set(group_events([Article(id=n, text="") for n in "xyz"]).values())) == 3


def test_what_people_decide_outranks_the_score():
    joined = group_events(
        pile(), decisions=merge_events(["ferry0", "ferry1"], ["chess0", "chess1"])
    )
    assert len(set(joined.values())) == 1
    apart = group_events(pile(), decisions=split_event(["ferry0"], ["ferry1"]))
    assert sets(apart) == {
        frozenset({"ferry0"}),
        frozenset({"ferry1"}),
        frozenset({"chess0", "chess1"}),
    }
    moved = move_article("ferry1", ["ferry0", "ferry1"], ["chess0", "chess1"])
    assert sets(group_events(pile(), decisions=moved)) == {
        frozenset({"ferry0"}),
        frozenset({"ferry1", "chess0", "chess1"}),
    }


@settings(max_examples=15)
@given(st.lists(st.tuples(st.booleans(), st.sets(st.integers(0, 59), min_size=2, max_size=4))))
def test_a_decision_works_out_anew_only_what_it_touches(made):
    decisions = [
        Decision(kind="together", articles=names)
        if joins
        else Decision(kind="apart", articles=names[:1], others=names[1:])
        for joins, rows in made
        if (names := tuple(f"{row:07d}" for row in sorted(rows)))
    ]
    scored = sixty_scored()
    proposed = group_scored(scored)
    anew = group_scored(scored, decisions=decisions, proposed=proposed)
    assert anew == group_scored(scored, decisions=decisions)


@cache
def sixty_scored():
    return score_articles(generate(60)[0])


def test_of_contradicting_decisions_the_later_holds():
    first = Decision(kind="together", articles=("ferry0", "chess0"), by="ann", at=START)
    second = Decision(
        kind="apart", articles=("ferry0",), others=("chess0",), by="ben", at=START + timedelta(1)
    )
    for decisions in ([first, second], [second, first]):
        groups = group_events(pile(), decisions=decisions)
        assert groups["ferry0"] != groups["chess0"]


def test_decisions_about_unknown_articles_are_passed_over():
    decisions = merge_events(["ferry0", "gone"], ["nowhere"])
    assert group_events(pile(), decisions=decisions) == group_events(pile())


def test_ties_name_shared_words_and_days():
    ferry = [article for article in pile() if article.id.startswith("ferry")]
    first, _ = explain_event(ferry)
    assert (first.article, first.nearest, first.days_apart) == ("ferry0", "ferry1", 1)
    assert {"rust", "pier", "ferry"} & {term for term, _ in first.terms}
    assert 0 <= first.probability <= 1
    assert explain_event(ferry[:1]) == []


def test_encoder_is_left_out_of_large_piles_and_when_switched_off(monkeypatch):
    assert choose_encoder(10**6) is None
    assert choose_encoder(5, use="off") is None
    assert choose_encoder(5) is not None
    monkeypatch.setenv("PARALLAX_ENCODER", "off")
    assert choose_encoder(5, use="on") is None


def nearness(scores: np.ndarray, a: list[int], b: list[int]) -> float:
    between = scores[np.ix_(a, b)].mean()
    within = [
        scores[np.ix_(c, c)].sum() / (len(c) * (len(c) - 1)) if len(c) > 1 else 0 for c in (a, b)
    ]
    larger = max(len(a), len(b))
    wide = min(1, max(0, larger / 4 - 1))
    usual = 1 + scores.sum() / len(scores)
    counts = (1 - wide) * min(1, max(0, 4 * ((len(a) + len(b)) / usual - 1.25)))
    return float(between - 4 / larger * counts * max(0, min(within) - between) + wide / 40)


def naive_linkage(scores: np.ndarray, cut: float) -> set[frozenset[int]]:
    groups = [[row] for row in range(len(scores))]
    while True:
        near = np.full((len(groups), len(groups)), -np.inf)
        for x, y in itertools.combinations(range(len(groups)), 2):
            near[x, y] = near[y, x] = round(nearness(scores, groups[x], groups[y]), 9)
        best = near.argmax(axis=1).tolist()
        mutual = [
            (x, y) for x, y in enumerate(best) if best[y] == x and x < y and near[x, y] >= cut
        ]
        if not mutual:
            return {frozenset(group) for group in groups}
        for x, y in mutual:
            groups[x] += groups[y]
        gone = {y for _, y in mutual}
        groups = [group for x, group in enumerate(groups) if x not in gone]


@given(st.integers(2, 12), st.integers(0, 10**6))
@settings(max_examples=60)
def test_linkage_merges_what_is_each_others_nearest(count, seed):
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((count, count)) * (rng.random((count, count)) < 0.6), 1)
    scores = upper + upper.T
    labels = link_average(sparse.csr_array(scores), 0.3)
    found = {frozenset(np.flatnonzero(labels == label).tolist()) for label in labels}
    assert found == naive_linkage(scores, 0.3)


def test_two_tight_pairs_stay_apart_but_where_stories_are_larger():
    scores = np.full((4, 4), 0.4)
    np.fill_diagonal(scores, 0)
    assert len(set(link_average(sparse.csr_array(scores), 0.3).tolist())) == 1
    scores[0, 1] = scores[1, 0] = scores[2, 3] = scores[3, 2] = 1
    assert link_average(sparse.csr_array(scores), 0.3).tolist() == [0, 0, 2, 2]
    assert len(set(link_average(sparse.csr_array(scores), 0.3, usual=4).tolist())) == 1


@pytest.mark.parametrize(("score", "parted"), [(0.4, ((0, 2),)), (0.9, ())])
def test_pairs_clash_where_stories_are_of_two_not_where_they_are_larger(score, parted):
    scores = np.full((4, 4), score)
    np.fill_diagonal(scores, 0)
    scores[0, 1] = scores[1, 0] = scores[2, 3] = scores[3, 2] = score + 0.1
    assert find_clashes(sparse.csr_array(scores), 0.15, lambda a, b: 1.0, 6) == parted


ARRESTS = (
    "{} spent a night in a cell after a patrol saw his car drift over the white line near the "
    "harbour, a sergeant told reporters. The Herons {} failed two breath tests.",
    "A breath test ended the evening of {}. The {} of the Brackwater Herons was stopped on the "
    "harbour road; his lawyer called the machine old and the officer in a hurry.",
    "Brackwater Herons said they would wait for a court before they fine {}. The {} was let go "
    "on bail at noon and left by a side door without a word to the cameras.",
    "Fans of the Brackwater Herons learned at breakfast that {} had been arrested. Their {} had "
    "driven home from a birthday party, said a neighbour who asked not to be named.",
    "Coach Ida Solberg will pick {} on Saturday all the same. Whoever plays as {} for the Herons, "
    "she said, is innocent until a judge in Brackwater says that he is not.",
    "Drunk driving can cost a licence and a thousand crowns in this country. {}, a {} with the "
    "Herons since last summer, faces both, a prosecutor in Brackwater explained.",
)


def arrests(player: str, role: str) -> list[Article]:
    return [
        Article(
            id=f"{player} {number}",
            title=f"Herons {role} {player} arrested on suspicion of drunk driving",
            text=text.format(player, role),
        )
        for number, text in enumerate(ARRESTS)
    ]


def test_two_arrests_in_one_team_are_two_events_where_many_tell_them():
    articles = [*arrests("Ole Maartens", "goalkeeper"), *arrests("Finn Osterby", "striker")]
    assert len(set(group_events(articles, settings=EventSettings(clash=0)).values())) == 1
    apart = group_events(articles)
    assert sets(apart) == {
        frozenset(each.id for each in part) for part in (articles[:6], articles[6:])
    }
    index = EventIndex()
    for article in reversed(articles):
        index.add([article])
    assert index.groups() == apart
    scored = score_articles(articles)
    assert group_scored(scored) == apart
    ids = [article.id for article in articles]
    for proposed in (None, apart):
        merged = merge_events(ids[:6], ids[6:])
        assert len(set(group_scored(scored, decisions=merged, proposed=proposed).values())) == 1


def test_command_writes_labels_and_reports_bad_lines(tmp_path, capsys):
    rows = [
        {"id": a.id, "outlet": None, "published": "2025-03-01", "title": a.title, "text": a.text}
        for a in pile()
    ]
    lines = [json.dumps(row) for row in rows]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.json"
    source.write_text("\n".join(lines))
    assert main(["events", str(source), str(target), "--encoder", "off"]) == 0
    assert len(set(json.loads(target.read_text()).values())) == 2
    source.write_text("\n".join([*lines, "{", json.dumps(rows[0])]))
    assert main(["events", str(source), str(target), "--encoder", "off"]) == 1
    assert "line 5" in capsys.readouterr().err


def test_reuse_command_writes_pairs(tmp_path):
    text = STORIES["ferry"][1]
    rows = [{"id": n, "outlet": n, "published": None, "text": text} for n in ("a", "b")]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows))
    assert main(["reuse", str(source), str(target)]) == 0
    (row,) = [json.loads(line) for line in target.read_text().splitlines()]
    assert row["containment"] == 1
    assert row["passages"][0]["a"] == [0, len(text) - 1]
