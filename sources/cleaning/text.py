"""From a text as it was pasted or saved to the article in it: title, date, byline, body.

Site furniture, contact blocks, notes and marks go; wrapped lines become paragraphs. What goes is
listed with its reason, and the text as it was stays in ``Article.raw_text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sources.cleaning.around import (
    mark_contacts,
    mark_furniture,
    mark_notes,
    mark_page,
    mark_repeats,
)
from sources.cleaning.head import (
    date_beside,
    date_in_body,
    find_outlet,
    mark_bylines,
    mark_dates,
    mark_labels,
    mark_title,
)
from sources.cleaning.inline import strip_boxes
from sources.cleaning.lines import split_blocks
from sources.cleaning.marks import close_up, normalise, strip_marks, strip_note_marks
from sources.cleaning.parts import Parts
from sources.dates import Date
from sources.decoding import mend

_WHENCE = {"title": "first lines of the text", "section": "label in the text"}


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
    """(reason, line) of what was left out: whole lines in order, then parts of lines."""


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
    text, boxes = strip_boxes(text)
    parts = Parts(split_blocks(text))
    heading = mark_page(parts) if dump else None
    mark_furniture(parts)
    numbered = mark_notes(parts)
    found: dict[str, str] = {}
    if dump:
        mark_contacts(parts, found)
    if heading is not None and not title:
        found["title"] = parts.lines[heading].strip(" *#")
        parts.kind[heading] = "title"
    mark_title(parts, found.get("title", title), found, search=dump)
    authors: tuple[str, ...] = ()
    date: Date | None = None
    provenance: dict[str, str] = {}
    if dump:
        authors = mark_bylines(parts)
        date = mark_dates(parts, found, provenance)
        mark_labels(parts, found)
    mark_repeats(parts, found.get("title", title))
    lines = (strip_note_marks(parts.lines[place], numbered=numbered) for place in parts.left())
    paragraphs = [paragraph for line in lines if (paragraph := close_up(line).strip())]
    place = ""
    if dump:
        place, date = date_in_body(paragraphs, date, date_beside(parts), provenance)
        find_outlet(parts, paragraphs, found, provenance)
    for name, whence in _WHENCE.items():
        if found.get(name):
            provenance[name] = whence
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
        removed=(
            *((kind, line) for kind, line in zip(parts.kind, parts.lines, strict=True) if kind),
            *(("furniture", box.strip()) for box in boxes),
        ),
    )
