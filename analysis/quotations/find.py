"""From a parsed article to its quotations: one call that does it all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.quotations.attribution import Attribution, attribute
from analysis.quotations.columns import Columns, read_columns
from analysis.quotations.cues import says
from analysis.quotations.descriptions import Resolved
from analysis.quotations.marks import Marked, find_dashes
from analysis.quotations.speakers import resolve_speakers
from analysis.quotations.verbs import reporting_verb, verb_class
from analysis.records import Quotation, QuotationKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analysis.language.table import Table


def find_quotations(doc: Doc | Table, *, encoder: bool = True) -> tuple[Quotation, ...]:
    """Return what an article reports people to have said or held, in the order of the text.

    Parameters
    ----------
    doc : spacy.tokens.Doc or Table
        The parsed article.
    encoder : bool
        Whether the sentence encoder may be used: it finds more, and reading costs half as much
        again.

    Returns
    -------
    tuple of Quotation
        Offsets are characters of ``doc.text``. ``speaker`` is the fullest name of the speaker in
        this article, None when unknown.
    """
    columns = read_columns(doc)
    attributions, marked = attribute(columns, encoder=encoder)
    resolved = resolve_speakers(columns, marked, attributions)
    return tuple(
        _record(columns, marked, attribution, speaker)
        for attribution, speaker in zip(attributions, resolved, strict=True)
    )


def _record(c: Columns, marked: list[Marked], a: Attribution, speaker: Resolved) -> Quotation:
    verb = ""
    if a.cue_token is not None and c.pos[a.cue_token] in {"VERB", "AUX"}:
        verb = reporting_verb(c.lemma[a.cue_token])
    first, _ = c.tokens(*a.content[0])
    kind: QuotationKind = "direct" if _is_turn(c, a) else _kind(c.text, marked, a.content)
    return Quotation(
        source=a.source,
        cue=a.cue,
        content=tuple(a.content),
        kind=kind,
        speech=kind != "indirect" or (a.cue_token is not None and says(c, a.cue_token)),
        speaker=speaker.name,
        speaker_kind=speaker.kind,
        speaker_confidence=speaker.confidence,
        role=speaker.role,
        role_evidence=speaker.evidence,
        verb=verb,
        verb_class=verb_class(verb),
        sentence=c.sentence[min(first, len(c.sentence) - 1)] if c.sentence else 0,
    )


def _is_turn(c: Columns, a: Attribution) -> bool:
    """Return whether it is a turn of a transcript ("LEE: No.") or opens with a dialogue dash."""
    start = a.content[0][0]
    if any(at < start and not c.text[at + 1 : start].strip() for at in find_dashes(c.text)):
        return True
    if a.cue is None or a.source is None or c.text[a.cue[0]] != ":":
        return False
    label = c.text[c.text.rfind("\n", 0, a.cue[0]) + 1 : a.cue[0]].strip()
    first = not c.text[: a.cue[0]].strip().count("\n")
    return len(label.split()) <= 4 and (label.isupper() or not first)


def _kind(text: str, marked: list[Marked], content: list[Span]) -> QuotationKind:
    """Direct: every letter stands between marks; indirect: none does; mixed: the rest."""
    inside = outside = False
    for start, end in content:
        at = start
        for m in marked:
            if m.end <= at or m.start >= end:
                continue
            outside = outside or any(ch.isalnum() for ch in text[at : max(at, m.start)])
            inside = inside or any(ch.isalnum() for ch in text[max(at, m.start) : min(end, m.end)])
            at = max(at, min(end, m.end))
        outside = outside or any(ch.isalnum() for ch in text[at:end])
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"
