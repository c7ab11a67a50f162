"""Turns of a transcript: a label, a colon, and what its bearer said ("LEE: We will see.")."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from analysis.records import Span

_LABEL = re.compile(
    r"^[ \t]*[\"“”«„]?((?:[^\W\d_][\w.'’\-]*)(?:[ \t]+[^\W\d_][\w.'’\-]*){0,4}"
    r"(?:[ \t]*\([^()\n]{1,40}\))?)"
    r"[ \t]*(:)[ \t]+(?=\S)",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"^(?:note|source|contact|correction|update|related|read more|watch|photo|image|video|comment|"
    r"news|date|time|place|where|when|who|what|why|how|email|e-mail|tel|phone|fax|website|web|url|"
    r"subject|re|tags|topics|share|author|by|credit|editor'?s note|media contact|issue|summary|"
    r"file(?: photo)?|now watch|more|just in|breaking|exclusive|opinion|analysis|live|slideshow|"
    r"gallery|pictured|caption|also|see|trending|developing|fact check|explainer|must read|"
    r"here'?s|this)\b",
    re.IGNORECASE,
)
_DENSE = 0.4
"""Share of the lines of a transcript that open with a label."""
_SIGNED = re.compile(
    r"[ \t\xa0]*([—–―]|--|-(?=[ \t\xa0]))[ \t\xa0]*"
    r"([^\W\d_][\w.'’\-\u0300-\u036f]*(?:[ \t]+[^\W\d_][\w.'’\-\u0300-\u036f]*){0,5})"
    r"(?=[ \t\xa0.,]*(?:\n|\Z)|,)"
)
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n|\n(?=[ \t]*[^\s:]{1,30}(?: [^\s:]{1,30}){0,4}:[ \t])")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn."""

    label: Span
    colon: int
    content: Span


def signature(text: str, end: int) -> tuple[Span, Span] | None:
    """Return dash and name that sign a quotation which ends at `end` ("…" — Ann Lee), or None.

    Examples
    --------
    >>> text = "“Go.” — Ann Lee"
    >>> [text[s:e] for s, e in signature(text, 5)]
    ['—', 'Ann Lee']
    """
    match = _SIGNED.match(text, end)
    if match is None or not all(w[0].isupper() or len(w) < 4 for w in match[2].split()):
        return None
    return match.span(1), match.span(2)


def _named(text: str, label: str) -> bool:
    """Whether the text writes the last word of a label in capitals as a name, too: "Lee"."""
    return re.search(rf"\b{re.escape(label.split()[-1].title())}\b", text) is not None


def find_turns(text: str) -> list[Turn]:
    r"""Return the turns of a transcript, in order; empty for running prose.

    A label in capitals makes a turn by itself; one in small letters only when it comes back, and
    another one beside it.

    Examples
    --------
    >>> text = "The council\nLEE: We will see."
    >>> [text[slice(*turn.content)] for turn in find_turns(text)]
    ['We will see.']
    """
    labels = [m for m in _LABEL.finditer(text) if not _HEADING.match(m[1])]
    counts = Counter(m[1].strip() for m in labels)
    dialogue = sum(n >= 2 for n in counts.values()) >= 2
    lines = sum(1 for line in text.splitlines() if line.strip())
    sparse = len(labels) < _DENSE * lines
    turns = []
    for m in labels:
        name = m[1].strip()
        letters = [c for c in name if c.isalpha()]
        capitals = sum(c.isupper() for c in letters) >= 0.8 * len(letters) and len(letters) > 2
        # "STORM IN THE NORTH: What we know" is a headline that another page was linked with.
        if sparse and capitals and counts[name] == 1 and not _named(text, name):
            continue
        # Headlines in capitals have a colon as well; they stand at the very top.
        if not (capitals and (m.start() > 0 or len(labels) > 1)) and not (
            dialogue and counts[name] >= 2 and name[:1].isupper()
        ):
            continue
        end = _PARAGRAPH_END.search(text, m.end())
        last = len(text[: end.start() if end else len(text)].rstrip())
        if last > m.end():
            turns.append(Turn(m.span(1), m.start(2), (m.end(), last)))
    return turns
