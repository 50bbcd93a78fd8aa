"""Numbers in addresses: those that tell pages apart, and those of a visit, which do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pipelines.steps.originals import Originals, _without_visit
from tests.faults.living import Site, Told, living, plain
from tests.pipelines.steps.conftest import Install, declare, programme

PAGES = 60


def _numbered(run: int) -> Callable[[str], Told | None]:
    """A site all of whose pages are told apart by a number, made up anew in every run."""
    paths = [f"/show?id=a{run}{number:07d}" for number in range(PAGES)]
    links = "".join(f'<a href="{path}">{path}</a>' for path in paths)

    def shown(target: str) -> Told | None:
        if target.startswith("/show?id=a"):
            number = int(target[-7:])
            return 200, {}, programme(f"Programme {number}", years=number + 2)
        return (200, {}, plain("Home", ["All of them."], links)) if target == "/" else None

    return shown


def test_pages_that_a_number_tells_apart_are_not_each_compared_with_all(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_reading(_self: Originals, url: str) -> Any:
        raise AssertionError(f"{url} was read once more")

    monkeypatch.setattr(Originals, "_page", no_reading)
    with living(monkeypatch, install(declare()), Site(instead=_numbered(0))) as year:
        assert len(year.documents()) == PAGES + 1


def test_many_pages_with_another_number_in_every_run_stay_what_they_were(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    with living(monkeypatch, install(declare()), Site(instead=_numbered(0))) as year:
        held = year.documents().keys()
        for run in (1, 2):
            counts = year.week(instead=_numbered(run))
            assert (counts["duplicate"], counts["new"]) == (PAGES, 0)
            assert year.documents().keys() == held


def test_an_address_of_a_hundred_numbers_is_not_held_a_hundred_times() -> None:
    numbers = "&".join(f"p{at}=a{at}b7c3xyz" for at in range(100))
    assert len(_without_visit(f"https://mentoring.example/show?{numbers}")) < 10
