"""Bringing files into the library, in a worker process: read, keep, put into an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from analysis.progress import Progress, no_progress
from analysis.settings import cache_folder

if TYPE_CHECKING:
    from sources.article import Article, Problem


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person gave: its name is shown and never used as a path."""

    name: str
    data: bytes
    fields: dict[str, str]
    """What the person says about it: outlet, outlet_type, published, url, title, stance."""


def import_key(uploads: Sequence[Upload], event: str) -> str:
    """Return the name of an import: the same files into the same event are one import."""
    digest = sha256(event.encode("utf-8", "surrogatepass"))
    for upload in uploads:
        digest.update(
            orjson.dumps([sha256(upload.data).hexdigest(), sorted(upload.fields.items())])
        )
        digest.update(upload.name.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def import_files(
    key: str,
    uploads: Sequence[Upload],
    event: str,
    person: str,
    *,
    progress: Progress = no_progress,
) -> None:
    """Read files, keep their articles, put them into an event; leave a report.

    Parameters
    ----------
    key : str
        As `import_key` makes it; names the report.
    uploads : sequence of Upload
        The files.
    event : str
        Identifier of an event in the library.
    person : str
        Who signs.
    progress : callable
        Told after each file.
    """
    from sources.library import Library

    articles: list[Article] = []
    problems: list[Problem] = []
    for number, upload in enumerate(uploads, 1):
        _read(upload, articles, problems)
        progress(number, len(uploads), "reading files")
    with Library() as library:
        kept = library.keep(articles)
        known = dict(kept.known)
        identifiers = [known.get(article.id, article.id) for article in articles]
        library.add_to_event(event, identifiers, person=person)
    problems += kept.problems
    report = {
        "added": len(kept.added),
        "known": len(known),
        "files": len(uploads),
        "problems": [asdict(problem) for problem in problems],
    }
    path = report_path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(orjson.dumps(report))


def _read(upload: Upload, articles: list[Article], problems: list[Problem]) -> None:
    import sources

    for found in sources.read_bytes(upload.data, upload.name, upload.fields):
        if isinstance(found, sources.Article):
            articles.append(found)
        else:
            problems.append(found)


def report_path(key: str) -> Path:
    """Return where the report of an import lies."""
    return cache_folder() / "imports" / f"{key}.json"


def read_report(key: str) -> dict[str, Any] | None:
    """Return the report of an import: added, known, files (counts), problems; None before it."""
    path = report_path(key)
    if not path.exists():
        return None
    report: dict[str, Any] = orjson.loads(path.read_bytes())
    return report
