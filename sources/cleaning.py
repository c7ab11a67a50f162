"""From a text as it was pasted or saved to the article in it: title, date, byline, body.

Site furniture, contact blocks, notes and marks go; wrapped lines become paragraphs. What goes is
listed with its reason, and the text as it was stays in ``Article.raw_text``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.cleaning_lines import Block, split_blocks
from sources.cleaning_marks import close_up, normalise, strip_marks, strip_note_marks
from sources.contacts import (
    domain_in,
    is_contact_header,
    is_contact_line,
    is_name_line,
    is_postal_address,
)
from sources.dates import Date, infer_day_first
from sources.decoding import mend
from sources.furniture import count_words, is_furniture, without_promotion
from sources.metadata_text import Dated, byline, cited_date, date_line, dateline, issuer

_WORD = re.compile(r"\w[\w'’-]*")
_ENDS = frozenset(".!?…。！？।۔")
_CLOSING = "\"'”’»)]"
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_SECTION = re.compile(
    r"(news|comment|commentary|opinion|analysis|editorial|press release|statement|news "
    r"release|media release|"
    r"kommentar|meinung|analyse|nachrichten|pressemitteilung|opinión|noticias|análisis|"
    r"tribune|communiqué)\s*:?",
    re.I,
)
_RELEASE = re.compile(
    r"for immediate release|press release|news release|media release|pressemitteilung", re.I
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An article found in a text."""

    text: str
    title: str = ""
    subtitle: str = ""
    outlet: str = ""
    outlet_domain: str = ""
    authors: tuple[str, ...] = ()
    section: str = ""
    dateline: str = ""
    date: Date | None = None
    provenance: dict[str, str] = field(default_factory=dict)
    removed: tuple[tuple[str, str], ...] = ()
    """(reason, line) of what was left out, in order."""


class _Parts:
    """The blocks of a text while they are sorted into what they are."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.lines = [block.text for block in blocks]
        self.gap = [block.after_blank for block in blocks]
        self.kind = [""] * len(self.lines)

    def mark(self, place: int, kind: str) -> None:
        self.kind[place] = self.kind[place] or kind

    def left(self) -> list[int]:
        return [place for place, kind in enumerate(self.kind) if not kind]


def clean_text(raw: str, *, title: str = "", dump: bool = True) -> Cleaned:
    """Return the article in a text.

    Parameters
    ----------
    raw : str
        The text as it came.
    title : str
        Headline, when the format gave it; a line that repeats it is left out of the body.
    dump : bool
        The text may hold a headline, dates, furniture and contacts; False: it is a body that the
        format set apart, and only its marks, wraps and plain furniture go.

    Returns
    -------
    Cleaned
        Text with one blank line between paragraphs, and what was found beside it.
    """
    text = normalise(strip_marks(mend(raw.replace("\r\n", "\n").replace("\r", "\n"))))
    parts = _Parts(split_blocks(text))
    heading = _mark_page(parts) if dump else None
    _mark_furniture(parts)
    numbered = _mark_notes(parts)
    found: dict[str, str] = {}
    if dump:
        _mark_contacts(parts, found)
    if heading is not None and not title:
        found["title"] = parts.lines[heading].strip(" *#")
        parts.kind[heading] = "title"
    _mark_title(parts, found.get("title", title), found, search=dump)
    authors: tuple[str, ...] = ()
    date: Date | None = None
    provenance: dict[str, str] = {}
    if dump:
        authors = _mark_bylines(parts)
        date = _mark_dates(parts, provenance)
        _mark_labels(parts, found)
    _mark_repeats(parts, found.get("title", title))
    lines = (strip_note_marks(parts.lines[place], numbered=numbered) for place in parts.left())
    paragraphs = [paragraph for line in lines if (paragraph := close_up(line).strip())]
    place = ""
    if dump:
        place, date = _date_in_body(paragraphs, date, _date_beside(parts), provenance)
        _find_outlet(parts, paragraphs, found, provenance)
    for name in ("title", "section"):
        if found.get(name):
            provenance[name] = "first lines of the text" if name == "title" else "label in the text"
    return Cleaned(
        text="\n\n".join(paragraphs),
        title=found.get("title", title),
        subtitle=found.get("subtitle", ""),
        outlet=found.get("outlet", ""),
        outlet_domain=found.get("domain", ""),
        authors=authors,
        section=found.get("section", ""),
        dateline=place,
        date=date,
        provenance=provenance,
        removed=tuple(
            (kind, line) for kind, line in zip(parts.kind, parts.lines, strict=True) if kind
        ),
    )


def is_prose(line: str) -> bool:
    """Return whether a line reads as running text: a sentence of some length, or several."""
    if line.isascii():
        if len(line) > 400:
            return True
    elif _HAN.search(line):
        return len(line) >= 25 and bool(re.search("[。！？，、]", line))
    words = count_words(line)
    return words >= 25 or (words >= 9 and line.rstrip(_CLOSING)[-1:] in _ENDS)


def _mark_page(parts: _Parts) -> int | None:
    """Mark what surrounds the article when the text is a whole page with its menus and lists.

    Returns the place of the headline, or None.
    """
    from sources.cleaning_dump import article_lines, find_heading, looks_like_page

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


def _mark_furniture(parts: _Parts) -> None:
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


def _mark_notes(parts: _Parts) -> bool:
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


def _mark_contacts(parts: _Parts, found: dict[str, str]) -> None:
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


def _mark_letterhead(parts: _Parts, found: dict[str, str]) -> None:
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
            or len(_WORD.findall(line)) > 8
        ):
            return
        if any(is_postal_address(one) for one in address):
            parts.mark(place, "letterhead")
            found["outlet"] = line
            found["domain"] = next(filter(None, map(domain_in, address)), "")
        return


def _mark_ending(parts: _Parts) -> None:
    """Labels at the very end with nothing after them, and names under a contact."""
    for place in reversed(range(len(parts.lines))):
        line = parts.lines[place]
        if parts.kind[place]:
            continue
        if not line.endswith(":") or len(_WORD.findall(line)) > 8:
            return
        parts.mark(place, "label without content")


def _mark_title(parts: _Parts, given: str, found: dict[str, str], *, search: bool) -> None:
    if given or not search:
        return
    head: list[int] = []
    for candidate in parts.left():
        if is_prose(parts.lines[candidate]):
            break
        head.append(candidate)
    else:
        # Nothing that reads as a paragraph: a short text keeps its first line only as a title
        # when something follows it.
        if len(head) < 2:
            return
        head = head[:1]
    body = next((one for one in parts.left() if is_prose(parts.lines[one])), None)
    place = _choose_title(parts, head)
    if place is None and body is not None and _is_dated_title(parts, body):
        place = body
    if place is None:
        return
    found["title"] = parts.lines[place].strip(" *#")
    parts.mark(place, "title")


def _choose_title(parts: _Parts, head: Sequence[int]) -> int | None:
    fitting = [place for place in head if _may_be_title(parts.lines[place])]
    long = [place for place in fitting if len(_WORD.findall(parts.lines[place])) >= 4]
    return next(iter(long or fitting), None)


def _may_be_title(line: str) -> bool:
    return (
        not line.endswith((":", ".", ","))
        and len(_WORD.findall(line)) <= 40
        and date_line(line) is None
        and not byline(line)
    )


def _is_dated_title(parts: _Parts, place: int) -> bool:
    """Return whether a line is one sentence above a date: a headline with a full stop."""
    line = parts.lines[place]
    after = [other for other in parts.left() if other > place][:2]
    return (
        len(_WORD.findall(line)) <= 35
        and not re.search(
            r"[.!?]\s+[A-Z]", line.replace("Mr. ", "").replace("Ms. ", "").replace("Dr. ", "")
        )
        and len(after) == 2
        and date_line(parts.lines[after[0]]) is not None
    )


def _mark_bylines(parts: _Parts) -> tuple[str, ...]:
    for place in parts.left()[:6]:
        names = byline(parts.lines[place])
        if names:
            parts.mark(place, "byline")
            return names
    return ()


def _mark_dates(parts: _Parts, provenance: dict[str, str]) -> Date | None:
    """Mark lines that are a date; return the first of them, the one by the headline."""
    order = infer_day_first(parts.lines)
    first: Date | None = None
    for place, line in enumerate(parts.lines):
        date = date_line(line, day_first=order)
        if date is None:
            continue
        parts.mark(place, "date")
        if first is None and date.precision in ("minute", "second", "day", "month"):
            first = date
            provenance["published"] = f"date line in the text: {line[:80]}"
    return first


def _mark_labels(parts: _Parts, found: dict[str, str]) -> None:
    names = [
        line.rstrip(" :")
        for line, kind in zip(parts.lines, parts.kind, strict=True)
        if kind == "section"
    ]
    if names:
        found["section"] = ", ".join(dict.fromkeys(names))


def _mark_repeats(parts: _Parts, title: str) -> None:
    """Mark the headline where it stands again in the first lines of the body."""
    wanted = _plain(title)
    for place in parts.left()[:5]:
        line = parts.lines[place]
        # A paragraph several times as long cannot be the headline again.
        if wanted and len(line) < 3 * len(title) + 40 and _plain(line) == wanted:
            parts.mark(place, "title")


def _date_beside(parts: _Parts) -> Dated | None:
    """Return the date in a short line by the article's beginning, as of a byline with its place."""
    from sources.dates import find_dates

    first = next(iter(parts.left()), 0)
    if "page around the article" not in parts.kind:
        return None
    order = infer_day_first(parts.lines)
    around = sorted(
        range(max(0, first - 14), min(len(parts.lines), first + 4)), key=lambda n: abs(n - first)
    )
    for place in around:
        line = parts.lines[place]
        dates = [
            date for _, _, date in find_dates(line, day_first=order) if date.precision == "day"
        ]
        if (
            parts.kind[place]
            and dates
            and len(_WORD.findall(line)) <= 22
            and not line.startswith("©")
        ):
            return Dated(dates[0], f"date in a line by the headline: {line[:80]}")
    return None


def _date_in_body(
    paragraphs: Sequence[str],
    date: Date | None,
    beside: Dated | None,
    provenance: dict[str, str],
) -> tuple[str, Date | None]:
    order = infer_day_first(paragraphs)
    place = ""
    for paragraph in paragraphs[:3]:
        place, dated = dateline(paragraph, day_first=order)
        if place or dated:
            if date is None and dated is not None:
                date = dated
                provenance["published"] = (
                    f"dateline in the text: {paragraph[: paragraph.find(' ', 60)][:80]}"
                )
            break
    if date is None and beside is not None:
        date = beside.date
        provenance["published"] = beside.provenance
    if date is None:
        cited = cited_date(paragraphs)
        if cited:
            date = cited.date
            provenance["published"] = cited.provenance
    return place, date


def _find_outlet(
    parts: _Parts, paragraphs: Sequence[str], found: dict[str, str], provenance: dict[str, str]
) -> None:
    if found.get("outlet"):
        provenance["outlet"] = "letterhead of the text"
        if found.get("domain"):
            provenance["outlet_domain"] = "letterhead of the text"
        return
    release = any(
        _RELEASE.search(line) for line, kind in zip(parts.lines, parts.kind, strict=True) if kind
    )
    contact = any(kind == "contact" for kind in parts.kind)
    name = issuer(paragraphs) if release or contact else ""
    if name:
        found["outlet"] = name
        provenance["outlet"] = "the release says who issued it"


def _plain(line: str) -> str:
    return " ".join(_WORD.findall(line.lower()))
