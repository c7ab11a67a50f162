"""What a comparison that was made elsewhere was set to, and what differs here."""

from __future__ import annotations

import orjson

from analysis.methods_text import codebook_words
from analysis.settings import Settings, settings_from_environment


def differences(recorded: bytes) -> list[str]:
    """Return what would come out otherwise here, a sentence each with what to do.

    Parameters
    ----------
    recorded : bytes
        The settings as a bundle has them, JSON; empty when it has none.

    Returns
    -------
    list of str
        Empty when the same comes out.
    """
    from analysis.versions import versions

    if not recorded:
        return []
    try:
        there = orjson.loads(recorded)
        here = settings_from_environment()
        found = _codebook(there.get("codebook"), here)
        found += _sidebar(there) + _targets(there)
        return found + _version(there["versions"], versions(here.encoder))
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError, ValueError):
        return ["cannot be read: it cannot be told whether the same comes out here"]


def _codebook(there: object, here: Settings) -> list[str]:
    lists = (
        None if here.codebook is None else [[frame, list(terms)] for frame, terms in here.codebook]
    )
    if there == lists:
        return []
    use = "frames.csv in the bundle" if there else "the shipped lists"
    return [
        f"frames were counted by {codebook_words(there)}, here by {codebook_words(lists)}: "  # type: ignore[arg-type]
        f"to get the same, use {use} on the page Words, under Frames"
    ]


def _sidebar(there: dict[str, object]) -> list[str]:
    found = []
    if there.get("match_threshold") is not None:
        found.append(
            f"compared at match threshold {there['match_threshold']}: set it in the sidebar"
        )
    if there.get("collapse_reprints") is False:
        found.append("copies were counted apart: switch “Count copies as one voice” off")
    return found


def _targets(there: dict[str, object]) -> list[str]:
    targets = there.get("targets")
    if not there.get("targets_chosen") or not isinstance(targets, list):
        return []  # proposed: the same articles propose them here
    return [
        f"stance was measured toward targets that a person chose ({', '.join(map(str, targets))}): "
        "to get the same, choose them on the page Overview"
    ]


def _version(there: dict[str, object], here: dict[str, str]) -> list[str]:
    differ = sorted(name for name in here if there.get(name) != here[name])
    return (
        [f"made with other versions of {', '.join(differ)}: figures may differ"] if differ else []
    )
