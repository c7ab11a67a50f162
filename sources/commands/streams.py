"""Files of JSON lines, for the commands: ``.gz`` by ending, ``-`` for the standard streams."""

from __future__ import annotations

import gzip
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sources.article import Problem


class CommandError(Exception):
    """Nothing could be done; the message says why, in one line."""


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


def report(problem: Problem) -> None:
    """Print one problem to standard error."""
    place = f"{problem.file}: {problem.place}" if problem.place else problem.file
    sys.stderr.write(f"{_plain(place)}: {_plain(problem.reason)}\n")


class ProgressLine:
    """Progress on standard error: a line that redraws itself on a terminal, else one every 3 s."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._began = self._spoke = time.monotonic()

    def __call__(self, done: int, total: int, what: str) -> None:
        """Report, unless the last report was a moment ago."""
        now = time.monotonic()
        if now - self._spoke < (0.1 if self._terminal else 3.0):
            return
        self._spoke = now
        rate = done / max(now - self._began, 1e-9)
        text = f"{what}: {done:,}" + (f" of {total:,}" if total else "") + f", {rate:,.1f} a second"
        if total:
            text += f", {(total - done) / max(rate, 1e-9):,.0f} s left"
        sys.stderr.write(f"\r\x1b[K{text}" if self._terminal else text + "\n")
        sys.stderr.flush()


def _plain(text: str) -> str:
    """Control characters in a file name must not steer the terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
