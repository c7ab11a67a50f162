"""Command line of the analysis: ``python -m analysis COMMAND``; ``--help`` lists the commands."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from analysis.commands import NAMES
from analysis.commands.lines import CommandError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        description="Compare articles about one event, or take one step of that comparison.",
        epilog="Exit 0: all done. 1: some inputs had problems, printed above. 2: nothing was done.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Only the command that is asked for is imported: the others' libraries take seconds.
    wanted = [name for name in NAMES if name in words[:1]] or NAMES
    for name in wanted:
        module = importlib.import_module(f"analysis.commands.{name}")
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
