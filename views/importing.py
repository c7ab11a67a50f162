"""Bringing articles into the library, in a worker process: read or fetch, keep, report."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.export import DECISIONS, SETTINGS
from analysis.progress import Progress, no_progress
from views.import_places import share_read, side_fields
from views.import_reports import MOST_IDS, ImportReport, add_problem, reports_folder, write_report
from views.jobs import Cancelled

if TYPE_CHECKING:
    from sources.article import Article, Problem
    from sources.library import Kept, Library
    from sources.outlets import Registry

_BATCH = 250
"""Articles kept at once: small enough that a stopped import has kept nearly all it read."""
_REPORT_EVERY = 0.3


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person gave: its name is shown and never used as a path."""

    name: str
    data: bytes
    fields: Mapping[str, str] = field(default_factory=dict)
    """What the person says about it: outlet, outlet_type, published, url, title, stance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be brought in, and where to."""

    key: str
    """As `views.import_reports.new_key` makes it."""
    title: str
    """What was given, in a few words."""
    person: str
    uploads: tuple[Upload, ...] = ()
    addresses: tuple[str, ...] = ()
    textless: tuple[str, ...] = ()
    """Identifiers of kept articles whose texts are to be fetched by their addresses."""
    again: bool = False
    """Fetch addresses that are kept already once more."""
    event: str = ""
    """Identifier of the event they join."""
    new_event: str = ""
    """Name of an event to make of them; made only when something comes in."""


def stage(order: Order) -> Order:
    """Return an order whose files lie on disk, so that nothing large travels between processes.

    The report exists from here on: an import that waits for another one is seen waiting.
    """
    folder = reports_folder() / order.key
    folder.mkdir(parents=True, exist_ok=True)
    for number, upload in enumerate(order.uploads):
        (folder / str(number)).write_bytes(upload.data)
    write_report(ImportReport(key=order.key, title=order.title, person=order.person))
    names = apart([upload.name for upload in order.uploads])
    light = (
        replace(upload, name=name, data=b"")
        for upload, name in zip(order.uploads, names, strict=True)
    )
    return replace(order, uploads=tuple(light))


def apart(names: Sequence[str]) -> list[str]:
    """Return names of files, those that occur again with a number.

    Examples
    --------
    >>> apart(["a.txt", "b.txt", "a.txt"])
    ['a.txt', 'b.txt', 'a.txt (2)']
    """
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return made


def import_articles(order: Order, *, progress: Progress = no_progress) -> None:
    """Read an order, keep its articles, put them into its event; the report says how it went.

    Parameters
    ----------
    order : Order
        As `stage` returns it.
    progress : callable
        Told after each article; stops the import by raising `Cancelled`. What was kept stays.
    """
    from sources.library import Library, LibraryError

    tally = _Tally(order, progress)
    try:
        with Library() as library:
            try:
                tally.run(library)
                tally.report.state = "done"
            except Cancelled:
                tally.report.state = "stopped"
            tally.join_event(library)
    except LibraryError as error:
        tally.report.state, tally.report.reason = "failed", str(error)
    finally:
        if not tally.report.ended:
            tally.report.state = "failed"
            tally.report.reason = "the import broke off; what was added by then is kept"
        tally.save()
        _clear(reports_folder() / order.key)


class _Tally:
    """One import at work: what it has read and kept, and how far it is."""

    def __init__(self, order: Order, progress: Progress) -> None:
        self.order = order
        self.report = ImportReport(
            key=order.key, title=order.title, person=order.person, event=order.event,
            began=datetime.now(UTC).isoformat(timespec="seconds"), state="running",
        )  # fmt: skip
        self._progress = progress
        self._began = time.monotonic()
        self._saved = 0.0
        self._ids: dict[str, None] = {}
        self._met_in: dict[str, str] = {}
        """Where each article of this import was met first, by its identifier."""
        self._registry = _registry(self._problem)

    def run(self, library: Library) -> None:
        if self.order.uploads:
            self.report.phase = "Reading"
            columns = library.column_mappings()
            for kept in library.keep_in_batches(self._files(columns), size=_BATCH):
                self._count(kept)
        addresses = self._addresses(library)
        if addresses:
            self.report.phase, self.report.share = "Fetching", 0.0
            # One by one: what was fetched took seconds, and is worth keeping at once.
            for kept in library.keep_in_batches(self._pages(addresses), size=1):
                self._count(kept)
        if self.order.textless:
            self.report.phase, self.report.share = "Fetching", 0.0
            self._fetch_texts(library)

    def join_event(self, library: Library) -> None:
        """Put what came in into the event; a new one is made only now."""
        order = self.order
        if self._ids and order.new_event:
            self.report.event = library.make_event(
                order.new_event, list(self._ids), person=order.person
            )
        elif self._ids and order.event:
            library.add_to_event(order.event, list(self._ids), person=order.person)
        if self.report.event:
            self._join_decisions(library)
        self.report.ids = list(self._ids)[:MOST_IDS]

    def _join_decisions(self, library: Library) -> None:
        """Keep what people decided about the event in a bundle, and say what differs here."""
        from analysis.decisions import DecisionError
        from analysis.recorded_settings import differences
        from sources.article import Problem
        from views.signed import signed_rows

        for number, upload in enumerate(self.order.uploads):
            path = reports_folder() / self.order.key / str(number)
            value = _bundled(path, DECISIONS)
            for reason in differences(_bundled(path, SETTINGS)):
                self._problem(Problem(upload.name, SETTINGS, reason, "settings"))
            try:
                if value:
                    library.add_signed(self.report.event, signed_rows(value))
            except DecisionError as error:
                self._problem(Problem(upload.name, DECISIONS, str(error), "decisions"))

    def save(self) -> None:
        self._saved = time.monotonic()
        self.report.seconds = self._saved - self._began
        write_report(self.report)

    def _files(self, columns: Mapping[str, Mapping[str, str]]) -> Iterator[Article]:
        import sources

        folder = reports_folder() / self.order.key
        lying = {upload.name: folder / str(n) for n, upload in enumerate(self.order.uploads)}
        said, sides, wrong = side_fields(lying)
        for problem in wrong:
            self._problem(problem)
        sizes = {name: path.stat().st_size for name, path in lying.items()}
        whole, before = max(1, sum(sizes.values())), 0
        for upload in self.order.uploads:
            if upload.name not in sides:
                inside = share_read(lying[upload.name])
                fields = {**said.get(upload.name, {}), **upload.fields}
                data = lying[upload.name].read_bytes()
                for found in sources.read_bytes(data, upload.name, fields, columns=columns):
                    share = inside(_place(found))
                    self.report.share = (before + sizes[upload.name] * share) / whole
                    yield from self._met(found)
            before += sizes[upload.name]
            self.report.share = before / whole
            self._step()

    def _addresses(self, library: Library) -> list[str]:
        given = list(dict.fromkeys(self.order.addresses))
        known = frozenset() if self.order.again else library.kept_addresses(given)
        self.report.skipped = len(known)
        return [address for address in given if address not in known]

    def _pages(self, addresses: list[str]) -> Iterator[Article]:
        from sources.article import Problem
        from sources.item import Source
        from sources.reading import read_source
        from sources.web import Fetcher

        for done, page in enumerate(Fetcher().fetch_all(addresses), 1):
            self.report.share = done / len(addresses)
            if isinstance(page, Problem):
                yield from self._met(page)
                continue
            stamp = page.fetched.isoformat(timespec="seconds")
            source = Source(page.address, page.data, address=page.address, fetched=stamp)
            # A page is one article, at the address it came from; entries of a feed have their own.
            fields = {"url": page.address} if "html" in page.content_type else {}
            for found in read_source(source, fields):
                yield from self._met(found)

    def _fetch_texts(self, library: Library) -> None:
        from sources.article import Problem
        from sources.completion import fetch_texts

        wanted = self.order.textless
        for done, found in enumerate(fetch_texts(library, wanted, person=self.order.person), 1):
            self.report.share = min(1.0, done / len(wanted))
            if isinstance(found, Problem):
                self._problem(found)
            else:
                self.report.read += 1
                self.report.settled += 1
                self.report.filled += 1
                self._ids[found.article.id] = None
            self._step()

    def _met(self, found: Article | Problem) -> Iterator[Article]:
        """Pass an article on, under the name the outlet registry knows; note a problem."""
        from sources.article import Article
        from sources.naming import name_outlet
        from sources.reading import once

        if isinstance(found, Article):
            found = once(found, self._met_in)
        if not isinstance(found, Article):
            self._problem(found)
        else:
            self.report.read += 1
            yield name_outlet(found, self._registry)
        self._step()

    def _problem(self, problem: Problem) -> None:
        add_problem(self.order.key, problem)
        self.report.problems += 1
        code = problem.code or "other"
        self.report.codes[code] = self.report.codes.get(code, 0) + 1

    def _count(self, kept: Kept) -> None:
        self.report.settled = self.report.read
        self.report.added += len(kept.added)
        self.report.filled += len(kept.filled)
        self.report.versions += len(kept.problems)
        self._ids.update(dict.fromkeys((*kept.added, *kept.known.values())))
        for problem in kept.problems:
            self._problem(problem)

    def _step(self) -> None:
        self._progress(self.report.read, 0, self.report.phase)
        if time.monotonic() - self._saved > _REPORT_EVERY:
            self.save()


def _bundled(path: Path, name: str) -> bytes:
    """Return a member of a bundle that Parallax made; empty when there is none."""
    from sources.archives import read_member

    if not zipfile.is_zipfile(path):
        return b""
    try:
        with zipfile.ZipFile(path) as archive:
            bundled = {name, "comparison.json"} <= set(archive.namelist())
            return read_member(archive, name) if bundled else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return b""  # reading it as an archive has said what is wrong with it


def _place(found: Article | Problem) -> str:
    return str(getattr(found, "locator", "") or getattr(found, "place", ""))


def _registry(tell: Callable[[Problem], None]) -> Registry:
    """Return the outlet registry; when the user's own file is broken, the shipped one alone."""
    from sources import outlets
    from sources.article import Problem

    try:
        return outlets.load_registry()
    except outlets.RegistryError as error:
        tell(Problem("outlets.csv", "", f"your own outlets were not used: {error}", "outlets"))
        return outlets.load_registry(Path(outlets.__file__).with_name("outlets.csv"))


def _clear(folder: Path) -> None:
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink(missing_ok=True)
        folder.rmdir()
