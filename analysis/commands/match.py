"""``python -m analysis match IN OUT``: do two texts make the same claim, or contradict it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from analysis.commands.lines import Row, add_in_out, map_lines
from analysis.settings import settings_from_environment

SUMMARY = "Judge pairs of texts: same claim, conflict, or unrelated."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_in_out(
        parser,
        '{"id", "topic", "a": {"text"}, "b": {"text"}}; pairs of one topic come from one event',
        '{"id", "score", "label", "conflict", "kind"} a line',
    )


def run(arguments: argparse.Namespace) -> int:
    """Judge all pairs and return the exit code."""
    fields: dict[str, type | tuple[type, ...]] = {
        "id": (str, int),
        "topic": str,
        "a": dict,
        "b": dict,
    }
    return map_lines(arguments, fields, _judge, batch=0)


def _judge(rows: Sequence[Row]) -> Iterable[Row]:
    from analysis.claims.pairs import judge_pairs

    embed = None
    if settings_from_environment().encoder:
        from analysis.encoder import load_encoder

        embed = load_encoder().embed
    pairs = [(row["topic"], str(row["a"]["text"]), str(row["b"]["text"])) for row in rows]
    for row, judged in zip(rows, judge_pairs(pairs, embed=embed), strict=True):
        yield {
            "id": row["id"],
            "score": judged.score,
            "label": judged.label,
            "conflict": judged.conflict,
            "kind": judged.kind,
        }
