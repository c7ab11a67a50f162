"""How often the type of an outlet is read rightly from the text alone.

    python -m benchmarks.outlet_type [--errors]

On short pieces written and labelled for this project (``tests/analysis/outlet_type/pieces.txt``;
every second piece of a type is held out), and on 201 BASIL articles, all of them news. "answered"
is the share that gets a type, "right" the share of those whose type is right, both in percent.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from analysis.outlet_type import detect_outlet_type
from benchmarks.data import EVALUATION, read_lines
from sources.article import Article

GOLD = ["eval/stance/basil_articles_dev.jsonl.gz"]
PIECES = Path(__file__).parents[1] / "tests" / "analysis" / "outlet_type" / "pieces.txt"


@dataclass(frozen=True, slots=True)
class Piece:
    """One labelled text."""

    label: str
    held_out: bool
    article: Article


def read_pieces() -> list[Piece]:
    """Return the labelled pieces in the order of the file."""
    pieces = []
    seen: Counter[str] = Counter()
    for block in re.split(r"(?m)^=== ", PIECES.read_text(encoding="utf-8"))[1:]:
        label, _, text = block.partition("\n")
        title = ""
        if text.startswith("# "):
            title, _, text = text[2:].partition("\n")
        article = Article(id=f"{label} {seen[label]}", text=text.strip(), title=title)
        pieces.append(Piece(label, seen[label] % 2 == 1, article))
        seen[label] += 1
    return pieces


def read_news() -> list[Piece]:
    """Return the BASIL articles as news."""
    rows = read_lines(EVALUATION / "stance" / "basil_articles_dev.jsonl.gz")
    texts = {row["id"]: "\n\n".join(row["sentences"]) for row in rows}
    return [Piece("news", False, Article(id=key, text=text)) for key, text in texts.items()]


def score(pieces: Iterable[Piece], *, errors: bool = False) -> tuple[float, float]:
    """Return the percentage answered, and right of those."""
    outcomes: Counter[str] = Counter()
    for piece in pieces:
        found = detect_outlet_type(piece.article)
        if found.label == "unknown":
            outcomes["silent"] += 1
        else:
            outcomes["right" if found.label == piece.label else "wrong"] += 1
        if errors and found.label != piece.label:
            print(f"{piece.article.id}: {found.label} {found.confidence} {found.evidence}")
    answered = outcomes["right"] + outcomes["wrong"]
    return 100 * answered / max(outcomes.total(), 1), 100 * outcomes["right"] / max(answered, 1)


def measure() -> dict[str, float]:
    """Return all figures, in percent."""
    pieces = read_pieces()
    figures = {}
    for name, part in (
        ("seen pieces", [piece for piece in pieces if not piece.held_out]),
        ("held-out pieces", [piece for piece in pieces if piece.held_out]),
        ("BASIL news", read_news()),
    ):
        figures[f"{name}, answered"], figures[f"{name}, right"] = score(part)
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Score outlet types.")
    parser.add_argument("--errors", action="store_true", help="print what went wrong, seen half")
    if parser.parse_args().errors:
        score([piece for piece in read_pieces() if not piece.held_out], errors=True)
    for figure, value in measure().items():
        print(f"{figure:<28} {value:6.1f}")
