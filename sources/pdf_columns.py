"""The order in which people read a page: columns left to right, each from its top down.

A page is cut along its widest empty stripes, first across (headline from body), then down (column
from column), as in a recursive XY cut.

References
----------
Nagy, G., & Seth, S. (1984). Hierarchical representation of optically scanned documents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of text and its box; y grows upwards."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def reading_order(pieces: Sequence[Piece]) -> list[str]:
    """Return the lines of a page in reading order; a blank line stands between paragraphs."""
    heights = sorted(piece.top - piece.bottom for piece in pieces)
    height = heights[len(heights) // 2] if heights else 10.0
    lines: list[str] = []
    for block in _cut(list(pieces), height, 0):
        if lines:
            lines.append("")
        lines.extend(_lines(block, height))
    return lines


def _cut(pieces: list[Piece], height: float, depth: int) -> list[list[Piece]]:
    if len(pieces) < 2 or depth > 40:
        return [pieces] if pieces else []
    down = _split(pieces, lambda piece: (piece.left, piece.right), max(0.8 * height, 6.0))
    if len(down) > 1 and all(_is_column(part, height) for part in down):
        return [block for part in down for block in _cut(part, height, depth + 1)]
    across = _split(pieces, lambda piece: (-piece.top, -piece.bottom), 1.1 * height)
    if len(across) > 1:
        return [block for part in across for block in _cut(part, height, depth + 1)]
    # A headline above columns need not be far above them: cut below whatever crosses the gap.
    spanning = _below_spanning(pieces, height)
    if spanning:
        return [block for part in spanning for block in _cut(part, height, depth + 1)]
    return [pieces]


def _split(
    pieces: list[Piece], extent: Callable[[Piece], tuple[float, float]], gap: float
) -> list[list[Piece]]:
    parts: list[list[Piece]] = []
    end = float("-inf")
    for piece in sorted(pieces, key=lambda one: extent(one)):
        low, high = extent(piece)
        if not parts or low - end > gap:
            parts.append([])
        parts[-1].append(piece)
        end = max(end, high) if len(parts[-1]) > 1 else high
    return parts


def _is_column(part: list[Piece], height: float) -> bool:
    """Return whether a part is a column of text and not a word in a gap of one line."""
    tall = max(piece.top for piece in part) - min(piece.bottom for piece in part)
    return tall > 2.5 * height


def _below_spanning(pieces: list[Piece], height: float) -> list[list[Piece]] | None:
    """Cut under the lines at the top that span columns, when what is below parts into columns."""
    rows = sorted(pieces, key=lambda piece: -piece.top)
    for count in range(1, min(6, len(rows) - 3)):
        rest = rows[count:]
        if rows[count - 1].bottom < rest[0].bottom:
            continue
        down = _split(rest, lambda piece: (piece.left, piece.right), max(0.8 * height, 6.0))
        if len(down) > 1 and all(_is_column(part, height) for part in down):
            return [rows[:count], rest]
    return None


def _lines(block: list[Piece], height: float) -> list[str]:
    """Join the pieces of a block that stand at one height; part paragraphs where lines part."""
    rows: list[list[Piece]] = []
    for piece in sorted(block, key=lambda one: (-one.top, one.left)):
        middle = (piece.top + piece.bottom) / 2
        if rows and abs((rows[-1][0].top + rows[-1][0].bottom) / 2 - middle) < 0.5 * height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines: list[str] = []
    for number, row in enumerate(rows):
        if number and rows[number - 1][0].bottom - row[0].top > 0.9 * height:
            lines.append("")
        lines.append(" ".join(piece.text for piece in sorted(row, key=lambda one: one.left)))
    return lines
