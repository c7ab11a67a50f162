"""JSON lines in and out, for the batch commands: ``.gz`` by ending, ``-`` for the standard streams.

A line that cannot be used is printed as a problem (file, line, reason) and the rest goes on.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import orjson

from analysis.progress import ProgressLine

Row = dict[str, Any]
_NAMES = {
    str: "text", int: "a number", float: "a number", bool: "true or false", list: "a list",
    dict: "an object", type(None): "nothing (null)",
}  # fmt: skip
"""What the types of JSON are called in a problem."""


class CommandError(Exception):
    """Nothing could be done; the message says why, in one line."""


def add_in_out(parser: argparse.ArgumentParser, reads: str, writes: str) -> None:
    """Add the two positional arguments that every batch command has."""
    parser.add_argument(
        "input", metavar="IN", help=f"JSON lines, each {reads}; - is standard input"
    )
    parser.add_argument("output", metavar="OUT", help=f"{writes}; - is standard output")


@contextmanager
def open_input(name: str) -> Iterator[IO[bytes]]:
    """Open a file for reading and yield it: gzip by its ending, ``-`` is standard input.

    Raises
    ------
    CommandError
        When it cannot be opened.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        plain = Path(name).open("rb")  # noqa: SIM115 (closed below, with what wraps it)
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror or error}") from error
    with plain:
        if name.endswith(".gz"):
            with gzip.open(plain, "rb") as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield plain


@contextmanager
def open_output(name: str) -> Iterator[IO[bytes]]:
    """Open a file for writing and yield it: gzip by its ending, ``-`` is standard output.

    Written beside its place and moved there when complete, so that nobody reads half a result.

    Raises
    ------
    CommandError
        When it cannot be written.
    """
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(name)
    part = target.with_name(target.name + ".part")
    try:
        plain = part.open("wb")
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror or error}") from error
    try:
        with plain:
            if name.endswith(".gz"):
                # No name and no time in the header: same input, same bytes.
                with gzip.GzipFile("", "wb", 6, plain, mtime=0) as packed:
                    yield packed  # type: ignore[misc]
            else:
                yield plain
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def report(file: str, place: str, reason: str) -> None:
    """Print one problem to standard error."""
    sys.stderr.write(f"{file}: {place}: {reason}\n" if place else f"{file}: {reason}\n")


def read_rows(
    stream: Iterable[bytes], name: str, fields: Mapping[str, type | tuple[type, ...]]
) -> Iterator[tuple[int, Row | None]]:
    """Yield (line number, row) for each line that is not blank; None for one that cannot be used.

    Parameters
    ----------
    stream : iterable of bytes
        The lines.
    name : str
        What the file is called in a problem.
    fields : mapping of str to type
        Fields a row must have, with their types.
    """
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        reason = ""
        row: Any = None
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            reason = f"not JSON ({error})"
        else:
            reason = _lacks(row, fields)
        if reason:
            report(name, f"line {number}", reason)
        yield number, None if reason else row


def _lacks(row: object, fields: Mapping[str, type | tuple[type, ...]]) -> str:
    if not isinstance(row, dict):
        return "not a JSON object"
    for field, kind in fields.items():
        if field not in row:
            return f"has no {field!r}"
        if not isinstance(row[field], kind):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            wanted = " or ".join(_NAMES.get(each, each.__name__) for each in kinds)
            found = _NAMES.get(type(row[field]), type(row[field]).__name__)
            return f"{field!r} is {found}, and must be {wanted}"
    return ""


def map_lines(
    arguments: argparse.Namespace,
    fields: Mapping[str, type | tuple[type, ...]],
    function: Callable[[Sequence[Row]], Iterable[Row]],
    *,
    batch: int = 64,
) -> int:
    """Read ``arguments.input``, apply `function` to batches of rows, write ``arguments.output``.

    Parameters
    ----------
    arguments : Namespace
        With ``input`` and ``output``.
    fields : mapping of str to type
        Fields a row must have.
    function : callable
        Takes rows and gives as many, in the same order. ``batch=0`` hands it all rows at once.
    batch : int
        Rows a call.

    Returns
    -------
    int
        Exit code: 0, or 1 when a line had a problem.
    """
    progress = ProgressLine()
    bad = done = 0
    with open_input(arguments.input) as source, open_output(arguments.output) as target:
        pending: list[Row] = []

        def flush() -> None:
            nonlocal done
            for row in function(pending):
                target.write(orjson.dumps(row) + b"\n")
            done += len(pending)
            pending.clear()
            progress(done, 0, "lines")

        for _, row in read_rows(source, arguments.input, fields):
            if row is None:
                bad += 1
                continue
            pending.append(row)
            if batch and len(pending) >= batch:
                flush()
        if pending:
            flush()
    return 1 if bad else 0
