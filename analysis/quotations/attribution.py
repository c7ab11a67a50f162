"""Who is reported to say what, in the words of the article: source, cue and content.

Four small linear models choose in turn a cue, its source, the stretch it introduces and what
carries that on; a fifth judges the whole. Plain direct speech is decided by its marks alone. The
most certain attribution goes first and keeps its words: no word is said twice, and a marked stretch
is never cut.

References
----------
Pareti, S. (2015). Attribution: a computational approach. PhD thesis, University of Edinburgh.
Newell, E., Margolin, D., Ruths, D. (2018). An attribution relations corpus for political news.
LREC.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.quotations.columns import Columns
from analysis.quotations.context import Context
from analysis.quotations.decision import decide
from analysis.quotations.judgement import Proposal
from analysis.quotations.marks import Marked
from analysis.quotations.model import load_models
from analysis.quotations.phrases import name_beside, noun_phrase, with_antecedent
from analysis.quotations.proposals import LONE, propose
from analysis.quotations.sheet import Sheet, make_sheet
from analysis.quotations.transcripts import Turn, find_turns, signature
from analysis.records import Span

_STOPS = frozenset(".!?")


@dataclass(slots=True)
class Attribution:
    """One attribution, with the tokens that later steps look at."""

    content: list[Span]
    cue: Span | None = None
    source: Span | None = None
    cue_token: int | None = None
    source_token: int | None = None
    marked: list[int] = field(default_factory=list)
    """Numbers of the marked stretches in the content."""
    turn: bool = False
    """Whether it is a turn of a transcript, its source a label."""


def attribute(columns: Columns, *, encoder: bool = True) -> tuple[list[Attribution], list[Marked]]:
    """Return the attributions of an article in the order of their content, and its marks."""
    sheet = make_sheet(columns)
    models = load_models(encoder)
    context = Context(columns, models.context)
    turns = [_turn(sheet, turn) for turn in find_turns(columns.text)]
    found = [_record(sheet, p) for p in decide(sheet, models, propose(sheet, models, context))]
    turns += _signed(sheet, turns)
    found = turns + [a for a in found if not any(_touches(a, turn) for turn in turns)]
    _carry_on(sheet, found)
    found.sort(key=lambda a: (a.content[0], a.cue or (0, 0)))
    return found, sheet.marked


def _turn(sheet: Sheet, turn: Turn) -> Attribution:
    """Return the attribution that a turn of a transcript makes."""
    first, last = sheet.c.tokens(*turn.label)
    cue, _ = sheet.c.tokens(turn.colon, turn.colon + 1)
    begin, end = sheet.c.tokens(*turn.content)
    return Attribution(
        content=[turn.content],
        cue=(turn.colon, turn.colon + 1),
        source=turn.label,
        cue_token=cue,
        source_token=max(first, last - 1),
        marked=sorted(set(sheet.mark_of[begin:end]) - {-1}),
        turn=True,
    )


def _signed(sheet: Sheet, turns: list[Attribution]) -> list[Attribution]:
    """Return the long marked stretches that a dash and a name right behind them sign."""
    text, found = sheet.c.text, []
    for number, (marked, (first, last)) in enumerate(
        zip(sheet.marked, sheet.mark_tokens, strict=True)
    ):
        signed = signature(text, marked.end)
        long = sheet.words_before[last] - sheet.words_before[first] >= LONE
        if signed is None or not (long or _opens_line(text, marked.start)):
            continue
        cue, source = signed
        head = max(sheet.c.tokens(*source)[1] - 1, 0)
        content = [(marked.start, marked.end)]
        a = Attribution(content, cue, source, None, head, [number], turn=True)
        if not any(_touches(a, turn) for turn in turns):
            found.append(a)
    return found


def _opens_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _touches(a: Attribution, turn: Attribution) -> bool:
    start = min(span[0] for span in (*turn.content, turn.source) if span is not None)
    return any(s < turn.content[0][1] and start < e for s, e in a.content)


def _record(sheet: Sheet, p: Proposal) -> Attribution:
    c, a = sheet.c, p.around
    last = a.cue + 1
    if c.lemma[a.cue] == "accord" and last < len(c.word) and c.lemma[last] == "to":
        last += 1
    head = name_beside(sheet, a.source, a.source_edges) if a.source >= 0 else None
    source = _source(sheet, p, head) if head is not None else None
    numbers = sorted({sheet.mark_of[t] for f, e in p.pieces for t in range(f, e)} - {-1})
    return Attribution(
        content=[c.span(f, e) for f, e in p.pieces],
        cue=c.span(a.cue, last),
        source=source,
        cue_token=a.cue,
        source_token=head,
        marked=numbers,
    )


def _source(sheet: Sheet, p: Proposal, head: int) -> Span:
    """Return the characters of a source; a bracket that opens inside it closes inside it."""
    text, a = sheet.c.text, p.around
    first, last = with_antecedent(sheet, a.source, a.source_edges)
    if head != a.source:
        first = noun_phrase(sheet, head, a.cue)[0]
    start, end = sheet.c.span(first, last)
    if text[end : end + 1] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    return start, end


def _carry_on(sheet: Sheet, found: list[Attribution]) -> None:
    """Add marked stretches that no cue claimed: to the quotation they carry on, or by themselves.

    A stretch left open at the end of its paragraph goes on in the next one; both belong to the
    speaker of either. Other stretches count when they are long enough to be more than a name.
    """
    taken = bytearray(len(sheet.c.text) + 1)
    owner: dict[int, Attribution] = {}
    for attribution in found:
        for number in attribution.marked:
            owner[number] = attribution
        for start, end in attribution.content:
            taken[start:end] = b"\1" * (end - start)
    free = []
    for number, (first, last) in enumerate(sheet.mark_tokens):
        start, end = (sheet.c.span(first, last)) if first < last else (0, 0)
        if number not in owner and start < end and not any(taken[start:end]):
            free.append(number)
    for number in [*free, *reversed(free)]:
        for other, chained in ((number - 1, number), (number + 1, number + 1)):
            linked = chained < len(sheet.marked) and sheet.marked[chained].continues
            if number not in owner and linked and other in owner:
                owner[number] = owner[other]
                owner[other].content = sorted(
                    [*owner[other].content, sheet.c.span(*sheet.mark_tokens[number])]
                )
                owner[other].marked.append(number)
    for number in free:
        if number not in owner:
            _place(sheet, number, found)


def _place(sheet: Sheet, number: int, found: list[Attribution]) -> None:
    """Give a free stretch to the quotation that ends right before it, or let it stand alone."""
    text, marked = sheet.c.text, sheet.marked[number]
    ends = [
        (_end(a), n)
        for n, a in enumerate(found)
        if a.marked and _end(a) <= marked.start and not _is_signed(a)
    ]
    end, nearest = max(ends, default=(0, -1))
    if nearest >= 0 and (
        not any(ch.isalnum() for ch in text[end : marked.start])
        or _leads_to(sheet, found[nearest], number)
    ):
        found[nearest].content.append((marked.start, marked.end))
        found[nearest].marked.append(number)
        return
    first, last = sheet.mark_tokens[number]
    if (
        _opens_line(text, marked.start)
        and sheet.words_before[last] - sheet.words_before[first] >= LONE
    ):
        found.append(Attribution([(marked.start, marked.end)], marked=[number]))


def _is_signed(a: Attribution) -> bool:
    """Whether a dash and a name behind a quotation close it."""
    return a.turn and a.source is not None and a.source[0] > a.content[-1][0]


def _leads_to(sheet: Sheet, a: Attribution, number: int) -> bool:
    """Whether a quotation's sentence stands before a marked stretch that begins one.

    "A", she said on Monday. ¶ "B." Within a paragraph another sentence may stand between: one
    speaker keeps the word. "A", she said. The room was silent. "B."
    """
    c, (first, last) = sheet.c, sheet.mark_tokens[number]
    before, after = sheet.previous_solid(first, 0), sheet.next_solid(last, len(c.word))
    if a.cue_token is None or before < 0:
        return False
    apart = c.sentence[before] - c.sentence[a.cue_token]
    if c.paragraph[before] < c.paragraph[first]:
        return apart == 0 and (after == len(c.word) or c.paragraph[after] > c.paragraph[first])
    long = sheet.words_before[last] - sheet.words_before[first] >= LONE
    if c.paragraph[a.cue_token] < c.paragraph[first] or not long:
        return False
    if apart == 0:
        return c.word[before] in _STOPS | {","}
    return apart == 1 and c.word[before] in _STOPS and not _is_about_another(sheet, a, before)


def _is_about_another(sheet: Sheet, a: Attribution, token: int) -> bool:
    """Whether the sentence of a token has a name for its subject that is not the source's."""
    c = sheet.c
    said_by = {c.word[k] for k in range(*c.tokens(*a.source))} if a.source else set()
    subjects = [t for t in range(*c.sentences[c.sentence[token]]) if c.dep[t] == "nsubj"]
    names = (k for t in subjects for k in range(*c.edges[t]) if c.pos[t] == c.pos[k] == "PROPN")
    return any(c.word[k] not in said_by for k in names)


def _end(a: Attribution) -> int:
    """Return where the last of an attribution's parts ends."""
    return max(span[1] for span in (*a.content, a.cue, a.source) if span is not None)
