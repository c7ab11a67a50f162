"""``python -m sources list``: what is in the library, a line an article."""

from __future__ import annotations

import argparse
import sys

import orjson

from sources.commands.filters import add_filters, add_library, open_library, to_filter
from sources.commands.streams import open_output
from sources.library import Entry, Filter, Library

SUMMARY = "List what is in the library, newest first, or what a search finds, best first."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    add_library(parser)
    add_filters(parser)
    parser.add_argument("--search", metavar="WORDS", help='words, "a phrase", -without, begin*')
    parser.add_argument("--limit", type=int, metavar="N", help="at most so many")
    parser.add_argument("--json", metavar="OUT", help="lines of JSON; - is standard output")


def run(arguments: argparse.Namespace) -> int:
    """Return the exit code, after listing."""
    with open_library(arguments) as library:
        wanted = to_filter(arguments, library)
        entries, passages = _find(arguments, library, wanted)
        total = library.count(wanted)
    if arguments.json:
        with open_output(arguments.json) as out:
            for entry in entries:
                out.write(orjson.dumps(_row(entry, passages)) + b"\n")
        return 0
    for entry in entries:
        sys.stdout.write(_line(entry, passages) + "\n")
    sys.stderr.write(f"{len(entries):,} of {total:,} articles\n")
    return 0


def _find(
    arguments: argparse.Namespace, library: Library, wanted: Filter
) -> tuple[list[Entry], dict[str, str]]:
    if arguments.search is None:
        return list(library.list(wanted, limit=arguments.limit)), {}
    hits = library.search(arguments.search, wanted, limit=arguments.limit or 100)
    found = {
        entry.id: entry
        for entry in library.list(Filter(ids=[hit.article for hit in hits], removed=wanted.removed))
    }
    return [found[hit.article] for hit in hits], {hit.article: hit.snippet for hit in hits}


def _row(entry: Entry, passages: dict[str, str]) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(entry, name) for name in Entry.__slots__}
    row["tags"] = dict(entry.tags)
    if entry.id in passages:
        row["passage"] = passages[entry.id]
    return row


def _line(entry: Entry, passages: dict[str, str]) -> str:
    day = entry.published.date().isoformat() if entry.published else "undated"
    parts = [entry.id, f"{day:10}", entry.outlet or "?", entry.outlet_type or "-", entry.title]
    if entry.id in passages:
        parts.append(passages[entry.id])
    # Control characters must not steer the terminal, and one article is one line.
    return "\t".join(
        "".join(letter if letter.isprintable() else " " for letter in part) for part in parts
    )
