"""What the names of files say, by a pattern that a person gives: ``{date}_{outlet}_{title}.txt``.

PatternError
    a pattern cannot be used; the message says why
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

FIELDS: Mapping[str, str] = {
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "outlet_type": "outlet_type",
    "title": "title",
    "author": "authors",
    "section": "section",
    "language": "language",
    "stance": "stance",
    "event": "event_id",
    "skip": "",
}
"""What may stand in a pattern, to the field it fills; ``{skip}`` matches and says nothing."""

_HOLE = re.compile(r"\{(\w+)\}")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_DATE = r"\d{4}(?:[-._]?\d{2}(?:[-._]?\d{2})?)?|\d{1,2}[-._]\d{1,2}[-._]\d{4}"


class PatternError(ValueError):
    """A pattern of file names that cannot be used."""


def name_fields(path: str, pattern: str) -> dict[str, str]:
    """Return the fields that a file's name gives; empty when the pattern does not fit.

    Parameters
    ----------
    path : str
        The file, with its folders; as many of them count as the pattern names.
    pattern : str
        Text with ``{date}``, ``{outlet}``, ``{title}``, ``{author}`` … in it; folders are parted by
        ``/``, the ending may be left out.

    Examples
    --------
    >>> name_fields("in/The_Quay/2024-05-03 Ferry_ends.docx", "{outlet}/{date} {title}")
    {'outlet': 'The Quay', 'published': '2024-05-03', 'title': 'Ferry ends'}

    Raises
    ------
    PatternError
        When the pattern names nothing, or something unknown, or one thing twice.
    """
    regex, depth = _compiled(pattern)
    parts = [part for part in re.split(r"[/\\]| › ", path) if part]
    match = regex.fullmatch(_ENDING.sub("", "/".join(parts[-depth:])))
    if match is None:
        return {}
    found: dict[str, str] = {}
    for name, value in match.groupdict().items():
        field = FIELDS[name]
        plain = value if field == "published" else " ".join(value.replace("_", " ").split())
        if field and plain.strip(" -_"):
            found[field] = (
                plain.replace("_", "-").replace(".", "-") if field == "published" else plain
            )
    return found


def preview_names(paths: Iterable[str], pattern: str) -> list[tuple[str, dict[str, str]]]:
    """Return every name with the fields it gives, for a look before anything is read."""
    return [(path, name_fields(path, pattern)) for path in paths]


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> tuple[re.Pattern[str], int]:
    plain = _ENDING.sub("", pattern.strip().replace("\\", "/"))
    names = _HOLE.findall(plain)
    unknown = [name for name in names if name not in FIELDS]
    if not names or set(names) <= {"skip"}:
        raise PatternError("the pattern names no field; write it like {date}_{outlet}_{title}")
    if unknown:
        raise PatternError(f"{{{unknown[0]}}} is no field; there are {', '.join(FIELDS)}")
    if any(names.count(name) > 1 for name in names if name != "skip"):
        raise PatternError("the pattern names one field twice")
    regex, end, skipped = "", 0, 0
    for match in _HOLE.finditer(plain):
        regex += re.escape(plain[end : match.start()])
        if match[1] == "skip":
            regex, skipped = regex + r"[^/]*?", skipped + 1
        else:
            inner = _DATE if FIELDS[match[1]] == "published" else r"[^/]+?"
            regex += f"(?P<{match[1]}>{inner})"
        end = match.end()
    return re.compile(regex + re.escape(plain[end:])), plain.count("/") + 1
