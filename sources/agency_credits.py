"""Marks of copy that is not an outlet's own: agency credits and press-release furniture."""

from __future__ import annotations

import re

from sources.article import Article
from sources.outlets import normal_domain, normal_name

_AGENCIES: dict[str, tuple[str, ...]] = {
    "Agence France-Presse": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "Associated Press": ("AP", "Associated Press"),
    "Reuters": ("Reuters", "Thomson Reuters", "Thomson Reuters Foundation"),
    "United Press International": ("UPI", "United Press International"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "PA Media": ("PA", "PA Media", "Press Association"),
    "dpa": ("dpa", "Deutsche Presse-Agentur"),
    "EFE": ("EFE", "Agencia EFE"),
    "ANSA": ("ANSA",),
    "Lusa": ("Lusa", "Agência Lusa"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "TASS": ("TASS", "ITAR-TASS"),
    "Interfax": ("Interfax",),
    "Anadolu Agency": ("AA", "Anadolu", "Anadolu Agency", "Anadolu Ajansı"),
    "Canadian Press": ("CP", "Canadian Press"),
    "Australian Associated Press": ("AAP", "Australian Associated Press"),
    "Press Trust of India": ("PTI", "Press Trust of India"),
    "ANI": ("ANI", "Asian News International"),
    "IANS": ("IANS", "Indo-Asian News Service"),
    "Kyodo News": ("Kyodo", "Kyodo News"),
    "Jiji Press": ("Jiji", "Jiji Press"),
    "Yonhap": ("Yonhap", "Yonhap News", "Yonhap News Agency"),
    "Bernama": ("Bernama",),
    "Antara": ("Antara",),
    "Central News Agency": ("Central News Agency",),
    "WAFA": ("WAFA",),
    "IRNA": ("IRNA",),
    "Religion News Service": ("RNS", "Religion News Service"),
    "Catholic News Agency": ("Catholic News Agency",),
    "Inter Press Service": ("IPS", "Inter Press Service"),
    "Austria Presse Agentur": ("APA", "Austria Presse Agentur"),
    "Keystone-SDA": ("SDA", "ATS", "Keystone-SDA"),
    "Belga": ("Belga",),
    "ANP": ("ANP",),
    "Ritzau": ("Ritzau",),
    "TT": ("TT",),
    "NTB": ("NTB",),
    "Polish Press Agency": ("PAP", "Polish Press Agency"),
    "Ukrinform": ("Ukrinform",),
}
_SPELLINGS = {name: agency for agency, names in _AGENCIES.items() for name in names}
_ANY = "|".join(re.escape(name) for name in sorted(_SPELLINGS, key=len, reverse=True))
# "(AFP)", "(AP/dpa)", "(Reuters) -": only in brackets may a short name stand anywhere in the head.
_BRACKETS = re.compile(rf"\(\s*(?:The )?({_ANY})(?:\s*[/,&]\s*(?:The )?(?:{_ANY}))*\s*\)")
_CREDIT = re.compile(
    rf"(?:^|\n)\W*(?:©\s*(?:\d{{4}}\s*)?|(?:Source|Quelle|Fuente|Copyright)\s*:?\s*|(?:By|Par|Por)\s+)"
    rf"?(?:The )?({_ANY})\b\W*(?:$|\n)"
)
_DATELINE = re.compile(
    rf"^[^\n]{{2,60}}?\W[-–—]\s*({_ANY})\s*[-–—:]|^[^\n]{{2,40}},\s({_ANY})\s*[-–—]"
)
_LONG_NAMES = {normal_name(name): agency for name, agency in _SPELLINGS.items()}
_DOMAINS = {
    "afp.com": "Agence France-Presse",
    "apnews.com": "Associated Press",
    "reuters.com": "Reuters",
    "upi.com": "United Press International",
    "dpa.com": "dpa",
    "efe.com": "EFE",
    "ansa.it": "ANSA",
    "xinhuanet.com": "Xinhua",
    "news.cn": "Xinhua",
    "tass.com": "TASS",
    "aa.com.tr": "Anadolu Agency",
    "yna.co.kr": "Yonhap",
    "kyodonews.net": "Kyodo News",
    "ptinews.com": "Press Trust of India",
}
_RELEASE = re.compile(
    r"for immediate release|under embargo|(?:^|\n)\W*(?:press|media|news) release\b|"
    r"(?:^|\n)\W*(?:media|press) contacts?\s*:|(?:^|\n)\W*notes? (?:to|for) editors\b|"
    r"(?:^|\n)\W*(?:Pressemitteilung|communiqué de presse|comunicado de prensa|nota de prensa|"
    r"comunicato stampa|persbericht)\b",
    re.IGNORECASE,
)
_RELEASE_WORDS = (
    "release",
    "embargo",
    "contact",
    "note",
    "mitteilung",
    "communiqu",
    "comunica",
    "nota de",
    "persbericht",
)
_ISSUERS = frozenset(
    ("company", "business", "government", "intergovernmental", "party", "political party")
)
_ADVOCATES = frozenset(("advocacy", "advocacy/ngo", "ngo", "advocacy organisation"))
_AGENCY_TYPES = frozenset(("agency", "news agency", "wire", "wire service"))
_HEAD, _TAIL = 400, 300


def credited_agency(article: Article) -> str:
    """Return the agency that an article credits, and is not itself; empty when there is none.

    Looks at the by-line, the rights line, the head and the tail of the text; a name in running
    text ("told Reuters") is no credit.

    Examples
    --------
    >>> credited_agency(Article(id="a", text="PARIS (AFP) - The strike went on."))
    'Agence France-Presse'
    """
    for author in (*article.authors, article.copyright):
        found = _LONG_NAMES.get(normal_name(author.strip("© 0123456789")))
        if found:
            return found
    head, tail = article.text[:_HEAD], article.text[-_TAIL:]
    for pattern, text in ((_BRACKETS, head), (_BRACKETS, tail), (_CREDIT, head), (_CREDIT, tail)):
        match = pattern.search(text)
        if match:
            return _SPELLINGS[match.group(1)]
    match = _DATELINE.search(head)
    return _SPELLINGS[match.group(1) or match.group(2)] if match else ""


def own_agency(article: Article) -> str:
    """Return the agency whose own article this is; empty when it is no agency's."""
    found = _DOMAINS.get(normal_domain(article.outlet_domain or article.url))
    found = found or _LONG_NAMES.get(normal_name(article.outlet))
    if found:
        return found
    return article.outlet if article.outlet_type.casefold() in _AGENCY_TYPES else ""


def is_press_release(article: Article) -> bool:
    """Return whether an article is an issuer's own announcement.

    Either its text says so ("For immediate release", "Media contact:"), or its outlet is given as
    a company, a government, a party or an advocacy organisation.
    """
    kind = article.outlet_type.casefold()
    if kind in _ISSUERS or kind in _ADVOCATES:
        return True
    ends = article.text[:1500] + "\n" + article.text[-1500:]
    # A look for the words first: the pattern alone would cost half of all the time spent here.
    folded = ends.casefold()
    return any(word in folded for word in _RELEASE_WORDS) and _RELEASE.search(ends) is not None
