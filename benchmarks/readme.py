"""Write the measured figures into the README: ``python -m benchmarks.readme``."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from benchmarks.gates import FIGURES

README = Path(__file__).parents[1] / "README.md"
_BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.S)

SHOWN = Path(__file__).with_name("shown.csv")
"""Benchmark, figure, what its data was used for before, and what it says in the reader's words."""


def shown() -> list[tuple[str, str, str, str]]:
    """Return the rows of ``shown.csv``, which the Method page reads too."""
    with SHOWN.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    return [(benchmark, figure, use, words) for benchmark, figure, use, words in rows]


def table() -> str:
    """Return the table of figures as Markdown, from what was measured last."""
    measured = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    lines = ["| what | measured | benchmark | its data was |", "|---|---|---|---|"]
    for benchmark, figure, use, words in shown():
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
