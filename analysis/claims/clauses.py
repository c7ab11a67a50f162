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

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from analysis.claims.polarity import find_polarity, is_denial, is_hedge
from analysis.claims.worth import clause_worth
from analysis.records import Assertion, Clause, Quotation, Span
from analysis.stems import stems_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_SPLITTING = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "csubj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_COMPLEMENTS = frozenset({"dobj", "attr", "prep", "agent", "acomp", "oprd", "ccomp", "xcomp"})
_EDGES = frozenset({"cc", "mark", "punct", "dep"})
_REPORTING = frozenset(
    [
        "say",
        "tell",
        "add",
        "report",
        "state",
        "warn",
        "announce",
        "note",
        "stress",
        "write",
        "argue",
        "insist",
        "explain",
        "declare",
        "claim",
        "suggest",
        "believe",
        "think",
        "describe",
        "estimate",
        "comment",
        "remark",
        "reply",
        "respond",
        "recall",
        "mention",
        "quote",
        "accord",
        "confirm",
        "admit",
        "allege",
        "deny",
        "predict",
        "urge",
        "ask",
        "conclude",
        "reveal",
    ]
)
_SMALLEST = 3
"""Words a clause must have to stand by itself; fewer stay with the clause around them."""
_SHORT_PARTICIPLE = 5
"""A participle of fewer words ("living in Turkey") stays with its noun, unless it has a figure."""
_LONGEST_CONTEXT = 6


def find_clauses(doc: Doc, quotations: Sequence[Quotation]) -> tuple[Clause, ...]:
    """Return the clauses of a parsed article, in order of their beginning.

    Parameters
    ----------
    doc : spacy.tokens.Doc
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
    found: list[Clause] = []
    for number, sentence in enumerate(doc.sents):
        found += _sentence_clauses(sentence, number, quotations)
    return tuple(sorted(found, key=lambda clause: (clause.start, -clause.end)))


def _sentence_clauses(
    sentence: DocSpan, number: int, quotations: Sequence[Quotation]
) -> Iterable[Clause]:
    words = [token for token in sentence if not token.is_space]
    if not words:
        return
    heads = {token.i for token in words if _begins_clause(token)} | {sentence.root.i}
    members: dict[int, list[Token]] = {head: [] for head in heads}
    for token in words:
        members[_clause_of(token, heads)].append(token)
    for head in sorted(members):
        own = _without_edges(_without_frame(members[head], quotations))
        if own and not _is_frame(sentence.doc[head], own):
            clause = _clause(sentence.doc[head], own, number, quotations)
            if clause is not None:
                yield clause


def _begins_clause(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    size = sum(not part.is_punct and not part.is_space for part in token.subtree)
    if token.dep_ == "conj":
        # One of two infinitives ("to leave it and prevent …") stands alone only when long.
        least = _SMALLEST if token.head.tag_ != "VB" or _subject(token) else 2 * _SMALLEST
        return token.head.pos_ in {"VERB", "AUX"} and size >= least
    if token.dep_ not in _SPLITTING or size < _SMALLEST or _is_infinitive(token):
        return False
    if token.dep_ == "acl" and size < _SHORT_PARTICIPLE and not _has_figure(token):
        return False
    return any(child.dep_ in _SUBJECTS | _COMPLEMENTS for child in token.children)


def _subject(token: Token) -> Token | None:
    return next((child for child in token.children if child.dep_ in _SUBJECTS), None)


def _is_infinitive(token: Token) -> bool:
    """Whether a verb only completes another ("decided to leave", "a plan to leave")."""
    return token.tag_ == "VB" and any(child.tag_ == "TO" for child in token.children)


def _has_figure(token: Token) -> bool:
    return any(part.like_num for part in token.subtree)


def _clause_of(token: Token, heads: set[int]) -> int:
    while token.i not in heads and token.head.i != token.i:
        token = token.head
    return token.i if token.i in heads else min(heads)


def _without_edges(own: list[Token]) -> list[Token]:
    begin, end = 0, len(own)
    while begin < end and (own[begin].is_punct or own[begin].dep_ in _EDGES):
        begin += 1
    while end > begin and (own[end - 1].is_punct or own[end - 1].dep_ == "cc"):
        end -= 1
    return own[begin:end]


def _without_frame(own: list[Token], quotations: Sequence[Quotation]) -> list[Token]:
    """Return a clause without the "according to the mayor" at its beginning or end."""
    for quotation in quotations:
        if (
            quotation.cue is None
            or quotation.source is None
            or (quotation.verb not in {"", "accord"})
        ):
            continue
        start = min(quotation.cue[0], quotation.source[0])
        end = max(quotation.cue[1], quotation.source[1])
        rest = [token for token in own if not start <= token.idx < end]
        if len(rest) == len(own) or not any(token.pos_ in {"VERB", "AUX"} for token in rest):
            continue
        before = any(token.idx < start for token in rest)
        after = any(token.idx >= end and not token.is_punct for token in rest)
        if before != after:
            own = rest
    return own


def _is_frame(head: Token, own: Sequence[Token]) -> bool:
    """Whether a clause only says that somebody speaks: what they say is a clause of its own."""
    if head.lemma_.lower() not in _REPORTING:
        return False
    parts = {child.dep_ for child in head.children}
    if parts & {"ccomp", "parataxis"}:
        return "dobj" not in parts or len(own) <= 2 * _SMALLEST
    return head.dep_ in {"ccomp", "parataxis"} and "dobj" not in parts


def _clause(
    head: Token, own: Sequence[Token], number: int, quotations: Sequence[Quotation]
) -> Clause | None:
    doc = head.doc
    start, end = own[0].idx, own[-1].idx + len(own[-1])
    text = own_text(own)
    context = _context(head)
    stems = stems_of(" ".join([*(doc.text[s:e] for s, e in context), text]))
    if len(stems) < 2 or len(stems_of(text)) < 1 or _is_furniture(own):
        return None
    polarity = find_polarity(text)
    quotation = _quotation_of(start, end, quotations)
    return Clause(
        start=start,
        end=end,
        sentence=number,
        worth=clause_worth(head, own, quoted=quotation is not None),
        assertion=_assertion(head, polarity.alleging > 0, quotation),
        quotation=quotation,
        negated=len(polarity.negated) % 2 == 1,
        stems=stems,
        context=context,
    )


def _is_furniture(own: Sequence[Token]) -> bool:
    """Whether words are the line above or below an article: a date, "Posted by … | 0 comments"."""
    if any(token.text == "|" for token in own):
        return True
    telling = [token for token in own if token.is_alpha and token.ent_type_ not in {"DATE", "TIME"}]
    verbs = any(token.pos_ in {"VERB", "AUX"} and token.is_alpha for token in own)
    return not verbs and len(telling) <= _SMALLEST


def own_text(own: Sequence[Token]) -> str:
    """Return the words of a clause without those of clauses inside it."""
    return "".join(token.text_with_ws for token in own).strip()


def _context(head: Token) -> tuple[Span, ...]:
    """Return the words that a clause without a subject is about: antecedent or shared subject."""
    if any(child.dep_ in _SUBJECTS and child.tag_ not in {"WDT", "WP"} for child in head.children):
        return ()
    if head.dep_ in {"acl", "relcl"}:
        return _noun_phrase(head.head)
    governor = head
    while governor.dep_ in {"conj", "advcl", "xcomp", "ccomp"} and governor.head.i != governor.i:
        governor = governor.head
        for child in governor.children:
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return _noun_phrase(child)
    return ()


def _noun_phrase(noun: Token) -> tuple[Span, ...]:
    if noun.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return ()
    left = [
        part for part in noun.lefts if part.dep_ in {"compound", "amod", "nmod", "nummod", "poss"}
    ]
    begin = min([noun.i, *(part.left_edge.i for part in left)])
    begin = max(begin, noun.i - _LONGEST_CONTEXT)
    return ((noun.doc[begin].idx, noun.idx + len(noun)),)


def _quotation_of(start: int, end: int, quotations: Sequence[Quotation]) -> int | None:
    """Return the quotation whose content holds most of the clause, "she said" left out."""
    best, most = None, 0.5
    for number, quotation in enumerate(quotations):
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


def _assertion(head: Token, hedged: bool, quotation: int | None) -> Assertion:
    governor = head
    while governor.dep_ in {"ccomp", "xcomp", "conj", "pcomp"} and governor.head.i != governor.i:
        governor = governor.head
        if is_denial(governor.text) or is_denial(governor.lemma_):
            return "denied"
        hedged = hedged or is_hedge(governor.text)
    if hedged:
        return "hedged"
    return "stated" if quotation is None else "attributed"
