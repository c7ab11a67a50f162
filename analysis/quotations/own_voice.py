"""Who says "we" in a text that no journalist wrote: the organisation that issues it.

Without the marks of a release only a name that says that it is a body of advocates, believers or
scholars counts, in a text where nobody says "I": columnists say "we" of everybody.
"""

from __future__ import annotations

import re

from analysis.quotations.roles import role_of_organisation

_RELEASE = re.compile(
    r"for immediate release|press release|media contact|for further (?:comments?|information)",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_I = re.compile(r"\b(?:I|[Mm]y)\b")
_PROPER = re.compile(r"\b[A-Z][\w’']+(?: (?:[A-Z][\w’']+|for|of|and|the)){0,5} [A-Z][\w’']+")


def own_voice(text: str) -> str:
    """Return the organisation that says "we" in its own release; empty for an ordinary article."""
    marked = find_outside(text)
    names: dict[str, int] = {}
    for match in _PROPER.finditer(marked):
        if match[0][:2] != "We":
            name = " ".join(match[0].split())
            names[name] = names.get(name, 0) + 1
    if not names:
        return ""
    frequent = max(names, key=lambda name: (names[name], len(name), name))
    if names[frequent] < 3:
        return ""
    if _RELEASE.search(text[:3000]) or _RELEASE.search(text[-2000:]):
        return frequent
    issued = role_of_organisation(frequent) in {"advocate", "religious", "expert"}
    if issued and len(_WE.findall(marked)) >= 3 and not _I.search(marked):
        return frequent
    return ""


def find_outside(text: str) -> str:
    """Return the text with everything between quotation marks blanked out, same length."""
    from analysis.quotations.marks import find_marked

    out, at = [], 0
    for m in find_marked(text):
        out += [text[at : m.start], " " * (m.end - m.start)]
        at = m.end
    return "".join([*out, text[at:]])
