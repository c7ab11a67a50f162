"""How well articles are cut out of web pages and of pasted pages.

    python -m benchmarks.extraction [--track page|dump] [--errors N]

Data and scorer: ``../shared/eval/extraction`` (177 pages). The line models were trained on these
pages, so the figures here are a little kind; ``python -m training.line_model`` prints what
cross-validation gives.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

ROOT = (
    Path(os.environ.get("PARALLAX_SHARED", Path(__file__).parents[2] / "shared"))
    / "eval"
    / "extraction"
)


@cache
def load_scorer() -> Any:
    """Return the scorer that comes with the data, as a module."""
    spec = importlib.util.spec_from_file_location("extraction_score", ROOT / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {ROOT}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def load_gold() -> list[dict[str, Any]]:
    """Return the gold rows."""
    with (ROOT / "gold.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


GOLD = ["eval/extraction"]
LOWER_IS_BETTER = ("page residue", "page date_wrong", "dump residue", "dump date_wrong")


def dump_text(data: bytes, scorer: Any) -> str:
    """Return a page as someone gets it who selects all, copies and pastes."""
    parser = scorer._Dump()
    parser.feed(data.decode("utf-8", "replace"))
    lines = (line.strip() for line in "".join(parser.out).split("\n"))
    return "\n".join(line for line in lines if line) + "\n"


def predict(track: str) -> dict[str, dict[str, Any]]:
    """Return what `sources.read` makes of every page, by id."""
    import sources
    from sources.target_record import published_text

    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        # Numbers for names: the pages' own names hold dates.
        for number, row in enumerate(load_gold()):
            data = gzip.decompress((ROOT / row["file"]).read_bytes())
            path = Path(folder) / f"{number:03}.bin"
            path.write_bytes(data if track == "page" else dump_text(data, load_scorer()).encode())
        articles, _ = sources.read([folder])
    for article in articles:
        found[load_gold()[int(Path(article.source_file).stem)]["id"]] = {
            "text": article.text,
            "title": article.title,
            "date": published_text(article)[:10]
            if article.published_precision not in ("year", "month")
            else "",
            "authors": list(article.authors),
        }
    return found


def measure() -> dict[str, float]:
    """Return F1, residue, title and date figures of both tracks."""
    figures: dict[str, float] = {}
    for track in ("page", "dump"):
        result = load_scorer().score(load_gold(), predict(track))
        for name in (
            "f1",
            "precision",
            "recall",
            "residue",
            "title",
            "date",
            "date_wrong",
            "authors",
        ):
            figures[f"{track} {name}"] = float(result[name] or 0.0)
    return figures


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--track", choices=("page", "dump"), action="append")
    parser.add_argument(
        "--errors", type=int, default=0, help="print the worst pages, wrong titles and dates"
    )
    arguments = parser.parse_args()
    for track in arguments.track or ("page", "dump"):
        found = predict(track)
        result = load_scorer().score(load_gold(), found)
        print(f"{track:5}", "  ".join(f"{name} {value}" for name, value in result.items()))
        if arguments.errors:
            _print_errors(found, arguments.errors)


def _print_errors(found: dict[str, dict[str, Any]], count: int) -> None:
    scorer = load_scorer()
    worst = []
    for row in load_gold():
        got = found.get(row["id"], {})
        precision, recall = scorer.page_pr(row["text"], got.get("text", ""))
        worst.append(
            (
                2 * (precision or 0) * recall / ((precision or 0) + recall or 1),
                row["id"],
                precision,
                recall,
            )
        )
        if row.get("date") and got.get("date") != row["date"]:
            print("  date", row["id"], "gold", row["date"], "found", got.get("date"))
        if row.get("title") and not scorer.title_ok(row["title"], got.get("title")):
            print("  title", row["id"], "gold", row["title"], "| found", got.get("title"))
        if row.get("authors") and scorer.names(got.get("authors")) != scorer.names(row["authors"]):
            print("  authors", row["id"], "gold", row["authors"], "| found", got.get("authors"))
    for f1, name, precision, recall in sorted(worst)[:count]:
        print(f"  {f1:.3f} {name} precision {precision} recall {recall:.3f}")


if __name__ == "__main__":
    main()
