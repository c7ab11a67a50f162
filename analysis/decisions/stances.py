"""Stance labels as people gave them: rows of the document's articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analysis.decisions.places import Finder
from analysis.decisions.records import Decision
from analysis.decisions.signed import marks

Row = Mapping[str, Any]


def decide_stances(
    document: Row, decisions: Iterable[Decision], finder: Finder
) -> tuple[list[Row], list[Decision]]:
    """Return the articles with the stances that people gave them.

    Parameters
    ----------
    document : mapping
        The comparison document; it stays as it is.
    decisions : iterable of Decision
        About stances, in force, oldest first: a place in the article, the target, the label.
    finder : Finder
        Of the same document.

    Returns
    -------
    articles, idle
        Rows of the document; a stance that a person gave has ``by_hand``, and ``machine_label`` is
        what the machine said. And the decisions whose article is not in this event.
    """
    given: dict[tuple[str, str], Decision] = {}
    idle = []
    for decision in decisions:
        articles = {finder.article(place) for place in decision.places} - {""}
        if not articles or not decision.names:
            idle.append(decision)
        given |= {(article, name): decision for article in articles for name in decision.names}
    rows = [_with_labels(row, given) for row in document["articles"]]
    return rows, idle


def _with_labels(article: Row, given: Mapping[tuple[str, str], Decision]) -> Row:
    mine = {target: one for (key, target), one in given.items() if key == article["id"]}
    if not mine:
        return article
    stances = [
        _labelled(stance, mine.pop(stance["target"])) if stance["target"] in mine else stance
        for stance in article["stances"]
    ]
    stances += [_labelled(_unseen(target), decision) for target, decision in mine.items()]
    return {**article, "stances": stances}


def _labelled(stance: Row, decision: Decision) -> Row:
    return {
        **stance,
        "label": decision.value,
        "machine_label": stance["label"],
        "confidence": 1.0,
        "by_hand": marks([decision]),
    }


def _unseen(target: str) -> Row:
    return {
        "target": target,
        "label": "not enough evidence",
        "score": 0.0,
        "confidence": 0.0,
        "evidence": [],
        "weights": [],
        "headline_weight": 0.0,
        "name_weight": 0.0,
        "rival": "",
        "quoted_supportive": 0,
        "quoted_critical": 0,
    }
