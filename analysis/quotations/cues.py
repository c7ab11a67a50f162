"""Which word introduces an attribution, and whose: features of cues and of their sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from analysis.quotations.columns import Columns
from analysis.quotations.model import Features, Names
from analysis.quotations.roles import role_of_noun
from analysis.quotations.sheet import Sheet
from analysis.quotations.verbs import SAYING, SPEECH, verb_class

_PERSONS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_AHEAD, _BACK = 12, 14
"""Tokens after and before a cue among which a quotation mark is looked for."""


def shape(sheet: Sheet, token: int) -> str:
    """Return the lemma of a function word or mark, else the part of speech; ^ outside the text."""
    shapes = sheet.shapes
    return shapes[token] if 0 <= token < len(shapes) else "^"


def subject_of(sheet: Sheet, token: int) -> int:
    """Return the subject among a token's own dependents, or -1."""
    c = sheet.c
    for child in c.children[token]:
        if c.dep[child] in {"nsubj", "nsubjpass", "csubj"}:
            return child
    return -1


def says(c: Columns, token: int) -> bool:
    """Return whether a token introduces speech even where no mark shows it: *said, pointed out*."""
    if c.lemma[token] == "point":
        return any(c.dep[k] == "prt" and c.lemma[k] == "out" for k in c.children[token])
    return c.lemma[token] in SAYING


def noun_class(sheet: Sheet, token: int) -> str:
    """Return what kind of thing a noun or pronoun stands for, coarsely."""
    known = sheet.noun_classes
    if token not in known:
        known[token] = _noun_class(sheet.c, token)
    return known[token]


def _noun_class(c: Columns, token: int) -> str:
    if c.pos[token] == "PRON":
        return c.lemma[token]
    label = c.entity[token]
    if label in _PERSONS:
        return label
    role = role_of_noun(c.lemma[token])
    return role or c.tag[token]


class CueFeatures:
    """The features of the tokens of an article as heads of a cue.

    Parameters
    ----------
    sheet : Sheet
        The article.
    prior : dict
        Lemma to the share of its uses that are cues.
    """

    def __init__(self, sheet: Sheet, prior: Mapping[str, float]) -> None:
        self._sheet = sheet
        self._shares = [prior.get(lemma, 0.0) for lemma in sheet.c.lemma]
        self._best: dict[int, list[tuple[float, int]]] = {}

    def __call__(self, i: int) -> Features:
        """Return the features of token `i`."""
        sheet, c = self._sheet, self._sheet.c
        lemma, dep, tag, pos, head = c.lemma[i], c.dep[i], c.tag[i], c.pos[i], c.head[i]
        mine = self._shares[i]
        grade = int(mine * 5)
        kind = verb_class(lemma)
        plain, joint = _dependents(sheet, i)
        subject = subject_of(sheet, i)
        if subject >= 0:
            own = _subject(noun_class(sheet, subject), "<" if subject < i else ">")
            plain += [*own, f"{own[0]}|vc={kind}|{grade}", f"sl={c.lemma[subject]}"]
            joint += own
        else:
            plain += _no_subject(dep)
            joint.append("s0")
        left, right, second = self._neighbours(i)
        plain += [
            *_word(tag, dep), *_class(kind, lemma in SPEECH, pos, int(mine * 10)),
            *_head(c.pos[head], int(self._shares[head] * 5), dep), f"h={c.lemma[head]}|{dep}",
            left, right, f"+-={left[3:]}|{right[3:]}|{tag}", f"+2={second}|{tag}",
            f"at={min(i - c.sentences[c.sentence[i]][0], 3)}|{dep}", self._rival(i, mine),
        ]  # fmt: skip
        joint += ["l", f"t={tag}", f"d={dep}", left, right]
        if head != i:
            plain.append(f"hd={c.dep[head]}|{dep}")
        for sign in quote_signs(sheet, i):
            plain += _marks(sign, tag, subject >= 0, grade)
            joint.append(f"q={sign}")
        if c.paragraph[i] == 0:
            plain.append("title")
            joint.append("title")
        return plain, joint

    def _neighbours(self, i: int) -> tuple[str, str, str]:
        """Return the features of the token before, of the one after, and what follows that."""
        sheet = self._sheet
        first, last = sheet.c.sentences[sheet.c.sentence[i]]
        before, after = sheet.previous_solid(i, first), sheet.next_solid(i + 1, last)
        second = sheet.next_solid(after + 1, last)
        return (
            "-1=" + (sheet.shapes[before] if before >= first else "^"),
            "+1=" + (sheet.shapes[after] if after < last else "$"),
            sheet.shapes[second] if second < last else "$",
        )

    def _rival(self, i: int, mine: float) -> str:
        """Return how the other verbs of a sentence, marked ones aside, compare as cues."""
        sheet, number = self._sheet, self._sheet.c.sentence[i]
        if number not in self._best:
            verbs = (
                k
                for k in range(*sheet.c.sentences[number])
                if sheet.c.pos[k] == "VERB" and sheet.mark_of[k] < 0
            )
            self._best[number] = sorted(((self._shares[k], k) for k in verbs), reverse=True)[:2]
        best = next((share for share, k in self._best[number] if k != i), 0.0)
        return f"rival={'+' if best > mine else '-'}{int(best * 4)}"


def _dependents(sheet: Sheet, i: int) -> Features:
    """Return the features of what hangs below a cue, punctuation aside."""
    c = sheet.c
    plain: list[str] = []
    joint: list[str] = []
    seen = set()
    for k in c.children[i]:
        name = c.dep[k]
        if name == "punct":
            continue
        if name in {"prep", "prt", "mark", "neg", "aux", "agent", "advmod"}:
            name += ":" + c.lemma[k]
        elif name == "acl":
            # "The claim that ...", "a call to ...".
            name += ":" + next((c.lemma[m] for m in c.children[k] if m < k), "")
        elif name == "poss":
            plain.append(f"ch=poss:{noun_class(sheet, k)}")
        elif name in {"ccomp", "xcomp", "advcl"}:
            if name == "ccomp":
                marks = [c.lemma[m] for m in c.children[k] if c.dep[m] == "mark"]
                joint += [f"that={mark}" for mark in marks[:1]]
            name += "<" if k < i else ">"
        elif name in {"dobj", "attr", "oprd", "acomp"}:
            word = f"ob={c.lemma[k]}"
            plain += [f"ch={name}:{noun_class(sheet, k)}", word]
            joint.append(word)
        seen.add(name)
    names = sorted(seen)
    dependents = [f"ch={name}" for name in names]
    frame = "fr=" + ",".join(names)
    leaf = [] if c.children[i] else ["leaf"]
    return ([*plain, *dependents, f"{frame}|{c.tag[i]}"], [*joint, *dependents, frame, *leaf])


def quote_signs(sheet: Sheet, i: int) -> list[str]:
    """Return how quotation marks stand around a cue: right after, right before, in the sentence."""
    c = sheet.c
    first, last = c.sentences[c.sentence[i]]
    marked = sheet.marked_before
    found = []
    k = sheet.next_solid(i + 1, len(c.word))
    near = marked[min(k + _AHEAD, len(c.word))] > marked[k]
    for step in range(_AHEAD if near else 0):
        if k >= len(c.word) or c.paragraph[k] != c.paragraph[i]:
            break
        if sheet.mark_of[k] >= 0:
            long = _length(sheet, sheet.mark_of[k])
            found.append(f"after{0 if step == 0 else 1 if step <= 2 else 2}{long}")
            if k and c.word[k - 1] in {":", ","}:
                found.append(f"after{c.word[k - 1]}{long}")
            break
        if c.word[k] in {".", "!", "?"}:
            break
        k += 1
    k = sheet.previous_solid(i, 0)
    near = marked[k + 1] > marked[max(k + 1 - _BACK, 0)]
    for step in range(_BACK if near else 0):
        if k < 0 or c.paragraph[k] != c.paragraph[i]:
            break
        if sheet.mark_of[k] >= 0:
            inner = sheet.previous_solid(k, 0)
            stop = c.word[inner] if inner >= 0 and c.pos[inner] == "PUNCT" else "w"
            distance = 0 if step == 0 else 1 if step <= 3 else 2
            found.append(f"before{distance}{_length(sheet, sheet.mark_of[k])}{stop}")
            break
        if c.word[k] in {".", "!", "?"}:
            break
        k -= 1
    if not found:
        found.append("sent" if marked[last] > marked[first] else "none")
    return found


def _length(sheet: Sheet, number: int) -> str:
    first, last = sheet.mark_tokens[number]
    words = sheet.words_before[last] - sheet.words_before[first]
    return "s" if words < 4 else "m" if words < 8 else "l"


# --- names made once ------------------------------------------------------------------------------


@cache
def _word(tag: str, dep: str) -> Names:
    return f"d={dep}", f"t={tag}", f"t={tag}|{dep}"


@cache
def _class(kind: str, speech: bool, pos: str, share: int) -> Names:
    return f"pr={share}", f"vc={kind}|{pos}", f"sp={speech}|{pos}"


@cache
def _subject(kind: str, side: str) -> Names:
    return f"s={kind}", f"s{side}"


@cache
def _no_subject(dep: str) -> Names:
    return "s0", f"s0|{dep}"


@cache
def _head(pos: str, share: int, dep: str) -> Names:
    return f"h={pos}|{dep}", f"hp={share}|{dep}"


@cache
def _marks(sign: str, tag: str, subject: bool, grade: int) -> Names:
    return f"q={sign}", f"q={sign}|{tag}|{subject}|{grade}"
