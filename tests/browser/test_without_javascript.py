"""Every page with JavaScript switched off: what it shows and what it does is still there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.search.web.test_pages import PAGES

pytestmark = pytest.mark.browser
COMFORT = {"Copy", "address", "Print"}
"""Words on buttons that only a script can serve; without one they are not shown."""
FORMS = {
    "/": 1,
    "/practices": 3,
    "/practices?q=retired+mentors+for+refugees": 3,
    "/gaps": 1,
    "/pack": 1,
    "/peers": 1,
}


@pytest.fixture(scope="module")
def plain(chromium: Browser) -> Iterator[Page]:
    """One tab without JavaScript for all tests."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def scripted(chromium: Browser) -> Iterator[Page]:
    """The same with JavaScript, to compare with."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_page_says_the_same(plain: Page, scripted: Page, site: str, address: str) -> None:
    for page in (plain, scripted):
        answer = page.goto(site + address)
        assert answer is not None
        assert answer.ok
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert set(_words(scripted) - _words(plain)) <= COMFORT
    assert plain.locator(".js:visible").count() == 0


def _words(page: Page) -> Counter[str]:
    return Counter(page.locator("main").inner_text().split())


@pytest.mark.parametrize("address", FORMS)
def test_forms_are_sent_by_a_button_that_is_seen(plain: Page, site: str, address: str) -> None:
    plain.goto(site + address)
    assert plain.locator("main form").count() == FORMS[address]
    for number in range(FORMS[address]):
        plain.goto(site + address)
        form = plain.locator("main form").nth(number)
        _fill(form)
        with plain.expect_navigation() as sent:
            form.get_by_role("button").last.click()
        assert sent.value is not None
        assert sent.value.ok
        expect(plain.get_by_role("heading", level=1)).to_be_visible()


def _fill(form: Locator) -> None:
    for box in form.locator("textarea[required]").all():
        box.fill("Retired bakers mentor refugees at work.")


def test_filter_is_applied_and_taken_off(plain: Page, site: str) -> None:
    plain.goto(f"{site}/practices")
    plain.get_by_role("checkbox", name="Refugees").check()
    plain.get_by_role("button", name="Apply filters").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("2 programmes")
    plain.get_by_label("Order").select_option("recency")
    plain.get_by_role("button", name="Order").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("2 programmes")
    assert "target_group=refugees" in plain.url
    assert "sort=recency" in plain.url
    plain.get_by_role("link", name="Target group: Refugees").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("4 programmes")


def test_values_open_and_comparison_grows(plain: Page, site: str) -> None:
    plain.goto(f"{site}/practices/bakers-ghent")
    plain.locator("summary", has_text="Retired professionals").click()
    expect(plain.locator("blockquote mark", has_text="Retired bakers")).to_be_visible()
    plain.get_by_role("link", name="Add to a comparison").click()
    plain.get_by_role("link", name=re.compile("Add to comparison.*Quiet")).click()
    plain.get_by_role("link", name="Compare 2").click()
    expect(plain.get_by_role("columnheader", name="Quiet tandem")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "link", "begins"),
    [
        ("/pack?target_group=refugees", "Word", b"PK"),
        ("/pack?target_group=refugees", "Markdown", b"# "),
        ("/practices?target_group=refugees", "Excel", b"PK"),
        ("/practices?target_group=refugees", "CSV", b"\xef\xbb\xbfslug"),
        ("/practices/bakers-ghent", "RIS", b"TY  - "),
        ("/gaps", "PNG", b"\x89PNG"),
        ("/charts", "SVG of Mentor type", b"<svg "),
        ("/compare?pick=bakers-ghent&pick=silent-oslo", "CSV", b"\xef\xbb\xbffacet"),
        ("/export", "catalogue.sqlite", b"SQLite format 3"),
    ],
)
def test_files_are_downloaded(
    plain: Page, site: str, address: str, link: str, begins: bytes
) -> None:
    plain.goto(site + address)
    with plain.expect_download() as download:
        plain.get_by_role("link", name=link, exact=True).click()
    assert Path(download.value.path()).read_bytes().startswith(begins)
