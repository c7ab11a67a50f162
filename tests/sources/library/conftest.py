"""Libraries for the tests: SQLite always, PostgreSQL where a server is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sources.library import Library

Open = Callable[[], Library]


def _programs() -> Path | None:
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Yield the address of a fresh PostgreSQL server on a free port of this machine."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    # The server refuses to run as root.
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="parallax-postgresql-"))
    if user:
        shutil.chown(folder, user)
    data = folder / "data"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    common: dict[str, Any] = {
        "user": user,
        "check": True,
        "cwd": folder,
        "stdout": subprocess.DEVNULL,
    }
    try:
        subprocess.run(
            [
                str(programs / "initdb"),
                "-D",
                str(data),
                "-U",
                "tester",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "-N",
            ],
            stderr=subprocess.DEVNULL,
            **common,
        )
        options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off"
        start = ["-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run([str(programs / "pg_ctl"), *start], **common)
        yield f"postgresql+psycopg://tester@127.0.0.1:{port}/"
        subprocess.run(
            [str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], **common
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a library that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new folder' / 'library.sqlite'}"
    server: str = request.getfixturevalue("postgresql") + "postgres"
    import psycopg

    # Emptied rather than made anew: a new database is a copy of 7 MB.
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return server


@pytest.fixture
def library(url: str) -> Iterator[Library]:
    """Yield an empty library."""
    with Library(url) as opened:
        yield opened
