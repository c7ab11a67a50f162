"""What only a browser shows: clicks in charts, both themes, narrow windows, shared links."""

from __future__ import annotations

import re
import tomllib
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import new_page
from tests.conftest import ROOT
from views.pages import PAGES

SLOW = 60_000


Look = tuple[int, Literal["light", "dark"]]
LOOKS: tuple[Look, Look] = ((1440, "light"), (800, "dark"))


def open_at(page: Page, address: str, path: str = "") -> None:
    page.goto(f"{address}/{path}")
    expect(page.locator("h1")).to_be_visible(timeout=SLOW)
    wait_until_still(page)


def wait_until_still(page: Page) -> None:
    """Wait until the page has been made to its end."""
    still = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(still).to_be_visible(timeout=SLOW)


def look(page: Page, width: int, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    page.emulate_media(color_scheme=scheme)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_page_fits_and_asks_nothing_of_the_network(page: Page, address: str, entry):
    hosts: set[str] = set()
    errors: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    page.on("pageerror", lambda error: errors.append(str(error)))
    # Half of the pages are opened in each look and then put into the other.
    first, second = LOOKS if PAGES.index(entry) % 2 else LOOKS[::-1]

    look(page, *first)
    open_at(page, address, "" if entry is PAGES[0] else entry.name)
    expect(page.locator("h1")).to_have_text(entry.title)
    expect_to_fit(page, first[1])
    look(page, *second)
    expect_to_fit(page, second[1])

    assert hosts <= {"127.0.0.1", ""}
    assert errors == []


def expect_to_fit(page: Page, scheme: str) -> None:
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", ground(scheme))
    wait_until_still(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.wait_for_function(
        "() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth - m.clientWidth <= 1 }",
        timeout=10_000,
    )


def ground(scheme: str) -> str:
    """Return the colour of the page's ground as a browser says it."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    parts = bytes.fromhex(settings["theme"][scheme]["backgroundColor"].removeprefix("#"))
    return f"rgb({', '.join(map(str, parts))})"


def test_first_screen_holds_a_comparison_whose_dots_open_sentences(page: Page, address: str):
    open_at(page, address)
    expect(page.get_by_test_id("stMetric").first).to_be_in_viewport(timeout=SLOW)
    expect(page.locator(".js-plotly-plot").first).to_be_in_viewport(timeout=SLOW)

    dot = page.locator(".js-plotly-plot").first.locator(".scatterlayer .point").first
    dot.click(force=True)

    expect(page.locator(".px-text mark").first).to_be_visible(timeout=SLOW)

    page.get_by_role("button", name="In context").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark").first).to_be_visible(timeout=SLOW)


CLICKS = (("claims", "Who says what", ".scatterlayer .point"),)
MORE_CLICKS = (
    ("words", "Distinctive words", ".barlayer .point"),
    ("claims", "Who agrees with whom", ".barlayer .point"),
    ("voices", "Who speaks where", ".scatterlayer .point"),
    ("voices", "Roles", ".barlayer .point"),
    ("voices", "Reporting verbs", ".barlayer .point"),
    ("words", "Frames", ".scatterlayer .point"),
    ("similarity", "Who resembles whom", ".scatterlayer .point"),
)
EVERY_CLICK = [*CLICKS, *(pytest.param(*click, marks=pytest.mark.slow) for click in MORE_CLICKS)]


@pytest.mark.parametrize(
    ("path", "tab", "mark"), EVERY_CLICK, ids=lambda part: str(part).strip(".")
)
def test_a_click_on_a_mark_becomes_part_of_the_address(
    page: Page, address: str, path: str, tab: str, mark: str
):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_at(page, address, path)
    page.get_by_role("tab", name=tab).click()
    marks = page.locator(f".js-plotly-plot:visible {mark}")
    expect(marks.first).to_be_visible(timeout=SLOW)

    marks.nth(1).click(force=True)

    page.wait_for_url(re.compile(rf"{path}-\w+="), timeout=SLOW)
    assert errors == []


@pytest.mark.slow
def test_a_list_does_what_a_click_does_without_a_mouse(page: Page, address: str):
    open_at(page, address)
    listed = page.get_by_label("Read a claim: click a dot, or choose")
    listed.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".px-text mark").first).to_be_visible(timeout=SLOW)
    assert "overview-claims=" in page.url


@pytest.mark.slow
def test_names_of_columns_are_whole_and_apart(page: Page, address: str):
    open_at(page, address, "claims?event=ferry-fares")
    names = page.locator(".px-across:visible span")
    expect(names.first).to_be_visible(timeout=SLOW)

    boxes = [names.nth(place).bounding_box() for place in range(names.count())]
    chart = page.locator("[class*=st-key-wide-]:visible").first.bounding_box()
    assert len(boxes) == 16
    assert chart is not None
    for box in boxes:
        assert box is not None
        assert box["y"] >= chart["y"] - 1
        assert box["x"] + box["width"] <= chart["x"] + chart["width"] + 1


@pytest.mark.slow
def test_a_link_opens_the_same_view(page: Page, window: BrowserContext, address: str):
    open_at(page, address, "claims?event=ferry-fares")
    page.get_by_text("In conflict", exact=True).first.click()
    page.wait_for_url(re.compile("status="), timeout=SLOW)
    link = page.url
    filtered = re.compile(r"\d+ of \d+ claims from")
    expect(page.get_by_text(filtered)).to_be_visible(timeout=SLOW)
    shown = page.get_by_text(filtered).inner_text()

    other = new_page(window)
    other.goto(link)

    expect(other.get_by_text(filtered)).to_have_text(shown, timeout=SLOW)
    assert "event=ferry-fares" in link
    other.close()


def asked(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


@pytest.mark.slow
def test_menu_and_back_find_a_page_as_it_was_left(page: Page, address: str):
    open_at(page, address, "claims?event=ferry-fares")
    page.get_by_text("In conflict", exact=True).first.click()
    page.wait_for_url(re.compile("status="), timeout=SLOW)
    page.get_by_role("tab", name="Where they differ").click()
    page.wait_for_url(re.compile("claims=Where"), timeout=SLOW)
    wait_until_still(page)
    left = asked(page.url)
    assert left == {"event": "ferry-fares", "status": "In conflict", "claims": "Where they differ"}

    page.get_by_role("link", name="Voices").click()
    expect(page.locator("h1")).to_have_text("Voices", timeout=SLOW)
    wait_until_still(page)
    page.go_back()
    page.wait_for_url(lambda url: asked(url) == left, timeout=SLOW)
    expect(page.locator("h1")).to_have_text("Claims", timeout=SLOW)
    expect(page.get_by_text(re.compile(r"\d+ of \d+ claims from"))).to_be_visible(timeout=SLOW)

    page.get_by_role("link", name="Words").click()
    expect(page.locator("h1")).to_have_text("Words", timeout=SLOW)
    wait_until_still(page)
    page.get_by_role("link", name="Claims").click()
    page.wait_for_url(lambda url: asked(url) == left, timeout=SLOW)
    chosen = page.get_by_role("tab", name="Where they differ")
    expect(chosen).to_have_attribute("aria-selected", "true", timeout=SLOW)
