"""Factiva downloads as text: indexed (``HD``, ``LP``, ``TD`` …) or in plain article order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.article import Problem
from sources.dates import find_dates, parse_date
from sources.item import Item, Source
from sources.language import language_code
from sources.tables.columns import split_names

CODES = frozenset(
    [
        "HD",
        "CR",
        "BY",
        "AU",
        "WC",
        "PD",
        "ET",
        "SN",
        "SC",
        "SE",
        "ED",
        "PG",
        "VOL",
        "LA",
        "CY",
        "LP",
        "TD",
        "CO",
        "IN",
        "NS",
        "RE",
        "IPC",
        "IPD",
        "RF",
        "CT",
        "CX",
        "CLM",
        "ART",
        "DLN",
        "PUB",
        "AN",
    ]
)
WORD_COUNT = re.compile(
    r"^([\d.,\u00a0 ]+)\s*(?:words|Wörter|Worte|mots|palabras|parole|palavras|woorden|字|слов)$"
)
_ACCESSION = re.compile(
    r"^\W*(?:AN\W+)?(?:Document|Dokument|Documento|文件)\s+([A-Z][A-Za-z0-9]{9,40})\W*$", re.M
)
_MAPPED = frozenset(
    (
        "HD",
        "LP",
        "TD",
        "SN",
        "PD",
        "ET",
        "BY",
        "AU",
        "SE",
        "PG",
        "ED",
        "DLN",
        "LA",
        "WC",
        "CY",
        "AN",
    )
)
_BY = re.compile(r"^(?:By|Von|Par|Por|Door|Di)\s+")
_SUMMARY = re.compile(r"^\W*(?:Search Summary|Suchübersicht|Résumé de la recherche)\W*$", re.M)
_CODE_LINE = re.compile(r"^\s*([A-Z]{2,3})\s*(?:\|\s*(.*?)\s*\|?)?\s*$")


def is_factiva(text: str) -> bool:
    """Return whether text holds Factiva's accession lines and word counts."""
    return bool(_ACCESSION.search(text)) and bool(
        re.search(r"^\W*(?:HD|SN|WC)\b", text, re.M)
        or any(WORD_COUNT.match(line.strip()) for line in text.split("\n"))
    )


def factiva_items(text: str, source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download; each ends with its accession line."""
    summary = _SUMMARY.search(text)
    query = _query(text[summary.end() :]) if summary else ""
    if summary:
        text = text[: summary.start()]
    start = 0
    for number, match in enumerate(_ACCESSION.finditer(text), 1):
        part = text[start : match.start()]
        start = match.end()
        lines = [line.replace("\u00a0", " ").strip() for line in part.split("\n")]
        codes = _codes(lines)
        place = f"document {number}"
        item = (
            coded_item(codes, match[1], place)
            if "HD" in codes
            else ordered_item(lines, match[1], place)
        )
        if isinstance(item, Item):
            yield replace(item, extra={**item.extra, "search_terms": query}) if query else item
        else:
            yield Problem(source.name, place, item, "empty", part.strip()[:120])
    rest = text[start:].strip()
    if len(rest.split()) > _LEFTOVER:
        reason = "cut off: text without an accession line at its end; left out"
        yield Problem(source.name, "the end", reason, "damaged", rest[:120])


_LEFTOVER = 30
"""Words after the last article from which they are taken for half of another one."""


def _query(summary: str) -> str:
    """Return the words that were searched for, from the summary at the end of a download."""
    lines = [line.strip(" |\t") for line in summary.split("\n")]
    lines = [line for line in lines if line]
    for at, line in enumerate(lines):
        label, _, value = line.partition("|")
        if label.strip() in ("Text", "Texte", "Free Text"):
            return value.strip() or (lines[at + 1] if at + 1 < len(lines) else "")
    return ""


def coded_item(codes: dict[str, str], accession: str, place: str) -> Item:
    """Return the item of an indexed article, from its codes."""
    words = re.sub(r"\D", "", codes.get("WC", ""))
    text = "\n\n".join(filter(None, (codes.get("LP", ""), codes.get("TD", ""))))
    return Item(
        title=" ".join(codes.get("HD", "").split()),
        text=text,
        text_kind="full" if text else "none",
        outlet=codes.get("SN", ""),
        published=" ".join((codes.get("PD", ""), codes.get("ET", ""))).strip(),
        authors=tuple(split_names(_BY.sub("", codes.get("BY", codes.get("AU", ""))))),
        section=codes.get("SE", ""),
        page=codes.get("PG", ""),
        edition=codes.get("ED", ""),
        dateline=codes.get("DLN", ""),
        language=language_code(codes.get("LA", "")),
        word_count_claimed=int(words) if words else None,
        copyright=codes.get("CY", ""),
        source_id=accession,
        locator=place,
        extra={code: codes[code] for code in sorted(CODES - _MAPPED) if codes.get(code)},
    )


def ordered_item(lines: Sequence[str], accession: str, place: str) -> Item | str:
    """Return the item of an article without labels: the word count is the anchor."""
    fields = [line for line in lines if line]
    at = next((n for n, line in enumerate(fields) if WORD_COUNT.match(line)), -1)
    if at < 1:
        return "no word count found, so the head cannot be told from the text"
    words = re.sub(r"\D", "", fields[at])
    head, after = fields[:at], fields[at + 1 :]
    date = after[0] if after and any(find_dates(after[0])) else ""
    rest = after[1:] if date else after
    time = rest[0] if rest and re.fullmatch(r"\d{1,2}:\d\d(?:\s*GMT)?", rest[0]) else ""
    rest = rest[1:] if time else rest
    code_at = next(
        (n for n, line in enumerate(rest[:4]) if re.fullmatch(r"[A-Z0-9]{2,8}", line)), 0
    )
    outlet = rest[0] if rest else ""
    body_at = next(
        (
            n + 1
            for n, line in enumerate(rest[:12])
            if re.match(r"(?:Copyright|©|\(c\))", line, re.I)
        ),
        code_at + 2,
    )
    copyright_line = rest[body_at - 1] if 0 < body_at <= len(rest) else ""
    head = [line for line in head if parse_date(line) is None]
    title = max(head[:2], key=len, default="")
    return Item(
        title=title,
        text="\n\n".join(rest[body_at:]),
        outlet=outlet,
        published=f"{date} {time}".strip(),
        authors=tuple(split_names(_BY.sub("", head[-1])))
        if len(head) > 1 and head[-1] != title
        else (),
        word_count_claimed=int(words) if words else None,
        language=next((code for line in rest[:12] if (code := _named_language(line))), ""),
        copyright=copyright_line,
        source_id=accession,
        locator=place,
    )


def _named_language(line: str) -> str:
    return language_code(line) if line.isalpha() and len(line) > 3 else ""


def _codes(lines: Sequence[str]) -> dict[str, str]:
    """Return the values under the codes, whether ``HD|value|`` or the code on a line of its own."""
    codes: dict[str, list[str]] = {}
    now = ""
    for line in lines:
        match = _CODE_LINE.match(line)
        if match and match[1] in CODES:
            now = match[1]
            codes.setdefault(now, [])
            if match[2]:
                codes[now].append(match[2])
        elif now:
            codes[now].append(line.strip("|"))
    return {code: "\n\n".join(filter(None, values)).strip() for code, values in codes.items()}
