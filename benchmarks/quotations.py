"""Quotations and speakers against gold, and their cost against the plain language model.

    python -m benchmarks.quotations                          the development sets
    python -m benchmarks.quotations --gold G --speakers S    any gold files of the same form
    python -m benchmarks.quotations --words                  without the sentence encoder
    python -m benchmarks.quotations --peers                  textacy on the same articles as well
                                                             (pip install textacy)

*all* counts every attribution, *speech* reported speech alone. *joint*: half of the words of the
content agree and the source is right. Speed is CPU time in one run: what quotations and speakers
add to our own parse, and both against spaCy's pipeline as it is shipped, on every fourth article.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.data import EVALUATION, load_scorer, read_lines

FOLDER = EVALUATION / "quotes"
ATTRIBUTIONS = FOLDER / "polnear_dev.jsonl.gz"
SPEAKERS = FOLDER / "basil_speakers_dev.jsonl.gz"
GOLD = ["eval/quotes/polnear_dev.jsonl.gz", "eval/quotes/basil_speakers_dev.jsonl.gz"]
LOWER_IS_BETTER = ("cost",)

Row = dict[str, Any]


def _scorers() -> tuple[ModuleType, ModuleType]:
    """Return the two scorers; the second imports the first by its bare name."""
    scorer = load_scorer(FOLDER / "score.py")
    known = sys.modules.get("score")
    sys.modules["score"] = scorer
    try:
        return scorer, load_scorer(FOLDER / "score_speakers.py")
    finally:
        if known is None:
            del sys.modules["score"]
        else:
            sys.modules["score"] = known


def predict(
    records: list[Row], *, encoder: bool = True
) -> tuple[dict[str, list[Row]], float, float]:
    """Return quotations by article, and the CPU seconds of the model and of what we add."""
    from analysis.language_model import load_language_model
    from analysis.quotations import find_quotations

    find_quotations(load_language_model()("Warm up, she said."), encoder=encoder)
    found: dict[str, list[Row]] = {}
    plain = added = 0.0
    began = time.process_time()
    documents = load_language_model().pipe((r["text"] for r in records), batch_size=16)
    for record, document in zip(records, documents, strict=True):
        middle = time.process_time()
        plain += middle - began
        found[record["id"]] = [
            {"source": q.source, "cue": q.cue, "content": q.content, "speaker": q.speaker}
            for q in find_quotations(document, encoder=encoder)
        ]
        began = time.process_time()
        added += began - middle
    return found, plain, added


def stock_seconds(records: list[Row]) -> float:
    """Return the CPU seconds of spaCy's small pipeline as it is shipped."""
    import importlib

    from analysis.language_model import NAME

    pipeline = importlib.import_module(NAME).load()
    pipeline("Warm up, she said.")
    began = time.process_time()
    for _ in pipeline.pipe((r["text"] for r in records), batch_size=16):
        pass
    return time.process_time() - began


def peers(records: list[Row]) -> tuple[dict[str, list[Row]], float]:
    """Return textacy's direct quotations, paragraph by paragraph, and its CPU seconds."""
    from textacy.extract import triples

    from analysis.language_model import load_language_model

    found: dict[str, list[Row]] = {}
    began = time.process_time()
    for record in records:
        rows = found.setdefault(record["id"], [])
        start = 0
        for paragraph in record["text"].split("\n\n"):
            document = load_language_model()(paragraph)
            try:
                quotes = list(triples.direct_quotations(document))
            except ValueError:
                # It gives up a text with an odd number of marks.
                quotes = []
            for quote in quotes:
                speaker, cue = quote.speaker, quote.cue
                rows.append(
                    {
                        "source": _span(speaker, start),
                        "cue": _span(cue, start),
                        "content": [
                            [start + quote.content.start_char, start + quote.content.end_char]
                        ],
                    }
                )
            start += len(paragraph) + 2
    return found, time.process_time() - began


def _span(tokens: Any, start: int) -> list[int] | None:
    if not tokens:
        return None
    return [start + tokens[0].idx, start + tokens[-1].idx + len(tokens[-1].text)]


def figures(gold: list[Row], found: dict[str, list[Row]]) -> dict[str, float]:
    """Return the figures of attributions by name."""
    scorer, _ = _scorers()
    everything = scorer.score(gold, found)
    speech = scorer.score(gold, found, True)
    return {
        "all_joint": everything["all"]["joint"]["f1"],
        "all_overlap": everything["all"]["overlap"]["f1"],
        "speech_joint": speech["all"]["joint"]["f1"],
        "speech_exact": speech["all"]["exact"]["f1"],
        "direct_joint": speech["direct"]["joint"]["f1"],
        "indirect_joint": speech["indirect"]["joint"]["f1"],
        "mixed_joint": speech["mixed"]["joint"]["f1"],
        "source_right": speech["all"]["source_accuracy"],
    }


def speaker_figures(gold: list[Row], found: dict[str, list[Row]]) -> dict[str, float]:
    """Return the figures of canonical speakers by name."""
    _, scorer = _scorers()
    result = scorer.score(gold, found)
    return {f"speaker_{key}": float(result[key]) for key in ("coverage", "accuracy", "overall")}


def measure() -> dict[str, float]:
    """Return all figures on the development sets; nothing that depends on the machine's load."""
    gold, speakers = read_lines(ATTRIBUTIONS), read_lines(SPEAKERS)
    words = figures(gold, predict(gold, encoder=False)[0])
    return (
        figures(gold, predict(gold)[0])
        | speaker_figures(speakers, predict(speakers)[0])
        | {f"words_only_{name}": words[name] for name in ("all_joint", "speech_joint")}
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--gold", type=Path, default=ATTRIBUTIONS)
    parser.add_argument("--speakers", type=Path, default=SPEAKERS)
    parser.add_argument("--words", action="store_true", help="without the sentence encoder")
    parser.add_argument("--peers", action="store_true", help="run textacy as well")
    arguments = parser.parse_args()
    scorer, _ = _scorers()
    gold, speakers = read_lines(arguments.gold), read_lines(arguments.speakers)
    encoder = not arguments.words
    found, _, _ = predict(gold, encoder=encoder)
    print("all attributions")
    scorer.show(scorer.score(gold, found))
    print("\nreported speech")
    scorer.show(scorer.score(gold, found, True))
    print("\ncanonical speakers")
    for name, value in speaker_figures(speakers, predict(speakers, encoder=encoder)[0]).items():
        print(f"  {name:18}{100 * value:5.1f}")
    sample = gold[::4]
    stock = stock_seconds(sample)
    _, plain, added = predict(sample, encoder=encoder)
    each = 1000 / len(sample)
    print(
        f"\nCPU an article: spaCy as shipped {stock * each:.0f} ms, our parse {plain * each:.0f} "
        f"ms, quotations and speakers {added * each:.0f} ms: "
        f"{(plain + added) / stock:.2f} times as shipped"
    )
    if arguments.peers:
        theirs, seconds = peers(gold)
        times = seconds / len(gold) / (stock / len(sample))
        print(f"\ntextacy by paragraph, speech ({times:.2f} times spaCy as shipped)")
        scorer.show(scorer.score(gold, theirs, True))


if __name__ == "__main__":
    main()
