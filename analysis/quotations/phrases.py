"""The words of a noun phrase: from its first modifier to the last one that is no clause."""

from __future__ import annotations

from analysis.quotations.sheet import Sheet

_CUT = frozenset({"relcl", "advcl", "cc", "conj", "parataxis", "ccomp", "dep"})


def noun_phrase(sheet: Sheet, head: int, cue: int) -> tuple[int, int]:
    """Return the tokens of the noun phrase under `head`, the cue and marked stretches left out.

    Parameters
    ----------
    sheet : Sheet
        The article.
    head : int
        Its head token.
    cue : int
        A token that the phrase may not hold.

    Returns
    -------
    (int, int)
        Half-open token interval that holds `head`.
    """
    c = sheet.c
    first, last = c.edges[head]
    for child in c.children[head]:
        if child > head and c.dep[child] in _CUT:
            last = min(last, max(c.edges[child][0], head + 1))
        elif child < head and c.dep[child] in _CUT:
            first = max(first, min(c.edges[child][1], head))
    if first <= cue < last:
        first, last = (cue + 1, last) if cue < head else (first, cue)
    for token in range(head, first - 1, -1):
        if sheet.mark_of[token] >= 0 and sheet.mark_of[token] != sheet.mark_of[head]:
            first = token + 1
            break
    for token in range(head, last):
        if sheet.mark_of[token] >= 0 and sheet.mark_of[token] != sheet.mark_of[head]:
            last = token
            break
    while last > head + 1 and not sheet.is_word[last - 1]:
        last -= 1
    while first < head and not sheet.is_word[first]:
        first += 1
    return first, last


def with_antecedent(sheet: Sheet, head: int, edges: tuple[int, int]) -> tuple[int, int]:
    """Return the tokens of a source; a relative pronoun with the noun phrase right before it.

    "Critics who say": *critics who*, not *who* alone.
    """
    c = sheet.c
    if c.lemma[head] not in {"who", "which", "that"}:
        return edges
    before = head - 1
    while before >= 0 and c.word[before] == ",":
        before -= 1
    verb = c.head[head]
    while c.dep[verb] in {"conj", "xcomp", "ccomp", "aux"} and c.head[verb] != verb:
        verb = c.head[verb]
    target = c.head[verb] if c.dep[verb] == "relcl" else -1
    if target < 0:
        return edges
    first, last = noun_phrase(sheet, target, head)
    return (first, edges[1]) if first <= before < last else edges


def name_beside(sheet: Sheet, head: int, edges: tuple[int, int]) -> int:
    """Return the name that a source stands beside between commas, or `head` itself.

    "Lena Moore, the director of the museum, vowed": where the title was taken for the source.
    """
    c = sheet.c
    name = edges[0] - 2
    beside = (
        name >= 0
        and between_commas(sheet, edges)
        and c.pos[name] == "PROPN"
        and c.pos[head] == "NOUN"
        and c.head[head] in {name, c.head[name]} - {head}
        and c.paragraph[name] == c.paragraph[head]
    )
    return name if beside else head


def between_commas(sheet: Sheet, edges: tuple[int, int]) -> bool:
    """Whether commas set a phrase off from what is around it."""
    word, (first, last) = sheet.c.word, edges
    return first > 0 and word[first - 1] == "," and word[last : last + 1] == [","]
