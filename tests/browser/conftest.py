"""A running dashboard and a real Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from analysis.kept_comparison import make_comparison
from analysis.settings import settings_from_environment
from tests.conftest import ROOT
from views.catalogue import event_articles, list_events

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """The address of a dashboard whose example events are compared."""
    for entry in list_events().values():
        if not entry.own:
            articles, problems = event_articles(entry)
            make_comparison(articles, problems, settings_from_environment())
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true"]
    command += [f"--server.port={port}", "--server.address=127.0.0.1"]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError("the dashboard did not start")


@pytest.fixture(scope="session")
def window() -> Iterator[BrowserContext]:
    """Chromium's window: its pages share what is fetched and compiled, which costs seconds a page.

    Nothing moves in it: the software renderer would draw every frame of an animation.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium.new_context(reduced_motion="reduce")
        chromium.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    opened = new_page(window)
    yield opened
    opened.close()


def new_page(window: BrowserContext) -> Page:
    """Open a page that remembers nothing of the ones before it."""
    page = window.new_page()
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.add_init_script("localStorage.clear(); sessionStorage.clear()")
    return page
