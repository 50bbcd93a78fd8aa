"""What readers come for, clicked through in Chromium, with and without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

IS_FOCUSED = "element => element === document.activeElement"
pytestmark = pytest.mark.browser


def test_search_filter_and_open_a_quote(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_label("What kind of programme do you look for?").fill("mentors for refugees")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 programmes")
    page.get_by_role("checkbox", name="Retired professionals").check()
    apply = page.get_by_role("button", name="Apply filters")
    if "mentor_type=" not in page.url and apply.count():
        page.locator("#facets .apply button").dispatch_event("click")
    page.wait_for_url("**mentor_type=retired_professionals**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 programme")
    page.get_by_role("link", name="Bakers for newcomers", exact=True).click()
    page.get_by_text("Retired professionals").click()
    expect(page.locator("blockquote mark", has_text="Retired bakers")).to_be_visible()
    page.locator("details[open]").get_by_role("link", name="link to this quote").click()
    expect(page.locator("blockquote")).to_contain_text("mentor refugees in Ghent")


def test_choose_and_compare(page: Page, site: str) -> None:
    page.goto(f"{site}/practices")
    page.get_by_role("link", name=re.compile("Add to comparison.*Bakers")).click()
    page.get_by_role("link", name=re.compile("Add to comparison.*Paires")).click()
    page.get_by_role("link", name="Compare 2").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 programmes side by side")
    expect(page.get_by_role("columnheader", name="Paires à Lyon")).to_be_visible()
    expect(page.get_by_text("Where they differ")).to_be_visible()
    shared = page.url
    page.goto(site)
    page.goto(shared)
    expect(page.get_by_role("columnheader", name="Bakers for newcomers")).to_be_visible()


def test_keyboard_leaps_over_filters_and_a_comparison_leads_back_to_its_search(
    page: Page, site: str
) -> None:
    search = f"{site}/practices?q=mentors+for+refugees&target_group=refugees"
    page.goto(search)
    page.get_by_role("button", name="Search").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the filters")).to_be_in_viewport()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText").startswith("Add to comparison"):
            break
    else:
        raise AssertionError("the first result is far from the filters' end")
    page.keyboard.press("Enter")
    page.wait_for_url("**pick=**")
    page.get_by_role("link", name=re.compile("Add to comparison")).first.click()
    page.get_by_role("link", name="Compare 2").click()
    page.get_by_role("link", name="Change the selection").click()
    expect(page).to_have_url(re.compile(re.escape(search) + "&pick=.*&pick=.*"))
    expect(page.get_by_role("searchbox")).to_have_value("mentors for refugees")


def test_gap_map_leads_to_the_programmes(page: Page, site: str) -> None:
    page.goto(f"{site}/gaps")
    page.get_by_label("Columns").select_option("funding_model")
    page.get_by_role("button", name="Draw").click()
    page.locator("a[aria-label^='Refugees × Foundation grants: 1 programme']").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 programme")
    expect(page.get_by_role("link", name="Paires à Lyon", exact=True)).to_be_visible()


def test_scoping_pack_from_the_form_to_the_file(page: Page, site: str) -> None:
    page.goto(f"{site}/pack")
    page.get_by_label("Title of the call or study").fill("Call on mentoring")
    page.get_by_role("checkbox", name="Refugees").check()
    page.get_by_role("button", name="Write the pack").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Call on mentoring")
    expect(page.get_by_text("2 programmes of 4 in the catalogue pass")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_results_change_in_place_and_the_keyboard_stays(page: Page, site: str) -> None:
    """With JavaScript nothing is loaded anew; without it the button does the same."""
    page.goto(f"{site}/practices")
    box = page.get_by_role("checkbox", name="Refugees")
    if page.evaluate("document.querySelector('#facets .apply button').classList.contains('sr')"):
        page.evaluate("window.kept = true")
        box.focus()
        page.keyboard.press("Space")
        page.wait_for_url("**target_group=refugees**")
        expect(page.get_by_role("checkbox", name="Refugees")).to_be_focused()
        expect(page.get_by_role("status").first).to_contain_text("2 programmes")
        assert page.evaluate("window.kept")
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_contain_text("4 programmes")
        return
    box.check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 programmes")
    page.get_by_role("link", name=re.compile("Target group: Refugees")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 programmes")


def test_a_range_is_typed_by_keyboard_and_taken_back(page: Page, site: str) -> None:
    """Its ends wait for each other: leaving the first one chooses nothing yet."""
    page.goto(f"{site}/practices")
    page.get_by_role("heading", name="Age of mentees").click()
    before = page.url
    page.get_by_label("from", exact=True).first.focus()
    page.keyboard.type("16")
    page.keyboard.press("Tab")
    assert page.url == before
    page.keyboard.type("25")
    page.keyboard.press("Tab")
    expect(
        page.get_by_role("button", name="Filter by this range of age of mentees")
    ).to_be_focused()
    page.keyboard.press("Enter")
    chip = page.get_by_role("link", name=re.compile("Age of mentees: 16 to 25 years.*remove"))
    expect(chip).to_be_visible()
    expect(page.get_by_role("checkbox", name="16 to 25 years 0")).to_be_checked()
    expect(page.get_by_role("heading", level=1)).to_contain_text("0 programmes")
    chip.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 programmes")


def test_what_words_deny_is_left_out_by_keyboard_and_taken_back(page: Page, site: str) -> None:
    page.goto(f"{site}/practices?q=mentors+outside+Belgium")
    expect(page.get_by_role("heading", level=1)).to_contain_text("4 programmes")
    page.get_by_role("link", name="Belgium (1)").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**country=-BE**")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("3 programmes")
    if page.evaluate("document.querySelector('#facets .apply button').classList.contains('sr')"):
        expect(heading).to_be_focused()  # its link is gone: the keyboard is not sent to the top
    page.get_by_role("link", name="Country: not Belgium").focus()
    page.keyboard.press("Enter")
    expect(heading).to_contain_text("4 programmes")
    expect(page).not_to_have_url(re.compile("country"))


def test_cite_an_entry(page: Page, site: str) -> None:
    page.goto(f"{site}/practices/bakers-ghent")
    with page.expect_download() as download:
        page.get_by_role("link", name="BibTeX").click()
    assert "@online{bakers-ghent" in Path(download.value.path()).read_text()


def test_peers_of_a_text(page: Page, site: str) -> None:
    page.goto(f"{site}/peers")
    page.get_by_label("Description").fill("Retired bakers mentor refugees. The city pays.")
    page.get_by_role("button", name="Find peers").click()
    expect(page.get_by_role("link", name="Bakers for newcomers")).to_be_visible()


def test_keyboard_reaches_the_content(page: Page, site: str) -> None:
    page.goto(f"{site}/practices")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    for _ in range(150):  # no trap: the keyboard comes out at the other end
        page.keyboard.press("Tab")
        if page.get_by_role("link", name="Correct an entry").evaluate(IS_FOCUSED):
            return
    raise AssertionError("The keyboard never reaches the end of the page.")
