"""A comparison made once and kept: what the command line writes and the dashboard opens."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

import orjson

from analysis.kept import Kept, KeptOnDisk
from analysis.progress import Progress, no_progress
from analysis.settings import Settings, kept_file
from analysis.versions import versions

if TYPE_CHECKING:
    from sources.article import Article, Problem

_KIND = "comparison"


def comparison_key(
    articles: Sequence[Article], problems: Sequence[Problem], settings: Settings
) -> str:
    """Return the name of a comparison: a digest of everything that shapes it.

    That is the articles with all their fields, the problems met on the way in, the settings, and
    the versions of models and code.

    Returns
    -------
    str
        Sixty-four hexadecimal digits.
    """
    shaping = [
        sorted(map(repr, articles)),
        list(map(repr, problems)),
        repr(settings),
        versions(settings.encoder),
    ]
    return sha256(orjson.dumps(shaping)).hexdigest()


def kept_document(key: str, kept: Kept) -> bytes | None:
    """Return the document kept under a key; None when it was not made yet."""
    return kept.get(_KIND, [key]).get(key)


def comparison_document(
    articles: Sequence[Article],
    problems: Sequence[Problem],
    settings: Settings,
    kept: Kept,
    *,
    workers: int = 1,
    progress: Progress = no_progress,
) -> bytes:
    """Return the document of a comparison as JSON, made now or kept from before.

    Returns
    -------
    bytes
        UTF-8; the same input gives the same bytes.
    """
    key = comparison_key(articles, problems, settings)
    value = kept_document(key, kept)
    if value is None:
        # Here: a kept comparison must not wait for what makes one.
        from analysis.comparison import compare
        from analysis.document import to_document

        comparison = compare(
            articles, settings=settings, kept=kept, workers=workers, progress=progress
        )
        document = to_document(comparison)
        document["problems"] = [*map(_problem, problems), *document["problems"]]
        value = orjson.dumps(document)
        kept.put(_KIND, {key: value})
    return value


def make_comparison(
    articles: Sequence[Article],
    problems: Sequence[Problem],
    settings: Settings,
    *,
    progress: Progress = no_progress,
) -> None:
    """Make a comparison and keep it; the work of a job in another process."""
    comparison_document(articles, problems, settings, KeptOnDisk(kept_file()), progress=progress)


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "file": problem.file,
        "place": problem.place,
        "reason": problem.reason,
        "code": problem.code,
        "excerpt": problem.excerpt,
    }
