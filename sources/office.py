"""Word, OpenDocument and Excel files as streams: nothing is laid out that the file does not hold.

Members are read with a limit on their inflated size, and entities are refused where they stand.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sources.archives import read_member

LARGEST_XML = 100 * 2**20
MOST_CELLS = 2_000_000
MOST_PARAGRAPHS = 200_000
RATIO = 200


class OfficeError(ValueError):
    """The file is damaged or over a limit; the message says which, in plain words."""


def open_office(data: bytes) -> zipfile.ZipFile:
    """Return an Office file as an archive.

    Raises
    ------
    OfficeError
        When it is no whole ZIP.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise OfficeError(f"damaged: {error}") from error


def xml_events(archive: zipfile.ZipFile, name: str, tags: tuple[str, ...]) -> Iterator[Any]:
    """Yield the elements of a member whose local name is among `tags`, each freed after use.

    Raises
    ------
    OfficeError
        When the member is missing, too large, declares entities or is no XML.
    """
    from lxml import etree

    try:
        info = archive.getinfo(name)
        if info.file_size > 2**22 and info.file_size > RATIO * max(1, info.compress_size):
            raise OfficeError(
                f"unpacks {info.file_size // max(1, info.compress_size):,}:1; refused"
            )
        data = read_member(archive, name, LARGEST_XML)
    except KeyError as error:
        raise OfficeError(f"has no {name}") from error
    except OfficeError:
        raise
    except (ValueError, zipfile.BadZipFile, OSError) as error:
        raise OfficeError(str(error)) from error
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data[:2000]:
        raise OfficeError("declares entities; refused")
    try:
        for _, node in etree.iterparse(
            io.BytesIO(data),
            tag=[f"{{*}}{tag}" for tag in tags],
            resolve_entities=False,
            no_network=True,
            huge_tree=True,
        ):
            yield node
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise OfficeError(f"damaged: {error}") from error


def docx_paragraphs(data: bytes) -> Iterator[str]:
    """Yield the paragraphs of a Word document in order, table cells among them."""
    with open_office(data) as archive:
        for count, node in enumerate(xml_events(archive, "word/document.xml", ("p",))):
            if count >= MOST_PARAGRAPHS:
                raise OfficeError(f"over {MOST_PARAGRAPHS:,} paragraphs; the rest was left out")
            parts = []
            for one in node.iter():
                local = one.tag.rsplit("}", 1)[-1] if isinstance(one.tag, str) else ""
                if local == "t":
                    parts.append(one.text or "")
                elif local == "tab":
                    parts.append("\t")
                elif local in ("br", "cr"):
                    parts.append("\n")
            yield "".join(parts)


_TITLE = re.compile(
    r"(?:heading|berschrift|titre|t[ií]tulo|titolo|kop|rubrik)1|tit(?:le|el|re)", re.I
)
"""Identifiers of the styles that Word gives a title or a first heading, in its languages."""


def docx_title(data: bytes) -> str:
    """Return the first paragraph of a Word document if its style makes it the title; else empty."""
    with open_office(data) as archive:
        for node in xml_events(archive, "word/document.xml", ("p",)):
            inside = {
                one.tag.rsplit("}", 1)[-1]: one for one in node.iter() if isinstance(one.tag, str)
            }
            text = "".join(one.text or "" for one in node.iter() if str(one.tag).endswith("}t"))
            if text.strip():
                style = inside.get("pStyle")
                names = () if style is None else style.attrib.values()
                return text.strip() if any(map(_TITLE.fullmatch, names)) else ""
    return ""


def docx_properties(data: bytes) -> dict[str, str]:
    """Return title, creator and date of a Word document's own properties, as far as given."""
    found: dict[str, str] = {}
    with open_office(data) as archive:
        if "docProps/core.xml" in archive.namelist():
            for node in xml_events(archive, "docProps/core.xml", ("title", "creator", "created")):
                found[node.tag.rsplit("}", 1)[-1]] = (node.text or "").strip()
    return found


def odt_paragraphs(data: bytes) -> Iterator[str]:
    """Yield the headings and paragraphs of an OpenDocument text."""
    with open_office(data) as archive:
        for node in xml_events(archive, "content.xml", ("p", "h")):
            for one in node.iter():
                if isinstance(one.tag, str) and one.tag.endswith("}line-break"):
                    one.text = "\n"
                elif isinstance(one.tag, str) and one.tag.endswith(("}s", "}tab")):
                    one.text = " "
                elif isinstance(one.tag, str) and one.tag.endswith(("}note", "}annotation")):
                    tail = one.tail
                    one.clear()
                    one.tail = tail
            yield "".join(node.itertext())


def sheets(data: bytes) -> Iterator[tuple[str, list[tuple[int, dict[int, str]]]]]:
    """Yield (sheet name, rows); a row is its number and {column: text}, empty cells absent."""
    with open_office(data) as archive:
        names = archive.namelist()
        strings: list[str] = []
        if "xl/sharedStrings.xml" in names:
            for node in xml_events(archive, "xl/sharedStrings.xml", ("si",)):
                strings.append(
                    "".join(one.text or "" for one in node.iter() if str(one.tag).endswith("}t"))
                )
        cells = 0
        titles = _sheet_names(archive)
        parts = sorted(
            (name for name in names if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
            key=lambda name: int(re.findall(r"\d+", name)[-1]),
        )
        for number, part in enumerate(parts):
            _check_cells(archive, part)
            rows: list[tuple[int, dict[int, str]]] = []
            row: dict[int, str] = {}
            for node in xml_events(archive, part, ("c", "row")):
                if node.tag.endswith("}row"):
                    if row:
                        rows.append((int(node.get("r") or len(rows) + 1), row))
                    row = {}
                    continue
                cells += 1
                if cells > MOST_CELLS:
                    raise OfficeError(f"over {MOST_CELLS:,} cells; refused")
                value = _cell(node, strings)
                if value:
                    row[_column(node.get("r") or "") or len(row)] = value
            yield titles[number] if number < len(titles) else part, rows


def _check_cells(archive: zipfile.ZipFile, part: str) -> None:
    """Refuse a sheet of too many cells by its bytes: a hundred times faster than parsing them."""
    try:
        data = read_member(archive, part, LARGEST_XML)
    except (ValueError, zipfile.BadZipFile, OSError) as error:
        raise OfficeError(str(error)) from error
    if data.count(b"<c ") + data.count(b"<c>") > MOST_CELLS:
        raise OfficeError(f"over {MOST_CELLS:,} cells; refused")


def serial_date(value: str) -> str:
    """Return the ISO date of an Excel serial number; anything else as it was.

    Examples
    --------
    >>> serial_date("45415")
    '2024-05-03'
    """
    if not re.fullmatch(r"[2-6]\d{4}(?:\.\d+)?", value):
        return value
    moment = datetime(1899, 12, 30) + timedelta(days=float(value))  # noqa: DTZ001 (no zone in Excel)
    whole = value.split(".")[0] == value
    return moment.date().isoformat() if whole else moment.isoformat(timespec="minutes")


def _sheet_names(archive: zipfile.ZipFile) -> list[str]:
    try:
        return [
            str(node.get("name") or "")
            for node in xml_events(archive, "xl/workbook.xml", ("sheet",))
        ]
    except OfficeError:
        return []


def _cell(node: Any, strings: list[str]) -> str:
    kind = node.get("t") or ""
    value = next((one.text or "" for one in node if str(one.tag).endswith("}v")), "")
    if kind == "s":
        place = int(value) if value.isdigit() else -1
        return strings[place] if 0 <= place < len(strings) else ""
    if kind == "inlineStr":
        return "".join(one.text or "" for one in node.iter() if str(one.tag).endswith("}t"))
    return "" if kind == "e" else value


def _column(reference: str) -> int:
    """Return the number of a cell's column, from 1: "C7" is 3; 0 when the reference is none."""
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number
