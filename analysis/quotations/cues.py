"""Which word introduces an attribution, and whose: features of cues and of their sources."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.quotations.roles import role_of_noun
from analysis.quotations.sheet import Sheet
from analysis.quotations.verbs import SPEECH, verb_class

_PERSONS = frozenset({"PERSON", "ORG", "GPE", "NORP"})


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
        elif name == "acl":
            # "The claim that ...", "a call to ...".
            name += ":" + next((c.lemma[m] for m in c.children[k] if m < k), "")
        elif name == "poss":
            out.append(f"ch=poss:{noun_class(sheet, k)}")
        elif name in {"ccomp", "xcomp", "advcl"}:
            name += "<" if k < i else ">"
            if c.dep[k] == "ccomp":
                marks = [c.lemma[m] for m in c.children[k] if c.dep[m] == "mark"]
                if marks:
                    out.append(f"that={marks[0]}|{lemma}")
        elif name in {"dobj", "attr", "oprd", "acomp"}:
            out += [
                f"ch={name}:{noun_class(sheet, k)}",
                f"ob={c.lemma[k]}",
                f"ob={c.lemma[k]}|{lemma}",
            ]
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
