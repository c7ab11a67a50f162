"""Command line of the sources: ``python -m sources COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from sources.commands import NAMES
from sources.commands.streams import CommandError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="python -m sources",
        description="Read articles in any format, keep them in the library, tag and export them.",
        epilog="Exit 0: all done. 1: some inputs had problems, printed above. 2: nothing was done.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Only the command that is asked for is imported: the others' libraries take a second.
    wanted = [name for name in NAMES if name in words[:1]] or NAMES
    for name in wanted:
        module = importlib.import_module(f"sources.commands.{name}")
        command = commands.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    arguments = parser.parse_args(words)
    try:
        code: int = arguments.run(arguments)
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("stopped\n")
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main())
