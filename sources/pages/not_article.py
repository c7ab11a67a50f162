"""Pages that look like an article and are none: error pages, walls, stubs, lists of links."""

from __future__ import annotations

import re

_SHORT = 150
_MISSING = re.compile(
    r"\b(?:page|article|story|content|seite|artikel|página|pagina|page)\b.{0,40}\b(?:not "
    r"(?:be )?found|cannot be found|can['’]?t be found|no longer (?:available|exists?)|"
    r"does(?: not|n['’]t) exist|nicht gefunden|existiert nicht|introuvable|n['’]existe (?:pas|"
    r"plus)|no (?:se )?encontrada|no existe|non trovata|niet gevonden)"
    r"|\b(?:error|http|fehler|erreur)\s*:?\s*40[34]\b|^\s*40[34]\b|\b404\b.{0,30}\b(?:error|"
    r"not found|page)|we can['’]?t find (?:the|that) page",
    re.I,
)
_SCRIPT = re.compile(
    r"\b(?:enable|activate|turn on) javascript|javascript (?:is (?:disabled|required)|"
    r"aktivieren|muss aktiviert)|your browser (?:is not supported|does not support)|activez "
    r"javascript|checking your browser|verify (?:that )?you are (?:a )?human|are you a robot",
    re.I,
)
_LOGIN = re.compile(
    r"\b(?:(?:please )?(?:log|sign) ?in(?: or (?:register|sign up|subscribe))? to (?:continue|"
    r"read|view|access)|you must be logged in|create (?:a free |an )?account to (?:continue|"
    r"read)|register to (?:continue|read)|bitte (?:melden sie sich|loggen sie sich))",
    re.I,
)
_PAYWALL = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|read|unlock|access)|(?:this|the) (?:article|"
    r"content|story) is (?:for|only available to|reserved for|exclusive(?:ly)? (?:to|for)) "
    r"(?:our )?subscribers|for subscribers only|to continue reading|already a subscriber|"
    r"unlock (?:this|the full) (?:article|story)|become a subscriber|"
    r"article réservé (?:à nos |aux )abonnés|il vous reste \d+ ?% de cet article|jetzt "
    r"(?:weiterlesen|freischalten)|weiterlesen mit|mit .{1,30}abo (?:weiter)?lesen|exclusivo "
    r"para suscriptores|solo para suscriptores|contenuto riservato agli abbonati|alleen voor "
    r"abonnees)",
    re.I,
)
_COOKIES = re.compile(
    r"\b(?:we (?:and our (?:\d+ )?partners )?(?:use|store).{0,60}cookies|accept (?:all "
    r")?cookies|wir verwenden cookies|nous utilisons des cookies|utilizamos cookies|before "
    r"you continue to)",
    re.I,
)


def not_article_sign(
    *,
    title: str,
    text: str,
    page: str = "",
    free: bool = True,
    links: float = 0.0,
    is_article: bool = True,
) -> str:
    """Return why a page is no article, in a few words; empty when nothing tells.

    Only short texts are judged by phrases: an article about paywalls or cookies is long.

    Parameters
    ----------
    title, text : str
        Headline and text as extracted.
    page : str
        Whole visible text of the page, where walls speak.
    free : bool
        What structured data say about access.
    links : float
        Share of the text that is link text, 0 to 1.
    is_article : bool
        Whether the page's own data call it an article.
    """
    words = len(text.split()) if text.isascii() or " " in text else len(text) // 2
    short = words < _SHORT
    opening = f"{title}\n{text[:600]}"
    if short and (match := _MISSING.search(opening)):
        return f"error page (“{match[0].strip()}”)"
    if short and (
        match := _SCRIPT.search(opening) or (_SCRIPT.search(page) if words < 30 else None)
    ):
        return f"needs a browser (“{match[0].strip()}”)"
    if words < 250 and not free:
        return "paywall stub (the page says it is not accessible for free)"
    around = f"{text}\n{page}" if short else text[-400:] if words < 400 else ""
    if match := _PAYWALL.search(around):
        return f"paywall stub (“{match[0].strip()}”)"
    if short and (match := _LOGIN.search(around if words < 60 else text)):
        return f"login wall (“{match[0].strip()}”)"
    if words < 80 and (match := _COOKIES.search(text)):
        return f"cookie wall (“{match[0].strip()}”)"
    if links > 0.5 and not is_article:
        return "index page (most of its text is links)"
    return ""
