"""Training pairs beside the corpus as it stands: masked targets, other names, our own sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.stance.sentence import CLASSES, Pair

if TYPE_CHECKING:
    from analysis.records import Span

MASK = "[MASK]"
EXAMPLES = Path(__file__).with_name("stance_examples.txt")
_MARKED = re.compile(r"\{([-=+])([^}]*)\}")
_NAME = re.compile(r"(?<=[a-z,;] )(?:[A-Z][\w.’'-]+)(?: [A-Z][\w’'-]+){0,3}")
_NO_NAME = re.compile(
    r"(?:Mr|Mrs|Ms|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July"
    r"|August|September|October|November|December|I|I['’]m)\b"
)
_BEHIND = re.compile(r"['’]s?$|[.,]$")
NAMES_SEED = 5
_SIGNS = dict(zip("-=+", CLASSES, strict=True))


def mask_target(pair: Pair) -> Pair:
    """Return the pair with the target's name masked: the heads must not learn who is liked."""
    assert pair.target is not None
    start, end = pair.target
    return Pair(pair.text[:start] + MASK + pair.text[end:], (start, start + len(MASK)))


def other_names(pairs: Sequence[Pair]) -> list[Pair]:
    """Return one more name, if there is one, of each sentence: nobody says how it is judged."""
    labelled: dict[str, list[Span]] = {}
    for text, target in pairs:
        assert target is not None
        labelled.setdefault(text, []).append(target)
    rng = np.random.default_rng(NAMES_SEED)
    found = []
    for text, targets in labelled.items():
        spans = [match.span() for match in _NAME.finditer(text) if not _NO_NAME.match(match[0])]
        free = [(a, b) for a, b in spans if not any(a < y and b > x for x, y in targets)]
        for number in rng.permutation(len(free))[:1]:
            start, end = free[number]
            found.append(Pair(text, (start, start + len(_BEHIND.sub("", text[start:end])))))
    return found


def read_examples(path: Path = EXAMPLES) -> tuple[list[Pair], NDArray[np.int64]]:
    """Return the sentences written for this project, a pair a target, and their classes."""
    lines = path.read_text("utf-8").splitlines()
    marked = [_read_marked(line) for line in lines if line and not line.startswith("#")]
    pairs = [pair for some, _ in marked for pair in some]
    return pairs, np.array([label for _, labels in marked for label in labels])


def _read_marked(line: str) -> tuple[list[Pair], list[int]]:
    """Return the pairs and classes of one sentence: "{=A} praised {+B}."."""
    text, spans, labels, at = "", [], [], 0
    for match in _MARKED.finditer(line):
        text += line[at : match.start()]
        spans.append((len(text), len(text) + len(match[2])))
        labels.append(CLASSES.index(_SIGNS[match[1]]))
        text += match[2]
        at = match.end()
    text += line[at:]
    return [Pair(text, span) for span in spans], labels
