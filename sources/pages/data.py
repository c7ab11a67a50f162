"""Article text that a page keeps in its data rather than in its markup.

Structured data (JSON-LD) may give the body; pages drawn by script carry it in a JSON island, and
without a browser there is nothing else to read.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sources.cleaning.line_features import measure_line

_TAG = re.compile(r"<[^<>]{1,300}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/h[1-6]|/li)\b[^<>]*>", re.I)
_TRAILING = re.compile(r",\s*([}\]])")
_LITERAL = re.compile(r'"(?:[^"\\]|\\.){200,}"')
_LONGEST = 4_000_000
_DEEPEST = 60


def linked_data(tree: Any) -> tuple[list[dict[str, Any]], int]:
    """Return the JSON-LD objects of a page, graphs opened, and how many blocks were broken."""
    found: list[dict[str, Any]] = []
    broken = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        value = loads(script.text or "")
        if value is None:
            broken += 1
        else:
            found.extend(_objects(value))
    return found, broken


def loads(text: str) -> Any:
    """Return the value of lenient JSON (raw line breaks, trailing commas); None if broken."""
    text = (
        re.sub(r"^\s*(?://<!\[CDATA\[|<!\[CDATA\[|<!--)|(?://\]\]>|\]\]>|-->)\s*$", "", text)
        .strip()
        .rstrip(";")
    )
    if not text or len(text) > _LONGEST:
        return None
    for attempt in (text, _TRAILING.sub(r"\1", re.sub(r"[\x00-\x1f]+", " ", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def plain(text: str) -> str:
    """Return HTML in a string as lines of text."""
    if "&lt;" in text:
        text = html.unescape(text)
    text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def island_text(tree: Any) -> str:
    """Return the longest prose kept under one kind of key in a page's JSON islands.

    Strings are grouped by the path of keys to them, list places left out; the group with the most
    words of prose wins. Empty when none has 80.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind or len(text) < 500:
            continue
        if "json" not in kind:
            match = re.match(r"(?:window\.|var |let |const )?[\w.\[\]\"'$]+\s*=\s*(?=[{\[])", text)
            if not match:
                continue
            text = text[match.end() :]
        value = loads(text)
        for path, leaf in _leaves(value, ()) if value is not None else ():
            groups[path].append(leaf)
    best, words = "", 80.0
    for path in sorted(groups):
        lines = list(dict.fromkeys("\n".join(map(plain, groups[path])).split("\n")))
        weight = sum(line.words for line in map(measure_line, lines) if line.prose)
        if weight > words:
            best, words = "\n".join(lines), weight
    return best or _literal_text(tree)


def _literal_text(tree: Any) -> str:
    """Return the prose in long string literals of scripts, where no whole JSON value stands."""
    lines: list[str] = []
    for script in tree.iter("script"):
        for match in _LITERAL.finditer((script.text or "")[:_LONGEST]):
            value = loads(match[0])
            if isinstance(value, str) and "<" in value:
                own = plain(value).split("\n")
                if sum(line.words for line in map(measure_line, own) if line.prose) >= 80:
                    lines.extend(line for line in own if line not in lines)
    return "\n".join(lines)


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(value.get(key), (list, dict)):
                yield from _objects(value[key], depth + 1)


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if len(path) > _DEEPEST:
        return
    if isinstance(value, str):
        if len(value) >= 15 and (" " in value or not value.isascii()):
            yield "/".join(path), value
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, (*path, "*"))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*path, str(key)))
