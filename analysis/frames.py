"""Frames: from which side a story is told, by word lists that anybody can read and replace.

The lists are a codebook: the shipped one, or the user's own (``analysis/codebook.py``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.codebook import Codebook, shipped_codebook
from analysis.records import Reading
from analysis.words.terms import Voice, Word, quoted_mask, words_of
from sources.article import Article

Entry = tuple[str, str, tuple[str, ...]]
"""Frame, term, and the words of the term."""


@dataclass(frozen=True, slots=True)
class FrameHit:
    """One place where a term of a frame stands."""

    article: str
    frame: str
    term: str
    """The term of the codebook that matched."""
    start: int
    end: int
    sentence: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class FrameShare:
    """How much of a group's sentences carries a frame."""

    group: str
    frame: str
    sentences: int
    total: int
    """Sentences of the group."""
    share: float
    """0 to 1."""
    articles: int
    """Articles of the group with at least one hit."""


def find_frames(
    article: Article, reading: Reading, *, codebook: Codebook | None = None, voice: Voice = "all"
) -> list[FrameHit]:
    """Return every hit of every frame in an article.

    Parameters
    ----------
    article : Article
        The article.
    reading : Reading
        Its reading.
    codebook : Codebook, optional
        The shipped one when left out.
    voice : {"all", "own", "quoted"}
        Everything, only the outlet's own words, or only what stands in quotations.

    Returns
    -------
    list of FrameHit
        By place, then frame; ``[start, end)`` slices to the words. Words are matched as written and
        as lemma.

    References
    ----------
    Boydstun, Card, Gross, Resnik and Smith (2014), "Tracking the Development of Media Frames within
    and across Policy Issues".
    """
    words = words_of(article, reading)
    matcher = _matcher(_frozen(codebook or shipped_codebook()))
    quoted = quoted_mask(article, reading)
    hits = []
    for first, word in enumerate(words):
        for frame, term, length in matcher.at(article.text, words, first):
            end = words[first + length - 1].end
            mark = bool(quoted[word.start])
            hits.append(FrameHit(article.id, frame, term, word.start, end, word.sentence, mark))
    if voice != "all":
        hits = [hit for hit in hits if hit.quoted == (voice == "quoted")]
    return sorted(hits, key=lambda hit: (hit.start, hit.frame, hit.end, hit.term))


def frame_shares(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    groups: Mapping[str, str],
    *,
    codebook: Codebook | None = None,
    voice: Voice = "all",
) -> list[FrameShare]:
    """Return the share of sentences of each group that carry each frame.

    Parameters
    ----------
    articles : sequence of Article
        Their order does not matter.
    readings : mapping of str to Reading
        By article id.
    groups : mapping of str to str
        Article id to group; articles that are not in it do not count.
    codebook, voice
        As in `find_frames`.

    Returns
    -------
    list of FrameShare
        By group, then in the order of the codebook; frames without a hit are there with 0. Shares
        of one group add up to more than 1: a sentence may carry several frames.

    Notes
    -----
    Share of a frame = sentences with at least one hit / all sentences of the group.

    References
    ----------
    Boydstun et al. (2014), as in `find_frames`.
    """
    codebook = codebook or shipped_codebook()
    totals: Counter[str] = Counter()
    sentences: Counter[tuple[str, str]] = Counter()
    carriers: Counter[tuple[str, str]] = Counter()
    for article in articles:
        if article.id not in groups or article.id not in readings:
            continue
        reading, group = readings[article.id], groups[article.id]
        totals[group] += len(reading.sentences)
        hits = find_frames(article, reading, codebook=codebook, voice=voice)
        for frame, count in Counter(f for f, _ in {(h.frame, h.sentence) for h in hits}).items():
            sentences[group, frame] += count
            carriers[group, frame] += 1
    return [
        FrameShare(
            group=group,
            frame=frame,
            sentences=sentences[group, frame],
            total=totals[group],
            share=round(sentences[group, frame] / totals[group], 4) if totals[group] else 0.0,
            articles=carriers[group, frame],
        )
        for group in sorted(totals)
        for frame in codebook
    ]


class _Matcher:
    """Finds the terms of a codebook at a word."""

    def __init__(self, codebook: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        self._stems: dict[str, list[Entry]] = defaultdict(list)
        for frame, terms in codebook:
            for term in terms:
                parts = tuple(term.split())
                if parts[0].endswith("*"):
                    self._stems[parts[0][:-1]].append((frame, term, parts))
                else:
                    self._exact[parts[0]].append((frame, term, parts))
        self._known: dict[str, list[Entry]] = {}
        self._stem = re.compile("|".join(sorted(map(re.escape, self._stems), reverse=True)) or "$^")

    def at(self, text: str, words: Sequence[Word], first: int) -> list[tuple[str, str, int]]:
        """Return frame, term and number of words of every term that begins at a word."""
        forms = _forms(text, words[first])
        candidates = [entry for form in forms for entry in self._candidates(form)]
        if not candidates:
            return []
        found = [
            (frame, term, len(parts))
            for frame, term, parts in candidates
            if _follows(text, words, first, parts)
        ]
        return list(dict.fromkeys(found))

    def _candidates(self, form: str) -> list[Entry]:
        if form not in self._known:
            self._known[form] = [*self._exact.get(form, ()), *self._by_stem(form)]
        return self._known[form]

    def _by_stem(self, form: str) -> list[Entry]:
        match = self._stem.match(form)
        if match is None:
            return []
        # The longest stem is matched; shorter ones it begins with count as well.
        longest = match.group()
        ends = range(2, len(longest) + 1)
        return [entry for end in ends for entry in self._stems.get(longest[:end], ())]


def _forms(text: str, word: Word) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text[word.start : word.end].lower(), word.lemma)))


def _follows(text: str, words: Sequence[Word], first: int, parts: tuple[str, ...]) -> bool:
    if (
        first + len(parts) > len(words)
        or words[first + len(parts) - 1].sentence != words[first].sentence
    ):
        return False
    return all(
        any(_fits(form, part) for form in _forms(text, words[first + step]))
        for step, part in enumerate(parts[1:], 1)
    )


def _fits(form: str, part: str) -> bool:
    return form.startswith(part[:-1]) if part.endswith("*") else form == part


def _frozen(codebook: Codebook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((frame, tuple(terms)) for frame, terms in codebook.items())


@cache
def _matcher(codebook: tuple[tuple[str, tuple[str, ...]], ...]) -> _Matcher:
    return _Matcher(codebook)
