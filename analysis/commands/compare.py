"""``python -m analysis compare PATH... --json OUT.json``: articles in, the whole comparison out."""

from __future__ import annotations

import argparse

import orjson

from analysis.codebook import CodebookError
from analysis.commands.lines import CommandError, open_output, report
from analysis.kept import KeptOnDisk
from analysis.kept_comparison import comparison_document
from analysis.progress import ProgressLine
from analysis.settings import kept_file, settings_from_environment

SUMMARY = "Compare the articles about one event and write everything that was found as JSON."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders with articles")
    parser.add_argument(
        "--json", required=True, metavar="OUT.json", help="where to write; - is standard output"
    )
    parser.add_argument(
        "--target",
        action="append",
        nargs="+",
        default=[],
        metavar="NAME",
        help="toward whom or what stance is measured; proposed from the articles when not given",
    )
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes for reading (default 1)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Compare, print the problems, write the document, and return the exit code."""
    # Here, not on top: the other commands do without.
    import sources

    progress = ProgressLine()
    articles, problems = sources.read(arguments.paths)
    targets = tuple(name for names in arguments.target for name in names)
    try:
        settings = settings_from_environment(targets=targets)
    except CodebookError as error:
        raise CommandError(str(error)) from error
    if not articles:
        for problem in problems:
            report(problem.file, problem.place, problem.reason)
        raise CommandError("nothing to compare: no article could be read")
    kept = KeptOnDisk(kept_file())
    document = comparison_document(
        articles, problems, settings, kept, workers=max(1, arguments.workers), progress=progress
    )
    with open_output(arguments.json) as target:
        target.write(document)
    found = orjson.loads(document)["problems"]
    for problem in found:
        report(problem["file"], problem["place"], problem["reason"])
    return 1 if found else 0
