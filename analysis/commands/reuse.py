"""``python -m analysis reuse IN OUT``: passages that articles of different outlets share."""

from __future__ import annotations

import argparse

import orjson

from analysis.commands.articles import OPTIONAL, read_articles
from analysis.commands.lines import Row, add_in_out, open_output
from analysis.reuse import SharedText

SUMMARY = "Find passages that articles of different outlets share word for word or nearly so."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_in_out(
        parser,
        '{"id", "outlet", "published", "text"}',
        'a line a pair: {"a", "b", "containment", "passages": [{"a": [s, e], "b": [s, e]}]}',
    )


def run(arguments: argparse.Namespace) -> int:
    """Find the passages and return the exit code."""
    from analysis.reuse import find_shared_texts

    articles, bad = read_articles(arguments, {"id": str, "text": OPTIONAL})
    with open_output(arguments.output) as target:
        for shared in find_shared_texts(articles, within_outlet=False):
            target.write(orjson.dumps(_row(shared)) + b"\n")
    return 1 if bad else 0


def _row(shared: SharedText) -> Row:
    return {
        "a": shared.a,
        "b": shared.b,
        "containment": shared.containment,
        "passages": [
            {"a": [each.a.start, each.a.end], "b": [each.b.start, each.b.end], "words": each.words}
            for each in shared.passages
        ],
    }
