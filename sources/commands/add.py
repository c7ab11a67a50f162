"""``python -m sources add``: files, folders and web addresses into the library."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

import orjson

from sources.article import Article, Problem
from sources.commands.filters import add_library, open_library
from sources.commands.read import add_names, checked_names
from sources.commands.streams import ProgressLine, open_output, report
from sources.from_web import read_addresses
from sources.library import Kept
from sources.naming import name_outlet
from sources.outlets import load_registry
from sources.reading import iter_read
from sources.target_record import problem_row
from sources.web import Fetcher, WebSettings

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)

SUMMARY = "Read articles from files, folders and web addresses and keep them; twice is once."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "inputs", metavar="PATH-or-URL", nargs="+", help="file, folder, or http(s) address"
    )
    add_library(parser)
    add_names(parser)
    parser.add_argument("--problems", metavar="OUT", help="problems, a line each, as JSON")
    parser.add_argument(
        "--again", action="store_true", help="fetch addresses that are kept already once more"
    )
    parser.add_argument(
        "--pause", type=float, default=WebSettings().pause, metavar="SECONDS",
        help="between two requests to one host (default %(default)g)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Return the exit code, after adding."""
    total = Kept()
    names = checked_names(arguments)
    with open_library(arguments) as library, ExitStack() as stack:
        listed = (
            stack.enter_context(open_output(arguments.problems)) if arguments.problems else None
        )
        problems = _Problems(listed)
        registry = load_registry()
        given = [each for each in arguments.inputs if _is_address(each)]
        skipped = frozenset() if arguments.again else library.kept_addresses(given)
        addresses = [each for each in given if each not in skipped]
        paths = [each for each in arguments.inputs if not _is_address(each)]
        columns = library.column_mappings()
        files = iter_read(paths, progress=ProgressLine(), columns=columns, names=names)
        found = _articles(files, addresses, arguments.pause, problems)
        articles = (name_outlet(each, registry) for each in found)
        progress = ProgressLine()
        for kept in library.keep_in_batches(articles):
            total += kept
            for problem in kept.problems:
                problems.add(problem)
            progress(len(total.added) + len(total.known), 0, "articles kept")
        sys.stderr.write(
            f"{len(total.added):,} added, {len(total.filled):,} completed, "
            f"{len(total.known) - len(total.filled) + len(skipped):,} there already, "
            f"{problems.count:,} problems; library: {library.name}\n"
        )
    if not (total.added or total.known or skipped):
        return 2
    return 1 if problems.count else 0


class _Problems:
    """Prints problems as they come, and lists them in a file when one was named."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._stream = stream
        self.count = 0

    def add(self, problem: Problem) -> None:
        self.count += 1
        report(problem)
        if self._stream:
            self._stream.write(orjson.dumps(problem_row(problem)) + b"\n")


def _articles(
    files: Iterable[Article | Problem],
    addresses: list[str],
    pause: float,
    problems: _Problems,
) -> Iterator[Article]:
    for found in files:
        if isinstance(found, Article):
            yield found
        else:
            problems.add(found)
    web = Fetcher(WebSettings(pause=pause)) if addresses else None
    for found in read_addresses(addresses, fetcher=web, progress=ProgressLine()):
        if isinstance(found, Article):
            yield found
        else:
            problems.add(found)


def _is_address(text: str) -> bool:
    """Any ``scheme://`` is one, so that ``file:///`` is refused as an address and never opened."""
    return _SCHEME.match(text) is not None
