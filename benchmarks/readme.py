"""Write the measured figures into the README: ``python -m benchmarks.readme``."""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks.gates import FIGURES

README = Path(__file__).parents[1] / "README.md"
_BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.S)

TUNED = "tuned on"
TRAINED = "trained on"
UNSEEN = "not used"

SHOWN: tuple[tuple[str, str, str, str], ...] = (
    ("extraction", "page f1", TRAINED, "article text out of a web page, F1"),
    ("extraction", "page residue", TRAINED, "web pages that keep a phrase of page furniture"),
    ("extraction", "page date", TUNED, "publication dates right"),
    ("extraction", "dump f1", TRAINED, "article text out of a pasted page, F1"),
    ("outlet_type", "held-out pieces, right", UNSEEN, "outlet type, right where answered, %"),
    ("outlet_type", "held-out pieces, answered", UNSEEN, "outlet type, answered, %"),
    ("quotations", "speech_joint", TUNED, "reported speech with its source, F1 (people: .881)"),
    ("quotations", "speaker_overall", TUNED, "canonical speaker, right of all"),
    ("claims", "pyramid_solo.ap", TRAINED, "same claim or not, average precision"),
    ("claims", "clusters.bcubed", TRAINED, "claims put together, BCubed F1"),
    ("claims", "natural.precision", TUNED, "conflicts on matched pairs, precision"),
    ("claims", "natural.recall", TUNED, "conflicts on matched pairs, recall"),
    ("claims", "claimbuster.ap", TRAINED, "checkable statement or not, average precision"),
    ("corpora", "extradition-treaty.conflicts_found", TUNED, "example: planted conflicts found"),
    ("corpora", "ferry-fares.conflicts_found", TUNED, "second example: planted conflicts found"),
    ("stance", "newsmtsc_rw.macro_f1", TUNED, "sentence stance toward a person, macro-F1"),
    ("stance", "seesaw_articles.macro_f1", TUNED, "article stance, macro-F1 (people: .69)"),
    ("words", "loaded words MAP", UNSEEN, "loaded words found, mean average precision, %"),
    ("words", "naming precision", UNSEEN, "names of the same thing, precision, %"),
    ("words", "naming recall", UNSEEN, "names of the same thing, recall, %"),
    ("events", "events_allsides_full_bcubed", TRAINED, "articles into events, BCubed F1"),
    ("reuse", "reuse_recall_at_0.3", TUNED, "copied text found, recall"),
    ("reuse", "reuse_precision_at_0.3", TUNED, "copied text found, precision"),
    ("encoder", "sts_news.ap", UNSEEN, "sentence encoder on headlines, average precision"),
)
"""Benchmark, figure, what the data was used for before, and what it says in the reader's words."""


def table() -> str:
    """Return the table of figures as Markdown, from what was measured last."""
    measured = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    lines = ["| what | measured | benchmark | its data was |", "|---|---|---|---|"]
    for benchmark, figure, use, words in SHOWN:
        value = measured.get(benchmark, {}).get("figures", {}).get(figure)
        if value is not None:
            lines.append(f"| {words} | {_short(value)} | {benchmark} | {use} |")
    return "\n".join(lines) + "\n"


def _short(value: float) -> str:
    return f"{value:.1f}" if value > 1 else f"{value:.3f}"


def with_table(text: str) -> str:
    """Return the README with the table of figures between its marks."""
    return _BLOCK.sub(lambda match: match[1] + table() + match[2], text)


def main() -> None:
    """Rewrite the README in place."""
    README.write_text(with_table(README.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
