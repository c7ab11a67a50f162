"""``python -m sources read``: any format in, JSON lines out, nothing kept."""

from __future__ import annotations

import argparse
from contextlib import ExitStack

import orjson

from sources.article import Article
from sources.commands.streams import CommandError, ProgressLine, open_output, report
from sources.file_names import PatternError, name_fields
from sources.reading import iter_read
from sources.target_record import problem_row, to_row

SUMMARY = "Read articles from files and folders in any format, without keeping them."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file or folder, in any format")
    parser.add_argument(
        "--json", metavar="OUT", required=True, help="articles, a line each; - is standard output"
    )
    add_names(parser)
    parser.add_argument("--problems", metavar="OUT", help="problems, a line each")


def add_names(parser: argparse.ArgumentParser) -> None:
    """Add ``--names``."""
    parser.add_argument(
        "--names", metavar="PATTERN", default="",
        help="what file names say, like {date}_{outlet}_{title} or {outlet}/{date} {title}",
    )  # fmt: skip


def checked_names(arguments: argparse.Namespace) -> str:
    """Return the pattern of file names."""
    try:
        name_fields("", arguments.names) if arguments.names else None
    except PatternError as error:
        raise CommandError(f"--names: {error}") from error
    return str(arguments.names)


def run(arguments: argparse.Namespace) -> int:
    """Read, write a line an article and a line a problem, and return the exit code."""
    articles = problems = 0
    names = checked_names(arguments)
    with ExitStack() as stack:
        out = stack.enter_context(open_output(arguments.json))
        listed = (
            stack.enter_context(open_output(arguments.problems)) if arguments.problems else None
        )
        for found in iter_read(arguments.paths, progress=ProgressLine(), names=names):
            if isinstance(found, Article):
                articles += 1
                out.write(orjson.dumps(to_row(found)) + b"\n")
                continue
            problems += 1
            report(found)
            if listed:
                listed.write(orjson.dumps(problem_row(found)) + b"\n")
    if not articles:
        return 2
    return 1 if problems else 0
