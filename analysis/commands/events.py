"""``python -m analysis events IN OUT``: which articles tell the same story."""

from __future__ import annotations

import argparse

import orjson

from analysis.commands.articles import OPTIONAL, default_workers, read_articles
from analysis.commands.lines import add_in_out, open_output
from analysis.progress import ProgressLine

SUMMARY = "Group articles into events: the same story, around the same time."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_in_out(
        parser,
        '{"id", "outlet", "published", "title", "text"}',
        "one JSON object {id: event label}",
    )
    parser.add_argument(
        "--encoder",
        choices=("auto", "on", "off"),
        default="auto",
        help="compare meanings, too; auto: up to 6,000 articles (default: %(default)s)",
    )
    parser.add_argument("--workers", type=int, default=default_workers(), help="processes")


def run(arguments: argparse.Namespace) -> int:
    """Group the articles and return the exit code."""
    from analysis.events import choose_encoder, group_events

    articles, bad = read_articles(arguments, {"id": str, "text": OPTIONAL})
    progress = ProgressLine()
    embed = choose_encoder(
        len(articles), use=arguments.encoder, workers=arguments.workers, progress=progress
    )
    events = group_events(articles, embed=embed, workers=arguments.workers, progress=progress)
    with open_output(arguments.output) as target:
        target.write(orjson.dumps(events, option=orjson.OPT_INDENT_2) + b"\n")
    return 1 if bad else 0
