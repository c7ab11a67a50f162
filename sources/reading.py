"""Files and folders of any format in; articles and problems out. Nothing is kept."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sources.archives import DEPTH, expand, is_archive
from sources.article import Article, Problem
from sources.file_names import name_fields
from sources.finishing import finish, with_fields
from sources.item import Item, Source
from sources.manifest import NAMES as SIDE_FILES
from sources.manifest import Manifest, find_manifest, read_manifest
from sources.readers import find_reader, load_reader
from sources.tables.mappings import Mappings, TablePreview, previews_of

Progress = Callable[[int, int, str], None]
"""Called as ``progress(done, total, what)``."""

LARGEST = 512 * 1024 * 1024
"""Bytes; a larger file is refused, unless its reader streams it."""
STREAMED = 16 * 1024 * 1024
"""Bytes from which tables and JSON lines are streamed, so that memory stays flat."""
_HEAD = 2**20

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
"""How files of pictures begin."""
_SKIPPED = (".DS_Store", "Thumbs.db", "desktop.ini")
_COMPANIONS = ("README.md", "event.json", "gold.json")
"""What an event's folder says about itself; no articles where they stand beside a manifest."""


class _File(NamedTuple):
    path: Path
    name: str
    fields: Mapping[str, str]


def read(
    paths: Sequence[Path | str],
    *,
    progress: Progress | None = None,
    columns: Mappings | None = None,
    names: str = "",
) -> tuple[list[Article], list[Problem]]:
    """Return the articles in files and folders, and what could not be read.

    Parameters
    ----------
    paths : sequence of path
        Files, and folders, which are read with all that is in them.
    progress : callable, optional
        Told after each file: ``progress(done, total, what)``.
    columns : mapping, optional
        What a person said of tables' columns, as `Library.column_mappings` returns it.
    names : str
        What the files' names say, as a pattern: ``{date}_{outlet}_{title}`` (see
        `sources.file_names`). A side file outranks it, and it outranks what is detected.

    Returns
    -------
    tuple of list
        Articles in the order of the paths, of names within a folder and of places within a file,
        each once; problems.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    for found in iter_read(paths, progress=progress, columns=columns, names=names):
        if isinstance(found, Article):
            articles.append(found)
        else:
            problems.append(found)
    return articles, problems


def iter_read(
    paths: Sequence[Path | str],
    *,
    progress: Progress | None = None,
    columns: Mappings | None = None,
    names: str = "",
) -> Iterator[Article | Problem]:
    """Yield articles and problems one by one, as `read` collects them."""
    problems: list[Problem] = []
    files = [file for path in paths for file in _files(Path(path), problems)]
    yield from problems
    seen: dict[str, str] = {}
    for number, file in enumerate(files, 1):
        for found in _read_file(file, columns or {}, names):
            yield once(found, seen) if isinstance(found, Article) else found
        if progress:
            progress(number, len(files), "files read")


def read_bytes(
    data: bytes,
    name: str,
    fields: Mapping[str, str] | None = None,
    *,
    columns: Mappings | None = None,
    names: str = "",
) -> Iterator[Article | Problem]:
    """Yield what is in a file that is already in memory, for instance an upload.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What it is called.
    fields : mapping of str to str, optional
        What a person says about it: outlet, outlet_type, published, url, title, stance.
    columns : mapping, optional
        What a person said of tables' columns: `sources.tables.mappings.columns_key` of a table to
        {field: column}, as `Library.column_mappings` returns it.
    names : str
        What files' names say, as a pattern: ``{date}_{outlet}_{title}``.
    """
    yield from read_source(Source(name, data, columns=columns or {}, names=names), fields or {})


def read_file(
    path: Path,
    name: str = "",
    fields: Mapping[str, str] | None = None,
    *,
    columns: Mappings | None = None,
    names: str = "",
) -> Iterator[Article | Problem]:
    """Yield what is in one file on disk, streamed where it is a large table.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        What it is called, for instance as it was uploaded; else its path.
    fields, columns, names
        As in `read_bytes`.
    """
    yield from _read_file(_File(path, name or str(path), fields or {}), columns or {}, names)


def preview_tables(
    data: bytes, name: str, *, rows: int = 8, columns: Mappings | None = None
) -> tuple[tuple[TablePreview, ...], tuple[Problem, ...]]:
    """Return the tables in a file with their first rows, and how their columns would be read.

    Parameters
    ----------
    data : bytes
        The file: CSV, TSV, XLSX, XLS, JSON lines or JSON, told by its content.
    name : str
        What it is called.
    rows : int
        How many rows are shown.
    columns : mapping, optional
        What a person said of tables' columns before.

    Returns
    -------
    tuple of tuple
        A preview for every sheet, none when the file is no table or a known export of records
        (NewsAPI, Event Registry …); problems.
    """
    source = Source(name, data, columns=columns or {})
    if not data.strip() or is_archive(data):
        return (), ()
    module = find_reader(source)
    reader = load_reader(module) if module else None
    if reader is None or not hasattr(reader, "tables"):
        return (), ()
    if reader.ISOLATED:
        from sources.child import preview_isolated

        found = preview_isolated(module, source, rows)
    else:
        found = list(previews_of(reader.tables(source), source.columns, rows))
    problems = tuple(each for each in found if isinstance(each, Problem))
    return tuple(each for each in found if isinstance(each, TablePreview)), problems


def read_source(
    source: Source, fields: Mapping[str, str], depth: int = 0
) -> Iterator[Article | Problem]:
    """Yield what is in a source, its fields outranked by those given."""
    if not source.data.strip(b" \t\r\n\0\f\xef\xbb\xbf\xff\xfe"):
        yield Problem(source.name, source.locator, "no text found: the file is empty", "empty")
        return
    if is_archive(source.data):
        yield from _read_archive(source, fields, depth)
        return
    module = find_reader(source)
    if not module:
        yield _unknown(source)
        return
    reader = load_reader(module)
    count = 0
    named = name_fields(source.locator or source.name, source.names) if source.names else {}
    for found in _read_by(module, source):
        if isinstance(found, Item):
            item = with_fields(found, named, f"file name, by {source.names}") if named else found
            item = with_fields(item, fields, "manifest") if fields else item
            for made in finish(item, source, reader.NAME):
                count += 1
                yield made
        else:
            count += 1
            yield found
    if not count:
        yield Problem(source.name, source.locator, f"no article found ({reader.SUMMARY})", "empty")


def _unknown(source: Source) -> Problem:
    if source.data.startswith(_PICTURES):
        reason = "a picture: its words need OCR first, or typing"
        return Problem(source.name, source.locator, reason, "ocr")
    reason = "not a text or document format that can be read here"
    if source.data[:4] == b"\xd0\xcf\x11\xe0":
        reason = "an old Office file that cannot be read here; save it as DOCX or XLSX"
    return Problem(source.name, source.locator, reason, "format")


def _read_archive(
    source: Source, fields: Mapping[str, str], depth: int
) -> Iterator[Article | Problem]:
    if depth >= DEPTH:
        reason = f"archives nested more than {DEPTH} deep; left out"
        yield Problem(source.name, source.locator, reason, "limits")
        return
    count = 0
    sides: list[Manifest] = []
    members: list[Source] = []
    for member in expand(source):
        count += 1
        if isinstance(member, Source) and (source.columns or source.names):
            member = replace(member, columns=source.columns, names=source.names)
        if isinstance(member, Problem):
            yield member
        elif member.locator.rsplit("/", 1)[-1].rsplit(" › ", 1)[-1] in SIDE_FILES:
            manifest, wrong = read_manifest(member.data, f"{source.name}, {member.locator}")
            yield from wrong
            if manifest:
                sides.append(manifest)
            else:
                members.append(member)
        elif sides or source.data[:2] == b"PK":
            members.append(member)
        else:
            yield from read_source(member, fields, depth + 1)
    for member in members:
        said = next(
            (side.fields(member.locator) for side in sides if side.fields(member.locator)), {}
        )
        yield from read_source(member, said or fields, depth + 1)
    if not count:
        yield Problem(source.name, source.locator, "no text found: the archive is empty", "empty")


def _read_by(module: str, source: Source) -> Iterator[Item | Problem]:
    """Read by a module: in the child process if its parser is one that can be broken."""
    reader = load_reader(module)
    if not reader.ISOLATED:
        return reader.read(source)
    from sources.child import read_isolated

    return read_isolated(module, source)


def _read_file(file: _File, columns: Mappings, names: str) -> Iterator[Article | Problem]:
    try:
        source = _open(file, columns, names)
    except OSError as error:
        yield Problem(file.name, "", f"cannot be opened: {error.strerror or error}", "open")
        return
    except (EOFError, zlib.error) as error:
        yield Problem(file.name, "", f"damaged gzip: {error}", "damaged")
        return
    if source is None:
        reason = f"larger than {LARGEST // 2**20} MB; split it"
        yield Problem(file.name, "", reason, "size")
        return
    yield from read_source(source, file.fields)


def _open(file: _File, columns: Mappings, names: str) -> Source | None:
    """Return a file as a source: streamed where it is large and its reader can; else whole."""
    size = file.path.stat().st_size
    if size >= STREAMED:
        with file.path.open("rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
        head = Source(file.name, b"", columns=columns, names=names, path=file.path, packed=packed)
        with head.open() as stream:
            head = replace(head, data=stream.read(_HEAD))
        module = "" if is_archive(head.data) else find_reader(head)
        if module and getattr(load_reader(module), "STREAMS", False):
            return head
        if size > LARGEST:
            return None
    return Source(file.name, file.path.read_bytes(), columns=columns, names=names)


def _files(path: Path, problems: list[Problem]) -> Iterator[_File]:
    if not path.exists():
        problems.append(Problem(str(path), "", "there is no such file or folder", "open"))
    elif path.is_dir():
        yield from _folder(path, problems)
    else:
        yield _File(path, str(path), {})


def _folder(folder: Path, problems: list[Problem]) -> Iterator[_File]:
    manifests: dict[Path, tuple[Manifest, Path, list[str]]] = {}
    found: list[_File] = []
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            continue
        parts = path.relative_to(folder).parts
        if path.name in _SKIPPED or any(
            part.startswith((".", "~$")) or part == "__MACOSX" for part in parts
        ):
            continue
        found.append(_File(path, str(path), {}))
    for place in sorted({file.path.parent for file in found} | {folder}):
        manifest, side, wrong = find_manifest(place)
        problems.extend(wrong)
        if manifest and side:
            manifests[place] = (manifest, side, [])
    sides = {side for _, side, _ in manifests.values()}
    for file in found:
        companion = file.path.parent in manifests and file.path.name in _COMPANIONS
        if file.path not in sides and not companion:
            yield file._replace(fields=_said(file.path, folder, manifests))
    for manifest, side, relatives in manifests.values():
        problems.extend(
            Problem(str(side), "", f"names a file that is not there: {name}", "manifest")
            for name in manifest.unmatched(relatives)
        )


def _said(
    path: Path, top: Path, manifests: Mapping[Path, tuple[Manifest, Path, list[str]]]
) -> Mapping[str, str]:
    """Return what the nearest manifest at or above a file says about it."""
    place = path.parent
    while True:
        if place in manifests:
            manifest, _, relatives = manifests[place]
            relative = path.relative_to(place).as_posix()
            relatives.append(relative)
            return manifest.fields(relative)
        if place == top or place == place.parent:
            return {}
        place = place.parent


def once(article: Article, seen: dict[str, str]) -> Article | Problem:
    """Return an article, or the problem that it was `seen`; notes in `seen` where it was met.

    Parameters
    ----------
    article : Article
        Just read.
    seen : dict of str to str
        The place of each article met so far, by its identifier.
    """
    here = f"{article.source_file}" + (f", {article.locator}" if article.locator else "")
    if article.id in seen:
        reason = f"the same article as {seen[article.id]}; it comes in once"
        return Problem(
            article.source_file, article.locator, reason, "duplicate", article.title[:120]
        )
    seen[article.id] = here
    return article
