"""Every page in Chromium: fits wide and narrow, speaks to screen readers, runs nothing foreign."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import SIZES
from tests.search.web.test_pages import PAGES

pytestmark = pytest.mark.browser
WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
"""Everything that axe knows of WCAG 2.2 AA, and what it holds to be good practice."""


@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("telephone", "dark")])
@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(
    chromium: Browser, site: str, address: str, size: str, scheme: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": height},
    )
    page = context.new_page()
    page.goto(site + address)
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    found = Axe().run(page, options=WCAG).response["violations"]
    context.close()
    assert [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", PAGES)
def test_page_fits_and_nothing_foreign_runs(
    chromium: Browser, site: str, address: str, size: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    troubles: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + address)
    page.wait_for_load_state("networkidle")
    harmed = page.evaluate("window.harmed")
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    cookies = context.cookies()
    context.close()
    assert harmed is None
    assert troubles == []
    assert wider <= 0
    assert cookies == []
    assert [url for url in asked if not url.startswith(site)] == []


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
