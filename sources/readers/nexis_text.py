"""Classic Nexis downloads as text: ``2 of 10 DOCUMENTS``; or the newer lines saved as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.article import Problem
from sources.dates import find_dates
from sources.decoding import decode
from sources.item import Item, Source
from sources.language import language_code
from sources.nexis import is_nexis, nexis_items
from sources.readers.head import Head
from sources.tables.columns import split_names

NAME = "nexis"
SUMMARY = "Nexis downloads as text"
ISOLATED = False

_START = re.compile(
    r"^\s*(?:FOCUS - )?(?:(\d+) of (\d+) DOCUMENTS?|Dokument (\d+) von (\d+)|Document (\d+) "
    r"(?:de|van) (\d+))\s*$",
    re.M,
)
_LABEL = re.compile(
    r"^(BYLINE|AUTOR|AUTEUR|SECTION|RUBRIK|RUBRIQUE|LENGTH|LÄNGE|LONGUEUR|LENGTE|LOAD-DATE|"
    r"UPDATE|LANGUAGE|SPRACHE|LANGUE|PUBLICATION-TYPE|"
    r"GRAPHIC|GRAFIK|DATELINE|HIGHLIGHT|CORRECTION|CORRECTION-DATE|SUBJECT|COUNTRY|"
    r"DOCUMENT-TYPE|JOURNAL-CODE)\s*:\s*(.*)$"
)
_SEARCHED = re.compile(r"^\s*(?:Terms|Begriffe|Zoektermen|Termes|Términos):\s*(\S.*)$", re.M)
_SAME = {"AUTOR": "BYLINE", "AUTEUR": "BYLINE", "RUBRIK": "SECTION", "RUBRIQUE": "SECTION",
    "LÄNGE": "LENGTH", "LONGUEUR": "LENGTH", "LENGTE": "LENGTH", "UPDATE": "LOAD-DATE",
    "SPRACHE": "LANGUAGE", "LANGUE": "LANGUAGE", "GRAFIK": "GRAPHIC"}  # fmt: skip
_ENDING = ("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "GRAPHIC", "CORRECTION", "SUBJECT",
    "COUNTRY", "DOCUMENT-TYPE", "JOURNAL-CODE")  # fmt: skip


def recognise(head: Head) -> bool:
    """Return whether a line counts documents, or the newer download's own lines stand alone."""
    if head.binary:
        return False
    return _START.search(head.text) is not None or is_nexis(head.text.split("\n"))


def read(source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download."""
    text = decode(source.data).text.replace("\r\n", "\n").replace("\f", "\n")
    if not _START.search(text):
        yield from nexis_items(text.split("\n"), source)
        return
    starts = list(_START.finditer(text))
    searched = _SEARCHED.search(text[: starts[0].start()])
    for number, match in enumerate(starts, 1):
        end = starts[number].start() if number < len(starts) else len(text)
        place = f"document {number}"
        item = _article(text[match.end() : end].split("\n"), place)
        if not isinstance(item, Item):
            yield Problem(source.name, place, item, "empty")
        elif searched:
            yield replace(item, extra={**item.extra, "search_terms": searched[1].strip()})
        else:
            yield item
    claimed = next(filter(None, starts[0].groups()[1::2]), "")
    if claimed.isdigit() and int(claimed) != len(starts):
        reason = f"the file counts {claimed} documents, {len(starts)} were found"
        yield Problem(source.name, source.locator, reason, "count")


def _article(lines: Sequence[str], place: str) -> Item | str:
    labels: dict[str, str] = {}
    head: list[str] = []
    body: list[str] = []
    stage = "head"
    for line in lines:
        match = _LABEL.match(line.strip())
        name = _SAME.get(match[1], match[1]) if match else ""
        if match and not (stage == "body" and name not in _ENDING):
            labels.setdefault(name, match[2].strip())
            if name == "LENGTH":
                stage = "body"
            elif name in _ENDING and stage == "body":
                stage = "tail"
        elif stage == "head":
            head.append(line)
        elif stage == "body":
            body.append(line)
        elif re.match(r"\s*(?:Copyright|©)", line):
            labels.setdefault("COPYRIGHT", line.strip())
    text = "\n".join(body).strip()
    if not text:
        return "no text found: the document has no body"
    title, outlet, date = _head(head)
    words = re.match(r"([\d.,]+)", labels.get("LENGTH", ""))
    return Item(
        title=title,
        text=text,
        outlet=outlet,
        published=date or labels.get("LOAD-DATE", ""),
        date_kind="published" if date else "load",
        authors=tuple(split_names(labels.get("BYLINE", ""))),
        section=labels.get("SECTION", ""),
        dateline=labels.get("DATELINE", ""),
        subtitle=labels.get("HIGHLIGHT", ""),
        language=language_code(labels.get("LANGUAGE", "")),
        word_count_claimed=int(re.sub(r"\D", "", words[1])) if words else None,
        copyright=labels.get("COPYRIGHT", ""),
        locator=place,
        extra={"load-date": labels.get("LOAD-DATE", ""), "graphic": labels.get("GRAPHIC", "")},
    )


def _head(lines: Sequence[str]) -> tuple[str, str, str]:
    """Return headline, publication and date: publication stands above the date, headline below."""
    plain = [line.strip() for line in lines]
    plain = [line for line in plain if line and not line.lower().startswith("copyright")]
    for at, line in enumerate(plain):
        found = next(iter(find_dates(line)), None)
        if at and found and found[2].precision == "day" and len(line) < 80:
            below = plain[at + 1 :]
            if below and re.search(r"\bEdition\b", below[0]) and len(below) > 1:
                below = below[1:]
            return " ".join(below).split(";")[0].strip(), plain[0], line
    return (" ".join(plain[1:]), plain[0], "") if plain else ("", "", "")
