"""``python -m analysis quotes IN OUT``: the quotations of each text, with their speakers."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial

from analysis.commands.lines import Row, add_in_out, map_lines
from analysis.records import Quotation
from analysis.settings import settings_from_environment

SUMMARY = "Find quotations: source, cue, content, kind and speaker."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add IN and OUT."""
    add_in_out(
        parser,
        '{"id", "text"}',
        'JSON lines, each {"id", "quotes": [{"source", "cue", "content", "kind", "speaker", …}]}',
    )


def run(arguments: argparse.Namespace) -> int:
    """Return 0, or 1 when a line could not be used."""
    return map_lines(arguments, {"id": (str, int), "text": str}, _read)


def _read(rows: Sequence[Row]) -> Iterator[Row]:
    from analysis.language_model import PIECE, load_language_model, parse
    from analysis.quotations import find_quotations

    find = partial(find_quotations, encoder=settings_from_environment().encoder)
    short = [row["text"] for row in rows if len(row["text"]) <= PIECE]
    documents = load_language_model().pipe(short, batch_size=16)
    for row in rows:
        document = next(documents) if len(row["text"]) <= PIECE else parse(row["text"])
        quotes = [_as_row(quotation) for quotation in find(document)]
        yield {"id": row["id"], "quotes": quotes}


def _as_row(quotation: Quotation) -> Row:
    return {
        "source": quotation.source,
        "cue": quotation.cue,
        "content": quotation.content,
        "kind": quotation.kind,
        "speech": quotation.speech,
        "speaker": quotation.speaker,
        "speaker_kind": quotation.speaker_kind,
        "speaker_confidence": quotation.speaker_confidence,
        "role": quotation.role,
        "verb": quotation.verb,
        "verb_class": quotation.verb_class,
    }
