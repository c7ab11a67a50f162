"""Train the models that tell article lines from page furniture (``sources/cleaning/models``).

    python -m training.line_model [--write]

Data: the extraction pages under ``../shared/eval/extraction`` (article-extraction-benchmark and
Fundus test data, both MIT). A line is article text when most of its four-word sequences stand in
the gold text. What ships are weights over the named features of `sources.cleaning.line_features`
and `sources.pages.blocks`: no word of any page.
"""

from __future__ import annotations

import argparse
import gzip
import json
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.extraction import ROOT, dump_text, load_gold, load_scorer
from sources.cleaning.line_model import context_features
from sources.pages.text import kept_or_other

MODELS = Path(__file__).parents[1] / "sources" / "cleaning" / "models"
FOLDS = 8
STRENGTH = {"dump": 0.01, "page": 0.003}
THRESHOLD = {"dump": 0.45, "page": 0.62}
WEIGHT_POWER = 0.7


def label(lines: list[str], gold: str, scorer: Any) -> list[int]:
    """Return 1 for each line that stands in the gold text."""
    tokens = scorer.tokens(gold)
    grams = {tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3))}
    whole = {" ".join(scorer.tokens(line)) for line in gold.split("\n") if line.strip()}
    joined = f" {' '.join(tokens)} "
    marks: list[int | None] = []
    for line in lines:
        own = scorer.tokens(line)
        if len(own) >= 4:
            some = [tuple(own[i : i + 4]) for i in range(len(own) - 3)]
            marks.append(int(sum(gram in grams for gram in some) > len(some) / 2))
        elif own:
            text = " ".join(own)
            marks.append(1 if text in whole else None if f" {text} " in joined else 0)
        else:
            marks.append(0)
    # A few words that occur somewhere in the gold count where both neighbours do.
    return [
        int(marks[max(0, n - 1)] == 1 and (marks[n + 1 : n + 2] or [0])[0] == 1)
        if mark is None
        else mark
        for n, mark in enumerate(marks)
    ]


def collect(
    track: str,
) -> list[tuple[str, list[str], list[float], list[dict[str, float]], list[int], str]]:
    """Return (id, lines, words, features, labels, text from elsewhere) for every page."""
    scorer = load_scorer()
    pages = []
    for row in load_gold():
        data = gzip.decompress((ROOT / row["file"]).read_bytes())
        lines, words, features, other = _dump(data, scorer) if track == "dump" else _page(data)
        pages.append((row["id"], lines, words, features, label(lines, row["text"], scorer), other))
    return pages


def _dump(data: bytes, scorer: Any):
    from sources.cleaning.dump import dump_rows
    from sources.cleaning.lines import split_blocks
    from sources.cleaning.marks import normalise

    lines = [block.text for block in split_blocks(normalise(dump_text(data, scorer)))]
    measured, rows = dump_rows(lines)
    return lines, [line.words for line in measured], rows, ""


def _page(data: bytes):
    from sources.pages.metadata import page_metadata
    from sources.pages.page import parse_page
    from sources.pages.text import judge_page, other_text

    tree = parse_page(data)
    about = page_metadata(tree)
    judged = judge_page(tree, title=about.title, declared=about.body)
    blocks = judged.blocks
    other = other_text(tree, judged.strict, about.body)
    words = [block.line.words for block in blocks]
    return [block.text for block in blocks], words, judged.rows, other


class Stage:
    """A standardised logistic regression over named features."""

    def __init__(self, rows, labels, weights, strength: float) -> None:
        from sklearn.linear_model import LogisticRegression

        self.names = sorted({name for row in rows for name in row})
        matrix = self.matrix(rows)
        self.mean, self.scale = matrix.mean(0), matrix.std(0) + 1e-6
        model = LogisticRegression(C=strength, max_iter=500)
        model.fit((matrix - self.mean) / self.scale, labels, sample_weight=weights)
        self.weights = model.coef_[0] / self.scale
        self.bias = float(model.intercept_[0] - (self.mean * self.weights).sum())

    def matrix(self, rows):
        """Return rows as a matrix, a column a known feature."""
        index = {name: n for n, name in enumerate(self.names)}
        matrix = np.zeros((len(rows), len(self.names)), dtype=np.float32)
        for n, row in enumerate(rows):
            for name, value in row.items():
                if name in index:
                    matrix[n, index[name]] = value
        return matrix

    def predict(self, rows):
        """Return the probability of each row."""
        return 1 / (1 + np.exp(-(self.matrix(rows) @ self.weights + self.bias)))

    def table(self) -> dict[str, float]:
        """Return the weights by name, the bias under ``one``."""
        table = {name: round(float(w), 5) for name, w in zip(self.names, self.weights, strict=True)}
        table["one"] = round(table.get("one", 0.0) + self.bias, 5)
        return {name: w for name, w in table.items() if w}


def _flat(pages):
    rows = [row for page in pages for row in page[3]]
    labels = np.array([mark for page in pages for mark in page[4]])
    weights = []
    for page in pages:
        own = (np.minimum(page[2], 200) + 2) ** WEIGHT_POWER if page[2] else np.zeros(0)
        weights.append(own / max(own.sum(), 1e-9))
    joined = np.concatenate(weights)
    return rows, labels, joined / joined.mean()


def _with_context(pages, values):
    rows, at = [], 0
    for page in pages:
        count = len(page[2])
        for row, near in zip(
            page[3], context_features(list(values[at : at + count]), page[2]), strict=True
        ):
            rows.append({**row, **near})
        at += count
    return rows


def fit(pages, strength: float) -> tuple[Stage, Stage]:
    """Return both stages; the second learns from values the first gave to pages it had not seen."""
    rows, labels, weights = _flat(pages)
    part = np.concatenate([np.full(len(page[2]), n % 4) for n, page in enumerate(pages)])
    unseen = np.zeros(len(rows))
    for fold in range(4):
        there = part == fold
        stage = Stage(
            [r for r, t in zip(rows, there, strict=True) if not t],
            labels[~there],
            weights[~there],
            strength,
        )
        unseen[there] = stage.predict([r for r, t in zip(rows, there, strict=True) if t])
    first = Stage(rows, labels, weights, strength)
    second = Stage(_with_context(pages, unseen), labels, weights, strength)
    return first, second


def cross_validate(pages, track: str) -> dict[str, str]:
    """Return the text of every page, cut by models that did not see it."""
    order = np.random.RandomState(0).permutation(len(pages))
    texts: dict[str, str] = {}
    for fold in range(FOLDS):
        held = [pages[n] for n in order[fold::FOLDS]]
        seen = [pages[n] for n in range(len(pages)) if n not in set(order[fold::FOLDS])]
        first, second = fit(seen, STRENGTH[track])
        for page in held:
            values = (
                second.predict(_with_context([page], first.predict(page[3]))) if page[3] else []
            )
            kept = [
                line
                for line, value in zip(page[1], values, strict=True)
                if value >= THRESHOLD[track]
            ]
            texts[page[0]] = kept_or_other(kept, partial(str, page[5]))
    return texts


def main() -> None:
    """Cross-validate, print, and write the weights when asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="write sources/cleaning/models")
    parser.add_argument("--track", choices=("dump", "page"), action="append")
    arguments = parser.parse_args()
    for track in arguments.track or ("dump", "page"):
        pages = collect(track)
        _report(track, cross_validate(pages, track))
        if arguments.write:
            first, second = fit(pages, STRENGTH[track])
            MODELS.mkdir(exist_ok=True)
            body = {"first": first.table(), "second": second.table(), "threshold": THRESHOLD[track]}
            (MODELS / f"{track}.json").write_text(
                json.dumps(body, indent=0, sort_keys=True, ensure_ascii=False) + "\n"
            )


def _report(track: str, texts: dict[str, str]) -> None:
    from sources.cleaning.text import clean_text

    scorer, gold = load_scorer(), load_gold()
    cleaned = {name: clean_text(text, dump=False).text for name, text in texts.items()}
    for name, some in (("as cut", texts), ("cleaned", cleaned)):
        result = scorer.score(gold, {key: {"id": key, "text": text} for key, text in some.items()})
        print(
            track,
            name,
            {
                key: result[key]
                for key in ("f1", "f1_ci", "precision", "recall", "bad_pages", "residue")
            },
        )


if __name__ == "__main__":
    main()
