"""Compares the example events and measures the result against their gold.

    python -m benchmarks.corpora [EVENT ...] [--missed]

The gold is ours and small, made by one person together with the texts: it shows whether planted
differences are found, and is no estimate of accuracy on other articles.
"""

from __future__ import annotations

import argparse
from functools import cache
from statistics import mean

import sources
from analysis.comparison import compare
from analysis.document import to_document
from analysis.kept import KeptInMemory
from benchmarks.gold_alignment import (
    Aligned,
    align,
    copies_missed,
    label_scores,
    quotation_scores,
)
from benchmarks.gold_claims import (
    conflicts_found,
    falsely_contested,
    pair_scores,
    shared_found,
    shared_precision,
    unique_kept,
)
from corpora.gold import event_names, load_event, load_gold

GOLD: tuple[str, ...] = ()
LOWER_IS_BETTER = tuple(f"{name}.falsely_contested" for name in event_names())


@cache
def compared(name: str) -> Aligned:
    """Return an example event with the document of its comparison; made once."""
    event, gold = load_event(name), load_gold(name)
    articles, _ = sources.read([event.folder])
    document = to_document(compare(articles, kept=KeptInMemory()))
    return align(event, gold, document)


def figures(aligned: Aligned) -> dict[str, float]:
    """Return the figures of one event: shares from 0 to 1, but ``falsely_contested``, a count."""
    missed, extra = copies_missed(aligned)
    conflicts, unique = conflicts_found(aligned), unique_kept(aligned)
    return {
        **quotation_scores(aligned),
        "copies_right": float(not missed and not extra),
        "labels_grouped": mean(label_scores(aligned).values()),
        **pair_scores(aligned),
        "shared_precision": shared_precision(aligned),
        "shared_found": mean(shared_found(aligned).values()),
        "unique_kept": mean(unique.values()) if unique else 0.0,
        "falsely_contested": float(len(falsely_contested(aligned))),
        "conflicts_found": mean(conflicts.values()),
    }


def measure() -> dict[str, float]:
    """Return the figures of all example events, named ``event.figure``."""
    return {
        f"{name}.{figure}": value
        for name in event_names()
        for figure, value in figures(compared(name)).items()
    }


def _missed(aligned: Aligned) -> list[str]:
    parts = {
        "conflict": conflicts_found(aligned),
        "shared": shared_found(aligned),
        "unique": unique_kept(aligned),
    }
    lines = [
        f"missed {kind}: {key}" for kind, part in parts.items() for key in part if not part[key]
    ]
    lines += [f"falsely contested: {key}" for key in sorted(falsely_contested(aligned))]
    return lines + [f"labels {key}: {score:.2f}" for key, score in label_scores(aligned).items()]


def main() -> int:
    """Print the table; return 0."""
    parser = argparse.ArgumentParser(description="Measure the example events against their gold.")
    parser.add_argument("events", nargs="*", default=event_names(), metavar="EVENT")
    parser.add_argument("--missed", action="store_true", help="name what was missed")
    arguments = parser.parse_args()
    for name in arguments.events:
        print(name)
        for figure, value in figures(compared(name)).items():
            print(f"  {figure:22} {value:.3f}")
        if arguments.missed:
            print("\n".join(f"  {line}" for line in _missed(compared(name))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
