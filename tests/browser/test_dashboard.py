"""What only a browser shows: clicks in charts, both themes, narrow windows, shared links."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from views.pages import PAGES

SLOW = 60_000


def open_at(page: Page, address: str, path: str = "") -> None:
    page.goto(f"{address}/{path}")
    expect(page.locator("h1")).to_be_visible(timeout=SLOW)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=SLOW)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (800, "dark")])
def test_page_fits_and_asks_nothing_of_the_network(
    browser: Browser, address: str, entry, width, scheme
):
    context = browser.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
    page = context.new_page()
    hosts: set[str] = set()
    errors: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    page.on("pageerror", lambda error: errors.append(str(error)))

    open_at(page, address, "" if entry is PAGES[0] else entry.name)

    expect(page.locator("h1")).to_have_text(entry.title)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    wider = page.evaluate(
        "() => { const m = document.querySelector('[data-testid=stMain]');"
        " return m.scrollWidth - m.clientWidth }"
    )
    assert wider <= 1
    assert hosts <= {"127.0.0.1", ""}
    assert errors == []
    context.close()


def test_first_screen_holds_a_comparison(page: Page, address: str):
    open_at(page, address)

    expect(page.get_by_test_id("stMetric").first).to_be_in_viewport()
    expect(page.locator(".js-plotly-plot").first).to_be_in_viewport()


def test_clicking_a_claim_opens_its_sentences(page: Page, address: str):
    open_at(page, address)
    dot = page.locator(".js-plotly-plot").first.locator(".scatterlayer .point").first
    dot.click(force=True)

    expect(page.locator(".px-text mark").first).to_be_visible(timeout=SLOW)

    page.get_by_role("button", name="In context").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark").first).to_be_visible(timeout=SLOW)


def test_a_link_opens_the_same_view(page: Page, browser: Browser, address: str):
    open_at(page, address, "claims?event=ferry-fares")
    page.get_by_text("In conflict", exact=True).first.click()
    page.wait_for_url(re.compile("status="), timeout=SLOW)
    link = page.url
    shown = page.get_by_text(re.compile(r"\d+ claims from")).inner_text()

    other = browser.new_context().new_page()
    other.goto(link)

    expect(other.get_by_text(re.compile(r"\d+ claims from"))).to_have_text(shown, timeout=SLOW)
    assert "event=ferry-fares" in link
    other.context.close()


def test_pasted_articles_become_an_event(page: Page, address: str):
    text = (
        "Bridge closed for repairs\n\nThe old bridge at Millbrook closed on Tuesday for repairs, "
        "the council said. About 400 cars a day use it. <script>document.title='broken'</script> "
        "“We had no choice,” said Ines Holm, the county engineer."
    )
    open_at(page, address, "library")
    page.get_by_role("tab", name="Add articles").click()
    page.get_by_label("Name of the new event").fill("Bridge")
    page.get_by_role("tab", name="Paste text").click()
    page.get_by_label("Text of one article").fill(text)
    page.get_by_label("Text of one article").press("Control+Enter")
    page.get_by_role("button", name="Add and compare").click()

    expect(page.get_by_text("1 articles added")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Open the event").click()
    expect(page.get_by_text("Bridge closed for repairs").first).to_be_attached(timeout=SLOW)
    assert page.title() != "broken"
