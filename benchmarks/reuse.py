"""How well reused text is found: ``python -m benchmarks.reuse``.

Gold: pairs of articles of different outlets and how much of the shorter one is contained in the
other, beside the checkout (or ``PARALLAX_SHARED``).
"""

from __future__ import annotations

import gzip
import json

from analysis.reuse import find_shared_texts
from benchmarks.events import FOLDER
from training.events import read_set

GOLD = ["eval/events/reuse_dev.jsonl.gz", "eval/events/reuse_pairs_dev.jsonl.gz"]


def measure() -> dict[str, float]:
    """Return precision and recall at containment .3 and recall at .6."""
    articles, _ = read_set("reuse")
    with gzip.open(FOLDER / "reuse_pairs_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    gold = {frozenset((row["a"], row["b"])): row["containment"] for row in rows}
    found = {
        frozenset((shared.a, shared.b)): shared.containment
        for shared in find_shared_texts(articles, within_outlet=False)
    }
    figures = {}
    for cut in (0.3, 0.6):
        wanted = {pair for pair, share in gold.items() if share >= cut}
        got = {pair for pair, share in found.items() if share >= cut}
        figures[f"reuse_precision_at_{cut}"] = len(wanted & got) / max(1, len(got))
        figures[f"reuse_recall_at_{cut}"] = len(wanted & got) / len(wanted)
    return figures


def main() -> None:
    """Print the figures."""
    for name, value in measure().items():
        print(f"{name:24} {value:.3f}")


if __name__ == "__main__":
    main()
