"""``python -m analysis claims IN OUT``: which of an event's statements make the same claim."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from analysis.commands.lines import Row, add_in_out, map_lines
from analysis.settings import settings_from_environment

SUMMARY = "Group the statements of each event into claims."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_in_out(
        parser,
        '{"topic", "sentences": [{"doc", "text"}]}',
        '{"topic", "clusters": [a label a sentence, in the same order]} a line',
    )


def run(arguments: argparse.Namespace) -> int:
    """Group all events' statements and return the exit code."""
    fields: dict[str, type | tuple[type, ...]] = {"topic": (str, int), "sentences": list}
    return map_lines(arguments, fields, _group, batch=1)


def _group(rows: Sequence[Row]) -> Iterable[Row]:
    from analysis.claims.find import group_statements

    embed = None
    if settings_from_environment().encoder:
        from analysis.encoder import load_encoder

        embed = load_encoder().embed
    for row in rows:
        sentences = row["sentences"]
        labels = group_statements(
            [str(sentence["text"]) for sentence in sentences],
            apart=[(sentence["doc"], sentence.get("sentence", "")) for sentence in sentences],
            embed=embed,
        )
        yield {"topic": row["topic"], "clusters": labels}
