"""Training pairs beside the corpus as it stands: masked targets, other names, our own sentences.

What nobody has labelled is judged by the teacher alone: further names, things ("the new rules"),
sentences cut to the clauses around a target, and sentences set side by side.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.stance.lists import word_list
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
_NOUNS = (
    "immigrant migrant refugee voter worker woman women student teacher police media press "
    "government administration party company bank court judge lawmaker official investigator "
    "scientist doctor conservative liberal military troops agency committee union church industry "
    "program programme rule measure economy system wall border gun speech interview book report "
    "article statement decision family crowd supporter critic protester activist residents nation "
    "country state city team network newspaper tweet order case prosecutor lawyer jury senator "
    "senators governor mayor minister group organization movement regime rebels soldiers victims"
)
_THING = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|new|[Nn]o|[Aa]ny) "
    r"((?:(?!of|and|to|in|for|on|the|is|was|or|that|a|by)[\w’'-]+ ){0,2}"
    rf"(?:{'|'.join(sorted(word_list('proposals') | set(_NOUNS.split())))})s?)\b"
)
"""What may be for or against somebody's liking, after a word that a noun follows."""
_CUT = re.compile(
    r"(?:, (?:and|but|while|as|who|which|after|when|although|because|saying|with)\b"
    r"|; | – | — | but | while | after | because | even as )"
)
"""Where one clause ends and the next begins."""
FURTHER_SEED = 7
MOST_THINGS, MOST_CLAUSES, JOINED = 3200, 1800, 800
SHORT, LEAST, CUT_OFF = 130, 30, 25
"""Characters of a sentence that is joined with another, that are left of a cut one, and that a
cut takes away."""
_SIGNS = dict(zip("-=+", CLASSES, strict=True))


def mask_target(pair: Pair) -> Pair:
    """Return the pair with the target's name masked: the heads must not learn who is liked."""
    assert pair.target is not None
    start, end = pair.target
    return Pair(pair.text[:start] + MASK + pair.text[end:], (start, start + len(MASK)))


def other_names(pairs: Sequence[Pair], first: int = 0, last: int = 1) -> list[Pair]:
    """Return more names, in random order from `first` to before `last`, of each sentence.

    Nobody says how they are judged.
    """
    rng = np.random.default_rng(NAMES_SEED)
    found = []
    for text, targets in _by_text(pairs).items():
        spans = [match.span() for match in _NAME.finditer(text) if not _NO_NAME.match(match[0])]
        free = [(a, b) for a, b in spans if not any(a < y and b > x for x, y in targets)]
        for number in rng.permutation(len(free))[first:last]:
            start, end = free[number]
            found.append(Pair(text, (start, start + len(_BEHIND.sub("", text[start:end])))))
    return found


def _by_text(pairs: Sequence[Pair]) -> dict[str, list[Span]]:
    """Return the targets of each sentence."""
    found: dict[str, list[Span]] = {}
    for text, target in pairs:
        assert target is not None
        found.setdefault(text, []).append(target)
    return found


def further_pairs(plain: Sequence[Pair], names: Sequence[Pair]) -> list[Pair]:
    """Return things, clauses and joined sentences, which nobody has labelled.

    Parameters
    ----------
    plain : sequence of Pair
        The labelled ones.
    names : sequence of Pair
        Further names of their sentences: what names somebody is no thing.
    """
    rng = random.Random(FURTHER_SEED)  # noqa: S311 (no secret)
    taken = _by_text([*plain, *names])
    things = [
        Pair(text, match.span(1))
        for text in sorted({pair.text for pair in plain})
        for match in _THING.finditer(text)
        if not any(a < match.end(1) and b > match.start(1) for a, b in taken[text])
    ]
    rng.shuffle(things)
    clauses = [cut for pair in plain if (cut := _cut_out(pair, rng))]
    rng.shuffle(clauses)
    found = things[:MOST_THINGS] + clauses[:MOST_CLAUSES] + _join(plain, rng)
    rng.shuffle(found)
    return found


def _cut_out(pair: Pair, rng: random.Random) -> Pair | None:
    """Return one or more clauses around the target, without the rest of the sentence."""
    assert pair.target is not None
    text, (start, end) = pair.text, pair.target
    cuts = list(_CUT.finditer(text))
    first = max([0, *(cut.end() for cut in cuts if cut.end() <= start)])
    last = min([len(text), *(cut.start() for cut in cuts if cut.start() >= end)])
    choices = dict.fromkeys([(0, last), (first, len(text)), (first, last)])
    fitting = [(a, b) for a, b in choices if LEAST <= b - a < len(text) - CUT_OFF]
    if not fitting:
        return None
    a, b = rng.choice(fitting)
    kept = text[a:b].strip(" ,;")
    moved = text.find(kept, a)
    if start < moved or end > moved + len(kept):
        return None
    stop = "." if kept[-1].isalnum() else ""
    return Pair(kept + stop, (start - moved, end - moved))


def _join(pairs: Sequence[Pair], rng: random.Random) -> list[Pair]:
    """Return short sentences with another one before or behind them."""
    short, found = [pair for pair in pairs if len(pair.text) < SHORT], []
    for _ in range(JOINED):
        one, other = rng.sample(short, 2)
        assert one.target is not None
        if rng.random() < 0.5:
            found.append(Pair(f"{one.text} {other.text}", one.target))
        else:
            start, end = (place + len(other.text) + 1 for place in one.target)
            found.append(Pair(f"{other.text} {one.text}", (start, end)))
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
