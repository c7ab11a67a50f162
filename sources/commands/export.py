"""``python -m sources export``: articles out of the library, as people tagged them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sources.commands.filters import add_filters, add_library, open_library, to_filter
from sources.commands.streams import CommandError, open_output
from sources.export import FORMATS, WRITERS
from sources.library import Filter, Library

SUMMARY = "Write articles to a CSV, JSON lines, XLSX or Parquet file."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "output", metavar="OUT", help="file, its format told by its ending; - is standard output"
    )
    add_library(parser)
    add_filters(parser)
    parser.add_argument(
        "--format", choices=(*FORMATS, "parquet"), help="when the ending does not tell"
    )


def run(arguments: argparse.Namespace) -> int:
    """Return the exit code, after exporting."""
    form = arguments.format or _format_of(arguments.output)
    with open_library(arguments) as library:
        wanted = to_filter(arguments, library)
        if form == "parquet":
            number = _write_parquet(library, arguments.output, wanted)
        else:
            with open_output(arguments.output) as out:
                number = WRITERS[form](library.articles(wanted), out)
    sys.stderr.write(f"{number:,} articles written\n")
    return 0


def _format_of(name: str) -> str:
    ending = Path(name.removesuffix(".gz")).suffix.lstrip(".").lower()
    form = {"ndjson": "jsonl", "json": "jsonl"}.get(ending, ending)
    if name == "-":
        return "jsonl"
    if form not in (*FORMATS, "parquet"):
        raise CommandError(f"{name}: end the name in .csv, .jsonl, .xlsx or .parquet")
    return form


def _write_parquet(library: Library, name: str, wanted: Filter) -> int:
    if name == "-":
        raise CommandError("a Parquet file needs a name")
    try:
        return library.snapshot(Path(name), wanted)
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror or error}") from error
