"""What stays of one text in place of all pages: nothing, whenever it is read and whatever follows
it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pipelines.steps.pages import fetch_pages
from practices_db.engine import catalogue_session
from practices_db.models import Document, DocumentText
from tests.faults.living import Site, Told, Year, plain
from tests.pipelines.steps.conftest import SLUG, Install, declare

WELL: dict[str, Any] = {"instead": lambda _path: None}


def _closed(_path: str) -> Told:
    return 200, {}, plain("Back soon", ["Our website is being mended and will be back soon."], "")


def _with_menu(title: str, text: str) -> Callable[[str], Told]:
    """Under the menu of before, so that its addresses are still asked for."""
    menu = "".join(f'<a href="{path}">{path}</a> ' for path in Site().paths())
    return lambda path: (200, {}, plain(title, [text, f"Request {len(path)}"], menu))


def _texts(year: Year) -> str:
    """What the source's documents say now, gone ones too."""
    query = select(DocumentText.content).join(Document, Document.text_hash == DocumentText.hash)
    with catalogue_session(year.installation.engine) as session:
        return "\n".join(session.scalars(query))


def test_what_was_over_before_it_was_read_is_told_no_more(year: Year) -> None:
    """The run that met it was killed before it read; the site was well when the next one came."""
    year.site = replace(year.site, instead=_closed)
    year.at += timedelta(days=7)
    fetch_pages(replace(year.installation, clock=lambda: year.at), SLUG)
    for _ in range(2):
        year.week(**WELL)
        assert (year.issues().total(), year.state()) == (0, "well")
        assert len(year.documents()) == 16
    assert "Back soon" not in _texts(year)


def test_pages_that_are_gone_when_the_others_are_back(year: Year) -> None:
    year.week(instead=_closed)
    away = frozenset({"/en/bridgework", "/de/werkbank"})
    for _ in range(2):
        year.week(away=away, **WELL)
        assert (year.issues()["same_text_everywhere"], year.state()) == (0, "well")
        assert year.practices(present=False) == ["bridgework", "werkbank"]
    assert "Back soon" not in _texts(year)


def test_a_domain_that_is_sold_twice(year: Year) -> None:
    for title, text in (("For sale", "Make an offer for this name."), ("Odds", "Play here today.")):
        for _ in range(7):
            year.week(instead=_with_menu(title, text))
        assert (year.documents(), year.state()) == ({}, "masked")
        assert text not in _texts(year)


def test_a_replay_tells_of_no_text_that_is_over(
    year: Year, install: Install, tmp_path: Path
) -> None:
    year.week(instead=_closed)
    year.week(**WELL)
    slugs = year.practices()
    again = install(declare(), at=tmp_path / "again.sqlite", replay=True, clock=lambda: year.at)
    replayed = object.__new__(Year)
    replayed.world, replayed.installation = year.world, again
    replayed.site, replayed.at = year.site, year.at
    replayed.week()
    assert replayed.practices() == slugs
    assert replayed.issues() == {}
    assert "Back soon" not in _texts(replayed)


@pytest.mark.parametrize("target", ["/login", "/"])
def test_pages_that_all_lead_to_one_are_waited_for(year: Year, target: str) -> None:
    """Behind a login, or at the front page, for a while; in the end they count as gone."""
    slugs, paths = year.practices(), set(Site().paths())
    login = {"/login": plain("Log in", ["Log in to go on."], "")}
    led: dict[str, Any] = {"redirect": lambda _h, path: target if path in paths else None}
    for _ in range(2):
        counts = year.week(more=login, **led)
        assert (counts["held_back"], counts["moved"], counts["practices_gone"]) == (15, 0, 0)
        assert (year.issues()["same_text_everywhere"], year.state()) == (1, "masked")
    year.week(more={}, redirect=lambda _h, _path: None)
    assert (year.practices(), year.issues()["same_text_everywhere"]) == (slugs, 0)
    states = [year.week(more=login, **led) and len(year.practices()) for _ in range(6)]
    assert states == [15] * 5 + [0]
