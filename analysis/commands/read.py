"""``python -m analysis read PATH...``: read articles now, so that comparing them is quick later."""

from __future__ import annotations

import argparse
import sys

from analysis.commands.articles import default_workers
from analysis.commands.lines import CommandError, report
from analysis.engine import EngineError
from analysis.kept import KeptOnDisk
from analysis.progress import ProgressLine
from analysis.settings import kept_file, settings_from_environment

SUMMARY = "Read articles and keep what they say; stopped, it goes on where it stopped."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files or folders with articles")
    parser.add_argument(
        "--workers",
        type=int,
        default=default_workers(),
        metavar="N",
        help="processes on this machine (default: its processors); a cluster has its own number",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read what was not read before, print the problems, and return the exit code."""
    # Here, not on top: the other commands do without.
    import sources
    from analysis.comparison import choose_comparable
    from analysis.reading import keep_readings

    articles, problems = sources.read(arguments.paths)
    chosen, unfit = choose_comparable(articles)
    found = problems + [problem for problem in unfit if problem.code != "alone"]
    for problem in found:
        report(problem.file, problem.place, problem.reason)
    if not chosen:
        raise CommandError("nothing to read: no article could be used")
    try:
        count = keep_readings(
            chosen,
            kept=KeptOnDisk(kept_file()),
            encoder=settings_from_environment().encoder,
            workers=max(1, arguments.workers),
            progress=ProgressLine(),
        )
    except EngineError as error:
        raise CommandError(str(error)) from error
    sys.stderr.write(f"{len(chosen)} articles: {count} texts read now, the rest before\n")
    return 1 if found else 0
