"""How well copies are found, and how fast.

``python -m benchmarks.reprints [--minhash] [--large 100000]``: on the development pairs of real
articles that share wire or release text; with ``--minhash`` beside MinHash and locality-sensitive
hashing (rensa), the usual tool; with ``--large`` on invented texts, a tenth of them edited copies.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from benchmarks.library import invented_articles
from sources.article import Article
from sources.duplicates import group_reprints

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("PARALLAX_SHARED") or ROOT.parent / "shared")
_EVENTS = SHARED / "eval" / "events"


def _lines(name: str) -> list[dict[str, Any]]:
    with gzip.open(_EVENTS / name, "rb") as lines:
        return [orjson.loads(line) for line in lines]


def _articles() -> list[Article]:
    return [
        Article(
            id=row["id"],
            text=row["text"],
            title=row["title"],
            outlet=row["outlet"],
            published=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
            if row["published"]
            else None,
            published_precision="day",
        )
        for row in _lines("reuse_dev.jsonl.gz")
    ]


def _score(group: Mapping[str, str], outlets: Mapping[str, str]) -> dict[str, float]:
    """Recall of pairs by how much of the shorter text is shared; precision of pairs found."""
    pairs = {frozenset((row["a"], row["b"])): row for row in _lines("reuse_pairs_dev.jsonl.gz")}
    figures = {}
    for least in (0.6, 0.8):
        wanted = [row for row in pairs.values() if row["containment"] >= least]
        got = sum(group[row["a"]] == group[row["b"]] for row in wanted)
        figures[f"recall_at_{least:g}"] = got / len(wanted)
    members: dict[str, list[str]] = {}
    for key, original in group.items():
        members.setdefault(original, []).append(key)
    found = [
        frozenset((a, b))
        for keys in members.values()
        for n, a in enumerate(keys)
        for b in keys[:n]
        if outlets[a] != outlets[b]
    ]
    figures["pairs_found"] = float(len(found))
    figures["precision"] = sum(pair in pairs for pair in found) / max(len(found), 1)
    return figures


def measure() -> dict[str, float]:
    """Return recall and precision of pairs from different outlets on the development data."""
    articles = _articles()
    began = time.process_time()
    found = group_reprints(articles)
    spent = time.process_time() - began
    outlets = {article.id: article.outlet for article in articles}
    figures = _score({key: value.original for key, value in found.items()}, outlets)
    return {**figures, "articles_per_cpu_second": len(articles) / spent}


def minhash(threshold: float) -> dict[str, float]:
    """Return the same figures for MinHash on five-word shingles, pairs at or above a threshold."""
    import rensa

    articles = _articles()
    index = rensa.RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    sketches: list[Any] = []
    group = {article.id: article.id for article in articles}
    for number, article in enumerate(articles):
        words = article.text.lower().split()
        sketch = rensa.RMinHash(num_perm=128, seed=1)
        sketch.update([" ".join(words[n : n + 5]) for n in range(max(len(words) - 4, 1))])
        for other in sorted(index.query(sketch)):
            if sketches[other].jaccard(sketch) >= threshold:
                group[article.id] = group[articles[other].id]
                break
        index.insert(number, sketch)
        sketches.append(sketch)
    return _score(group, {article.id: article.outlet for article in articles})


def large(number: int) -> dict[str, float]:
    """Return rate, memory and hits on invented texts, a tenth of them copies with 5 % new words."""
    dice, numbers = random.Random(1), np.random.default_rng(1)  # noqa: S311 (no secret)
    base = list(invented_articles(1000))
    words = np.array(
        sorted({word.strip(".").lower() for each in base for word in each.text.split()})
    )
    weights = 1 / (np.arange(words.size) + 3)
    weights /= weights.sum()
    articles = [
        replace(base[n % 1000], id=str(n), text=" ".join(numbers.choice(words, 560, p=weights)))
        for n in range(number - number // 10)
    ]
    copies = []
    for n in range(number // 10):
        text = articles[dice.randrange(len(articles))].text.split()
        text = [f"new{dice.randrange(9999)}" if dice.random() < 0.05 else word for word in text]
        late = datetime(2031, 1, 1, tzinfo=UTC)
        copies.append(replace(base[0], id=f"copy {n}", text=" ".join(text), published=late))
    began, cpu = time.perf_counter(), time.process_time()
    found = group_reprints(articles + copies)
    return {
        "articles": float(number),
        "seconds": time.perf_counter() - began,
        "cpu_seconds": time.process_time() - cpu,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "copies_found": sum(found[each.id].original != each.id for each in copies) / len(copies),
        "others_called_copies": float(sum(found[each.id].original != each.id for each in articles)),
    }


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minhash", action="store_true")
    parser.add_argument("--large", type=int, default=0)
    arguments = parser.parse_args()
    tables = {"containment": measure()}
    if arguments.minhash:
        tables |= {f"MinHash {least:g}": minhash(least) for least in (0.5, 0.3)}
    if arguments.large:
        tables["invented"] = large(arguments.large)
    for title, figures in tables.items():
        print(title)
        for name, value in figures.items():
            print(f"  {name:26}{value:12,.3f}")


if __name__ == "__main__":
    main()
