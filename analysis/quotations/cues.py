"""Which word introduces an attribution, and whose: features of cues and of their sources."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.quotations.roles import role_of_noun
from analysis.quotations.sheet import Sheet
from analysis.quotations.verbs import SPEECH, verb_class
from analysis.quotations.word_sets import word_set

_PERSONS = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_HEADS = word_set("""
    csubj nmod ROOT dative nsubj parataxis agent nsubjpass conj ccomp dobj poss dep appos
    acomp npadvmod pobj compound attr oprd
""")  # fmt: skip
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
_REACH = 28
"""Tokens between a cue and a source at most."""


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


def noun_class(sheet: Sheet, token: int) -> str:
    """Return what kind of thing a noun or pronoun stands for, coarsely."""
    c = sheet.c
    if c.pos[token] == "PRON":
        return c.lemma[token]
    label = c.entity[token]
    if label in _PERSONS:
        return label
    role = role_of_noun(c.lemma[token])
    return role or c.tag[token]


def cue_features(sheet: Sheet, i: int, prior: Mapping[str, float]) -> list[str]:
    """Return the features of a token as the head of a cue.

    Parameters
    ----------
    sheet : Sheet
        The article.
    i : int
        The token.
    prior : dict
        Lemma to the share of its uses that are cues.
    """
    c = sheet.c
    lemma, dep, tag, head = c.lemma[i], c.dep[i], c.tag[i], c.head[i]
    first, last = c.sentences[c.sentence[i]]
    out = [
        f"l={lemma}",
        f"l={lemma}|{tag}",
        f"l={lemma}|{dep}",
        f"d={dep}",
        f"t={tag}",
        f"t={tag}|{dep}",
    ]
    mine = prior.get(lemma, 0.0)
    out += [
        f"pr={int(mine * 10)}",
        f"vc={verb_class(lemma)}|{c.pos[i]}",
        f"sp={lemma in SPEECH}|{c.pos[i]}",
    ]
    kids = c.children[i]
    seen = set()
    for k in kids:
        name = c.dep[k]
        if name == "punct":
            continue
        if name in {"prep", "prt", "mark", "neg", "aux", "agent", "advmod"}:
            name += ":" + c.lemma[k]
        elif name in {"ccomp", "xcomp", "advcl"}:
            name += "<" if k < i else ">"
            if c.dep[k] == "ccomp":
                marks = [c.lemma[m] for m in c.children[k] if c.dep[m] == "mark"]
                if marks:
                    out.append(f"that={marks[0]}|{lemma}")
        elif name in {"dobj", "attr", "oprd", "acomp"}:
            out.append(f"ch={name}:{noun_class(sheet, k)}")
        if name not in seen:
            seen.add(name)
            out += [f"ch={name}", f"ch={name}|{lemma}"]
    frame = ",".join(sorted(seen))
    out += [f"fr={frame}|{tag}", f"fr={frame}|{lemma}"]
    if not kids:
        out.append(f"leaf|{lemma}")
    subject = subject_of(sheet, i)
    if subject >= 0:
        kind = noun_class(sheet, subject)
        side = "<" if subject < i else ">"
        out += [f"s={kind}", f"s={kind}|{lemma}", f"s{side}", f"s{side}|{lemma}"]
        out += [f"sl={c.lemma[subject]}", f"s={kind}|vc={verb_class(lemma)}|{int(mine * 5)}"]
    else:
        out += ["s0", f"s0|{lemma}", f"s0|{dep}"]
    out += [
        f"h={c.pos[head]}|{dep}",
        f"h={c.lemma[head]}|{dep}",
        f"hp={int(prior.get(c.lemma[head], 0.0) * 5)}|{dep}",
    ]
    if head != i:
        out.append(f"hd={c.dep[head]}|{dep}")
    before, after = sheet.previous_solid(i, first), sheet.next_solid(i + 1, last)
    b, a = (
        (shape(sheet, before) if before >= first else "^"),
        (shape(sheet, after) if after < last else "$"),
    )
    out += [f"-1={b}", f"+1={a}", f"-1={b}|{lemma}", f"+1={a}|{lemma}", f"+-={b}|{a}|{tag}"]
    second = sheet.next_solid(after + 1, last)
    out.append(f"+2={shape(sheet, second) if second < last else '$'}|{tag}")
    for sign in quote_signs(sheet, i):
        out += [f"q={sign}", f"q={sign}|{lemma}", f"q={sign}|{tag}|{subject >= 0}|{int(mine * 5)}"]
    place = i - first
    out.append(f"at={min(place, 3)}|{dep}")
    if c.paragraph[i] == 0:
        out += ["title", f"title|{lemma}"]
    rivals = max(
        (
            prior.get(c.lemma[k], 0.0)
            for k in range(first, last)
            if k != i and c.pos[k] == "VERB" and sheet.mark_of[k] < 0
        ),
        default=0.0,
    )
    out.append(f"rival={'+' if rivals > mine else '-'}{int(rivals * 4)}")
    return out


def quote_signs(sheet: Sheet, i: int) -> list[str]:
    """Return how quotation marks stand around a cue: right after, right before, in the sentence."""
    c = sheet.c
    first, last = c.sentences[c.sentence[i]]
    found = []
    k = sheet.next_solid(i + 1, len(c.word))
    for step in range(12):
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
    for step in range(14):
        if k < 0 or c.paragraph[k] != c.paragraph[i]:
            break
        if sheet.mark_of[k] >= 0:
            inner = sheet.previous_solid(k, 0)
            stop = c.word[inner] if inner >= 0 and c.pos[inner] == "PUNCT" else "w"
            near = 0 if step == 0 else 1 if step <= 3 else 2
            found.append(f"before{near}{_length(sheet, sheet.mark_of[k])}{stop}")
            break
        if c.word[k] in {".", "!", "?"}:
            break
        k -= 1
    if not found:
        found.append("sent" if any(sheet.mark_of[k] >= 0 for k in range(first, last)) else "none")
    return found


def _length(sheet: Sheet, number: int) -> str:
    first, last = sheet.mark_tokens[number]
    words = sheet.words_before[last] - sheet.words_before[first]
    return "s" if words < 4 else "m" if words < 8 else "l"


def source_candidates(sheet: Sheet, i: int) -> list[int]:
    """Return the nouns and pronouns near a cue that may be its source; -1, nobody, comes last."""
    c = sheet.c
    first, last = c.sentences[c.sentence[i]]
    found = []
    for k in range(max(first, i - _REACH), min(last, i + _REACH)):
        if k == i or sheet.mark_of[k] >= 0 or c.dep[k] not in _HEADS or c.entity[k] in _MEASURES:
            continue
        if c.pos[k] in _NOMINAL and (c.dep[k] != "compound" or c.entity[k] or c.head[k] == i):
            found.append(k)
    if i == first or c.word[i] == ":":
        k = sheet.previous_solid(i, 0)
        if 0 <= k < first and c.paragraph[k] == c.paragraph[i] and sheet.is_word[k]:
            found.insert(0, k)
    return [*found, -1]


def path(sheet: Sheet, a: int, b: int, limit: int = 6) -> str:
    """Return the labels on the way from one token to another through the tree."""
    c = sheet.c
    up: dict[int, str] = {a: ""}
    token, way = a, ""
    for _ in range(limit):
        if c.head[token] == token:
            break
        way += "^" + c.dep[token]
        token = c.head[token]
        up[token] = way
    token, way = b, ""
    for _ in range(limit):
        if token in up:
            return up[token] + way
        if c.head[token] == token:
            break
        way = "/" + c.dep[token] + way
        token = c.head[token]
    return "far"


def source_features(sheet: Sheet, i: int, k: int) -> list[str]:
    """Return the features of token `k` as the head of the source of the cue at `i`."""
    c = sheet.c
    lemma, tag = c.lemma[i], c.tag[i]
    kinds = {c.dep[child] for child in c.children[i]}
    passive = "P" if kinds & {"auxpass", "nsubjpass"} else "A"
    if k < 0:
        has = "s" if subject_of(sheet, i) >= 0 else "0"
        return [
            "none",
            f"none|{lemma}",
            f"none|{tag}|{c.dep[i]}",
            f"none|{passive}{has}",
            f"none|{passive}{has}|{lemma}",
            f"none|{c.lemma[c.head[i]]}|{c.dep[i]}",
        ]
    way = path(sheet, i, k)
    side = "<" if k < i else ">"
    kind = noun_class(sheet, k)
    away = abs(k - i)
    preposition = c.lemma[c.head[k]] if c.dep[k] == "pobj" else "-"
    bucket = away if away < 4 else 4 + min(away // 5, 4)
    out = [
        f"w={way}", f"w={way}|{passive}", f"w={way}|{lemma}", f"w={way}|{kind}",
        f"w={way}|{c.pos[i]}", f"k={kind}", f"k={kind}|{side}", f"{side}{bucket}",
        f"{side}{bucket}|{c.pos[i]}", f"dep={c.dep[k]}{side}", f"kl={c.lemma[k]}",
        f"{side}|{lemma}", f"w={way}|{c.dep[i]}", f"pl={preposition}|{way}",
    ]  # fmt: skip
    low, high = (k, i) if k < i else (i, k)
    between = [
        t
        for t in range(low + 1, high)
        if c.dep[t] in {"nsubj", "nsubjpass"} and sheet.mark_of[t] < 0
    ]
    out.append(f"btw={min(len(between), 2)}{side}")
    if any(sheet.mark_of[t] >= 0 for t in range(low + 1, high)):
        out.append(f"overq{side}")
    verbs = sum(c.pos[t] == "VERB" for t in range(low + 1, high))
    out.append(f"verbs={min(verbs, 3)}{side}")
    if c.dep[k] in {"nsubj", "nsubjpass"} and c.head[k] == i:
        out.append("own")
    if kind in {"who", "which", "that"}:
        out.append(f"rel|{way}")
    near = sheet.next_solid(i + 1, len(c.word)) if k > i else sheet.previous_solid(i, 0)
    left, right = c.edges[k]
    if left <= near < right:
        out += [f"adj{side}", f"adj{side}|{lemma}", f"adj{side}|{kind}"]
    return out
