"""Who is reported to say what, in the words of the article: source, cue and content."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.quotations.columns import Columns
from analysis.quotations.marks import Marked, find_marked
from analysis.quotations.verbs import SPEECH
from analysis.records import Span

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


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
    continues: bool = False
    """Carries on with the speaker of the attribution before it."""


def attribute(columns: Columns) -> tuple[list[Attribution], list[Marked]]:
    """Return the attributions of an article in the order of their content, and its marks."""
    marked = find_marked(columns.text)
    found: list[Attribution] = []
    taken: dict[int, Attribution] = {}
    for i, lemma in enumerate(columns.lemma):
        attribution = None
        if columns.pos[i] in {"VERB", "AUX"} and lemma in SPEECH:
            attribution = _verb(columns, marked, i, taken)
        elif lemma == "accord" and i + 1 < len(columns.lemma) and columns.lemma[i + 1] == "to":
            attribution = _according(columns, i)
        if attribution is not None:
            found.append(attribution)
            for number in attribution.marked:
                taken.setdefault(number, attribution)
    found += _unattributed(columns, marked, taken)
    for attribution in found:
        attribution.content.sort()
    found.sort(key=lambda a: (a.content[0], a.cue or (0, 0)))
    return found, marked


def _subject(c: Columns, i: int) -> int | None:
    seen = 0
    while seen < 6:
        for child in c.children[i]:
            if c.dep[child] in _SUBJECTS:
                if c.lemma[child] in {"who", "which", "that"} and c.dep[i] == "relcl":
                    return c.head[i]
                return child
        if c.dep[i] not in {"conj", "xcomp", "advcl", "ccomp", "acl"} or c.head[i] == i:
            return None
        if c.dep[i] == "acl" and c.pos[c.head[i]] != "VERB":
            return c.head[i]
        i = c.head[i]
        seen += 1
    return None


def _noun_phrase(c: Columns, token: int, keep_out: Span) -> Span:
    left, right = c.edges[token]
    first, last = left, right
    for child in c.children[token]:
        if (
            c.dep[child] in {"relcl", "acl", "advcl", "punct", "cc", "conj", "parataxis"}
            and child > token
        ):
            if c.dep[child] == "punct" and c.word[child] == ",":
                continue
            last = min(last, c.edges[child][0])
    while last > token + 1 and (c.pos[last - 1] in {"PUNCT", "SPACE"}):
        last -= 1
    while first < token and c.pos[first] in {"PUNCT", "SPACE"}:
        first += 1
    start, end = c.span(first, last)
    if start < keep_out[1] and keep_out[0] < end:
        return c.start[token], c.end[token]
    return start, end


def _trim(c: Columns, first: int, last: int) -> tuple[int, int]:
    while first < last and c.pos[first] in {"PUNCT", "SPACE"} and c.word[first] not in '"“‘«':
        first += 1
    while last > first and (c.pos[last - 1] == "SPACE" or c.word[last - 1] in ",;:–—-"):
        last -= 1
    return first, last


def _verb(
    c: Columns, marked: list[Marked], i: int, taken: dict[int, Attribution]
) -> Attribution | None:
    if _inside(c, marked, i):
        return None
    subject = _subject(c, i)
    cue = (c.start[i], c.end[i])
    source = None if subject is None else _noun_phrase(c, subject, cue)
    avoid = [i, *([] if subject is None else [subject])]
    numbers = _adjacent(c, marked, i, taken)
    content: list[Span] = [(marked[n].start, marked[n].end) for n in numbers]
    clause = next((k for k in c.children[i] if c.dep[k] == "ccomp"), None)
    if clause is None:
        clause = next(
            (k for k in c.children[i] if c.dep[k] in {"dobj", "oprd", "xcomp"} and numbers), None
        )
    if clause is not None:
        first, last = c.edges[clause]
        for token in avoid:
            if first <= token < last:
                first, last = (first, token) if clause < token else (token + 1, last)
        first, last = _trim(c, first, last)
        if source and first < last:
            span = c.span(first, last)
            if span[0] < source[1] and source[0] < span[1]:
                first = last
        if first < last:
            content = _merge(marked, content, c.span(first, last))
    if not content:
        return None
    if source is not None and any(s < source[1] and source[0] < e for s, e in content):
        source, subject = None, None
    return Attribution(content, cue, source, i, subject, numbers)


def _inside(c: Columns, marked: list[Marked], i: int) -> bool:
    return any(m.start <= c.start[i] < m.end for m in marked)


def _merge(marked: list[Marked], content: list[Span], span: Span) -> list[Span]:
    for m in marked:
        if m.start < span[1] and span[0] < m.end:
            span = min(span[0], m.start), max(span[1], m.end)
    rest = [s for s in content if s[1] <= span[0] or s[0] >= span[1]]
    return [*rest, span]


def _adjacent(c: Columns, marked: list[Marked], i: int, taken: dict[int, Attribution]) -> list[int]:
    """Marked stretches right before the cue's clause or right after it, in the same paragraph."""
    at, numbers = c.start[i], []
    for number, m in enumerate(marked):
        if number in taken or m.continues:
            continue
        first, _ = c.tokens(m.start, m.end)
        if first >= len(c.paragraph) or c.paragraph[first] != c.paragraph[i]:
            continue
        gap = c.text[m.end : at] if m.end <= at else c.text[c.end[i] : m.start]
        if m.start >= c.end[i]:
            gap = gap.rstrip()
            near = len(gap) < 60 and (gap.endswith((",", ":", ".")) or not gap)
            if near and (gap.count(".") <= 1):
                numbers.append(number)
        elif m.end <= at and len(gap) < 80 and c.text[m.end - 2] in ",?!.—-" and "." not in gap:
            numbers.append(number)
    return numbers


def _according(c: Columns, i: int) -> Attribution | None:
    to = i + 1
    target = next((k for k in c.children[to] if c.dep[k] == "pobj"), None)
    if target is None:
        return None
    cue = c.span(i, to + 1)
    source = _noun_phrase(c, target, cue)
    head = c.head[i]
    while c.head[head] != head and c.pos[head] not in {"VERB", "AUX"}:
        head = c.head[head]
    first, last = c.edges[head]
    begin, end = c.sentences[c.sentence[i]]
    first, last = max(first, begin), min(last, end)
    left, right = c.tokens(*source)
    first, last = (first, i) if head < i else (max(right, first), last)
    first, last = _trim(c, first, last)
    if first >= last:
        return None
    return Attribution([c.span(first, last)], cue, source, i, target)


def _unattributed(
    c: Columns, marked: list[Marked], taken: dict[int, Attribution]
) -> list[Attribution]:
    """Marked stretches that no cue claimed: they carry on, or stand alone when long enough."""
    found: list[Attribution] = []
    previous: Attribution | None = None
    for number, m in enumerate(marked):
        if number in taken:
            previous = taken[number]
            continue
        words = len(c.text[m.start : m.end].split())
        same = previous is not None and "\n\n" not in c.text[previous.content[-1][1] : m.start]
        covered = any(
            s <= m.start and m.end <= e
            for a in {id(a): a for a in taken.values()}.values()
            for s, e in a.content
        )
        if covered or words < 5:
            continue
        if previous is not None and (m.continues or same):
            previous.content.append((m.start, m.end))
            previous.marked.append(number)
            taken[number] = previous
            continue
        lone = Attribution([(m.start, m.end)], marked=[number], continues=previous is not None)
        taken[number] = previous = lone
        found.append(lone)
    return found
