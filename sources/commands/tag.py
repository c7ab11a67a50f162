"""``python -m sources tag``: what a person says about articles, and taking it back."""

from __future__ import annotations

import argparse
import sys

from sources.article import Problem
from sources.commands.filters import add_library, add_person, open_library, person, split_setting
from sources.commands.streams import CommandError, report
from sources.library import Decision, Library, LibraryError

SUMMARY = "Say what an article's fields are, remove articles, see or undo decisions."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("ids", metavar="ID", nargs="*", help="articles, as list prints them")
    add_library(parser)
    add_person(parser)
    parser.add_argument(
        "--set", metavar="FIELD=VALUE", action="append", default=[],
        help="outlet, outlet_type, stance, published, title … or a column of your own",
    )  # fmt: skip
    parser.add_argument("--remove", action="store_true", help="take the articles out of all lists")
    parser.add_argument("--undo", metavar="N", type=int, action="append", default=[])
    parser.add_argument("--log", action="store_true", help="print the decisions about the articles")


def run(arguments: argparse.Namespace) -> int:
    """Return the exit code, after deciding, undoing or printing."""
    settings = [split_setting(each) for each in arguments.set]
    if not (settings or arguments.remove or arguments.undo or arguments.log):
        raise CommandError("nothing to do: give --set, --remove, --undo or --log")
    if (settings or arguments.remove) and not arguments.ids:
        raise CommandError("say which articles: their identifiers, as list prints them")
    done = wrong = 0
    with open_library(arguments) as library:
        for number in arguments.undo:
            sys.stdout.write(_line(library.undo(number, person=person(arguments))) + "\n")
            done += 1
        for identifier in arguments.ids:
            try:
                done += _decide(library, identifier, settings, arguments)
            except LibraryError as error:
                report(Problem("tag", identifier, str(error), "tag"))
                wrong += 1
        if arguments.log:
            _print_log(library, arguments.ids)
            done += 1
    if wrong:
        return 1 if done else 2
    return 0


def _decide(
    library: Library,
    identifier: str,
    settings: list[tuple[str, str]],
    arguments: argparse.Namespace,
) -> int:
    made = [
        library.tag(identifier, field, value, person=person(arguments)) for field, value in settings
    ]
    if arguments.remove:
        made += library.remove([identifier], person=person(arguments))
    for decision in made:
        sys.stdout.write(_line(decision) + "\n")
    return len(made)


def _print_log(library: Library, ids: list[str]) -> None:
    for target in ids or [""]:
        for decision in library.decisions(target=target):
            sys.stdout.write(_line(decision) + "\n")


def _line(decision: Decision) -> str:
    day = decision.time.isoformat(timespec="seconds")
    said = f"{decision.field}={decision.value!r}" if decision.field else ""
    undone = f"undone by {decision.undone_by}" if decision.undone else ""
    parts = (
        str(decision.number),
        day,
        decision.person,
        decision.kind,
        decision.target,
        said,
        undone,
    )
    return "\t".join(part for part in parts if part)
