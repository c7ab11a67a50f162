"""What a plain text says about itself: date lines, datelines, bylines, credits, who issued it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sources.dates import Date, find_dates, infer_day_first, possible

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_DATE_WORDS = frozenset(
    [
        "published",
        "updated",
        "posted",
        "on",
        "date",
        "last",
        "modified",
        "created",
        "at",
        "first",
        "issued",
        "release",
        "released",
        "am",
        "pm",
        "a.m",
        "p.m",
        "est",
        "edt",
        "gmt",
        "utc",
        "bst",
        "cet",
        "cest",
        "ist",
        "pst",
        "pdt",
        "ct",
        "et",
        "pt",
        "ht",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thurs",
        "fri",
        "sat",
        "sun",
        "the",
        "of",
        "h",
        "uhr",
        "um",
        "am",
        "den",
        "vom",
        "stand",
        "veröffentlicht",
        "aktualisiert",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "publié",
        "le",
        "à",
        "mis",
        "jour",
        "modifié",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "publicado",
        "actualizado",
        "el",
        "a",
        "las",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
        "pubblicato",
        "il",
        "alle",
        "ore",
        "aggiornato",
        "lunedì",
        "martedì",
        "mercoledì",
        "giovedì",
        "venerdì",
        "sabato",
        "domenica",
        "gepubliceerd",
        "op",
        "om",
        "bijgewerkt",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
        "yayınlanma",
        "güncelleme",
        "tarihi",
        "em",
        "às",
        "atualizado",
        "de",
        "t",
        "z",
        "time",
        "article",
        "story",
        "for",
    ]
)
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.I)
_BYLINE = re.compile(
    r"^(?:by|von|par|por|door|di|story by|written by|reported by|words "
    r"by)[:\s]+(?P<names>[^\W\d_][^|•·]{2,100}?)(?:\s*[|•·].*)?$",
    re.I,
)
_BESIDE = re.compile(r"\s*[|•·]\s*")
_PAPER = re.compile(
    r"\b(?:agency|beacon|blatt|bulletin|chronicle|courier|courrier|daily|digest|dispatch|echo|examiner|"
    r"express|gazette|globe|guardian|herald|independent|inquirer|journal|kurier|ledger|mail|mercury|"
    r"meridian|messenger|mirror|news|nachrichten|observer|post|press|radio|record|register|reporter|"
    r"review|sentinel|standard|star|telegraph|times|tribune|tv|weekly|wire|zeitung)\b",
    re.I,
)
_DASH = re.compile(r"\s*(?:--|[–—―]|\s-)\s*")
_CITED = re.compile(r"[(\[]([^()\[\]]{4,80})[)\]]")
_ISSUER = re.compile(
    r"^(?:About\s+)?(?P<name>(?:The\s+)?[A-Z][\w’'&.-]*(?:\s+(?:of|for|the|and|de|&|"
    r"[A-Z][\w’'&.-]*)){0,8})\s+is\s+(?:an?|the)\s+"
    r"(?:[\w’'-]+,?\s+(?:and\s+)?){0,10}?(?P<kind>organi[sz]ations?|non-?profit|charity|"
    r"coalition|campaign|network|newspaper|agency|ngo|"
    r"think[- ]tank|foundation|institute|association|union|company|broadcaster|website|"
    r"magazine|party|ministry|centre|center|group)\b",
)


class Dated(NamedTuple):
    """A date and the words that gave it."""

    date: Date
    provenance: str


def date_line(line: str, *, day_first: bool | None = None) -> Date | None:
    """Return the date of a line that holds a date and nothing else ("Published: 6 Jan 2021").

    Examples
    --------
    >>> date_line("Posted on January 6th, 2021").local
    '2021-01-06'
    >>> date_line("The bridge opened on January 6th, 2021") is None
    True
    """
    if len(line) > 120 or line.rstrip().endswith(")") != ("(" in line):
        return None
    found = list(find_dates(line, day_first=day_first))
    if not found:
        return None
    rest = line
    for start, end, _ in reversed(found):
        rest = f"{rest[:start]} {rest[end:]}"
    words = _WORD.findall(_CLOCK.sub(" ", rest).lower())
    if any(word.strip(".'’-") not in _DATE_WORDS for word in words):
        return None
    return possible(found[0][2])


def masthead(line: str, *, day_first: bool | None = None) -> tuple[str, Date] | None:
    """Return the outlet and the date of a line that holds nothing else ("Bay News | 6 Jan 2021").

    The outlet is empty where the name may be that of a section, a place or a person.

    Examples
    --------
    >>> name, date = masthead("Bay News | January 6, 2021")
    >>> name, date.local
    ('Bay News', '2021-01-06')
    >>> masthead("Middle East | 6 January 2021")[0]
    ''
    >>> masthead("Fares rise: what you should know | 6 January 2021") is None
    True
    """
    parts = [part.strip() for part in _BESIDE.split(line)]
    if len(parts) == 1:  # "Bay News, January 6, 2021"
        parts = [part.strip() for part in line.split(",", 1)]
        parts = parts if _PAPER.search(parts[0]) else []
    if len(parts) != 2 or len(line) > 100:
        return None
    for dated, name in (parts, parts[::-1]):
        date = date_line(dated, day_first=day_first)
        if date is not None and name and len(name.split()) <= 6 and not re.search(r"[.!?:,]", name):
            return name if _PAPER.search(name) else "", date
    return None


def byline(line: str) -> tuple[str, ...]:
    """Return the names in a line such as "By Jane Doe and John Roe"; empty when it is none."""
    match = _BYLINE.match(line.strip())
    if not match or len(_WORD.findall(line)) > 14 or re.search(r"[.!?]$", line.strip()):
        return ()
    names = re.split(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*", match["names"])
    names = [name.strip(" .") for name in names if name.strip(" .")]
    if not names or not all(
        re.match(r"[A-ZÀ-ÞА-Я]", name) and len(name.split()) <= 5 for name in names
    ):
        return ()
    return tuple(names)


def dateline(paragraph: str, *, day_first: bool | None = None) -> tuple[str, Date | None]:
    """Return the dateline a paragraph opens with, and its date where it gives one with a year.

    Returns
    -------
    tuple
        Place as printed ("Washington, DC"), empty when there is no dateline; the date, or None.

    Examples
    --------
    >>> place, date = dateline("(Oslo, 12/17/20) – The harbour opened.")
    >>> place, date.local
    ('Oslo', '2020-12-17')
    """
    match = _DASH.search(paragraph[:110])
    if not match or match.start() < 3:
        return "", None
    head = paragraph[: match.start()].strip()
    if not re.match(r"[(\[]?[A-ZÀ-ÞА-Я]", head) or re.search(r"[.!?] [A-Z]|[“”\"]", head):
        return "", None
    dates = list(find_dates(head, day_first=day_first))
    place = head
    for start, end, _ in reversed(dates):
        place = place[:start] + place[end:]
    place = re.sub(r"\((?:[A-Z][\w ]{1,25})\)", "", place)
    place = re.sub(
        r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b", "", place
    )
    place = re.sub(r"\s*/\s*[A-Z][\w ]+$", "", place.strip(" ()[],"))
    words = _WORD.findall(place)
    if len(words) > 6 or any(
        word.islower() and word not in ("de", "of", "al", "la") for word in words
    ):
        return "", None
    agency = re.search(r"\([A-Z][\w ]{1,25}\)", head)
    if not dates and not agency and not place.split(",")[0].isupper():
        return "", None
    return place.strip(" ,()"), possible(dates[0][2]) if dates else None


def cited_date(paragraphs: Sequence[str]) -> Dated | None:
    """Return the latest date that a source cited in brackets carries, "(Example News 29/12/2020)".

    It is the date of what is cited, so the article itself is no older; the provenance says so.
    """
    best: Dated | None = None
    for paragraph in paragraphs:
        for match in _CITED.finditer(paragraph):
            if not re.search(r"[A-Z]", match[1]):
                continue
            for _, _, date in find_dates(match[1], day_first=_order(paragraphs)):
                known = possible(date)
                if known and known.precision == "day" and (not best or known.when > best.date.when):
                    best = Dated(
                        known,
                        f"date of a source cited in the text: ({match[1]}); the article may "
                        f"be later",
                    )
    return best


def issuer(paragraphs: Sequence[str]) -> str:
    """Return the body that a release says issued it: "X is a … organisation" at its end.

    Only a name that the first paragraphs use too is taken.
    """
    opening = " ".join(paragraphs[:3]).lower()
    for paragraph in reversed(paragraphs[-4:]):
        match = _ISSUER.match(paragraph)
        if match and match["name"].lower().removeprefix("the ") in opening:
            return match["name"]
    return ""


def _order(paragraphs: Sequence[str]) -> bool | None:
    return infer_day_first(paragraphs)
