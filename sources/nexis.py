"""Nexis downloads: from the lines of one to its articles, whatever file they came in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sources.article import Problem
from sources.dates import find_dates
from sources.item import Item, Source
from sources.language import language_code
from sources.tables.columns import split_names

_LABEL = re.compile(
    r"^(Section|Length|Byline|Highlight|Dateline|Load-Date|Distribution|Series|Guests|"
    r"Correction-Date|Language|Publication-Type|"
    r"Subject|Company|Organization|Person|Geographic|Industry|Ticker|Document-Type|Journal "
    r"Code|ISSN|Rubrik|Länge|Autor|Rubrique|Longueur|Auteur)\s*:\s*(.*)$",
    re.S,
)
_MAPPED = frozenset(
    ("Section", "Length", "Byline", "Highlight", "Dateline", "Language", "Länge", "Longueur",
     "Autor", "Auteur", "Rubrik", "Rubrique")
)  # fmt: skip
_SEARCHED = re.compile(r"^Search Terms:?\s*(.*)$")
_COPYRIGHT = re.compile(r"^(?:Copyright|©|All Rights Reserved)", re.I)
_END = "End of Document"


def is_nexis(lines: Sequence[str]) -> bool:
    """Return whether lines are a Nexis download: ``Body`` and ``End of Document`` stand alone."""
    plain = {line.strip() for line in lines}
    return "Body" in plain and _END in plain


def nexis_items(lines: Sequence[str], source: Source) -> Iterator[Item | Problem]:
    """Yield the articles of a download, and where it is not what its cover says."""
    plain = [line.replace("\u00a0", " ").strip() for line in lines]
    plain = [line for line in plain if line]
    parts: list[list[str]] = [[]]
    for line in plain:
        if line == _END:
            parts.append([])
        else:
            parts[-1].append(line)
    searched = _search_terms(plain)
    count = 0
    for number, part in enumerate(parts[:-1], 1):
        place = f"document {number}"
        item = _article(part, place, searched)
        if item is None:
            yield Problem(
                source.name,
                place,
                "no text found: the document has no body",
                "empty",
                " ".join(part)[:120],
            )
        else:
            count += 1
            yield item
    if any(line == "Body" for line in parts[-1]):
        yield Problem(
            source.name, f"document {len(parts)}", "cut off before its end; left out", "damaged"
        )
    claimed = next(
        (
            re.fullmatch(r"Documents \((\d+)\)", line)
            for line in plain
            if line.startswith("Documents (")
        ),
        None,
    )
    if claimed and int(claimed[1]) != count:
        reason = f"the cover names {claimed[1]} documents, {count} were found"
        yield Problem(source.name, source.locator, reason, "count")


def _search_terms(lines: Sequence[str]) -> str:
    """Return what was searched for, as the cover says: in the same line or the next cell."""
    for at, line in enumerate(lines):
        match = _SEARCHED.match(line)
        if match:
            return match[1] or (lines[at + 1] if at + 1 < len(lines) else "")
        if line == "Body":
            break
    return ""


def _article(part: list[str], place: str, searched: str) -> Item | None:
    if "Body" not in part:
        return None
    body_at = part.index("Body")
    head, rest = part[:body_at], part[body_at + 1 :]
    labels = {match[1]: match[2].strip() for line in head if (match := _LABEL.match(line))}
    tail_at = max((n for n, line in enumerate(rest) if line == "Classification"), default=len(rest))
    load_at = next((n for n, line in enumerate(rest) if line.startswith("Load-Date")), len(rest))
    tail = rest[min(tail_at, load_at) :]
    labels.update({match[1]: match[2].strip() for line in tail if (match := _LABEL.match(line))})
    body = rest[: min(tail_at, load_at)]
    graphic = max((n for n, line in enumerate(body) if line == "Graphic"), default=len(body))
    if body[graphic + 1 :]:
        labels["Graphic"] = "\n".join(body[graphic + 1 :])
    body, subtitle = _abstract(body[:graphic])
    title, outlet, date = _head(head)
    length = labels.get("Length", "") or labels.get("Länge", "") or labels.get("Longueur", "")
    words = re.match(r"(\d[\d.,]*)", length)
    if searched:
        labels["search_terms"] = searched
    return Item(
        title=title,
        subtitle=labels.get("Highlight", "") or subtitle,
        text="\n\n".join(body),
        outlet=outlet,
        published=date or labels.get("Load-Date", ""),
        date_kind="published" if date else "load",
        authors=tuple(
            split_names(labels.get("Byline", labels.get("Autor", labels.get("Auteur", ""))))
        ),
        section=labels.get("Section", labels.get("Rubrik", labels.get("Rubrique", ""))),
        dateline=labels.get("Dateline", ""),
        language=language_code(labels.get("Language", "")),
        copyright=next((line for line in head if _COPYRIGHT.match(line)), ""),
        word_count_claimed=int(re.sub(r"\D", "", words[1])) if words else None,
        locator=place,
        extra={key: value for key, value in labels.items() if key not in _MAPPED},
    )


def _head(head: Sequence[str]) -> tuple[str, str, str]:
    """Walk backwards to the line with a long date; above it stand publication and headline."""
    named = [line for line in head if not _LABEL.match(line) and not _COPYRIGHT.match(line)]
    named = [line for line in named if line != "Correction Appended"]
    for at in range(len(named) - 1, 0, -1):
        found = next(iter(find_dates(named[at])), None)
        if found and found[2].precision == "day" and len(named[at]) < 90:
            title = named[at - 2] if at >= 2 else ""
            return title, named[at - 1], named[at]
    return (named[-2], named[-1], "") if len(named) >= 2 else (named[-1] if named else "", "", "")


def _abstract(body: list[str]) -> tuple[list[str], str]:
    if body[:1] == ["ABSTRACT"] and "FULL TEXT" in body:
        at = body.index("FULL TEXT")
        return body[at + 1 :], " ".join(body[1:at])
    return body, ""
