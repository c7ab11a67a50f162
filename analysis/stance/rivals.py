"""Which of two rival parties a target belongs to, where the article itself says so.

References
----------
Zhang et al. (2022), SEESAW, NAACL (what an article holds against one side is to the credit of the
other); Heider (1946), Attitudes and cognitive organization, Journal of Psychology 21.
"""

from __future__ import annotations

import re
from functools import cache

from analysis.stance.lists import word_list

_SIDE = re.compile(r"(?:the )?(\w+) (?:administration|campaign)", re.IGNORECASE)
_POSTS = "|".join(sorted(word_list("titles") | word_list("party_posts")))


def find_rival(text: str, name: str, *, person: bool) -> str:
    """Return the party that stands against the one a target belongs to.

    Parameters
    ----------
    text : str
        The article.
    name : str
        The target's bare name.
    person : bool
        Whether it is a person's.

    Returns
    -------
    str
        For instance "Labour Party"; empty where the article does not say, or says both.

    Examples
    --------
    >>> find_rival("Sen. Ada Brandt (R-Ohio) voted no.", "Ada Brandt", person=True)
    'Democratic Party'
    >>> find_rival("Labour MPs left.", "Labour MPs", person=False)
    'Conservative Party'
    """
    named = {rival for party, rival in _rivals() if _words(party).search(name)}
    if named:
        return named.pop() if len(named) == 1 else ""
    side = _SIDE.fullmatch(name)
    if not (person or side):
        return ""
    surname = side[1] if side else name.split()[-1]
    counts = {rival: len(_member(surname, party).findall(text)) for party, rival in _rivals()}
    best = max(counts, key=lambda rival: counts[rival])
    return best if list(counts.values()).count(counts[best]) == 1 else ""


@cache
def _rivals() -> tuple[tuple[str, str], ...]:
    """Every party, as its forms joined by slashes, with the name of its rival."""
    pairs = [tuple(pair.split("=")) for pair in sorted(word_list("rivals"))]
    both = [*pairs, *((b, a) for a, b in pairs)]
    return tuple((party, f"{rival.split('/')[0].title()} Party") for party, rival in both)


@cache
def _words(party: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_forms(party)})\b")


def _forms(party: str) -> str:
    """Return the party's words as they are written: with a capital, acronyms in capitals."""
    forms = [form for form in party.split("/") if len(form) > 1]
    return "|".join(form.upper() if len(form) <= 3 else f"{form.title()}s?" for form in forms)


@cache
def _member(surname: str, party: str) -> re.Pattern[str]:
    """Return what says of a person that it is of a party."""
    own, forms = re.escape(surname), _forms(party)
    letters = "".join(form.upper() for form in party.split("/") if len(form) == 1)
    ways = [
        rf"\b{own}, (?:an?|the)(?: [\w-]+){{0,3}} (?:{forms})\b",
        rf"\b{own}, [A-Z][\w.]+(?: [A-Z]\w+)? (?:{forms})\b",
        rf"\b(?:{forms})(?: (?i:{_POSTS})\.?)*(?: [A-Z][\w.]+){{0,2}} {own}\b",
    ]
    if letters:
        ways.append(rf"\b{own},? ?[(\[]?[{letters}]-")
    return re.compile("|".join(ways))
