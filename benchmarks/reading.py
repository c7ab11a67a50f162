"""What reading an article costs, against the plain language model on the same articles.

    python -m benchmarks.reading                 all development articles
    python -m benchmarks.reading --articles 30   fewer

The plain model is spaCy's small English pipeline with all its components, in batches
(``nlp.pipe``). A reading is all that Parallax makes of a text: sentences, tokens, entities,
quotations with their speakers, clauses, and the bytes that are kept; once with the sentence
encoder and once without (``PARALLAX_ENCODER=off``). CPU seconds on one thread,
all in one run, in turns of a few articles, so that other work on the machine slows all alike.
Articles are new to both: nothing is kept from an earlier one but what a process learns of words.
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import orjson

from benchmarks.data import EVALUATION, read_lines

if TYPE_CHECKING:
    from spacy.tokens import Doc

ARTICLES = EVALUATION / "quotes" / "polnear_dev.jsonl.gz"
GOLD = ["eval/quotes/polnear_dev.jsonl.gz"]
LIMIT = 1.10
_TURN = 16
"""Texts; as many as `analysis.reading` reads together."""

T = TypeVar("T")


class Clock:
    """CPU seconds by what they were spent on."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, name: str, function: Callable[..., T], *arguments: object) -> T:
        """Return what a function returns, its time added to the name's."""
        began = time.process_time()
        result = function(*arguments)
        spent = time.process_time() - began
        self.seconds[name] = self.seconds.get(name, 0.0) + spent
        return result


def compare(texts: list[str]) -> tuple[float, dict[bool, dict[str, float]]]:
    """Return the CPU seconds of the plain model, and ours by part, with the encoder and without."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    from analysis import language_model, reading

    plain = importlib.import_module(language_model.NAME).load()
    warm = ["“We are warm,” Ann Lee said.\n\nThe council, which met in 2020, disagreed."] * 2
    list(plain.pipe(warm))
    ours, theirs = {True: Clock(), False: Clock()}, Clock()
    for encoder in ours:
        reading.read_texts(warm, encoder=encoder)
    with threadpool_limits(1):
        for number, begin in enumerate(range(0, len(texts), _TURN)):
            turn = texts[begin : begin + _TURN]
            theirs.time("plain", list, plain.pipe(turn))
            # By turns: the second one finds words that the first one met.
            for encoder in (True, False) if number % 2 else (False, True):
                _read(turn, ours[encoder], encoder)
    return theirs.seconds["plain"], {encoder: clock.seconds for encoder, clock in ours.items()}


def _read(texts: list[str], clock: Clock, encoder: bool) -> None:
    """Do what `analysis.reading.read_texts` does, each part by itself."""
    from analysis import language_model, reading
    from analysis.claims import find_clauses
    from analysis.language.table import read_table
    from analysis.quotations import find_quotations

    with reading.uncollected():
        docs: list[Doc] = clock.time("language", list, language_model.parse_all(texts))
        for doc in docs:
            table = clock.time("table", read_table, doc)
            quotations = clock.time("quotations", partial(find_quotations, encoder=encoder), table)
            clauses = clock.time("clauses", find_clauses, table, quotations)
            grammar = clock.time("record", reading.read_grammar, table)
            clock.time("record", orjson.dumps, [grammar, quotations, clauses])


def measure() -> dict[str, float]:
    """Return 1 where a reading costs at most 1.10 times the plain model, else 0.

    The cost itself moves with the machine's load by a tenth, too much for a floor.
    """
    plain, ours = compare([row["text"] for row in read_lines(ARTICLES)])
    return {
        "cost_at_most_1.10": float(sum(ours[True].values()) <= LIMIT * plain),
        "words_only_twice_as_fast": float(2 * sum(ours[False].values()) <= plain),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=None, metavar="N")
    arguments = parser.parse_args()
    texts = [row["text"] for row in read_lines(ARTICLES)][: arguments.articles]
    plain, ours = compare(texts)
    print(f"{len(texts)} articles, CPU milliseconds each, one thread")
    print(f"  plain language model   {1000 * plain / len(texts):7.1f}")
    for encoder, parts in ours.items():
        total = sum(parts.values())
        how = "with" if encoder else "without"
        print(f"  reading {how:<8} encoder {1000 * total / len(texts):6.1f}")
        for name, seconds in parts.items():
            print(f"    {name:<20} {1000 * seconds / len(texts):7.1f}")
        print(f"  {total / plain:.2f} of the plain model: {plain / total:.2f} times the articles")


if __name__ == "__main__":
    main()
