"""Clauses: the checkable pieces of a sentence that claims are made of.

A sentence is cut where the dependency parse begins a new predication: coordinated verbs, relative,
participial, adverbial and complement clauses. A clause that is said of a noun elsewhere in its
sentence ("…, signed in 2017, …") keeps that noun as its context. The frame of reported speech
("the minister said") makes no claim of its own.

References
----------
Stanovsky and Dagan (2016), Creating a large benchmark for open information extraction; Ernst et al.
(2021), SuperPAL: propositions as the unit of cross-document alignment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from analysis.claims.assertions import assertion_of
from analysis.claims.callings import CALLING_AS
from analysis.claims.furniture import is_furniture
from analysis.claims.polarity import count_turns
from analysis.claims.worth import clause_worth
from analysis.language.table import Table, read_table
from analysis.records import Clause, Quotation, Span
from analysis.stems import content_stems, stems_of, word_texts
from analysis.word_sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SPLITTING = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "csubj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_COMPLEMENTS = frozenset({"dobj", "attr", "prep", "agent", "acomp", "oprd", "ccomp", "xcomp"})
_TELLING = _SUBJECTS | _COMPLEMENTS
_VERBS = frozenset({"VERB", "AUX"})
_EDGES = frozenset({"cc", "mark", "punct", "dep"})
_DESCRIBING = frozenset({"compound", "amod", "nmod", "nummod", "poss"})
_REPORTING = word_set(
    """say tell add report state warn announce note stress write argue insist explain declare claim
    suggest believe think describe estimate comment remark reply respond recall mention quote
    accord confirm admit allege deny predict urge ask conclude reveal"""
)
_SEEING_AS = CALLING_AS | word_set("see view regard depict portray dismiss praise hail")
_TAKING_AS = _SEEING_AS | word_set(
    "know use work serve act hire function double pose train appoint name rank"
)
_SMALLEST = 3
"""Words a clause must have to stand by itself; fewer stay with the clause around them."""
_SHORT_PARTICIPLE = 5
"""A participle of fewer words ("living in Turkey") stays with its noun, unless it has a figure."""
_LONGEST_CONTEXT = 6


class _Around(NamedTuple):
    """A quotation and the characters between which all of it stands."""

    start: int
    end: int
    number: int
    quotation: Quotation


def find_clauses(doc: Doc | Table, quotations: Sequence[Quotation]) -> tuple[Clause, ...]:
    """Return the clauses of a parsed article, in order of their beginning.

    Parameters
    ----------
    doc : spacy.tokens.Doc or Table
        Parsed article.
    quotations : sequence of Quotation
        Its quotations; a clause in the content of one is attributed to its speaker.

    Returns
    -------
    tuple of Clause
        Clauses of one sentence may lie inside one another; each slices back to itself.

    References
    ----------
    Ernst et al. (2021), Summary-source proposition-level alignment.
    """
    table = doc if isinstance(doc, Table) else read_table(doc)
    extents = [_around(number, quotation) for number, quotation in enumerate(quotations)]
    found: list[Clause] = []
    for number, (first, last) in enumerate(table.sentences):
        start, end = table.span(first, last)
        near = [around for around in extents if around.start < end and start < around.end]
        found += _sentence_clauses(table, first, last, number, near)
    return tuple(sorted(found, key=lambda clause: (clause.start, -clause.end)))


def _around(number: int, quotation: Quotation) -> _Around:
    spans = [*quotation.content, *filter(None, (quotation.source, quotation.cue))]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    return _Around(start, end, number, quotation)


def _sentence_clauses(
    c: Table, first: int, last: int, number: int, quotations: Sequence[_Around]
) -> Iterable[Clause]:
    words = [token for token in range(first, last) if not c.is_space[token]]
    if not words:
        return
    root = next((token for token in range(first, last) if c.head[token] == token), first)
    heads = {token for token in words if c.pos[token] in _VERBS and _begins_clause(c, token)}
    heads.add(root)
    members: dict[int, list[int]] = {head: [] for head in heads}
    for token in words:
        members[_clause_of(c, token, heads)].append(token)
    for head in sorted(members):
        own = _without_edges(c, _without_frame(c, members[head], quotations))
        if own and not _is_frame(c, head, own):
            clause = _clause(c, head, own, number, quotations)
            if clause is not None:
                yield clause


def _begins_clause(c: Table, verb: int) -> bool:
    dep = c.dep[verb]
    if dep != "conj" and dep not in _SPLITTING:
        return False
    subtree = c.subtree(verb)
    size = sum(not c.is_punct[part] and not c.is_space[part] for part in subtree)
    if dep == "conj":
        # One of two infinitives ("to leave it and prevent …") stands alone only when long.
        joined = c.head[verb]
        least = _SMALLEST if c.tag[joined] != "VB" or _has_subject(c, verb) else 2 * _SMALLEST
        return c.pos[joined] in _VERBS and size >= least
    if size < _SMALLEST or _is_infinitive(c, verb):
        return False
    if dep == "acl" and size < _SHORT_PARTICIPLE and not any(c.like_num[t] for t in subtree):
        return False
    return any(c.dep[child] in _TELLING for child in c.children[verb])


def _has_subject(c: Table, token: int) -> bool:
    return any(c.dep[child] in _SUBJECTS for child in c.children[token])


def _is_infinitive(c: Table, token: int) -> bool:
    """Whether a verb only completes another ("decided to leave", "a plan to leave")."""
    return c.tag[token] == "VB" and any(c.tag[child] == "TO" for child in c.children[token])


def _clause_of(c: Table, token: int, heads: Collection[int]) -> int:
    while token not in heads and c.head[token] != token:
        token = _governor(c, token)
    return token if token in heads else min(heads)


def _governor(c: Table, token: int) -> int:
    """Return the head of a token, a misread "as" given back to the verb of calling.

    "They describe the sites where people are held as camps": nobody is held as camps.
    """
    head = c.head[token]
    if c.lemma[token] == "as" and c.dep[head] == "relcl" and c.lemma[head] not in _TAKING_AS:
        noun = c.head[head]
        verb = c.head[noun]
        if c.dep[noun] == "dobj" and c.lemma[verb] in _SEEING_AS:
            return verb
    return head


def _without_edges(c: Table, own: list[int]) -> list[int]:
    begin, end = 0, len(own)
    while begin < end and (c.is_punct[own[begin]] or c.dep[own[begin]] in _EDGES):
        begin += 1
    while end > begin and (c.is_punct[own[end - 1]] or c.dep[own[end - 1]] == "cc"):
        end -= 1
    return own[begin:end]


def _without_frame(c: Table, own: list[int], quotations: Sequence[_Around]) -> list[int]:
    """Return a clause without the "according to the mayor" at its beginning or end."""
    for *_, quotation in quotations:
        if (
            quotation.cue is None
            or quotation.source is None
            or (quotation.verb not in {"", "according to"})
        ):
            continue
        start = min(quotation.cue[0], quotation.source[0])
        end = max(quotation.cue[1], quotation.source[1])
        rest = [token for token in own if not start <= c.start[token] < end]
        if len(rest) == len(own) or not any(c.pos[token] in _VERBS for token in rest):
            continue
        before = any(c.start[token] < start for token in rest)
        after = any(c.start[token] >= end and not c.is_punct[token] for token in rest)
        if before != after:
            own = rest
    return own


def _is_frame(c: Table, head: int, own: Sequence[int]) -> bool:
    """Whether a clause only says that somebody speaks: what they say is a clause of its own."""
    if c.lemma[head] not in _REPORTING:
        return False
    parts = {c.dep[child] for child in c.children[head]}
    if parts & {"ccomp", "parataxis"}:
        return "dobj" not in parts or len(own) <= 2 * _SMALLEST
    return c.dep[head] in {"ccomp", "parataxis"} and "dobj" not in parts


def _clause(
    c: Table, head: int, own: Sequence[int], number: int, quotations: Sequence[_Around]
) -> Clause | None:
    start, end = c.start[own[0]], c.end[own[-1]]
    text = _own_text(c, own)
    context = _context(c, head)
    words = word_texts(text)
    stems = content_stems(words)
    about = [stem for s, e in context for stem in stems_of(c.text[s:e])]
    if not stems or len(about) + len(stems) < 2 or is_furniture(c, own, text):
        return None
    turns = count_turns(text, words)
    quotation = _quotation_of(start, end, quotations)
    return Clause(
        start=start,
        end=end,
        sentence=number,
        worth=clause_worth(c, head, own, quoted=quotation is not None),
        assertion=assertion_of(c, head, turns.alleging > 0, quotation),
        quotation=quotation,
        negated=turns.negations % 2 == 1,
        stems=(*about, *stems),
        context=context,
    )


def _own_text(c: Table, own: Sequence[int]) -> str:
    """Return the words of a clause without those of clauses inside it."""
    first, last = own[0], own[-1]
    if last - first == len(own) - 1:
        return c.text[c.start[first] : c.end[last]].strip()
    pieces = [c.text[c.start[token] : c.end[token] + c.spaced[token]] for token in own]
    return "".join(pieces).strip()


def _context(c: Table, head: int) -> tuple[Span, ...]:
    """Return the words that a clause without a subject is about: antecedent or shared subject."""
    for child in c.children[head]:
        if c.dep[child] in _SUBJECTS and c.tag[child] not in {"WDT", "WP"}:
            return ()
    if c.dep[head] in {"acl", "relcl"}:
        return _noun_phrase(c, c.head[head])
    governor = head
    while c.dep[governor] in {"conj", "advcl", "xcomp", "ccomp"} and c.head[governor] != governor:
        is_said = c.dep[governor] == "ccomp"
        governor = c.head[governor]
        if is_said and c.lemma[governor] in _REPORTING:
            return ()  # "a law that lawyers warn could harm": not the lawyers could
        for child in c.children[governor]:
            if c.dep[child] in {"nsubj", "nsubjpass"}:
                return _noun_phrase(c, child)
    return ()


def _noun_phrase(c: Table, noun: int) -> tuple[Span, ...]:
    if c.pos[noun] not in {"NOUN", "PROPN", "NUM"}:
        return ()
    left = [part for part in c.children[noun] if part < noun and c.dep[part] in _DESCRIBING]
    begin = min([noun, *(min(c.subtree(part)) for part in left)])
    begin = max(begin, noun - _LONGEST_CONTEXT)
    return (c.span(begin, noun + 1),)


def _quotation_of(start: int, end: int, quotations: Sequence[_Around]) -> int | None:
    """Return the quotation whose content holds most of the clause, "she said" left out."""
    best, most = None, 0.5
    for first, last, number, quotation in quotations:
        if first >= end or start >= last:
            continue
        inside = 0
        for s, e in quotation.content:
            if s < end and start < e:
                inside += min(end, e) - max(start, s)
        if not inside:
            continue
        frame = [span for span in (quotation.source, quotation.cue) if span is not None]
        outside = sum(max(0, min(end, e) - max(start, s)) for s, e in frame)
        share = inside / max(1, end - start - outside)
        if share > most:
            best, most = number, share
    return best
