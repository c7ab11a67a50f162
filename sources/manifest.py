"""The side file of a folder: what a person says about its files, outranking what is detected.

``articles.csv`` (or ``metadata.csv``, ``.tsv``) has the columns file, outlet, outlet_type,
published, url, title, stance; all but ``file`` may be missing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from sources.article import Problem
from sources.dates import infer_day_first, parse_date
from sources.decoding import decode

NAMES = (
    "articles.csv", "articles.tsv", "metadata.csv", "metadata.tsv", "metadata.yaml", "metadata.yml",
)  # fmt: skip
COLUMNS = ("outlet", "outlet_type", "published", "url", "title", "stance")
_KEYS = ("file", "path", "filename", "file_name", "id")
_SAME = {
    "date": "published",
    "headline": "title",
    "source": "outlet",
    "publication": "outlet",
    "type": "outlet_type",
}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a side file says, by file name."""

    name: str
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """File as written there (with ``/``) to the fields that are not empty."""

    def fields(self, relative: str) -> Mapping[str, str]:
        """Return what is said about a file, by its path within the folder, its name or its stem."""
        path = PurePosixPath(relative.replace("\\", "/"))
        for key in (str(path), path.name, path.stem):
            if key in self.rows:
                return self.rows[key]
        return {}

    def unmatched(self, relatives: list[str]) -> list[str]:
        """Return the entries that name no file of the folder."""
        known: set[str] = set()
        for relative in relatives:
            path = PurePosixPath(relative.replace("\\", "/"))
            known.update((str(path), path.name, path.stem))
        return [key for key in self.rows if key not in known]


def read_manifest(data: bytes, name: str) -> tuple[Manifest | None, list[Problem]]:
    """Return the manifest in a table, or None when the table is not one (it has no file column).

    Parameters
    ----------
    data : bytes
        The table, comma, semicolon or tab separated.
    name : str
        What it is called in a problem.
    """
    text = decode(data).text
    rows = list(_yaml_rows(text) if name.endswith((".yaml", ".yml")) else _rows(text))
    if not rows or not any(key in rows[0][1] for key in _KEYS):
        return None, []
    key = next(key for key in _KEYS if key in rows[0][1])
    if "text" in rows[0][1] or "body" in rows[0][1]:
        return None, []
    day_first = infer_day_first(row.get("published", row.get("date", "")) for _, row in rows)
    problems: list[Problem] = []
    kept: dict[str, Mapping[str, str]] = {}
    for number, row in rows:
        file = row[key].strip().replace("\\", "/").removeprefix("./")
        if not file:
            problems.append(Problem(name, f"row {number}", "names no file", "manifest"))
            continue
        fields = {
            _SAME.get(column, column): value.strip()
            for column, value in row.items()
            if column != key
        }
        problems += _check_date(fields, day_first, name, number)
        kept[file] = {
            column: value for column, value in fields.items() if value and column in COLUMNS
        }
    return Manifest(name, kept), problems


def find_manifest(folder: Path) -> tuple[Manifest | None, Path | None, list[Problem]]:
    """Return the manifest of a folder, its path, and the problems it has; None when it has none."""
    for name in NAMES:
        path = folder / name
        if path.is_file():
            manifest, problems = read_manifest(path.read_bytes(), str(path))
            if manifest is not None:
                return manifest, path, problems
    return None, None, []


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip().lower() for cell in next(reader)]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, dict(zip(header, cells + [""] * len(header), strict=False))
    except (StopIteration, csv.Error):
        return


_YAML = re.compile(r"^(\s*)(-\s+)?(?:\"([^\"]+)\"|'([^']+)'|([^:#\s][^:]*?)):(?:\s+(.*))?$")


def _yaml_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the entries of a YAML side file: a list of them, or a mapping from file to fields."""
    rows: list[tuple[int, dict[str, str]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _YAML.match(line)
        if not match:
            continue
        key = match[3] or match[4] or match[5]
        value = (match[6] or "").strip().strip("\"'")
        if match[2] or (not match[1] and not value):
            rows.append((number, {} if match[2] else {"file": key}))
        if rows and (match[2] or match[1]):
            rows[-1][1][key.strip().lower()] = value
    columns = {name for _, row in rows for name in row}
    for number, row in rows:
        yield number, {**dict.fromkeys(columns, ""), **row}


def _check_date(
    fields: dict[str, str], day_first: bool | None, name: str, number: int
) -> list[Problem]:
    value = fields.get("published", "")
    if not value:
        return []
    date = parse_date(value, day_first=day_first)
    if date is None:
        del fields["published"]
        return [Problem(name, f"row {number}", f"published is no date: {value!r}", "date")]
    fields["published"] = date.local
    return []
