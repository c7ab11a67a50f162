"""What stands around the body of a text: menus, furniture, notes, contacts, letterheads."""

from __future__ import annotations

import re

from sources.cleaning.contacts import (
    domain_in,
    is_contact_header,
    is_contact_line,
    is_name_line,
    is_postal_address,
)
from sources.cleaning.furniture import is_furniture, without_promotion
from sources.cleaning.metadata import byline, date_line
from sources.cleaning.parts import WORD, Parts, is_prose, plain

_SECTION = re.compile(
    r"(news|comment|commentary|opinion|analysis|editorial|press release|statement|news "
    r"release|media release|"
    r"kommentar|meinung|analyse|nachrichten|pressemitteilung|opinión|noticias|análisis|"
    r"tribune|communiqué)\s*:?",
    re.I,
)
_NOTES = re.compile(
    r"(?:references?|notes?|footnotes?|endnotes?|sources?|bibliography|quellen|literatur)\s*:?",
    re.I,
)
_NOTE = re.compile(
    r"^(?:\[\^?\d{1,3}\]:?|\d{1,3}[.)]?|[¹²³⁴-⁹]+|[*†‡])\s*(?:\S.{0,200}?)?(?:https?://|"
    r"www\.)\S+|^\[\^?\d{1,3}\]:?\s+\S"
)
_URL_ONLY = re.compile(r"^[<(\[]?(?:https?://|www\.)\S+[>)\]]?$")


def mark_page(parts: Parts) -> int | None:
    """Mark what surrounds the article when the text is a whole page with its menus and lists.

    Returns
    -------
    int or None
        The place of the headline.
    """
    from sources.cleaning.dump import article_lines, find_heading, looks_like_page

    if not looks_like_page(parts.lines):
        return None
    kept = article_lines(parts.lines)
    if not any(kept):
        return None
    first = kept.index(True)
    heading = find_heading(parts.lines, kept)
    for place, keep in enumerate(kept):
        line = parts.lines[place]
        near = first - 12 <= place <= first + 4 and (date_line(line) or byline(line))
        if not keep and place != heading and not near:
            parts.mark(place, "page around the article")
    return heading


def mark_furniture(parts: Parts) -> None:
    """Mark section names and furniture; take advertising out of paragraphs."""
    for place, line in enumerate(parts.lines):
        if _SECTION.fullmatch(line):
            parts.mark(place, "section")
        elif is_furniture(line) and not is_contact_header(line):
            parts.mark(place, "furniture")
        elif is_prose(line):
            rest = without_promotion(line)
            parts.lines[place] = rest or line
            if not rest:
                parts.mark(place, "furniture")


def mark_notes(parts: Parts) -> bool:
    """Mark notes and references at the end; return whether they are numbered."""
    numbered = False
    for place in reversed(range(len(parts.lines))):
        line = parts.lines[place]
        if len(line) < 600 and _NOTE.match(line):
            numbered = numbered or line[0] in "[¹²³" or line[0].isdigit()
            parts.mark(place, "note")
        elif _URL_ONLY.match(line):
            parts.mark(place, "address")
        elif (
            _NOTES.fullmatch(line)
            and place + 1 < len(parts.lines)
            and parts.kind[place + 1] in ("note", "address")
        ):
            parts.mark(place, "note")
    return numbered


def mark_contacts(parts: Parts, found: dict[str, str]) -> None:
    """Mark blocks of contacts; a letterhead's name and address go into `found`."""
    inside = False
    for place, line in enumerate(parts.lines):
        if is_prose(line) and not is_contact_header(line):
            inside = False
        elif is_contact_header(line) or is_contact_line(line):
            parts.mark(place, "contact")
            inside = True
        elif inside and not parts.kind[place] and (is_name_line(line) or is_postal_address(line)):
            parts.mark(place, "contact")
    _mark_letterhead(parts, found)
    _mark_ending(parts)


def _mark_letterhead(parts: Parts, found: dict[str, str]) -> None:
    """Mark a name at the very top, directly above an address: who issued the text."""
    for place, line in enumerate(parts.lines[:8]):
        if is_prose(line):
            return
        if parts.kind[place] or place + 1 >= len(parts.lines):
            continue
        address = [one for one in parts.lines[place + 1 : place + 7] if is_contact_line(one)]
        if (
            parts.gap[place + 1]
            or parts.kind[place + 1] != "contact"
            or len(WORD.findall(line)) > 8
        ):
            return
        if any(is_postal_address(one) for one in address):
            parts.mark(place, "letterhead")
            found["outlet"] = line
            found["domain"] = next(filter(None, map(domain_in, address)), "")
        return


def _mark_ending(parts: Parts) -> None:
    """Labels at the very end with nothing after them, and names under a contact."""
    for place in reversed(range(len(parts.lines))):
        line = parts.lines[place]
        if parts.kind[place]:
            continue
        if not line.endswith(":") or len(WORD.findall(line)) > 8:
            return
        parts.mark(place, "label without content")


def mark_repeats(parts: Parts, title: str) -> None:
    """Mark the headline where it stands again in the first lines of the body."""
    wanted = plain(title)
    for place in parts.left()[:5]:
        line = parts.lines[place]
        # A paragraph several times as long cannot be the headline again.
        if wanted and len(line) < 3 * len(title) + 40 and plain(line) == wanted:
            parts.mark(place, "title")
