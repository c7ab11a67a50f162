"""How well articles are grouped into events: ``python -m benchmarks.events [--words]``.

Reads the development sets beside the checkout (or ``PARALLAX_SHARED``) and scores with their own
scorer; prints a line a set.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from analysis.events import choose_encoder, group_events
from analysis.events.grouping import Embed
from sources.article import Article
from training.events import SETS, read_set

FOLDER = (
    Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[1] / ".." / "shared"))
    / "eval"
    / "events"
)
SMALL_DRAWS = 40

GOLD = [
    "eval/events/allsides_full_dev.jsonl.gz",
    "eval/events/allsides_short_dev.jsonl.gz",
    "eval/events/ecbplus_dev.jsonl.gz",
    "eval/events/basil_dev.jsonl.gz",
    "eval/events/uci_headlines_dev.jsonl.gz",
]


def load_scorer() -> Any:
    """Return the scorer that comes with the data."""
    spec = importlib.util.spec_from_file_location("events_score", FOLDER / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_set(name: str, embed: Embed | None) -> dict[str, float]:
    """Return B-cubed F1, the share of exact events and seconds for one set."""
    articles, events = read_set(name)
    begin = time.perf_counter()
    found = group_events(articles, embed=embed)
    score = load_scorer().score(events, found)
    return {
        "f1": score["bcubed"]["f1"],
        "exact": score["exact_events"],
        "articles": len(articles),
        "seconds": time.perf_counter() - begin,
    }


def score_small(name: str, count: int, embed: Embed | None = None) -> float:
    """Return the mean B-cubed F1 of piles of a few events drawn at random."""
    articles, events = read_set(name)
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(events[article.id], []).append(article)
    several = [groups[event] for event in sorted(groups) if len(groups[event]) > 1]
    rng = np.random.default_rng(1)
    scores = []
    for _ in range(SMALL_DRAWS):
        chosen = rng.choice(len(several), count, replace=False)
        pile = [article for number in chosen for article in several[number]]
        gold = {article.id: events[article.id] for article in pile}
        scores.append(load_scorer().score(gold, group_events(pile, embed=embed))["bcubed"]["f1"])
    return float(np.mean(scores))


def measure() -> dict[str, float]:
    """Return the figures that are held, without the encoder, which takes minutes."""
    figures: dict[str, float] = {}
    for name in SETS:
        score = score_set(name, None)
        figures[f"events_{name}_bcubed"] = score["f1"]
        figures[f"events_{name}_exact"] = score["exact"]
    figures["events_small_bcubed"] = score_small("allsides_full", 2)
    return figures


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", action="store_true", help="leave the encoder out")
    parser.add_argument("sets", nargs="*", default=list(SETS))
    arguments = parser.parse_args()
    for name in arguments.sets:
        embed = None if arguments.words else choose_encoder(1, use="on", workers=2)
        score = score_set(name, embed)
        print(f"{name:16}" + "".join(f"  {key} {value:.3f}" for key, value in score.items()))
    print(f"piles of 4-6      f1 {score_small('allsides_full', 2):.3f} (words only)")


if __name__ == "__main__":
    main()
