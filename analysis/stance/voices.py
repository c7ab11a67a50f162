"""Whose words name a target: the outlet's own, or those of somebody it quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.stance.mentions import find_mentions

if TYPE_CHECKING:
    from analysis.records import Reading, Span
    from sources.article import Article

MARKED = re.compile(r"“[^“”]{1,1500}(?:”|$)|(?<!\w)\"[^\"]{1,1500}(?:\"|$)", re.DOTALL)
"""What stands between quotation marks; an opening mark without its closing one quotes on."""
MOST = 600
"""Characters of a sentence that are judged: around the target, where a sentence is longer."""
TITLE = -1
"""Sentence number of the headline."""
NAME = -2
"""Sentence number of what is no sentence of the article: an issue's name by itself."""
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence as it is judged, with one mention of the target."""

    text: str
    target: Span | None
    """Character interval into ``text``; None where the sentence does not name the target."""
    sentence: int
    """Number of the sentence; -1 is the headline, -2 the name of an issue by itself."""
    quotation: int | None
    """What it is quoted in, numbered through the article; None in the outlet's own voice."""
    share: float = 1.0
    """How much it counts; below zero it names a rival, and what it says is turned round."""

    @property
    def names_target(self) -> bool:
        """Whether it is a sentence of the article that names the target, or goes on about it."""
        return self.sentence != NAME and self.share > 0


def collect_utterances(article: Article, reading: Reading, target: str) -> list[Utterance]:
    """Return every place where the headline or the text names the target.

    Parameters
    ----------
    article, reading : Article, Reading
        The article and what was read from it.
    target : str
        A name or a thing.

    Returns
    -------
    list of Utterance
        The headline first, then in the order of the text. An own-voice sentence has what it
        quotes replaced by an ellipsis: a quoted insult must not colour the words around it.
    """
    sentences = [(sentence.start, sentence.end) for sentence in reading.sentences]
    quoted = quoted_spans(article.text, reading)
    found = []
    if article.title:
        found += split_voices(article.title, marked_spans(article.title), TITLE, target)
    mentions = find_mentions(article.text, target)
    at = 0
    for number, (start, end) in enumerate(sentences):
        while at < len(mentions) and mentions[at][1] <= start:
            at += 1
        if at >= len(mentions) or mentions[at][0] >= end:
            continue
        found += _in_sentence(article.text, (start, end), quoted, mentions[at:], number)
    return found


def own_sentences(text: str, reading: Reading) -> list[str]:
    """Return the own-voice words of each sentence, what is quoted replaced by an ellipsis.

    Returns
    -------
    list of str
        One a sentence of the reading.
    """
    quoted = quoted_spans(text, reading)
    found = []
    for sentence in reading.sentences:
        start, end = sentence.start, sentence.end
        inside = [(max(a, start), min(b, end)) for a, b in quoted if a < end and b > start]
        found.append(_blank(text, (start, end), inside, (start, start))[0])
    return found


def quoted_spans(text: str, reading: Reading) -> list[Span]:
    """Return what is quoted, directly or not: the reading's quotations and all that is marked.

    Returns
    -------
    list of (int, int)
        Sorted character intervals without overlaps.
    """
    spans = [
        span
        for quotation in reading.quotations
        if quotation.speaker_kind != "own voice"
        for span in quotation.content
    ]
    return merge_spans(spans + marked_spans(text))


def marked_spans(text: str) -> list[Span]:
    """Return what stands between quotation marks, paragraph by paragraph.

    Returns
    -------
    list of (int, int)
        Two words or more: a single word in marks is the outlet's distance, not a speaker.
    """
    found, begin = [], 0
    for paragraph in re.split(r"(\n\s*\n)", text):
        found += [
            (begin + match.start(), begin + match.end())
            for match in MARKED.finditer(paragraph)
            if " " in match.group().strip('“”" ')
        ]
        begin += len(paragraph)
    return found


def merge_spans(spans: Sequence[Span]) -> list[Span]:
    """Return the union of intervals, sorted."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def split_voices(text: str, quoted: Sequence[Span], number: int, target: str) -> list[Utterance]:
    """Return the utterances of one sentence that stands by itself."""
    return _in_sentence(text, (0, len(text)), quoted, find_mentions(text, target), number)


def _in_sentence(
    text: str, sentence: Span, quoted: Sequence[Span], mentions: Sequence[Span], number: int
) -> list[Utterance]:
    start, end = sentence
    inside = [
        (max(a, start), min(b, end), which)
        for which, (a, b) in enumerate(quoted)
        if a < end and b > start
    ]
    found = []
    for a, b in mentions:
        if a >= end:
            break
        if b > end or a < start:
            continue
        holder = next((which for x, y, which in inside if x <= a and b <= y), None)
        blanks = inside if holder is None else []
        words, span = _blank(text, sentence, [(x, y) for x, y, _ in blanks], (a, b))
        found.append(Utterance(*_window(words, span), number, holder))
    return found


def _blank(text: str, sentence: Span, blanks: Sequence[Span], mention: Span) -> tuple[str, Span]:
    """Return the sentence with quoted stretches replaced, and where the mention then stands."""
    pieces: list[str] = []
    at, moved = sentence[0], 0
    for x, y in blanks:
        if x < mention[1] and y > mention[0]:
            continue
        pieces += [text[at:x], BLANK]
        if y <= mention[0]:
            moved += len(BLANK) - (y - x)
        at = y
    pieces.append(text[at : sentence[1]])
    shift = moved - sentence[0]
    return "".join(pieces), (mention[0] + shift, mention[1] + shift)


def _window(text: str, span: Span) -> tuple[str, Span]:
    """Cut a very long sentence to what stands around the mention."""
    if len(text) <= MOST:
        return text, span
    begin = max(0, min(span[0] - MOST // 2, len(text) - MOST))
    return text[begin : max(begin + MOST, span[1])], (span[0] - begin, span[1] - begin)
