"""Write the measured figures into the README: ``python -m benchmarks.readme``."""

from __future__ import annotations

import json
import re
from pathlib import Path

from benchmarks.gates import FIGURES

README = Path(__file__).parents[1] / "README.md"
_BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.S)

SHOWN: tuple[tuple[str, str, str], ...] = ()
"""Benchmark, figure, and what it says in the reader's words; filled below."""


def table() -> str:
    """Return the table of figures as Markdown, from what was measured last."""
    measured = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    lines = ["| what | figure | measured |", "|---|---|---|"]
    for benchmark, figure, words in SHOWN:
        value = measured.get(benchmark, {}).get("figures", {}).get(figure)
        if value is not None:
            lines.append(f"| {words} | {benchmark}: {figure} | {value:.3f} |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """Return the README with the table of figures between its marks."""
    return _BLOCK.sub(lambda match: match[1] + table() + match[2], text)


def main() -> None:
    """Rewrite the README in place."""
    README.write_text(with_table(README.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
