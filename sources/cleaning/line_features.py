"""What a line of a page shows about being article text: named numbers, from the lines alone."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sources.cleaning.contacts import is_contact_header, is_contact_line
from sources.cleaning.furniture import is_furniture, is_promotion
from sources.cleaning.metadata import byline, date_line

Features = dict[str, float]

_WORD = re.compile(r"\w[\w'’-]*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_END = re.compile(r"[.!?…。！？।۔؟][\"'”’»)\]」』]*$")
_INNER_STOP = re.compile(r"[.!?][\"'”’»)]* +[\"“'‘«(]?[A-ZÀ-ÞА-Я]|[。！？]")
_QUOTE = re.compile(r"^[\"“«„‘'‹「]")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_SEPARATOR = re.compile(r"[|›»•·→]|\s/\s|\s-\s")
_YOU = re.compile(
    r"\b(?:you|your|we|our|us|sie|ihr|ihre|wir|vous|votre|nous|notre|usted|su|tu)\b", re.I
)
_BINS = (1, 2, 3, 5, 8, 12, 18, 27, 45, 80)


@dataclass(frozen=True, slots=True)
class Line:
    """A line and what was counted in it once."""

    text: str
    words: float
    prose: bool
    furniture: bool
    stop: bool


def measure_line(text: str) -> Line:
    """Return a line with its counts; a Chinese or Japanese character counts as half a word."""
    cjk = len(_CJK.findall(text))
    words = len(_WORD.findall(_CJK.sub(" ", text))) + cjk / 2 if cjk else len(_WORD.findall(text))
    stop = _END.search(text) is not None
    prose = words >= 25 or (words >= 9 and stop)
    return Line(text, float(words), prose, not prose and is_furniture(text), stop)


def line_features(lines: Sequence[Line]) -> list[Features]:
    """Return the features of each line, its neighbours' among them.

    Parameters
    ----------
    lines : sequence of Line
        All lines of a page in order.

    Returns
    -------
    list of dict
        Name to number; a missing name is 0.
    """
    if not lines:
        return []
    own = [_own(line) for line in lines]
    repeated = Counter(line.text for line in lines)
    start, end = main_run(lines)
    vocabulary = Counter(
        word for line in lines[start:end] if line.prose for word in set(content_words(line.text))
    )
    total = sum(line.words for line in lines if line.prose) or 1.0
    before = 0.0
    rows: list[Features] = []
    for place, line in enumerate(lines):
        row = dict(own[place])
        row["repeated"] = float(repeated[line.text] > 1)
        row["place"] = place / len(lines)
        row["mass before"] = before / total
        row["in run"] = float(start <= place < end)
        row["before run"] = min(10, max(0, start - place)) / 10
        row["after run"] = min(10, max(0, place - end + 1)) / 10
        row["on topic"] = _on_topic(line, vocabulary)
        row["topic x prose"] = row["on topic"] * line.prose
        row["off topic prose"] = float(line.prose and row["on topic"] < 0.2)
        _add_neighbours(row, lines, place)
        if line.prose:
            before += line.words
        rows.append(row)
    return rows


def main_run(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the stretch of lines with the greatest sum, prose for and short lines against it."""
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for place, line in enumerate(lines):
        gain = min(line.words, 60.0) if line.prose else -6.0 - 4.0 * line.furniture
        total += gain
        if total <= 0:
            total, start = 0.0, place + 1
        elif total > best[0]:
            best = (total, start, place + 1)
    return best[1], best[2]


def _own(line: Line) -> Features:
    text, words = line.text, line.words
    tokens = _WORD.findall(text) or [""]
    letters = [token for token in tokens if token[:1].isalpha()] or [""]
    capital = sum(token[:1].isupper() for token in letters) / len(letters)
    lower = sum(token[:1].islower() for token in letters) / len(letters)
    row: Features = {
        "one": 1.0,
        "log words": math.log1p(words),
        "prose": float(line.prose),
        "furniture": float(line.furniture),
        "stop": float(line.stop),
        "inner stops": float(min(4, len(_INNER_STOP.findall(text)))),
        "comma": float("," in text or "，" in text or "、" in text),
        "colon end": float(text.endswith((":", "："))),
        "question": float(text.endswith("?")),
        "capitals": capital,
        "lower": lower,
        "title case": float(words >= 4 and capital > 0.7),
        "headline": float(4 <= words <= 20 and not line.stop and not text.endswith(":")),
        "upper": float(text.isupper()),
        "digits": sum(letter.isdigit() for letter in text) / len(text) if text else 0.0,
        "quote": float(bool(_QUOTE.match(text))),
        "begins lower": float(text[:1].islower()),
        "separator": float(bool(_SEPARATOR.search(text))),
        "clock": float(bool(_CLOCK.search(text))),
        "address": float("http" in text or "www." in text or "@" in text),
        "rights": float("©" in text or "(c)" in text.lower()),
        "ellipsis": float(text.endswith(("...", "…"))),
        "you": float(bool(_YOU.search(text))),
        "promotion": float(is_promotion(text)),
        "contact": float(is_contact_line(text) or is_contact_header(text)),
        "date": float(words <= 16 and date_line(text) is not None),
        "byline": float(words <= 14 and bool(byline(text))),
        "no letters": float(not any(letter.isalpha() for letter in text)),
    }
    row[f"words {_bin(words)}"] = 1.0
    return row


def _bin(words: float) -> int:
    return next((limit for limit in _BINS if words <= limit), 999)


def content_words(text: str) -> list[str]:
    """Return the longer words of a line in lower case; in Chinese, pairs of characters."""
    if _CJK.search(text):
        return [text[i : i + 2] for i in range(len(text) - 1) if _CJK.match(text[i])]
    return [word.lower() for word in _WORD.findall(text) if len(word) >= 5]


def _on_topic(line: Line, vocabulary: Counter[str]) -> float:
    """Share of the line's longer words that other lines of the main run use."""
    words = content_words(line.text)
    if not words:
        return 0.0
    need = 2 if line.prose else 1
    return sum(vocabulary[word] >= need for word in words) / len(words)


def _add_neighbours(row: Features, lines: Sequence[Line], place: int) -> None:
    for step in (-3, -2, -1, 1, 2, 3):
        other = place + step
        if not 0 <= other < len(lines):
            row[f"edge {step}"] = 1.0
            continue
        line = lines[other]
        row[f"prose {step}"] = float(line.prose)
        row[f"log words {step}"] = math.log1p(line.words)
        row[f"furniture {step}"] = float(line.furniture)
        if abs(step) == 1:
            row[f"stop {step}"] = float(line.stop)
            row[f"colon {step}"] = float(line.text.endswith(":"))
    for width in (4, 10):
        near = [
            lines[other]
            for other in range(max(0, place - width), min(len(lines), place + width + 1))
            if other != place
        ]
        count = max(1, len(near))
        row[f"prose near {width}"] = sum(line.prose for line in near) / count
        row[f"furniture near {width}"] = sum(line.furniture for line in near) / count
        row[f"words near {width}"] = math.log1p(sum(line.words for line in near if line.prose))
    back = next((step for step in range(1, 12) if place >= step and lines[place - step].prose), 12)
    ahead = next(
        (step for step in range(1, 12) if place + step < len(lines) and lines[place + step].prose),
        12,
    )
    row["prose behind"], row["prose ahead"] = back / 12, ahead / 12
    row["between prose"] = float(back <= 2 and ahead <= 2)
    row["short between prose"] = row["between prose"] * (not lines[place].prose)
    row["short far from prose"] = float(back > 3 and ahead > 3 and not lines[place].prose)
