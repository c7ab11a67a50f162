from __future__ import annotations

from datetime import UTC, datetime

import orjson

from analysis.events import group_scored, merge_events, score_articles
from sources.article import Article
from sources.library import Library
from views import grouped, own_events
from views.event_groups import (
    groups_frame,
    groups_key,
    headline,
    in_order,
    keep_decisions,
    kept_groups,
    make_groups,
    read_decisions,
    span,
    tying_words,
)
from views.grouped import decided_groups, groups_table, key_of
from views.library_decisions import history_frame

PIER = "The harbour council closed the ferry terminal after rust was found in the main pier. "


def article(number: int, text: str, *, outlet: str = "", day: int = 0, title: str = "") -> Article:
    published = datetime(2026, 3, day, tzinfo=UTC) if day else None
    return Article(id=f"a{number}", text=text, outlet=outlet, published=published, title=title)


def three() -> list[Article]:
    return [
        article(1, PIER + "Commuters take buses.", outlet="Ledger", day=3, title="Pier shut"),
        article(2, PIER + "Engineers reported it.", outlet="Star", day=2, title="Ferry halted"),
        article(3, "A girl of fourteen won the chess open in Lindholm.", outlet="Star"),
    ]


def test_groups_come_with_their_outlets_days_and_words():
    articles = three()
    groups = in_order(articles, {"a1": "a1", "a2": "a1", "a3": "a3"})
    assert [group.articles for group in groups] == [("a2", "a1"), ("a3",)]
    table = groups_frame(groups, {one.id: one for one in articles}, {"a1": "pier"})
    first, second = table.itertuples(index=False)
    assert first == ("a1", "Ferry halted", 2, 2, "02 Mar to 03 Mar 2026", "pier")
    assert second[1:] == (articles[2].text, 1, 1, "no date", "")
    assert "pier" in tying_words(articles[:2])
    assert headline([article(4, " ")]) == "without a headline"
    assert span(articles[:1]) == "03 Mar 2026"


def test_pairs_are_kept_and_found_by_what_the_articles_say(tmp_path, monkeypatch):
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path))
    monkeypatch.setenv("PARALLAX_ENCODER", "off")
    articles = three()
    key = groups_key(articles)
    assert kept_groups(key) is None
    make_groups(key, articles, progress=lambda *_: None)
    kept = kept_groups(key)
    assert kept is not None
    assert group_scored(kept) == group_scored(score_articles(articles))
    assert groups_key(articles[:2]) != key
    assert groups_key(articles[::-1]) == key


def test_decisions_are_kept_signed_and_can_be_undone(tmp_path):
    articles = three()
    with Library(f"sqlite:///{tmp_path / 'library.sqlite'}") as library:
        library.keep(articles)
        made = keep_decisions(library, merge_events(["a1", "a2"], ["a3"]), "ann")
        (found,) = read_decisions(library)
        assert (found.kind, found.articles, found.by) == ("together", ("a1", "a2", "a3"), "ann")
        groups = group_scored(score_articles(articles), decisions=[found])
        assert set(groups.values()) == {"a1"}
        library.undo_all([one.number for one in made], person="ben")
        assert read_decisions(library) == []


def test_a_decision_reads_no_article_again(tmp_path, monkeypatch):
    monkeypatch.setenv("PARALLAX_CACHE", str(tmp_path))
    monkeypatch.setenv("PARALLAX_ENCODER", "off")
    read = []
    with Library(f"sqlite:///{tmp_path / 'library.sqlite'}") as library:
        library.keep(three())
        monkeypatch.setattr(own_events, "open_library", lambda: library)
        monkeypatch.setattr(grouped, "open_library", lambda: read.append(1) or library)
        stamp = own_events.articles_stamp()
        assert grouped.scored_pairs(key_of(stamp)) is None
        make_groups(key_of(stamp), three(), progress=lambda *_: None)
        assert [one.articles for one in decided_groups(stamp, [])] == [("a2", "a1"), ("a3",)]
        made = keep_decisions(library, merge_events(["a1", "a2"], ["a3"]), "ann")
        own_events.library_changed(one.kind for one in made)
        assert own_events.articles_stamp() == stamp
        (group,) = decided_groups(stamp, read_decisions(library))
        assert group.articles == ("a2", "a1", "a3")
        assert groups_table(stamp, "decided", False, [group]).loc[0, "outlets"] == 2
        assert len(read) == 1
        own_events.library_changed(["tag"])
        assert own_events.articles_stamp() != stamp


def test_the_history_says_in_words_what_was_decided_about_stories_and_claims(tmp_path):
    with Library(f"sqlite:///{tmp_path / 'library.sqlite'}") as library:
        library.keep(three())
        keep_decisions(library, merge_events(["a1", "a2"], ["a3"]), "ann")
        held = {"about": "claim", "act": "name", "names": [], "value": "The pier", "note": "rust"}
        value = orjson.dumps(held | {"places": [["a1", 0, 4, "w", "t"]]}).decode()
        library.decide("correction", "example:x", "claim name", value, person="ben")
        titles = {"example:x": "Ferry", "a1": "Fares rise", "a3": "The pier"}
        table = history_frame(library.decisions(), titles)
    shown = table[["by", "what", "about", "value"]].values.tolist()
    assert shown == [
        ["ben", "claim: named", "Ferry", "The pier · rust"],
        ["ann", "held to be one story", "Fares rise", "3 articles"],
    ]
