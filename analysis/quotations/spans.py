"""Which words a cue introduces: candidate stretches of content and their features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from analysis.quotations.clauses import clause_features, gap_signs, joined_verbs, rival_features
from analysis.quotations.fringes import Fringes
from analysis.quotations.model import Features, Names
from analysis.quotations.regions import Around
from analysis.quotations.sheet import Sheet
from analysis.quotations.source_choice import path


class SpanFeatures:
    """The features of the stretches around one cue, each made once."""

    def __init__(self, sheet: Sheet, a: Around, rivals: Mapping[int, float]) -> None:
        self._sheet, self._around = sheet, a
        self.rivals = [(t, p) for t, p in rivals.items() if a.low <= t < a.high and t != a.cue]
        self.joined = joined_verbs(sheet, a, rivals)
        self.region = sheet.clip(a.low, a.high)
        """Where content may stand, punctuation at its edges left out."""
        self._fringes = Fringes(sheet, a)
        self._starts: dict[int, Features] = {}
        self._ends: dict[int, Features] = {}
        self._wholes: dict[tuple[int, int], Features] = {}
        self._gaps: dict[int, str] = {}

    def start(self, first: int) -> Features:
        """Return the features of a content's first token."""
        if first not in self._starts:
            gap = self._gap(first) if first > self._around.cue else ""
            self._starts[first] = start_features(self._sheet, self._around, first, gap)
        return self._starts[first]

    def end(self, last: int) -> Features:
        """Return the features of where a content ends (half-open)."""
        if last not in self._ends:
            gap = self._gap(last) if last <= self._around.cue else ""
            plain, joint = end_features(self._sheet, self._around, last, gap)
            more, others = self._fringes.end(last)
            self._ends[last] = plain + more, joint + others
        return self._ends[last]

    def whole(self, first: int, last: int) -> Features:
        """Return the features of a stretch, and how it stands to what is around it."""
        if (first, last) not in self._wholes:
            sheet, a = self._sheet, self._around
            tops = tops_of(sheet, first, last)
            gap = self._gap(first if first > a.cue else last)
            plain, joint = span_features(sheet, a, first, last, tops)
            for more, others in (
                rival_features(sheet, a, self.rivals, self.joined, first, last),
                clause_features(sheet, a, first, last, tops, gap, self.region[1]),
            ):
                plain += more
                joint += others
            plain += self._fringes.whole(first, last)
            self._wholes[first, last] = plain, joint
        return self._wholes[first, last]

    def _gap(self, edge: int) -> str:
        """Return what stands between the cue and the near edge of a stretch."""
        if edge not in self._gaps:
            a = self._around
            begin, end = (a.cue + 1, edge) if edge > a.cue else (edge, a.cue)
            self._gaps[edge] = gap_signs(self._sheet, a, begin, end)
        return self._gaps[edge]


def start_features(sheet: Sheet, a: Around, first: int, gap: str) -> Features:
    """Return the features of a content's first token, `gap` between the cue and it."""
    c, shapes = sheet.c, sheet.shapes
    previous = sheet.previous_solid(first, 0)
    kind, before = shapes[first], shapes[previous] if previous >= 0 else "^"
    side = ">"
    if first < a.cue:
        side, gap = "<", str(min(first - a.low, 3))
    way = f"s{side}w={path(sheet, a.cue, top_node(sheet, first), 4)}"
    start, gap = f"s{side}{kind}", f"s{side}g={gap}"
    plain = [
        *_start(side, kind, before), *_cue(side, c.dep[a.cue], c.tag[a.cue], _source_side(a)),
        gap, f"{gap}|{kind}", way, f"{way}|{kind}", f"{way}|-{before}",
    ]  # fmt: skip
    if first == a.low:
        plain += _low(side, kind)
    return plain, [start, gap, way, f"s{side}"]


def _source_side(a: Around) -> str:
    return "0" if a.source < 0 else "<" if a.source < a.cue else ">"


def top_node(sheet: Sheet, first: int) -> int:
    """Return the highest token whose subtree begins at `first`."""
    c = sheet.c
    token = first
    while c.head[token] != token and c.edges[c.head[token]][0] == first:
        token = c.head[token]
    return token


def end_features(sheet: Sheet, a: Around, last: int, gap: str) -> Features:
    """Return the features of where a content ends (half-open), `gap` between it and the cue."""
    c, shapes = sheet.c, sheet.shapes
    side = ">" if last > a.cue else "<"
    after = sheet.next_solid(last, len(c.word))
    following = shapes[after] if after < a.high else "$"
    beyond = sheet.next_solid(after + 1, len(c.word))
    second = shapes[beyond] if beyond < a.high else "$"
    kind = shapes[last - 1]
    end = f"e{side}+{following}"
    plain, joint = [*_end(side, kind, following), f"{end}|{second}"], [end]
    if side == ">":
        before = sheet.words_before
        plain.append(f"e>rest={min(before[a.high] - before[last], 12) // 2}")
    else:
        gap = f"e<g={gap}"
        plain += [gap, f"{gap}|{kind}", f"e<low={min(a.cue - last, 6)}"]
        joint.append(gap)
    return plain, joint


def span_features(sheet: Sheet, a: Around, first: int, last: int, tops: Sequence[int]) -> Features:
    """Return the features of a stretch as a whole, `tops` its tokens whose head lies outside."""
    c, shapes = sheet.c, sheet.shapes
    side = ">" if first > a.cue else "<"
    words = sheet.words_before[last] - sheet.words_before[first]
    size = f"n{side}{words if words < 4 else 4 + min(words // 5, 5)}"
    plain, built = _built(sheet, a, first, last, tops)
    verbs = sheet.verbs_before[last] > sheet.verbs_before[first]
    joint = [size, built, f"v{side}{verbs:d}"]
    after = sheet.next_solid(last, a.high)
    following = shapes[after] if after < a.high else "$"
    # A stretch that stops at a mark, while the rest of it would fit as well.
    plain += [size, f"m{side}{shapes[last - 1] == '</q>'}{following}"]
    if after < a.high:
        place = _place(c.head[after], a.cue, first, last)
        plain += _after(side, place, c.dep[after], following)
        # The word after the punctuation tells where the rest of the sentence hangs.
        if not sheet.is_word[after]:
            beyond = sheet.next_solid(after + 1, a.high)
            if beyond < a.high:
                place = _place(_outer_head(c.head, beyond, first, last), a.cue, first, last)
                plain += _beyond(side, place, following, shapes[beyond])
    marked = sheet.marked_before[last] - sheet.marked_before[first]
    quoted = marked == last - first
    if quoted:
        joint.append(f"q{side}Q")
        plain += [f"q{side}Q", f"q{side}Q|{len(set(sheet.mark_of[first:last]))}"]
    else:
        plain.append(f"q{side}{'o' if sheet.mark_of[first] >= 0 else 'm' if marked else '-'}")
    if side == ">" and a.source >= 0 and first > a.source_edges[1] > a.cue:
        plain.append("q>S" + ("Q" if quoted else "-"))
    return plain, joint


def _built(
    sheet: Sheet, a: Around, first: int, last: int, tops: Sequence[int]
) -> tuple[list[str], str]:
    """Return how a stretch is built, as features: one subtree, whole or cut, or several.

    The second one is what counts together with the cue.
    """
    side = ">" if first > a.cue else "<"
    if len(tops) == 1:
        whole = sheet.c.edges[tops[0]]
        left, right = sheet.clip(max(whole[0], a.low), min(whole[1], a.high))
        full = ("[" if left == first else "(") + ("]" if right == last else ")")
        built = f"x{side}{path(sheet, a.cue, tops[0], 4)}{full}"
        return [built, f"x{side}{full}", f"{built}|{sheet.shapes[first]}"], built
    ways = "many"
    if len(tops) <= 3:
        ways = "+".join(sorted({path(sheet, a.cue, t, 3) for t in tops}))[:40]
    built = f"x{side}{ways}"
    return [f"x{side}#{min(len(tops), 5)}", built], built


def _place(head: int, cue: int, first: int, last: int) -> str:
    """Return where the head of a following phrase stands."""
    return "in" if first <= head < last else "cue" if head == cue else "out"


def _outer_head(head: list[int], token: int, first: int, last: int) -> int:
    """Return the head under which a following phrase hangs."""
    while head[token] != token and not first <= head[token] < last and head[token] > last:
        token = head[token]
    return head[token]


def tops_of(sheet: Sheet, first: int, last: int) -> list[int]:
    """Return the tokens whose head lies outside a stretch, punctuation and spaces aside."""
    c = sheet.c
    heads = zip(range(first, last), c.head[first:last], strict=True)
    outer = [t for t, head in heads if not first <= head < last or head == t]
    return [t for t in outer if c.pos[t] not in {"PUNCT", "SPACE"}]


# --- names made once ------------------------------------------------------------------------------


@cache
def _start(side: str, kind: str, before: str) -> Names:
    return f"s{side}{kind}", f"s{side}-{before}", f"s{side}-{before}|{kind}"


@cache
def _cue(side: str, dep: str, tag: str, source: str) -> Names:
    return f"s{side}|{dep}|{tag}", f"s{side}src={source}"


@cache
def _low(side: str, kind: str) -> Names:
    return f"s{side}low", f"s{side}low|{kind}"


@cache
def _end(side: str, kind: str, following: str) -> Names:
    own = (f"e{side}+{following}", f"e{side}{kind}|{following}")
    return (*own, f"e{side}$") if following == "$" else own


@cache
def _after(side: str, place: str, dep: str, kind: str) -> Names:
    return f"a{side}{place}|{dep}", f"a{side}{place}|{kind}", f"a{side}{place}|{dep}|{kind}"


@cache
def _beyond(side: str, place: str, stop: str, kind: str) -> Names:
    return f"b{side}{place}|{stop}", f"b{side}{place}|{kind}"
