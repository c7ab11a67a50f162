"""The Library in a browser: what is pasted, dropped and typed into the table."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.test_dashboard import SLOW, open_at, wait_until_still
from views.own_events import open_library

BODY = (
    "The old bridge at Millbrook closed on Tuesday for repairs, the council said. About 400 cars a "
    "day use it. <script>document.title='broken'</script> “We had no choice,” said Ines Holm, the "
    "county engineer."
)


def open_form(page: Page, address: str, event: str) -> None:
    open_at(page, address, "library")
    page.get_by_role("tab", name="Add articles").click()
    page.get_by_label("Name of the new event").fill(event)


@pytest.mark.slow
def test_articles_pasted_one_by_one_become_one_event(page: Page, address: str):
    open_form(page, address, "Bridge")
    page.get_by_role("tab", name="Paste text").click()
    for headline in ("Bridge closed for repairs", "Bridge opens again"):
        # The second one needs neither the tab nor the event to be chosen anew.
        text = page.get_by_label("Text of one article")
        text.fill(f"{headline}\n\n{headline}, said the county on Monday. {BODY}")
        text.press("Control+Enter")
        page.get_by_role("button", name="Add the pasted text").click()
        expect(page.get_by_text(f"1 article added from {headline}")).to_be_visible(timeout=SLOW)
        if headline == "Bridge closed for repairs":
            page.get_by_role("button", name="Add another article").click()

    expect(page.get_by_role("button", name="Compare 2 articles")).to_be_visible()
    page.get_by_role("button", name="See 1 article").click()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=SLOW)
    assert page.title() != "broken"


@pytest.mark.slow
def test_columns_are_put_right_and_rows_that_fail_are_listed(page: Page, address: str):
    table = f"Kopfzeile,Beitragsinhalt,Datum\nBridge opens,{BODY[:50]},2024-05-01\n,,2024-05-02\n"
    open_at(page, address, "library")
    page.get_by_role("tab", name="Add articles").click()
    given = FilePayload(name="table.csv", mimeType="text/csv", buffer=table.encode())
    page.locator("input[type=file]").first.set_input_files([given])
    expect(page.get_by_text("1 of 3 columns recognised")).to_be_visible(timeout=SLOW)
    for field, column in (("Headline", "Kopfzeile"), ("Text", "Beitragsinhalt")):
        page.get_by_role("combobox", name=re.compile(rf"^(Selected .*)?{field}$")).first.click()
        page.get_by_role("option", name=column).click()
    page.get_by_label("Name of the new event").fill("Columns")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Add 1 file").click()

    expect(page.get_by_text("1 problem", exact=True)).to_be_visible(timeout=SLOW)
    assert "Bridge opens" in [entry.title for entry in open_library().list()]
    assert len(open_library().column_mappings()) == 1


@pytest.mark.slow
def test_a_cell_typed_over_is_kept_and_undone(page: Page, address: str):
    from sources.library import Filter
    from tests.sources.articles import make_article

    article = make_article("typed over")
    library = open_library()
    library.keep([article])
    event = library.make_event("Typed", [article.id], person="tester")
    open_at(page, address, f"library?event=own-{event}")
    grid = page.get_by_test_id("stDataFrame")
    expect(page.get_by_text("Change a cell to correct it")).to_be_visible(timeout=SLOW)
    editor = page.locator("#portal textarea, #portal input")
    undo = page.get_by_role("button", name="Undo")
    # The cells of a canvas say nothing of when they are ready, and what is typed while the page is
    # still being made goes with the table it was typed into.
    for _ in range(20):
        box = grid.bounding_box()
        assert box is not None
        page.mouse.dblclick(box["x"] + 40 + 330 + 60, box["y"] + 38 + 17)  # the first row's outlet
        page.wait_for_timeout(500)
        if editor.count():
            page.keyboard.press("Control+a")
            page.keyboard.type("Pier Post")
            page.keyboard.press("Enter")
            page.wait_for_timeout(1500)
        if undo.is_enabled():
            break
    expect(undo).to_be_enabled(timeout=SLOW)
    assert library.values("outlet", Filter(event=event)) == {"Pier Post": 1}
    undo.click()
    expect(page.get_by_role("button", name="Redo")).to_be_enabled(timeout=SLOW)
    assert library.values("outlet", Filter(event=event)) == {"Harbour Post": 1}


@pytest.mark.slow
def test_a_name_signs_until_it_is_changed(page: Page, address: str):
    open_at(page, address, "library")
    page.get_by_role("button", name="Sign your changes").click()
    name = page.get_by_role("textbox", name="Your name")
    name.fill("Zoë; Ann = 50 %")
    name.press("Enter")
    signed = page.get_by_role("button", name="Signed: Zoë; Ann = 50 %")
    expect(signed).to_be_visible(timeout=SLOW)
    page.wait_for_function("document.cookie.includes('parallax-person=Zo')", timeout=SLOW)

    page.reload()
    expect(signed).to_be_visible(timeout=SLOW)
    wait_until_still(page)
    signed.click()
    name.fill("")
    name.press("Enter")
    expect(page.get_by_role("button", name="Sign your changes")).to_be_visible(timeout=SLOW)
    page.wait_for_function("!document.cookie.includes('parallax-person')", timeout=SLOW)

    page.reload()
    expect(page.get_by_role("button", name="Sign your changes")).to_be_visible(timeout=SLOW)
