"""Where things stand among uploads: how far into a file a place is, and what side files say."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sources.article import Problem
    from sources.manifest import Manifest

_LINE = re.compile(r"\b(?:line|row) (\d+)")
_MEMBER = re.compile(r"^(.+?)(?:, | › |$)")
_PIECE = 1 << 20


def share_read(path: Path) -> Callable[[str], float]:
    """Return a function from the place of an article to the share of the file read by then.

    Told by lines for tables and lists, by members for ZIP files; 0 where a place does not tell.
    """
    if zipfile.is_zipfile(path):
        return _members_read(path)
    with path.open("rb") as file:
        lines = sum(piece.count(b"\n") for piece in iter(lambda: file.read(_PIECE), b""))

    def share(place: str) -> float:
        match = _LINE.search(place)
        return min(1.0, int(match[1]) / lines) if match and lines else 0.0

    return share


def _members_read(path: Path) -> Callable[[str], float]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = len([one for one in archive.infolist() if not one.is_dir()])
    except (OSError, zipfile.BadZipFile):
        members = 0
    seen: set[str] = set()

    def share(place: str) -> float:
        match = _MEMBER.match(place)
        seen.add(match[1] if match else place)
        return min(1.0, len(seen) / members) if members else 0.0

    return share


def side_fields(
    files: Mapping[str, Path],
) -> tuple[dict[str, Mapping[str, str]], set[str], list[Problem]]:
    """Return what ``articles.csv`` and its like say about files that came together.

    Parameters
    ----------
    files : mapping of str to Path
        Name as given (with folders, when a folder was given) to where the bytes lie.

    Returns
    -------
    tuple
        Fields by name of file; the names of the side files themselves; problems in them.
    """
    from sources.article import Problem
    from sources.manifest import read_manifest

    sides: dict[str, Manifest] = {}
    named: set[str] = set()
    problems: list[Problem] = []
    for name, path in files.items():
        if len(files) > 1 and may_be_side_file(name):
            manifest, wrong = read_manifest(path.read_bytes(), name)
            if manifest is not None:
                problems += wrong
                sides[_folder(PurePosixPath(name.replace("\\", "/")))] = manifest
                named.add(name)
    said = {name: fields for name in files if name not in named and (fields := _said(name, sides))}
    for folder, manifest in sides.items():
        inside = [_relative(name, folder) for name in files if name not in named]
        reason = "names a file that was not given: {}"
        problems += [
            Problem(manifest.name, "", reason.format(one), "manifest")
            for one in manifest.unmatched([path for path in inside if path])
        ]
    return said, named, problems


def may_be_side_file(name: str) -> bool:
    """Return whether a file is called as one that says what the files beside it are."""
    from sources.manifest import NAMES

    return PurePosixPath(name.replace("\\", "/")).name in NAMES


def _said(name: str, sides: Mapping[str, Manifest]) -> Mapping[str, str]:
    """Return what the nearest side file at or above a file says about it."""
    folders = sorted((f for f in sides if _relative(name, f)), key=len, reverse=True)
    return sides[folders[0]].fields(_relative(name, folders[0])) if folders else {}


def _folder(path: PurePosixPath) -> str:
    parent = str(path.parent)
    return "" if parent == "." else parent + "/"


def _relative(name: str, folder: str) -> str:
    plain = name.replace("\\", "/")
    return plain.removeprefix(folder) if plain.startswith(folder) else ""


def common_name(names: Sequence[str]) -> str:
    """Return what to call files that were given together.

    Examples
    --------
    >>> common_name(["a.txt"]), common_name(["a.txt", "b.txt", "c.txt"])
    ('a.txt', 'a.txt and 2 more')
    """
    first = names[0].replace("\n", " ")[:80]
    return first if len(names) == 1 else f"{first} and {len(names) - 1} more"
