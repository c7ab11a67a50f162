"""Stance: sentences and articles toward a target, measured on the development parts.

    python -m benchmarks.stance [--words]

``--words`` measures the word weights that decide where the encoder is off. NewsMTSC (MIT) is what
the model was trained on, other parts of it; SEESAW (CC BY-NC-SA) was never trained on, only a few
thresholds were chosen on it. Two files were written for this project and not trained on:
``stance_written.txt``, who suffers, who judges and who is judged, with which in view the word lists
of `roles` were made; ``stance_coverage.txt``, sentences in the manner of political coverage.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from analysis.encoder import Encoder, load_encoder
from analysis.kept import KeptInMemory
from analysis.stance.rows import Answer, judge_article, judge_sentences
from analysis.stance.sentence import CLASSES
from benchmarks.data import EVALUATION, load_scorer, read_lines
from training.stance_versions import read_examples

FOLDER = EVALUATION / "stance"
_FILES = ("newsmtsc_rw_dev", "newsmtsc_mt_dev", "seesaw_sentences_dev", "seesaw_articles_dev")
GOLD = tuple(f"eval/stance/{name}.jsonl.gz" for name in _FILES)
LOWER_IS_BETTER = ("newsmtsc_rw.swaps", "newsmtsc_mt.swaps", "seesaw_sentences.swaps")
WRITTEN = ("written", "coverage")
CONFIDENT = 0.7
"""Share of the sentences on which the most confident accuracy is measured."""

Row = dict[str, Any]


def measure() -> dict[str, float]:
    """Return the figures with the encoder on, shares from 0 to 1."""
    return figures(load_encoder())


def figures(encoder: Encoder | None) -> dict[str, float]:
    """Return the figures of all parts."""
    scorer = load_scorer(FOLDER / "score.py")
    found: dict[str, float] = {}
    for part in ("newsmtsc_rw", "newsmtsc_mt"):
        rows = read_lines(FOLDER / f"{part}_dev.jsonl.gz")
        found |= _sentence_figures(part, rows, encoder, scorer)
    rows = read_lines(FOLDER / "seesaw_sentences_dev.jsonl.gz")
    # Rows without a literal mention are never neutral there, and "mixed" is 2 % of the rest.
    named = [row for row in rows if row["start"] is not None and row["label"] != "mixed"]
    found |= _sentence_figures("seesaw_sentences", named, encoder, scorer)
    for part in WRITTEN:
        found |= _written_figures(part, encoder, scorer)
    return found | _article_figures(encoder, scorer)


def _answers(rows: list[Row], encoder: Encoder | None) -> list[Answer]:
    spans = [None if row["start"] is None else (row["start"], row["end"]) for row in rows]
    triples = [(row["text"], row["target"], span) for row, span in zip(rows, spans, strict=True)]
    return judge_sentences(triples, encoder=encoder)


def _sentence_figures(
    part: str, rows: list[Row], encoder: Encoder | None, scorer: ModuleType
) -> dict[str, float]:
    answers = _answers(rows, encoder)
    pairs = [(row["label"], answer.label) for row, answer in zip(rows, answers, strict=True)]
    result = scorer.measure(pairs)
    order = sorted(range(len(rows)), key=lambda number: (-answers[number].confidence, number))
    surest = order[: int(CONFIDENT * len(order))]
    return {
        f"{part}.macro_f1": result["macro_f1"],
        f"{part}.swaps": result["flip_rate"],
        f"{part}.accuracy": result["accuracy"],
        f"{part}.accuracy_at_70": sum(pairs[n][0] == pairs[n][1] for n in surest) / len(surest),
    }


def _written_figures(part: str, encoder: Encoder | None, scorer: ModuleType) -> dict[str, float]:
    """Return macro-F1, and the share of those neither praised nor blamed who stay so."""
    pairs, classes = read_examples(Path(__file__).with_name(f"stance_{part}.txt"))
    rows = [(text, text[slice(*span)], span) for text, span in pairs if span is not None]
    answers = judge_sentences(rows, encoder=encoder)
    labels = [(CLASSES[k], answer.label) for k, answer in zip(classes, answers, strict=True)]
    kept = [found == gold for gold, found in labels if gold == "neutral"]
    return {
        f"{part}.macro_f1": scorer.measure(labels)["macro_f1"],
        f"{part}.unjudged_kept": sum(kept) / len(kept),
    }


def _article_figures(encoder: Encoder | None, scorer: ModuleType) -> dict[str, float]:
    kept = KeptInMemory()
    pairs = []
    for row in read_lines(FOLDER / "seesaw_articles_dev.jsonl.gz"):
        for target in row["targets"]:
            answer = judge_article(
                row["title"] or "", row["sentences"], target["target"], encoder=encoder, kept=kept
            )
            pairs.append((target["label"], answer.label))
    result = scorer.measure(pairs)
    return {
        "seesaw_articles.macro_f1": result["macro_f1"],
        "seesaw_articles.alpha_interval": result["alpha_interval"],
    }


def pairs_a_second(encoder: Encoder | None) -> float:
    """Return how many sentence-target pairs are judged in a second of a core's time."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    rows = [row for name in _FILES[:2] for row in read_lines(FOLDER / f"{name}.jsonl.gz")]
    _answers(rows[:20], encoder)
    with threadpool_limits(1):
        began = time.process_time()
        _answers(rows, encoder)
        return len(rows) / (time.process_time() - began)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Measure stance.")
    parser.add_argument("--words", action="store_true", help="measure with the encoder off")
    encoder = None if parser.parse_args().words else load_encoder()
    for name, value in figures(encoder).items():
        print(f"{name:34} {100 * value:6.1f}")
    print(f"{'pairs a second of processor time':34} {pairs_a_second(encoder):6.0f}")


if __name__ == "__main__":
    main()
