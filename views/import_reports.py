"""What became of each import: written while it runs, read by the page, kept for later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

import orjson

from analysis.settings import cache_folder

if TYPE_CHECKING:
    from sources.article import Problem

State = Literal["waiting", "running", "done", "stopped", "failed"]

MOST_IDS = 20_000
"""Identifiers a report names; more would only slow the page that shows them."""


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """How an import stands, or how it ended. All numbers count articles unless said."""

    key: str
    title: str
    """What was given, in a few words."""
    person: str
    event: str = ""
    """Identifier of the event in the library; empty when the articles joined none."""
    began: str = ""
    """ISO 8601, UTC."""
    state: State = "waiting"
    reason: str = ""
    """Why it failed."""
    phase: str = ""
    share: float | None = None
    """Of the work done, 0 to 1; None when it cannot be told."""
    seconds: float = 0.0
    """Since the reading began."""
    read: int = 0
    settled: int = 0
    """Of those read, the ones the library has dealt with."""
    added: int = 0
    filled: int = 0
    """Kept before without their text, which has come now."""
    skipped: int = 0
    """Addresses not asked, because their articles are kept already."""
    problems: int = 0
    codes: dict[str, int] = field(default_factory=dict)
    """Number of problems by `Problem.code`."""
    versions: int = 0
    """Left out, because another version of them is kept already."""
    ids: list[str] = field(default_factory=list)
    """Identifiers they are kept under, at most `MOST_IDS`."""

    @property
    def unchanged(self) -> int:
        """How many were in the library already."""
        return max(0, self.settled - self.added - self.filled - self.versions) + self.skipped

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "stopped", "failed")


def new_key() -> str:
    """Return the name of a new import; names sort by time."""
    return f"{int(datetime.now(UTC).timestamp() * 1000):012x}{uuid4().hex[:8]}"


def reports_folder() -> Path:
    """Return where reports lie."""
    return cache_folder() / "imports"


def write_report(report: ImportReport) -> None:
    """Write a report beside its place and move it there, so that no reader sees half of one."""
    path = _path(report.key)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(orjson.dumps(asdict(report)))
    part.replace(path)


def read_report(key: str) -> ImportReport | None:
    """Return the report of an import; None when there is none that can be read."""
    try:
        return ImportReport(**orjson.loads(_path(key).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def list_reports(limit: int = 50) -> list[ImportReport]:
    """Return the newest imports, the newest first."""
    names = sorted((path.stem for path in reports_folder().glob("*.json")), reverse=True)
    return [report for name in names[:limit] if (report := read_report(name))]


def add_problem(key: str, problem: Problem) -> None:
    """Add a problem to the list of an import."""
    path = problems_path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(orjson.dumps(_storable(asdict(problem))) + b"\n")


def problems_path(key: str) -> Path:
    """Return the file of an import's problems, a JSON object a line."""
    return _path(key).with_suffix(".problems.jsonl")


def read_problems(key: str) -> list[dict[str, str]]:
    """Return the problems of an import: file, place, reason, code, excerpt."""
    path = problems_path(key)
    if not path.exists():
        return []
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def _storable(row: Mapping[str, str]) -> dict[str, str]:
    return {name: value.encode("utf-8", "replace").decode() for name, value in row.items()}


def _path(key: str) -> Path:
    return reports_folder() / f"{key}.json"
