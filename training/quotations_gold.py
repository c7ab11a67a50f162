"""Gold attributions on the tokens of an article, cue and source reduced to their head words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.quotations.columns import Columns
from analysis.quotations.second import Piece
from analysis.quotations.sheet import Sheet
from analysis.quotations.verbs import SPEECH

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold attribution on tokens."""

    cue: int
    """Head token; -1 for none."""
    source: int
    source_tokens: frozenset[int]
    pieces: tuple[Piece, ...]
    speech: bool

    def longest(self, sheet: Sheet) -> Piece:
        """Return the piece with the most words."""
        before = sheet.words_before
        return max(self.pieces, key=lambda p: before[p[1]] - before[p[0]])


def gold_of(sheet: Sheet, attributions: Iterable[dict[str, Any]]) -> list[Gold]:
    """Return the gold attributions of an article, cue and source reduced to their head tokens."""
    found = []
    for raw in attributions:
        cue = _tokens(sheet, raw["cue"])
        pieces = _pieces(sheet, raw["content"])
        if not pieces:
            continue
        source = [t for t in _tokens(sheet, raw["source"]) if sheet.is_word[t]]
        if _swapped(sheet, cue, source):
            cue, source = source, cue
        head = _top(sheet.c, source) if source else -1
        if head >= 0 and sheet.c.pos[head] not in _NOMINAL:
            head = next((t for t in source if sheet.c.pos[t] in _NOMINAL), head)
        found.append(
            Gold(
                _cue_head(sheet, cue) if cue else -1, head, frozenset(source), pieces, raw["speech"]
            )
        )
    return found


def _swapped(sheet: Sheet, cue: list[int], source: list[int]) -> bool:
    """Whether an annotator took the name for the cue and its "said" for the source."""
    c = sheet.c
    verb = len(source) == 1 and c.pos[source[0]] == "VERB" and c.lemma[source[0]] in SPEECH
    return verb and bool(cue) and c.pos[_top(c, cue)] in _NOMINAL


def _tokens(sheet: Sheet, spans: Iterable[Sequence[int]]) -> list[int]:
    c = sheet.c
    return [t for s, e in spans for t in range(*c.tokens(s, e)) if c.pos[t] != "SPACE"]


def _pieces(sheet: Sheet, spans: Iterable[Sequence[int]]) -> tuple[Piece, ...]:
    """Content pieces on tokens; those that only punctuation parts are one."""
    found: list[Piece] = []
    for s, e in sorted(map(tuple, spans)):
        piece = sheet.clip(*sheet.c.tokens(s, e))
        if piece[0] >= piece[1]:
            continue
        if found and sheet.words_before[piece[0]] == sheet.words_before[found[-1][1]]:
            found[-1] = sheet.clip(found[-1][0], piece[1])
        else:
            found.append(piece)
    return tuple(found)


def _top(c: Columns, tokens: list[int]) -> int:
    inside = set(tokens)
    return next((t for t in tokens if c.head[t] not in inside or c.head[t] == t), tokens[0])


def _cue_head(sheet: Sheet, cue: list[int]) -> int:
    words = [t for t in cue if sheet.is_word[t]] or cue
    head = _top(sheet.c, words)
    if sheet.c.pos[head] == "AUX":
        return next((t for t in words if sheet.c.pos[t] == "VERB"), head)
    return head
