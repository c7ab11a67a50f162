"""Files that hold files: ZIP, gzip, WARC, WACZ. Each member becomes a source of its own.

Limits are counted while unpacking, never believed; a member's name is shown and never used as a
path.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sources.article import Problem
from sources.item import Source

KINDS = ("zip", "gzip", "warc", "wacz")
MEMBERS = 20_000
INFLATED = 512 * 2**20
"""Bytes out of one archive."""
GUNZIPPED = 256 * 2**20
"""Bytes out of one gzip file in memory; tables and JSON lines on disk are streamed instead."""
_STEP = 4 * 2**20
LARGEST = 64 * 2**20
"""Bytes of one member."""
DEPTH = 3
RATIO = 200
"""Inflated to packed, from one megabyte up."""
_SKIPPED = ("Thumbs.db", "desktop.ini")
_OFFICE = ("[Content_Types].xml", "mimetype")

BUNDLED = "articles/articles-"
"""What the names of a bundle's members begin with that hold its articles with every field."""
_BUNDLE = frozenset(("comparison.json", "articles/articles.csv"))
"""Members of a bundle that Parallax made: its articles are read, not the tables made of them."""


def is_archive(data: bytes) -> bool:
    """Return whether bytes are a file of files (an Office document is none)."""
    if data[:2] == b"\x1f\x8b" or data[:7] == b"WARC/1.":
        return True
    if data[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        return False
    names = zip_names(data)
    return names is None or not any(name in _OFFICE for name in names)


def zip_names(data: bytes) -> list[str] | None:
    """Return the names in a ZIP; None when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None


def expand(source: Source) -> Iterator[Source | Problem]:
    """Yield the members of an archive as sources, and what could not be unpacked."""
    if source.data[:7] == b"WARC/1.":
        yield from _warc(source)
    elif source.data[:2] == b"\x1f\x8b":
        yield from _gzip(source)
    else:
        yield from _zip(source)


def read_member(archive: zipfile.ZipFile, name: str, largest: int = LARGEST) -> bytes:
    """Return a member of a ZIP.

    Raises
    ------
    ValueError
        When it inflates to more than `largest` bytes, whatever its header says.
    """
    info = archive.getinfo(name)
    if info.file_size > largest:
        raise ValueError(f"unpacks to {info.file_size // 2**20:,} MB, over {largest // 2**20} MB")
    with archive.open(info) as member:
        data = member.read(largest + 1)
    if len(data) > largest:
        raise ValueError(f"unpacks to more than {largest // 2**20} MB")
    return data


def _zip(source: Source) -> Iterator[Source | Problem]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        yield Problem(source.name, source.locator, f"damaged ZIP: {error}", "damaged")
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MEMBERS:
            reason = f"{len(infos):,} members; the first {MEMBERS:,} are read"
            yield Problem(source.name, source.locator, reason, "limits")
        names = {info.filename for info in infos}
        wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
        if wacz:
            yield from _check_wacz(source, archive)
        pages = _wacz_pages(archive, names) if wacz else frozenset()
        inside = "archive/" if wacz else _bundled(names)
        total = 0
        seen: set[str] = set()
        for info in infos[:MEMBERS]:
            name = info.filename
            if _is_skipped(name) or not name.startswith(inside):
                continue
            place = f"{source.locator} › {name}" if source.locator else name
            if name in seen:
                yield Problem(
                    source.name, place, "a second member of the same name; left out", "zip"
                )
                continue
            seen.add(name)
            total += info.file_size
            if total > INFLATED:
                reason = f"unpacks to more than {INFLATED // 2**20} MB; the rest is left out"
                yield Problem(source.name, place, reason, "limits")
                return
            member = _member(source, archive, info, place)
            yield replace(member, pages=pages) if pages and isinstance(member, Source) else member


def _bundled(names: set[str]) -> str:
    """Return what the names of a bundle's articles begin with; empty when it is no bundle."""
    if not names >= _BUNDLE:
        return ""
    return BUNDLED if any(name.startswith(BUNDLED) for name in names) else "articles/"


def _is_skipped(name: str) -> bool:
    """Say whether a member is what systems and office programs leave behind."""
    parts = name.split("/")
    return "__MACOSX" in parts or parts[-1] in _SKIPPED or parts[-1].startswith((".", "~$"))


def _wacz_pages(archive: zipfile.ZipFile, names: set[str]) -> frozenset[str]:
    """Return the addresses in a WACZ's list of pages; empty when it has none that can be read."""
    if "pages/pages.jsonl" not in names:
        return frozenset()
    found = set()
    try:
        for line in read_member(archive, "pages/pages.jsonl").splitlines():
            entry = json.loads(line) if line.strip() else {}
            if isinstance(entry, dict) and entry.get("url"):
                found.add(str(entry["url"]))
    except (ValueError, zipfile.BadZipFile, OSError):
        return frozenset()
    return frozenset(found)


def _member(
    source: Source, archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: str
) -> Source | Problem:
    if info.flag_bits & 1:
        return Problem(source.name, place, "needs a password", "encrypted")
    if info.file_size > 2**20 and info.file_size > RATIO * max(1, info.compress_size):
        return Problem(source.name, place, f"unpacks {RATIO}:1 or more; refused", "limits")
    try:
        with archive.open(info) as member:
            data = member.read(LARGEST + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        NotImplementedError,
        OSError,
        EOFError,
    ) as error:
        return Problem(source.name, place, f"damaged member: {error}", "damaged")
    if len(data) > LARGEST:
        return Problem(source.name, place, f"larger than {LARGEST // 2**20} MB; refused", "limits")
    return Source(source.name, data, place)


def _check_wacz(source: Source, archive: zipfile.ZipFile) -> Iterator[Problem]:
    """Compare the digests a WACZ declares with those of its members."""
    try:
        resources = json.loads(read_member(archive, "datapackage.json"))["resources"]
        for entry in resources:
            kind, _, wanted = str(entry.get("hash", "")).partition(":")
            if kind == "sha256" and wanted:
                found = hashlib.sha256(read_member(archive, entry["path"])).hexdigest()
                if found != wanted:
                    reason = (
                        "its digest is not the one the archive declares; it was changed or damaged"
                    )
                    yield Problem(source.name, str(entry["path"]), reason, "digest")
    except (ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        yield Problem(source.name, "datapackage.json", f"cannot be read: {error}", "damaged")


def _gzip(source: Source) -> Iterator[Source | Problem]:
    """Unpack gzip, member after member; what is whole before a damage comes in."""
    data, out, total = source.data, [], 0
    most = min(GUNZIPPED, max(2**20, RATIO * len(data)))
    reason = ""
    while data and not reason:
        unpacker = zlib.decompressobj(31)
        while not unpacker.eof and not reason:
            try:
                part = unpacker.decompress(data, _STEP)
            except zlib.error as error:
                reason = f"damaged gzip after {total:,} bytes: {error}"
                break
            data = unpacker.unconsumed_tail
            out.append(part)
            total += len(part)
            if total > most:
                reason = f"unpacks to more than {most / 2**20:,.0f} MB; refused"
                out.clear()
            elif not part and not data and not unpacker.eof:
                reason = f"gzip is cut off after {total:,} bytes"
        data = unpacker.unused_data.lstrip(b"\0")
    if reason:
        yield Problem(source.name, source.locator, reason, "damaged" if out else "limits")
    if out:
        yield replace(source, data=b"".join(out))


def _warc(source: Source) -> Iterator[Source | Problem]:
    """Yield the HTML responses of a WARC, with the address and time they were fetched."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    embedded = repeated = 0
    seen: set[str] = set()
    where = "the beginning"
    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(source.data)), 1):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            where = f"record {number}, {address}"
            if record.rec_type == "revisit" and address not in seen:
                repeated += 1
            if not _is_page(record):
                continue
            if source.pages and address not in source.pages:
                embedded += 1
                continue
            seen.add(address)
            yield from _response(source, record, address)
    # warcio has no one error for a broken file: whatever it trips over ends the reading here.
    except (
        ArchiveLoadFailed,
        AttributeError,
        ValueError,
        OSError,
        EOFError,
        zlib.error,
        KeyError,
        TypeError,
    ) as error:
        reason = f"reading stopped at {where}: {type(error).__name__} {error}"[:200]
        yield Problem(source.name, source.locator, reason, "damaged")
    if embedded:
        reason = f"{embedded:,} records are not in the archive's list of pages (frames); left out"
        yield Problem(source.name, source.locator, reason, "embedded")
    if repeated:
        reason = f"{repeated:,} records only say that a page was the same as in another archive"
        yield Problem(source.name, source.locator, reason, "revisit")


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind: str = record.http_headers.get_header("Content-Type") or ""
    return "html" in kind.lower()


def _response(source: Source, record: Any, address: str) -> Iterator[Source | Problem]:
    """Yield the page of a record, and what is wrong with it."""
    place = f"{source.locator} › {address}" if source.locator else address
    status = record.http_headers.get_statuscode()
    if status != "200":
        yield Problem(source.name, place, f"answered {status}; left out", "status")
        return
    body = record.content_stream().read(LARGEST + 1)
    if not body:
        yield Problem(source.name, place, "no text found: the record is empty", "empty")
        return
    if len(body) > LARGEST:
        yield Problem(source.name, place, f"larger than {LARGEST // 2**20} MB", "limits")
        return
    declared = record.http_headers.get_header("Content-Length") or ""
    encoded = record.http_headers.get_header("Content-Encoding")
    if declared.isdigit() and not encoded and len(body) < int(declared):
        yield Problem(source.name, place, "the record is cut off", "damaged")
    date = record.rec_headers.get_header("WARC-Date") or ""
    yield Source(source.name, body, place, address, date)
