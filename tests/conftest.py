"""What all tests share: no network, kept results in a folder of the test run."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

# How long an example takes depends on what else the machine does. What is to land is tried on the
# same examples each time; others are for those who can look at what they find.
settings.register_profile("parallax", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("parallax")

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("PARALLAX_SHARED") or ROOT.resolve().parent / "shared")

FIRST = ("browser", "analysis", "views")
"""Rooms whose tests begin first: what takes long early, small files last to even the cores out."""


class FilesAndTheBrowser(LoadFileScheduling):  # type: ignore[misc]
    """A file stays on one core, and so does the browser: starting a second one takes long."""

    def _split_scope(self, nodeid: str) -> str:
        browser = "tests/browser/"
        return browser if nodeid.startswith(browser) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> FilesAndTheBrowser:
    return FilesAndTheBrowser(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: FIRST.index(name) if (name := room(item)) in FIRST else len(FIRST))


def room(item: pytest.Item) -> str:
    return item.path.relative_to(ROOT / "tests").parts[0]


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep readings, comparisons and the library of the tests apart from the user's."""
    folder = tmp_path_factory.mktemp("parallax")
    run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        # All workers of a run keep in one place: what one of them compared the others have.
        run = run.parent
    own = {
        "PARALLAX_CACHE": str(run / "cache"),
        "PARALLAX_LIBRARY": f"sqlite:///{folder / 'library.sqlite'}",
        "PARALLAX_OUTLETS": str(folder / "outlets.csv"),
        "PARALLAX_CODEBOOK": str(folder / "frames.csv"),
    }
    before = {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not _is_loopback(str(address[0])):
            raise AssertionError(f"a test tried to reach {address[0]}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session")
def shared() -> Path:
    """The evaluation data beside the checkout; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the evaluation data (../shared) is not here")
    return SHARED
