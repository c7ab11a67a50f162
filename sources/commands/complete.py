"""``python -m sources complete``: texts for articles that came in as metadata alone."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sources.article import Problem
from sources.commands.filters import (
    add_filters,
    add_library,
    add_person,
    open_library,
    person,
    to_filter,
)
from sources.commands.streams import CommandError, ProgressLine, report
from sources.completion import Completed, attach_text, fetch_texts
from sources.library import Library
from sources.web import Fetcher, WebSettings

SUMMARY = "Fetch the texts of articles that came in as metadata alone, or attach one from a file."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "ids", metavar="ID", nargs="*", help="articles; all that lack their text when none is named"
    )
    parser.add_argument("--file", metavar="PATH", help="take the text of the one article from here")
    parser.add_argument(
        "--pause", type=float, default=WebSettings().pause, metavar="SECONDS",
        help="between two requests to one host (default %(default)g)",
    )  # fmt: skip
    add_library(parser)
    add_filters(parser)
    add_person(parser)


def run(arguments: argparse.Namespace) -> int:
    """Return the exit code, after completing."""
    done = wrong = 0
    with open_library(arguments) as library:
        signed = person(arguments)
        if arguments.file:
            results = iter([_attach(arguments, library, signed)])
        else:
            ids = arguments.ids or [each.id for each in library.list(to_filter(arguments, library))]
            results = fetch_texts(
                library, ids, person=signed,
                fetcher=Fetcher(WebSettings(pause=arguments.pause)), progress=ProgressLine(),
            )  # fmt: skip
        for found in results:
            if isinstance(found, Problem):
                report(found)
                wrong += 1
                continue
            words = len(found.article.text.split())
            sys.stdout.write(f"{found.article.id}\t{words} words\t{found.article.title}\n")
            done += 1
    sys.stderr.write(f"{done:,} completed, {wrong:,} problems\n")
    if wrong:
        return 1 if done else 2
    return 0


def _attach(arguments: argparse.Namespace, library: Library, signed: str) -> Completed | Problem:
    if len(arguments.ids) != 1:
        raise CommandError("say which one article the file is the text of")
    try:
        data = Path(arguments.file).read_bytes()
    except OSError as error:
        raise CommandError(f"{arguments.file}: {error.strerror or error}") from error
    return attach_text(library, arguments.ids[0], data, arguments.file, person=signed)
