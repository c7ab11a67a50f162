"""Parsing in a child process that may be killed: memory, CPU and wall-clock limits for a document.

Five kilobytes can abort a parser, and no ``except`` catches that. So parsers of formats that are
more than plain text run here: one child reads document after document; when it dies or overruns,
that document is one problem and the next gets a new child.

The two talk in frames over pipes: eight digits of length, then JSON. Nothing is unpickled.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import dataclasses
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from sources.article import Problem
from sources.item import Item, Source
from sources.tables.mappings import TablePreview, previews_of

ROOT = Path(__file__).parents[1]
_PATIENCE = 3
"""Seconds of waiting for each one of computing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use; ``PARALLAX_PARSE_SECONDS`` and ``…_MEGABYTES`` override."""

    seconds: float = 30.0
    """Of computing; of waiting, from one item to the next, three times as many: a machine that has
    much to do gives a process a part of its time."""
    megabytes: int = 1_500
    """Address space, where the system can limit it (Linux)."""

    @classmethod
    def from_environment(cls) -> Limits:
        """Return the limits in force."""
        return cls(
            float(os.environ.get("PARALLAX_PARSE_SECONDS", cls().seconds)),
            int(os.environ.get("PARALLAX_PARSE_MEGABYTES", cls().megabytes)),
        )


class ChildReader:
    """Runs readers in a child process, which it starts when needed and kills when it overruns."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits.from_environment()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[Any] = queue.Queue()

    def read(self, module: str, source: Source) -> Iterator[Item | Problem]:
        """Yield what a reader module finds in a source.

        A child that dies or overruns ends the source with one problem; what it had found by then
        has come in.
        """
        for found in self._ask(module, source, 0):
            if not isinstance(found, TablePreview):
                yield found

    def preview(self, module: str, source: Source, rows: int) -> Iterator[TablePreview | Problem]:
        """Yield the first rows of the tables that a reader module finds in a source."""
        for found in self._ask(module, source, rows):
            if not isinstance(found, Item):
                yield found

    def _ask(
        self, module: str, source: Source, rows: int
    ) -> Iterator[Item | Problem | TablePreview]:
        """Yield what the child answers; with `rows` the beginnings of tables.

        A child that dies or overruns ends the source with one problem; what it had found by then
        has come in.
        """
        process = self._running()
        answers = self._answers
        reason = ""
        # A large document is written while the child answers, so it goes out from a thread.
        sender = threading.Thread(
            target=_send, args=(process, _request(module, source, rows)), daemon=True
        )
        sender.start()
        while True:
            try:
                answer = answers.get(timeout=_PATIENCE * self.limits.seconds)
            except queue.Empty:
                waited = _PATIENCE * self.limits.seconds
                reason = f"took over {waited:g} s to read and was given up"
                self.close()
                break
            if answer is None:
                reason = self._death(process)
                self.close()
                break
            if answer == {}:
                break
            yield _from_json(answer)
        if reason:
            yield Problem(source.name, source.locator, reason, "limits")

    def close(self) -> None:
        """End the child."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._answers = queue.Queue()
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
            self._process = subprocess.Popen(  # noqa: S603 (our own module, our own interpreter)
                [
                    sys.executable,
                    "-m",
                    "sources.child",
                    str(self.limits.megabytes),
                    str(self.limits.seconds),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd=ROOT,
            )
            assert self._process.stdout is not None
            threading.Thread(
                target=_receive, args=(self._process.stdout, self._answers), daemon=True
            ).start()
        return self._process

    def _death(self, process: subprocess.Popen[bytes]) -> str:
        try:
            code = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "the reader stopped answering"
        if code in (-24, 152):
            return f"took over {self.limits.seconds:g} s of computing to read and was given up"
        if code == MEMORY:
            return f"needs more than {self.limits.megabytes} MB of memory to read and was refused"
        return f"the reader broke on it (exit {code}); the file may be damaged"


MEMORY = 77
"""Exit code of a child that ran out of memory."""

_shared: ChildReader | None = None
_lock = threading.RLock()


def read_isolated(module: str, source: Source) -> Iterator[Item | Problem]:
    """Yield what a reader finds in a source, from the child process that this process keeps."""
    global _shared
    with _lock:
        if _shared is None:
            _shared = ChildReader()
            atexit.register(_shared.close)
        found = list(_shared.read(module, source))
    yield from found


def preview_isolated(module: str, source: Source, rows: int) -> list[TablePreview | Problem]:
    """Return the first rows of the tables a reader finds in a source, read in the child process."""
    global _shared
    with _lock:
        if _shared is None:
            _shared = ChildReader()
            atexit.register(_shared.close)
        return list(_shared.preview(module, source, rows))


def serve(requests: IO[bytes], answers: IO[bytes], megabytes: int, seconds: float) -> None:
    """Read documents until the requests end: the child's side."""
    from sources.readers import load_reader

    while (request := _read_frame(requests)) is not None:
        source = Source(
            request["name"],
            base64.b64decode(request["data"]),
            request["locator"],
            request["address"],
            request["fetched"],
            request["columns"],
        )
        _limit(megabytes, seconds)
        try:
            reader = load_reader(request["module"])
            rows = request["rows"]
            answered = (
                previews_of(reader.tables(source), source.columns, rows)  # type: ignore[attr-defined]
                if rows
                else reader.read(source)
            )
            for found in answered:
                _write_frame(answers, _to_json(found))
        except MemoryError:
            os._exit(MEMORY)
        except RecursionError:
            reason = "nested too deeply to be read"
            _write_frame(answers, _to_json(Problem(source.name, source.locator, reason, "limits")))
        except Exception as error:  # noqa: BLE001 (a hostile document may raise anything at all)
            reason = f"cannot be read: {type(error).__name__}: {error}"[:300]
            _write_frame(answers, _to_json(Problem(source.name, source.locator, reason, "damaged")))
        _write_frame(answers, {})


def _limit(megabytes: int, seconds: float) -> None:
    """Limit memory and further CPU time, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock alone limits
        return
    used = time.process_time()
    if sys.platform == "linux":
        size = megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))


def _request(module: str, source: Source, rows: int) -> dict[str, Any]:
    return {
        "module": module,
        "name": source.name,
        "data": base64.b64encode(source.data).decode("ascii"),
        "locator": source.locator,
        "address": source.address,
        "fetched": source.fetched,
        "columns": {key: dict(mapping) for key, mapping in source.columns.items()},
        "rows": rows,
    }


def _to_json(found: Item | Problem | TablePreview) -> dict[str, Any]:
    kind = {Item: "item", Problem: "problem", TablePreview: "table"}[type(found)]
    return {
        kind: {
            field.name: _plain(getattr(found, field.name)) for field in dataclasses.fields(found)
        }
    }


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, dict) else value


def _from_json(answer: dict[str, Any]) -> Item | Problem | TablePreview:
    if "problem" in answer:
        return Problem(**answer["problem"])
    if "table" in answer:
        table = answer["table"]
        table["columns"] = tuple(table["columns"])
        table["rows"] = tuple(map(tuple, table["rows"]))
        return TablePreview(**table)
    fields = answer["item"]
    fields["authors"] = tuple(fields["authors"])
    return Item(**fields)


def _write_frame(pipe: IO[bytes], value: Any) -> None:
    data = json.dumps(value, ensure_ascii=True).encode("ascii")
    pipe.write(b"%08x" % len(data))
    pipe.write(data)
    pipe.flush()


def _read_frame(pipe: IO[bytes]) -> Any:
    head = pipe.read(8)
    if len(head) < 8:
        return None
    size = int(head, 16)
    data = pipe.read(size)
    return json.loads(data) if len(data) == size else None


def _send(process: subprocess.Popen[bytes], request: dict[str, Any]) -> None:
    assert process.stdin is not None
    # A child that died shows on the other pipe.
    with contextlib.suppress(OSError, ValueError):
        _write_frame(process.stdin, request)


def _receive(pipe: IO[bytes], answers: queue.Queue[Any]) -> None:
    """Pass a child's answers on until its pipe ends; then None."""
    with contextlib.suppress(OSError, ValueError):
        while (answer := _read_frame(pipe)) is not None:
            answers.put(answer)
    answers.put(None)


if __name__ == "__main__":
    # What parsers print must not get between the frames.
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, channel, int(sys.argv[1]), float(sys.argv[2]))
