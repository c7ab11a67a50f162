"""``python -m analysis stance IN OUT``: stance of sentences and of articles toward a target."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from analysis.commands.lines import Row, add_in_out, map_lines

if TYPE_CHECKING:
    from analysis.stance.rows import Answer

SUMMARY = "Say how a sentence or an article stands toward a target."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add IN and OUT."""
    add_in_out(
        parser,
        '{"id", "text", "target", "start", "end"} (a sentence; start and end may be null) or '
        '{"id", "title", "sentences", "target"} (an article)',
        'JSON lines, each {"id", "label", "score", "confidence", "evidence"}',
    )


def run(arguments: argparse.Namespace) -> int:
    """Return 0, or 1 when a line could not be used."""
    return map_lines(arguments, {"id": (str, int), "target": str}, _judge)


def _judge(rows: Sequence[Row]) -> Iterator[Row]:
    from analysis.encoder import load_encoder
    from analysis.kept import KeptInMemory
    from analysis.settings import settings_from_environment
    from analysis.stance.rows import judge_article, judge_sentences

    encoder = load_encoder() if settings_from_environment().encoder else None
    kept = KeptInMemory()
    single = [row for row in rows if "sentences" not in row]
    sentences = iter(
        judge_sentences(
            [(_text(row, "text"), row["target"], _span(row)) for row in single], encoder=encoder
        )
    )
    for row in rows:
        if "sentences" in row:
            # A sentence that is no text keeps its place: evidence is given by number.
            texts = [text if isinstance(text, str) else "" for text in row["sentences"] or []]
            title = _text(row, "title")
            answer = judge_article(title, texts, row["target"], encoder=encoder, kept=kept)
        else:
            answer = next(sentences)
        yield {"id": row["id"], **_as_row(answer)}


def _text(row: Row, field: str) -> str:
    value = row.get(field)
    return value if isinstance(value, str) else ""


def _span(row: Row) -> tuple[int, int] | None:
    start, end = row.get("start"), row.get("end")
    if (
        isinstance(start, int)
        and isinstance(end, int)
        and 0 <= start < end <= len(_text(row, "text"))
    ):
        return start, end
    return None


def _as_row(answer: Answer) -> Row:
    return {
        "label": answer.label,
        "score": round(answer.score, 4),
        "confidence": round(answer.confidence, 4),
        "evidence": [
            {"sentence": number, "weight": round(weight, 4)} for number, weight in answer.evidence
        ],
    }
