"""Site furniture: the lines of a page that belong to the site and not to the article.

A rule names a whole line, never a part of one, and never a sentence: an article *about* cookies
or newsletters keeps what it says.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

_WORD = re.compile(r"\w[\w'’-]*")

_INNER = re.compile(r"\w.*\w|\w", re.S)
_SENTENCES = re.compile(r"(?<=[.!?])[\"”’»)]*\s+(?=[A-ZÀ-Þ\"“«„@])")
# What a line must not be taken for furniture by: it tells, in the past tense or the third person.
_MAX_WORDS = 22
_LONGEST = 400
_ENDS = frozenset(".!?…。！？")
_LEAD_IN = re.compile(
    r"^(?:read (?:more|also|next)|also read|see also|related|more|watch|listen|lire aussi|à "
    r"lire aussi|lesen sie auch|mehr zum thema|"
    r"leggi anche|lea también|leia também|lees ook|läs också|læs også|les også|recommended|"
    r"must[- ]read|don['’]t miss)\s*[:|»>-]\s*\S",
    re.I,
)
_SALES = re.compile(
    r"^(?:sign up|subscribe|follow us|join our|download our|click here|support our|become a "
    r"(?:member|subscriber)|get (?:the|our) (?:latest|best|top)|"
    r"like us|log ?in|register|abonnieren sie|abonnez-vous|suscríbete|iscriviti|don['’]t miss "
    r"out)\b"
    r".*\b(?:newsletters?|inbox|updates|subscriber|facebook|twitter|telegram|whatsapp|youtube|"
    r"app|email|e-mail|channel|notifications?|unlimited|access|journalism|today|now|comment|"
    r"account|free)\b",
    re.I,
)
_CALL = re.compile(
    r"(?:^|[.!?:>»]\s+|\b(?:please|and|can|or)\s+)(?:sign up|subscribe|register|follow (?:us|"
    r"me|him|her|them|@|our|\w+ on)|click here|download|bookmark|"
    r"join|get (?:the|our|your)|e-?mail|have a tip|got a tip|contact|send (?:us|your)|like us|"
    r"find us|tweet|donate|support|listen to|visit|check out|"
    r"abonnieren|melden sie|folgen sie|jetzt|abonnez|inscrivez|suivez|suscríb|síg(?:ue|an)|"
    r"iscriv|segui|assine|siga|zapisz|abonneer|volg|följ|følg)",
    re.I,
)
_OBJECT = re.compile(
    r"\b(?:newsletters?|inbox|youtube channel|on (?:twitter|facebook|instagram|x|telegram|"
    r"whatsapp|linkedin|tiktok)|twitter|facebook|instagram|whatsapp|"
    r"podcasts?|our (?:app|channel|website|site|free)|breaking news|latest news|your email|"
    r"e-mail alerts?|notifications?|boletín|infolettre|google news|"
    r"\w+@[\w.]+|@\w{3,})",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:said|says|told|asked|wrote|added|according|begged|reported|sagte|a dit|dijo|disse)\b",
    re.I,
)
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\))\s*(?:copyright\s*)?\S|copyright\s+(?:\d{4}|by)", re.I
)
_RIGHTS = re.compile(r"\ball rights reserved\b", re.I)


_HINTS = (
    "inbox", "channel", "twitter", "facebook", "instagram", "whatsapp", "telegram",
    "linkedin", "tiktok", " on x", "podcast", "our app", "our website", "our site", "our free",
    "news", "email", "e-mail", "notification", "boletín", "infolettre", "@",
)  # fmt: skip


def is_promotion(sentence: str) -> bool:
    """Return whether a sentence asks the reader to subscribe, follow, write in or download.

    A call and its object must both be there, and nobody may be said to have uttered it.

    Examples
    --------
    >>> is_promotion("Sign up for our newsletter to get it every Monday.")
    True
    >>> is_promotion("“Sign up for our newsletter,” the page said.")
    False
    """
    if len(sentence) > 400 or _TOLD.search(sentence) or sentence[:1] in '"“«„':
        return False
    return bool(_CALL.search(sentence)) and bool(_OBJECT.search(sentence))


def without_promotion(paragraph: str) -> str:
    """Return a paragraph without the sentences that promote the site; empty when all do."""
    if len(paragraph) > 900:
        return paragraph
    lower = paragraph.lower()
    # A look for plain words first: the pattern takes a hundred times as long.
    if not any(map(lower.__contains__, _HINTS)) or not _OBJECT.search(paragraph):
        return paragraph
    sentences = _SENTENCES.split(paragraph)
    kept = [sentence for sentence in sentences if not is_promotion(sentence)]
    if len(kept) == len(sentences):
        return paragraph
    words = sum(map(count_words, kept))
    return " ".join(kept) if words >= 8 else ""


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
    if len(line) > _LONGEST:
        return False
    words = count_words(line)
    if words > 40:
        return False
    if words == 0:
        return True
    lower = line.lower()
    if _COPYRIGHT.match(line) or ("all rights reserved" in lower and _RIGHTS.search(line)):
        return True
    ended = ends_sentence(line)
    if "©" in line and words <= 25 and not ended:
        return True
    if _LEAD_IN.match(line) or (words <= 12 and _SALES.match(line)):
        return True
    if words > _MAX_WORDS:
        return False
    inner = _INNER.search(lower)
    plain = inner[0] if inner else ""
    if ended and words > 7 and not plain.startswith(("copyright", "all rights")):
        return False
    return not plain or _line().fullmatch(plain) is not None


@lru_cache(maxsize=512)
def count_words(line: str) -> int:
    """Return the number of words in a line, kept for the next rule that asks."""
    return len(_WORD.findall(line))


def ends_sentence(line: str) -> bool:
    """Return whether a line ends as a sentence does, closing quotation marks aside."""
    return line.rstrip("\"'”’»)]")[-1:] in _ENDS and line != ""


@cache
def _line() -> re.Pattern[str]:
    rules = Path(__file__).with_name("furniture.txt").read_text(encoding="utf-8").splitlines()
    kept = (rule for rule in rules if rule and not rule.startswith("# "))
    return re.compile("|".join(f"(?:{rule})" for rule in kept))
