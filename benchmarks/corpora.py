"""Compares the example events and measures the result against their gold.

    python -m benchmarks.corpora [EVENT ...] [--missed]

The gold is ours and small, made by one person together with the texts: it shows whether planted
differences are found, and is no estimate of accuracy on other articles.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import mean

import sources
from analysis.comparison import compare
from analysis.document import to_document
from analysis.kept import KeptOnDisk
from analysis.outlet_type import detect_outlet_type
from analysis.settings import Settings, kept_file
from benchmarks.gold_alignment import (
    Aligned,
    align,
    copies_missed,
    label_scores,
    quotation_scores,
    stance_scores,
)
from benchmarks.gold_claims import (
    conflicts_found,
    falsely_contested,
    pair_scores,
    shared_found,
    shared_precision,
    unique_kept,
)
from corpora.gold import event_names, load_event, load_gold, originals

GOLD: tuple[str, ...] = ()
_ERRORS = ("falsely_contested", "stance_swapped")
LOWER_IS_BETTER = tuple(f"{name}.{error}" for name in event_names() for error in _ERRORS)
_NEWS = {"agency", "national", "regional/local", "broadcaster", "digital native"}


@cache
def compared(name: str) -> Aligned:
    """Return an example event with the document of its comparison; made once."""
    event, gold = load_event(name), load_gold(name)
    articles, _ = sources.read([event.folder])
    # Toward the targets of the gold, so that stances can be compared.
    settings = Settings(targets=tuple(sorted({stance.target for stance in gold.stances})))
    comparison = compare(articles, settings=settings, kept=KeptOnDisk(kept_file()))
    return align(event, gold, to_document(comparison))


def outlet_type_scores(name: str) -> dict[str, float]:
    """Return how many outlet types are answered and right when nobody and no registry says them.

    "news" is right for every kind of news outlet: it says that the medium is not known. Copies are
    left out: their words are those of another outlet.
    """
    event, pairs = load_event(name), []
    copied_from = originals(event, load_gold(name))
    wanted = [
        article
        for article in sources.read([event.folder])[0]
        if copied_from[Path(article.source_file).name] == Path(article.source_file).name
    ]
    for article in wanted:
        bare = replace(article, outlet="", outlet_type="", outlet_domain="")
        label = detect_outlet_type(bare, None, None).label
        if label != "unknown":
            pairs.append((article.outlet_type, label))
    right = sum(label == given or (label == "news" and given in _NEWS) for given, label in pairs)
    return {
        "outlet_types_answered": len(pairs) / len(wanted),
        "outlet_types_right": right / max(1, len(pairs)),
    }


def figures(aligned: Aligned) -> dict[str, float]:
    """Return the figures of one event: shares from 0 to 1; two are counts of errors."""
    missed, extra = copies_missed(aligned)
    conflicts, unique = conflicts_found(aligned), unique_kept(aligned)
    return {
        **quotation_scores(aligned),
        "copies_right": float(not missed and not extra),
        **stance_scores(aligned),
        **outlet_type_scores(aligned.event.folder.name),
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
