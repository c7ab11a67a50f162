"""Kill, crowd, full disk, damage: nothing acknowledged is lost, and the reason is plain."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, text

from sources.library import (
    Library,
    LibraryError,
    LibraryFullError,
    LibraryVersionError,
    default_url,
)
from sources.library import database as database_module
from sources.library.database import Database
from sources.library.schema import MIGRATIONS, upgrade, version
from tests.sources.articles import make_article, make_articles

ROOT = Path(__file__).parents[3]
_IMPORT = """
import sys
from tests.sources.articles import make_articles
from sources.library import Library
library = Library(sys.argv[1])
print("ready", flush=True)
for kept in library.keep_in_batches(make_articles(4000), size=20):
    print(*kept.added, flush=True)
"""


def _start_import(url: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _IMPORT, url]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _check(file: Path) -> None:
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)")
    counts = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("article", "body", "search")
    ]
    connection.close()
    assert len(set(counts)) == 1


def _kill_during_import(url: str, seconds: float) -> set[str]:
    """Return what was acknowledged before the kill."""
    importing = _start_import(url)
    assert importing.stdout is not None
    importing.stdout.readline()
    time.sleep(seconds)
    os.kill(importing.pid, signal.SIGKILL)
    said, _ = importing.communicate()
    # The last line may be cut: only what ends with a line break was said.
    return set(" ".join(said.split("\n")[:-1]).split())


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_b50_killed_import_keeps_all_that_was_acknowledged(tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite"
    acknowledged: set[str] = set()
    for seconds in (0.1, 0.3):
        acknowledged |= _kill_during_import(f"sqlite:///{file}", seconds)
        _check(file)
    with Library(f"sqlite:///{file}") as library:
        assert acknowledged <= {entry.id for entry in library.list()}
        before = library.count()
        assert before % 20 == 0
        library.keep(make_articles(200))
        assert library.count() == max(before, 200)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_b50_twenty_kills_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite"
    acknowledged: set[str] = set()
    for number in range(20):
        acknowledged |= _kill_during_import(f"sqlite:///{file}", 0.05 + 0.07 * number)
        _check(file)
    with Library(f"sqlite:///{file}") as library:
        assert acknowledged <= {entry.id for entry in library.list()}
        library.keep(make_articles(4000))
        assert library.count() == 4000


def _import_part(url: str, part: int) -> int:
    with Library(url) as library:
        return sum(
            len(kept.added)
            for kept in library.keep_in_batches(make_articles(160)[part::2], size=10)
        )


def _read_much(url: str, times: int) -> int:
    with Library(url) as library:
        for _ in range(times):
            library.list(limit=20)
            library.search("ferry harbour", limit=5)
        return library.count()


def test_b51_two_writers_and_readers_in_threads_never_meet_a_lock(url: str) -> None:
    Library(url).close()
    with ThreadPoolExecutor(5) as crew:
        writing = [crew.submit(_import_part, url, part) for part in (0, 1)]
        reading = [crew.submit(_read_much, url, 2) for _ in range(3)]
        assert [each.result(timeout=60) for each in writing] == [80, 80]
        assert all(each.result(timeout=60) <= 160 for each in reading)


@pytest.mark.slow
def test_b51_two_imports_and_eight_readers_never_meet_a_lock(url: str) -> None:
    Library(url).close()
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as writers, ThreadPoolExecutor(8) as readers:
        importing = writers.starmap_async(_import_part, [(url, 0), (url, 1)])
        reading = [readers.submit(_read_much, url, 3) for _ in range(8)]
        assert importing.get(timeout=120) == [80, 80]
        assert all(each.result() <= 160 for each in reading)
        writers.close()
        writers.join()
    with Library(url) as library:
        assert library.count() == 160


def test_b52_full_disk_says_so_and_keeps_what_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(f"sqlite:///{tmp_path}/library.sqlite")
    library.keep(make_articles(10))

    # The limit on pages is SQLite's own way to meet a full disk.
    @event.listens_for(library._database.engine, "begin")
    def limit(connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 60")

    with pytest.raises(LibraryFullError, match="disk is full"):
        library.keep(make_articles(5000))
    assert library.count() >= 10
    library.close()
    _check(tmp_path / "library.sqlite")


def test_b52_damaged_file_is_refused_with_a_reason(tmp_path: Path) -> None:
    file = tmp_path / "library.sqlite"
    file.write_bytes(b"this is no database at all, only a few words" * 50)
    with pytest.raises(LibraryError, match="no library"):
        Library(f"sqlite:///{file}")


def test_b52_file_deleted_while_open_is_noticed(tmp_path: Path) -> None:
    library = Library(f"sqlite:///{tmp_path}/library.sqlite")
    library.keep([make_article()])
    for file in tmp_path.iterdir():
        file.unlink()
    with pytest.raises(LibraryError, match="deleted"):
        library.keep([make_article("b")])
    library.close()


def test_b52_place_that_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError):
        Library(f"sqlite:///{tmp_path}/file/library.sqlite")


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "oddbase:///x", "sqlite+odd:///x"])
def test_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(LibraryError):
        Library(url)


def test_missing_server_is_a_plain_reason() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(LibraryError) as raised:
        Library("postgresql+psycopg://tester:secret@127.0.0.1:1/none")
    assert "secret" not in str(raised.value)


def test_b52_newer_library_is_refused_and_untouched(url: str) -> None:
    with Library(url) as library, library._database.write() as connection:
        connection.execute(text("UPDATE about SET value = '99' WHERE key = 'version'"))
    with pytest.raises(LibraryVersionError, match="update Parallax"):
        Library(url)


def test_older_library_is_brought_up_to_date_with_its_articles(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(url) as library:
        library.keep(make_articles(3))
    newest = max(MIGRATIONS)

    def add_column(connection) -> None:
        connection.execute(text("ALTER TABLE event ADD COLUMN note TEXT"))

    steps = {**MIGRATIONS, newest + 1: add_column}
    monkeypatch.setattr(database_module, "MIGRATIONS", steps)
    monkeypatch.setattr(database_module, "upgrade", lambda connection: upgrade(connection, steps))
    opened = Database(url)
    with opened.read() as connection:
        assert version(connection) == newest + 1
        assert connection.execute(text("SELECT note FROM event")).all() == []
        assert connection.execute(text("SELECT count(*) FROM article")).scalar() == 3
    opened.close()


def test_step_that_fails_leaves_the_version_before(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library(url).close()

    def fail(connection) -> None:
        connection.execute(text("CREATE TABLE half (x TEXT)"))
        connection.execute(text("SELECT * FROM nowhere"))

    steps = {**MIGRATIONS, max(MIGRATIONS) + 1: fail}
    monkeypatch.setattr(database_module, "MIGRATIONS", steps)
    monkeypatch.setattr(database_module, "upgrade", lambda connection: upgrade(connection, steps))
    with pytest.raises(LibraryError):
        Database(url)
    monkeypatch.undo()
    with Library(url) as library, library._database.read() as connection:
        assert version(connection) == max(MIGRATIONS)


def test_library_is_where_the_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_LIBRARY", "sqlite:///elsewhere.sqlite")
    assert default_url() == "sqlite:///elsewhere.sqlite"
    monkeypatch.delenv("PARALLAX_LIBRARY")
    assert default_url().startswith("sqlite:///")
    assert default_url().endswith("library.sqlite")
