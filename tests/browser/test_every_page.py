"""Every page in Chromium: fits wide and narrow, speaks to screen readers, runs nothing foreign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import SIZES
from tests.search.web.test_pages import PAGES

pytestmark = pytest.mark.browser
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
"""Everything that axe knows of WCAG 2.2 AA, and what it holds to be good practice."""


CONTRAST = {"runOnly": ["color-contrast"]}
"""Colours are all that a dark screen or paper changes."""
NARROW = (640, 320)
"""A desk at 200 % zoom, and the width at which WCAG asks for one column without scrolling."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A tab that keeps what a page complains of and what it asks for."""

    page: Page
    troubles: list[str]
    asked: list[str]

    def open(self, address: str) -> None:
        self.troubles.clear()
        self.asked.clear()
        self.page.goto(address)
        self.page.wait_for_load_state("networkidle")


@pytest.fixture(scope="module", params=SIZES)
def watched(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Watched]:
    """One tab of each size for all pages."""
    width, height = SIZES[request.param]
    context = chromium.new_context(viewport={"width": width, "height": height})
    tab = Watched(context.new_page(), [], [])
    tab.page.on("console", lambda message: tab.troubles.append(message.text))
    tab.page.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.page.on("request", lambda request: tab.asked.append(request.url))
    yield tab
    context.close()


@pytest.mark.parametrize("address", PAGES)
def test_page_fits_is_sound_and_runs_nothing_foreign(
    watched: Watched, site: str, address: str
) -> None:
    page = watched.page
    size = page.viewport_size
    assert size is not None
    watched.open(site + address)
    assert page.evaluate("window.harmed") is None
    assert watched.troubles == []
    assert page.context.cookies() == []
    assert [url for url in watched.asked if not url.startswith(site)] == []
    assert _found_opened(page) == []
    for medium in ({"color_scheme": "dark"}, {"color_scheme": "light", "media": "print"}):
        page.emulate_media(**medium)  # type: ignore[arg-type]  # its literals are plain text here
        assert _found(page, CONTRAST) == [], medium
    page.emulate_media(media="screen")
    for width in (size["width"], *NARROW):
        page.set_viewport_size({"width": width, "height": size["height"]})
        assert page.evaluate(WIDER) <= 0, width
    page.set_viewport_size(size)


WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(
    "address",
    ("/nothing", "/practices?country=XX", "/practices?page=9", "/compare?pick=a&pick=b"),
)
def test_page_of_an_error_is_sound(watched: Watched, site: str, address: str) -> None:
    watched.open(site + address)
    assert _found_opened(watched.page) == []
    assert watched.page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("text", ["Retired bakers mentor refugees. The city pays.", "1 2 3"])
def test_answer_to_a_pasted_text_is_sound(watched: Watched, site: str, text: str) -> None:
    watched.open(f"{site}/peers")
    watched.page.get_by_label("Description").fill(text)
    watched.page.get_by_role("button", name="Find peers").click()
    watched.page.wait_for_load_state("networkidle")
    assert _found_opened(watched.page) == []
    assert watched.page.evaluate(WIDER) <= 0


def test_page_of_a_quote_is_sound(watched: Watched, site: str) -> None:
    watched.open(f"{site}/practices/bakers-ghent")
    quote = watched.page.locator("a[href^='/quotes/']").first.get_attribute("href")
    watched.open(f"{site}{quote}")
    assert _found_opened(watched.page) == []
    assert watched.page.evaluate(WIDER) <= 0


def _found_opened(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds when all that can be opened is open."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    return _found(page, WCAG)


def _found(page: Page, options: dict[str, object]) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options=options).response["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found]


def test_first_page_is_small_and_asks_for_little(chromium: Browser, site: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(site)
    page.wait_for_load_state("networkidle")
    context.close()
    assert len(sizes) <= 4
    assert sum(sizes) < 100_000
