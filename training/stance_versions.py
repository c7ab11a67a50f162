"""Training pairs beside the corpus as it stands: masked targets, and sentences of our own."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.stance.sentence import CLASSES, Pair

MASK = "[MASK]"
EXAMPLES = Path(__file__).with_name("stance_examples.txt")
_MARKED = re.compile(r"\{([-=+])([^}]*)\}")
_SIGNS = dict(zip("-=+", CLASSES, strict=True))


def mask_target(pair: Pair) -> Pair:
    """Return the pair with the target's name masked: the heads must not learn who is liked."""
    assert pair.target is not None
    start, end = pair.target
    return Pair(pair.text[:start] + MASK + pair.text[end:], (start, start + len(MASK)))


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
