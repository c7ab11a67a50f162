"""Settings of a comparison: defaults in code, overridden by ``PARALLAX_*``, recorded in results."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.codebook import own_codebook

Grouping = Literal["outlet_type", "outlet", "stance", "language"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may set before comparing."""

    targets: tuple[str, ...] = ()
    """Toward whom or what stance is measured; empty: proposed from the articles."""
    encoder: bool = True
    """Whether the sentence encoder may be used; what works without it then does."""
    collapse_reprints: bool = True
    """Count wire copy, syndicated copy and reprinted press releases as one voice."""
    groups: Grouping = "outlet_type"
    """What distinctive words are compared between."""
    match_threshold: float | None = None
    """How surely two clauses must make the same claim, 0 to 1; None: the tuned default."""
    codebook: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    """Frames and their terms; None: the shipped codebook."""


def settings_from_environment(*, targets: tuple[str, ...] = ()) -> Settings:
    """Return the defaults as overridden by ``PARALLAX_*`` and the user's own codebook.

    Raises
    ------
    analysis.codebook.CodebookError
        When the own codebook cannot be used.
    """
    own = own_codebook()
    return Settings(
        targets=targets,
        encoder=_switch("PARALLAX_ENCODER"),
        collapse_reprints=_switch("PARALLAX_COLLAPSE"),
        codebook=None if own is None else tuple(own.items()),
    )


def _switch(name: str) -> bool:
    return os.environ.get(name, "on").strip().lower() not in {"off", "0", "no", "false"}


def cache_folder() -> Path:
    """Return where readings and comparisons are kept: ``PARALLAX_CACHE`` or the user's cache."""
    given = os.environ.get("PARALLAX_CACHE")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("parallax", appauthor=False)


def kept_file() -> Path:
    """Return the file of what is kept: readings, vectors, scores, comparisons."""
    return cache_folder() / "kept.sqlite"
