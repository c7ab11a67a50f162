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
