"""Articles written for training, with their attributions marked in the text.

``{s1|Anna Berg} {c1|said} {q1|that it rained}``: source, cue and content of the first attribution.
Braces may stand inside braces, and an attribution may have several of each. A line is a paragraph,
an empty line ends an article, a line that opens with ``#`` is left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("quotations_written.txt")
_BRACE = re.compile(r"\{([scq])(\d+)\||\}")
_PARTS = {"s": "source", "c": "cue", "q": "content"}


def read_written(path: Path = PATH) -> list[dict[str, Any]]:
    """Return the articles as records: text and attributions, as the annotated articles have."""
    lines = path.read_text("utf-8").splitlines()
    whole = "\n".join(line for line in lines if not line.startswith("#"))
    return [_record(part.replace("\n", "\n\n")) for part in whole.strip().split("\n\n")]


def _record(marked: str) -> dict[str, Any]:
    text, last = "", 0
    found: dict[str, dict[str, Any]] = {}
    opened: list[tuple[str, str, int]] = []
    for brace in _BRACE.finditer(marked):
        text += marked[last : brace.start()]
        last = brace.end()
        if brace[1]:
            opened.append((_PARTS[brace[1]], brace[2], len(text)))
            continue
        part, number, start = opened.pop()
        empty = {"source": [], "cue": [], "content": [], "speech": True}
        found.setdefault(number, empty)[part].append([start, len(text)])
    return {"text": text + marked[last:], "attributions": list(found.values())}
