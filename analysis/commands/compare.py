"""``python -m analysis compare PATH... --json OUT.json``: articles in, the whole comparison out."""

from __future__ import annotations

import argparse
from hashlib import sha256
from typing import TYPE_CHECKING

import orjson

from analysis.commands.lines import CommandError, open_output, report
from analysis.kept import Kept, KeptOnDisk
from analysis.progress import Progress, ProgressLine
from analysis.settings import Settings, cache_folder, settings_from_environment
from analysis.versions import versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.article import Article, Problem

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
    """Compare, print the problems, write the document."""
    import sources

    progress = ProgressLine()
    articles, problems = sources.read(arguments.paths)
    targets = tuple(name for names in arguments.target for name in names)
    settings = settings_from_environment(targets=targets)
    if not articles:
        for problem in problems:
            report(problem.file, problem.place, problem.reason)
        raise CommandError("nothing to compare: no article could be read")
    kept = KeptOnDisk(cache_folder() / "kept.sqlite")
    document = comparison_document(
        articles, problems, settings, kept, workers=max(1, arguments.workers), progress=progress
    )
    with open_output(arguments.json) as target:
        target.write(document)
    found = orjson.loads(document)["problems"]
    for problem in found:
        report(problem["file"], problem["place"], problem["reason"])
    return 1 if found else 0


def comparison_document(
    articles: Sequence[Article],
    problems: Sequence[Problem],
    settings: Settings,
    kept: Kept,
    *,
    workers: int = 1,
    progress: Progress,
) -> bytes:
    """Return the document of a comparison as JSON, made now or kept from before.

    Kept under everything that shapes it: the articles with all their fields, the problems met on
    the way in, the settings, and the versions of models and code.

    Returns
    -------
    bytes
        UTF-8; the same input gives the same bytes.
    """
    key = sha256(
        orjson.dumps(
            [
                sorted(map(repr, articles)),
                list(map(repr, problems)),
                repr(settings),
                versions(settings.encoder),
            ]
        )
    ).hexdigest()
    value = kept.get("comparison", [key]).get(key)
    if value is None:
        from analysis.comparison import compare
        from analysis.document import to_document

        comparison = compare(
            articles, settings=settings, kept=kept, workers=workers, progress=progress
        )
        document = to_document(comparison)
        document["problems"] = [*map(_problem, problems), *document["problems"]]
        value = orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY)
        kept.put("comparison", {key: value})
    return value


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "file": problem.file,
        "place": problem.place,
        "reason": problem.reason,
        "code": problem.code,
        "excerpt": problem.excerpt,
    }
