"""What the commands on the library share: which library, which articles, who says so."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager

from sources.commands.streams import CommandError
from sources.library import Filter, Library, LibraryError
from sources.library.decisions import parse_day


def add_library(parser: argparse.ArgumentParser) -> None:
    """Add ``--library``."""
    parser.add_argument(
        "--library",
        metavar="URL",
        default="",
        help="sqlite:///… or postgresql+psycopg://…; else PARALLAX_LIBRARY, else the user's own",
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which articles are meant."""
    parser.add_argument("--outlet", action="append", default=[], help="may be given several times")
    parser.add_argument("--type", action="append", default=[], help="outlet type; several times")
    parser.add_argument("--language", action="append", default=[], help="like en; several times")
    parser.add_argument("--since", metavar="DAY", help="published on or after, like 2021-01-06")
    parser.add_argument("--until", metavar="DAY", help="published before")
    parser.add_argument("--event", default="", help="identifier or name of an event")
    parser.add_argument(
        "--tagged", metavar="FIELD=VALUE", action="append", default=[], help="own columns"
    )
    parser.add_argument("--removed", action="store_true", help="those that were removed")


def add_person(parser: argparse.ArgumentParser) -> None:
    """Add ``--person``."""
    parser.add_argument("--person", metavar="NAME", help="who decides; else PARALLAX_PERSON")


@contextmanager
def open_library(arguments: argparse.Namespace) -> Iterator[Library]:
    """Yield the library that is meant; what goes wrong with it ends the command."""
    try:
        with Library(arguments.library) as library:
            yield library
    except LibraryError as error:
        raise CommandError(str(error)) from error


def to_filter(arguments: argparse.Namespace, library: Library) -> Filter:
    """Return which articles are meant."""
    since = parse_day(arguments.since)[0] if arguments.since else None
    until = parse_day(arguments.until)[0] if arguments.until else None
    return Filter(
        outlets=arguments.outlet,
        outlet_types=arguments.type,
        languages=arguments.language,
        since=since,
        until=until,
        event=_event(arguments.event, library),
        tags=dict(split_setting(each) for each in arguments.tagged),
        removed=arguments.removed,
    )


def split_setting(text: str) -> tuple[str, str]:
    """Return field and value of ``FIELD=VALUE``."""
    field, equals, value = text.partition("=")
    if not equals or not field.strip():
        raise CommandError(f"{text!r} is not FIELD=VALUE")
    return field.strip(), value


def person(arguments: argparse.Namespace) -> str:
    """Return who decides: as given, ``PARALLAX_PERSON``, or the user's name on this machine."""
    given = arguments.person or os.environ.get("PARALLAX_PERSON", "")
    try:
        return given or getpass.getuser()
    except (OSError, KeyError) as error:  # KeyError until Python 3.12
        raise CommandError("say who decides: --person NAME") from error


def _event(wanted: str, library: Library) -> str:
    if not wanted:
        return ""
    found = [event.id for event in library.events() if wanted in (event.id, event.name)]
    if not found:
        raise CommandError(f"there is no event {wanted!r}")
    return found[-1]
