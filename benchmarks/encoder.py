"""Measures whether the shipped encoder is faithful: headlines of the STS benchmark, and its speed.

    python -m benchmarks.encoder

The int8 graph gives the average precision of the published 32-bit weights (.880 on these pairs).
"""

from __future__ import annotations

import time

import numpy as np

from analysis.encoder import load_encoder
from benchmarks.data import EVALUATION, load_scorer, read_lines

GOLD = ("eval/claims/pairs_sts_news_dev.jsonl.gz",)


def cosines(rows):
    """Return the cosine of the two texts of each row."""
    encoder = load_encoder()
    left, right = (encoder.embed(row[side]["text"] for row in rows) for side in "ab")
    return np.einsum("ij,ij->i", left, right).tolist()


def measure() -> dict[str, float]:
    """Return the average precision of the plain cosine on pairs of headlines."""
    rows = read_lines(EVALUATION / "claims" / "pairs_sts_news_dev.jsonl.gz")
    scorer = load_scorer(EVALUATION / "claims" / "score.py")
    same = [int(row["label"] == "same") for row in rows]
    return {"sts_news.ap": scorer.average_precision(same, cosines(rows))}


def main() -> int:
    """Print the figures; return 0."""
    began = time.perf_counter()
    figures = measure()
    seconds = time.perf_counter() - began
    for name, value in figures.items():
        print(f"{name:24} {value:.3f}")
    print(f"{'seconds':24} {seconds:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
