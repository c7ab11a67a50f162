"""``python -m analysis claimworthy IN OUT``: how surely a sentence is a checkable statement."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from analysis.commands.lines import Row, add_in_out, map_lines
from analysis.settings import settings_from_environment

SUMMARY = "Score how surely each sentence is a checkable statement."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_in_out(parser, '{"id", "text"}', '{"id", "score"} a line, 0 to 1')


def run(arguments: argparse.Namespace) -> int:
    """Score all sentences and return the exit code."""
    return map_lines(arguments, {"id": (str, int), "text": str}, _score, batch=0)


def _score(rows: Sequence[Row]) -> Iterable[Row]:
    from analysis.claims.worth import sentence_worth

    embed = None
    if settings_from_environment().encoder:
        from analysis.encoder import load_encoder

        embed = load_encoder().embed
    scores = sentence_worth([row["text"] for row in rows], embed=embed)
    for row, score in zip(rows, scores, strict=True):
        yield {"id": row["id"], "score": round(score, 6)}
