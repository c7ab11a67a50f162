"""Checks that an example event and its gold annotations fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from corpora.annotations import Event, Gold, GoldClaim, Piece
from corpora.gold import GoldError, independent_sources, locate, pattern


def gold_problems(event: Event, gold: Gold, texts: Mapping[str, str]) -> list[str]:
    """Return what does not fit between the gold and the texts, a sentence each.

    Parameters
    ----------
    event : Event
    gold : Gold
    texts : mapping of str to str
        File name to the text in which pieces must be found.

    Returns
    -------
    list of str
        Empty when everything fits.
    """
    problems = [_missing(piece, texts) for piece in all_pieces(gold)]
    problems += [_wrong_status(claim, event, gold) for claim in gold.claims]
    problems += _unknown_speakers(gold)
    problems += _unknown_files(event, gold)
    problems += _variants_unseen(gold, texts)
    return [problem for problem in problems if problem]


def all_pieces(gold: Gold) -> Iterable[Piece]:
    """Return every piece that the gold names, in its order; some more than once."""
    for claim in gold.claims:
        yield from (mention.piece for mention in claim.mentions)
        yield from (value.piece for one in claim.conflicts for value in one.values)
        yield from claim.qualified
    for quotation in gold.quotations:
        yield from quotation.content
        yield from (part for part in (quotation.source, quotation.cue) if part)
    for label in gold.labels:
        for places in label.variants.values():
            yield from places


def _missing(piece: Piece, texts: Mapping[str, str]) -> str:
    if piece.file not in texts:
        return f"no text for the file {piece.file!r}"
    try:
        locate(piece, texts[piece.file])
    except GoldError as error:
        return str(error)
    return ""


def expected_status(claim: GoldClaim, sources: int) -> str:
    """Return the status that a claim's conflicts and number of independent sources call for."""
    if any(not conflict.update for conflict in claim.conflicts):
        return "conflict"
    return "shared" if sources >= 2 else "unique"


def _wrong_status(claim: GoldClaim, event: Event, gold: Gold) -> str:
    sources = independent_sources((one.piece.file for one in claim.mentions), event, gold)
    status = expected_status(claim, sources)
    if (status, sources) == (claim.status, claim.independent_sources):
        return ""
    return (
        f"claim {claim.id} says {claim.status} with {claim.independent_sources} sources, "
        f"its mentions say {status} with {sources}"
    )


def _unknown_speakers(gold: Gold) -> list[str]:
    known = {speaker.name for speaker in gold.speakers}
    named = {quotation.speaker for quotation in gold.quotations}
    named |= {mention.attributed_to for claim in gold.claims for mention in claim.mentions}
    return [
        f"speaker {name!r} is not listed"
        for name in sorted(filter(None, named))
        if name not in known
    ]


def _unknown_files(event: Event, gold: Gold) -> list[str]:
    known = {article.file for article in event.articles}
    used: set[str] = {stance.file for stance in gold.stances}
    used |= {entry.file for entry in gold.furniture}
    for group in gold.wire_copies:
        used |= {group.original, *group.copies}
    return [f"file {name!r} is not in the manifest" for name in sorted(used - known)]


def _variants_unseen(gold: Gold, texts: Mapping[str, str]) -> list[str]:
    together = "\n".join(texts.values())
    return [
        f"{speaker.name}: variant {variant!r} stands in no article"
        for speaker in gold.speakers
        for variant in speaker.variants
        if not pattern(variant).search(together)
    ]
