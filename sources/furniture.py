"""Site furniture: the lines of a page that belong to the site and not to the article.

A rule names a whole line, never a part of one, and never a sentence: an article *about* cookies
or newsletters keeps what it says.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_WORD = re.compile(r"\w[\w'’-]*")

_EDGES = re.compile(r"^[\s\W]+|[\s\W]+$")
# What a line must not be taken for furniture by: it tells, in the past tense or the third person.
_MAX_WORDS = 22
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_LEAD_IN = re.compile(
    r"^(?:read (?:more|also|next)|also read|see also|related|more|watch|listen|lire aussi|à lire aussi|lesen sie auch|mehr zum thema|"
    r"leggi anche|lea también|leia também|lees ook|läs också|læs også|les også|recommended|must[- ]read|don['’]t miss)\s*[:|»>-]\s*\S",
    re.I,
)
_SALES = re.compile(
    r"^(?:sign up|subscribe|follow us|join our|download our|click here|support our|become a (?:member|subscriber)|get (?:the|our) (?:latest|best|top)|"
    r"like us|log ?in|register|abonnieren sie|abonnez-vous|suscríbete|iscriviti|don['’]t miss out)\b"
    r".*\b(?:newsletters?|inbox|updates|subscriber|facebook|twitter|telegram|whatsapp|youtube|app|email|e-mail|channel|notifications?|unlimited|access|journalism|today|now|comment|account|free)\b",
    re.I,
)
_COPYRIGHT = re.compile(
    r"^(?:copyright\s*)?(?:©|\(c\))\s*(?:copyright\s*)?\S|^copyright\s+(?:\d{4}|by)|\ball rights reserved\b",
    re.I,
)


def is_furniture(line: str) -> bool:
    """Return whether a line, as a whole, is site furniture.

    Parameters
    ----------
    line : str
        One line or paragraph.

    Examples
    --------
    >>> is_furniture("Skip to content"), is_furniture("He told them to skip to content they know.")
    (True, False)
    """
    words = len(_WORD.findall(line))
    if words > 40:
        return False
    if words == 0:
        return True
    if _COPYRIGHT.search(line) and words <= 30:
        return True
    if (words <= _MAX_WORDS and _LEAD_IN.search(line)) or (words <= 12 and _SALES.search(line)):
        return True
    plain = _EDGES.sub("", line.lower())
    if not plain:
        return True
    if (
        _SENTENCE_END.search(line)
        and words > 7
        and not plain.startswith(("copyright", "all rights"))
    ):
        return False
    return words <= _MAX_WORDS and _line().fullmatch(plain) is not None


@cache
def _line() -> re.Pattern[str]:
    rules = Path(__file__).with_name("furniture.txt").read_text(encoding="utf-8").splitlines()
    kept = (rule for rule in rules if rule and not rule.startswith("# "))
    return re.compile("|".join(f"(?:{rule})" for rule in kept))
