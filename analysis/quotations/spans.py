"""Which words a cue introduces: candidate stretches of content and their features."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.quotations.clauses import gap_signs, joined_verbs, rival_features
from analysis.quotations.cues import shape
from analysis.quotations.fringes import Fringes
from analysis.quotations.regions import Around
from analysis.quotations.sheet import Sheet
from analysis.quotations.source_choice import path


class SpanFeatures:
    """The features of the stretches around one cue, each made once."""

    def __init__(self, sheet: Sheet, a: Around, rivals: Mapping[int, float]) -> None:
        self._sheet, self._around = sheet, a
        self.rivals = [(t, p) for t, p in rivals.items() if a.low <= t < a.high and t != a.cue]
        self.joined = joined_verbs(sheet, a, rivals)
        self._fringes = Fringes(sheet, a)
        self._starts: dict[int, list[str]] = {}
        self._ends: dict[int, list[str]] = {}
        self._wholes: dict[tuple[int, int], list[str]] = {}

    def start(self, first: int) -> list[str]:
        """Return what `start_features` does."""
        if first not in self._starts:
            self._starts[first] = start_features(self._sheet, self._around, first)
        return self._starts[first]

    def end(self, last: int) -> list[str]:
        """Return what `end_features` does, and the phrases at the end."""
        if last not in self._ends:
            own = end_features(self._sheet, self._around, last)
            self._ends[last] = own + self._fringes.end(last)
        return self._ends[last]

    def whole(self, first: int, last: int) -> list[str]:
        """Return what `span_features` does, and how the stretch stands to what is around it."""
        if (first, last) not in self._wholes:
            sheet, a = self._sheet, self._around
            self._wholes[first, last] = [
                *span_features(sheet, a, first, last),
                *rival_features(sheet, a, self.rivals, self.joined, first, last),
                *self._fringes.whole(first, last),
            ]
        return self._wholes[first, last]


def start_features(sheet: Sheet, a: Around, first: int) -> list[str]:
    """Return the features of a content's first token."""
    c = sheet.c
    lemma = c.lemma[a.cue]
    kind, before = shape(sheet, first), shape(sheet, sheet.previous_solid(first, 0))
    if first > a.cue:
        gap = gap_signs(sheet, a, a.cue + 1, first)
        side = ">"
    else:
        gap = f"{min(first - a.low, 3)}"
        side = "<"
    top = top_node(sheet, first)
    way = path(sheet, a.cue, top, 4)
    out = [
        f"s{side}{kind}", f"s{side}{kind}|{lemma}", f"s{side}-{before}", f"s{side}-{before}|{kind}",
        f"s{side}g={gap}", f"s{side}g={gap}|{lemma}", f"s{side}g={gap}|{kind}",
        f"s{side}w={way}", f"s{side}w={way}|{lemma}",
        f"s{side}w={way}|{kind}", f"s{side}|{lemma}", f"s{side}|{c.dep[a.cue]}|{c.tag[a.cue]}",
        f"s{side}w={way}|-{before}", f"s{side}src={_source_side(a)}",
    ]  # fmt: skip
    if first == a.low:
        out += [f"s{side}low", f"s{side}low|{kind}"]
    return out


def _source_side(a: Around) -> str:
    return "0" if a.source < 0 else "<" if a.source < a.cue else ">"


def top_node(sheet: Sheet, first: int) -> int:
    """Return the highest token whose subtree begins at `first`."""
    c = sheet.c
    token = first
    while c.head[token] != token and c.edges[c.head[token]][0] == first:
        token = c.head[token]
    return token


def end_features(sheet: Sheet, a: Around, last: int) -> list[str]:
    """Return the features of where a content ends (half-open)."""
    c = sheet.c
    lemma = c.lemma[a.cue]
    side = ">" if last > a.cue else "<"
    end_token = last - 1
    after = sheet.next_solid(last, len(c.word))
    following = shape(sheet, after) if after < a.high else "$"
    beyond = sheet.next_solid(after + 1, len(c.word))
    second = shape(sheet, beyond) if beyond < a.high else "$"
    out = [
        f"e{side}+{following}",
        f"e{side}+{following}|{second}",
        f"e{side}{shape(sheet, end_token)}|{following}",
        f"e{side}+{following}|{lemma}",
    ]
    if side == ">":
        out.append(f"e>rest={min(sheet.words_before[a.high] - sheet.words_before[last], 12) // 2}")
    else:
        gap = gap_signs(sheet, a, last, a.cue)
        out += [
            f"e<g={gap}",
            f"e<g={gap}|{lemma}",
            f"e<g={gap}|{shape(sheet, end_token)}",
            f"e<low={a.cue - last if a.cue - last < 6 else 6}",
        ]
    if following == "$":
        out.append(f"e{side}$")
    return out


def span_features(sheet: Sheet, a: Around, first: int, last: int) -> list[str]:
    """Return the features of a stretch as a whole."""
    c = sheet.c
    side = ">" if first > a.cue else "<"
    lemma = c.lemma[a.cue]
    words = sheet.words_before[last] - sheet.words_before[first]
    size = words if words < 4 else 4 + min(words // 5, 5)
    out = [f"n{side}{size}", f"n{side}{size}|{lemma}"]
    tops = _tops(sheet, first, last)
    if len(tops) == 1:
        way = path(sheet, a.cue, tops[0], 4)
        whole = c.edges[tops[0]]
        left, right = sheet.clip(max(whole[0], a.low), min(whole[1], a.high))
        full = ("[" if left == first else "(") + ("]" if right == last else ")")
        out += [
            f"x{side}{way}{full}",
            f"x{side}{way}{full}|{lemma}",
            f"x{side}{full}",
            f"x{side}{way}{full}|{shape(sheet, first)}",
        ]
    else:
        ways = (
            "+".join(sorted({path(sheet, a.cue, t, 3) for t in tops}))[:40]
            if len(tops) <= 3
            else "many"
        )
        out += [f"x{side}#{min(len(tops), 5)}", f"x{side}{ways}", f"x{side}{ways}|{lemma}"]
    after = sheet.next_solid(last, a.high)
    if after < a.high:
        head = c.head[after]
        where = (
            "in"
            if first <= head < last
            else "cue"
            if head == a.cue
            else "top"
            if head in tops
            else "out"
        )
        out += [
            f"a{side}{where}|{c.dep[after]}",
            f"a{side}{where}|{shape(sheet, after)}",
            f"a{side}{where}|{c.dep[after]}|{shape(sheet, after)}",
        ]
        # The word after the punctuation tells where the rest of the sentence hangs.
        if not sheet.is_word[after]:
            beyond = sheet.next_solid(after + 1, a.high)
            if beyond < a.high:
                head = _outer_head(c.head, beyond, first, last)
                where = "in" if first <= head < last else "cue" if head == a.cue else "out"
                out += [
                    f"b{side}{where}|{shape(sheet, after)}",
                    f"b{side}{where}|{shape(sheet, beyond)}",
                ]
    marks = {sheet.mark_of[t] for t in range(first, last)}
    quoted = -1 not in marks
    opening = sheet.mark_of[first] >= 0
    out.append(f"q{side}{'Q' if quoted else 'o' if opening else 'm' if len(marks) > 1 else '-'}")
    if quoted:
        out += [f"q{side}Q|{len(marks)}", f"q{side}Q|{lemma}"]
    if side == ">" and a.source >= 0 and first > a.source_edges[1] > a.cue:
        out.append("q>S" + ("Q" if quoted else "-"))
    # A stretch that stops at a mark or starts at one, while the rest of it would fit as well.
    out.append(
        f"m{side}{shape(sheet, last - 1) == '</q>'}{shape(sheet, after) if after < a.high else '$'}"
    )
    verbs = sheet.verbs_before[last] > sheet.verbs_before[first]
    out.append(f"v{side}{verbs:d}|{lemma}")
    return out


def _outer_head(head: list[int], token: int, first: int, last: int) -> int:
    """Return the head under which a following phrase hangs."""
    while head[token] != token and not first <= head[token] < last and head[token] > last:
        token = head[token]
    return head[token]


def _tops(sheet: Sheet, first: int, last: int) -> list[int]:
    """Tokens of a stretch whose head lies outside it, punctuation and spaces aside."""
    c = sheet.c
    return [
        t for t in range(first, last)
        if (not first <= c.head[t] < last or c.head[t] == t) and c.pos[t] not in {"PUNCT", "SPACE"}
    ]  # fmt: skip
