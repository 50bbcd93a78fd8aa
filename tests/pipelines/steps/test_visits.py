"""Numbers in addresses that tell pages apart, as those of a visit do not."""

from __future__ import annotations

import pytest

from pipelines.steps.originals import Originals, Page
from tests.faults.living import Site, Told, living, plain
from tests.pipelines.steps.conftest import Install, declare, programme

PAGES, MOST = 100, 20


def test_pages_that_a_number_tells_apart_are_not_each_compared_with_all(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"/show?id=a{number:07d}" for number in range(PAGES)]
    links = "".join(f'<a href="{path}">{path}</a>' for path in paths)

    def shown(target: str) -> Told | None:
        if target in paths:
            return 200, {}, programme(f"Programme {target[-7:]}", years=paths.index(target) + 2)
        return (200, {}, plain("Home", ["All of them."], links)) if target == "/" else None

    looked_at: list[str] = []
    original = Originals._page

    def counted(self: Originals, url: str) -> Page | None:
        looked_at.append(url)
        return original(self, url)

    monkeypatch.setattr(Originals, "_page", counted)
    with living(monkeypatch, install(declare()), Site(instead=shown)) as year:
        assert len(year.documents()) == PAGES + 1
    assert len(looked_at) <= MOST * PAGES
