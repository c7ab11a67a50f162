"""The phrases at the end of a content: the last one inside it, the first one left out.

"She would run for mayor, in a statement on Monday": place and time of the saying stand outside.
The preposition, its noun, or the verb of a clause, its tense and its subject tell.
"""

from __future__ import annotations

from analysis.quotations.cues import noun_class, subject_of
from analysis.quotations.model import Features
from analysis.quotations.regions import Around
from analysis.quotations.sheet import Sheet
from analysis.word_sets import word_set

_PHRASES = word_set("""
    advcl relcl acl conj ccomp parataxis dep xcomp prep npadvmod appos advmod agent pcomp
""")
_RELATIVE = frozenset({"WDT", "WP", "WRB", "WP$"})
_FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
_CLIMB = 8
_WITHIN = 3
"""Phrases inside a content that are looked at, the outermost."""

Phrase = tuple[str, str]
"""What a phrase is, coarsely and by its main word."""


class Fringes:
    """Describes the phrases around one cue, each once."""

    def __init__(self, sheet: Sheet, a: Around) -> None:
        self._sheet, self._around = sheet, a
        self._known: dict[int, Phrase] = {}
        self._after: dict[int, tuple[str, int]] = {}

    def end(self, last: int) -> Features:
        """Return the features of the end of a stretch, wherever it begins."""
        side = ">" if last > self._around.cue else "<"
        sign, node = self._following(last)
        plain, joint = [], []
        if node < 0:
            plain.append(f"fo{side}{sign}")
        else:
            coarse, fine = self._phrase(node)
            plain += [f"fo{side}{sign}{coarse}", f"fo{side}{sign}{fine}"]
            joint.append(f"fo{side}{coarse}")
        token = self._lowest(last)
        if token >= 0:
            coarse, fine = self._phrase(token)
            plain += [f"fe{side}{coarse}", f"fe{side}{fine}", f"fe{side}{coarse}|{sign}"]
        return plain, joint

    def whole(self, first: int, last: int) -> list[str]:
        """Return how the phrases at the end of a stretch hang together with it."""
        c, a = self._sheet.c, self._around
        side = ">" if first > a.cue else "<"
        found: list[list[str]] = []
        token = last - 1 if self._sheet.mark_of[last - 1] < 0 else -1
        for _ in range(_CLIMB):
            head = c.head[token]
            if token < 0 or c.edges[token][0] <= first:
                break
            inside = first <= head < last
            if c.dep[token] in _PHRASES:
                coarse, fine = self._phrase(token)
                name = f"fi{side}{coarse}"
                found.append([name, f"fi{side}{fine}", f"{name}|{c.pos[head] if inside else '!'}"])
            if head == token or not inside or c.edges[head][1] < last:
                break
            token = head
        plain = [name for names in found[-_WITHIN:] for name in names]
        sign, node = self._following(last)
        if node >= 0:
            head = c.head[node]
            inside = first <= head < last
            place = "in" + c.pos[head] if inside else "cue" if head == a.cue else "out"
            plain.append(f"fw{side}{sign}{self._phrase(node)[0]}|{place}")
        return plain

    def _following(self, last: int) -> tuple[str, int]:
        """Return the punctuation after a stretch and the top of the phrase behind; -1 for none."""
        if last not in self._after:
            self._after[last] = self._find_following(last)
        return self._after[last]

    def _find_following(self, last: int) -> tuple[str, int]:
        sheet, a = self._sheet, self._around
        c = sheet.c
        limit = a.high if last > a.cue else a.cue
        token = sheet.next_solid(last, limit)
        sign = ""
        if token < limit and not sheet.is_word[token] and sheet.mark_of[token] < 0:
            sign = c.word[token]
            token = sheet.next_solid(token + 1, limit)
        if token >= limit:
            return sign + "$", -1
        if sheet.mark_of[token] >= 0:
            return sign + "q", -1
        if c.dep[token] == "cc":
            later = (k for k in c.children[c.head[token]] if c.dep[k] == "conj" and k > token)
            return sign, next(later, token)
        node = token
        while c.dep[node] != "prep" and c.head[node] != node and c.edges[c.head[node]][0] >= token:
            node = c.head[node]
        return sign, node

    def _lowest(self, last: int) -> int:
        """Return the smallest phrase that ends a stretch; -1 for none."""
        sheet = self._sheet
        c, token = sheet.c, last - 1
        if sheet.mark_of[token] >= 0:
            return -1
        for _ in range(_CLIMB):
            if c.dep[token] in _PHRASES:
                return token
            head = c.head[token]
            if head == token or head >= last or c.edges[head][1] < last:
                break
            token = head
        return -1

    def _phrase(self, node: int) -> Phrase:
        if node not in self._known:
            self._known[node] = self._describe(node)
        return self._known[node]

    def _describe(self, node: int) -> Phrase:
        sheet = self._sheet
        c, dep = sheet.c, sheet.c.dep[node]
        lemma, pos = c.lemma[node], c.pos[node]
        if pos == "ADP" or dep in {"prep", "agent"}:
            inner = next((k for k in c.children[node] if c.dep[k] in {"pobj", "pcomp"}), -1)
            if inner < 0:
                return f"p:{lemma}", f"p:{lemma}"
            return f"p:{lemma}:{noun_class(sheet, inner)}", f"p:{lemma}:{c.lemma[inner]}"
        if pos in {"VERB", "AUX"}:
            return self._clause(node)
        if c.entity[node]:
            return f"{dep}:{c.entity[node]}", f"{dep}:{c.entity[node]}:{lemma}"
        return f"{dep}:{pos}", f"{dep}:{lemma}"

    def _clause(self, verb: int) -> Phrase:
        """Return the conjunction of a clause, the tense of its verb, and its subject."""
        sheet = self._sheet
        c = sheet.c
        children = c.children[verb]
        signs = (
            k for k in children
            if k < verb and (c.dep[k] in {"mark", "cc"} or c.tag[k] in _RELATIVE)
        )  # fmt: skip
        sign = next(signs, -1)
        if sign < 0 and c.dep[verb] == "conj":
            before = (k for k in c.children[c.head[verb]] if c.dep[k] == "cc" and k < verb)
            sign = next(before, -1)
        mark = c.lemma[sign] if sign >= 0 else ""
        helpers = (k for k in children if c.dep[k] in {"aux", "auxpass"} and c.tag[k] in _FINITE)
        finite = next(helpers, verb)
        tense = c.lemma[finite] if c.tag[finite] == "MD" else c.tag[finite]
        same = tense == c.tag[self._around.cue]
        subject = subject_of(sheet, verb)
        who = "" if subject < 0 else sheet.c.pos[subject]
        who = c.lemma[subject] if who == "PRON" else who
        return f"v:{c.dep[verb]}:{mark}:{tense}{same:d}", f"v:{mark}:{tense}{same:d}:{who}"
