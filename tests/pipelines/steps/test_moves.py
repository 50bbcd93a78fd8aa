"""A page that moves stays the same practice: slug, first day, reviews and decisions go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from pipelines.steps import documents
from pipelines.steps.practices import build_practices
from practices_db.decisions import Coder, merge, standing_decisions
from practices_db.engine import catalogue_session
from practices_db.models import Document, Practice, Statement
from practices_db.practices import find_practice
from practices_db.reviews import judge
from practices_db.view import current_views
from search.history import read_history
from search.holdings import read_holdings
from tests.faults.living import NAMES, NEW_HOST, Site, Year, living, slug_of
from tests.pipelines.steps.conftest import HOST, Install, declare

WAYS: dict[str, Callable[[Year], dict[str, Any]]] = {
    "slashes": lambda _year: {
        "address": lambda language, slug: f"/{language}/{slug}/",
        "redirect": lambda _host, path: None if path.endswith("/") else f"{path}/",
    },
    "www": lambda _year: {
        "host": f"www.{HOST}",
        "redirect": lambda host, path: f"https://www.{HOST}{path}" if host == HOST else None,
    },
    "another tree, by two redirects": lambda _year: {
        "address": lambda language, slug: f"/what-we-do/{language}/{slug}.html",
        "redirect": lambda _host, path: (
            f"/go{path}"
            if path[:4] in {"/en/", "/nl/", "/de/"}
            else f"/what-we-do{path.removeprefix('/go')}.html"
            if path.startswith("/go/")
            else None
        ),
    },
    "another tree, without a word": lambda _year: {
        "address": lambda language, slug: f"/what-we-do/{language}/{slug}.html",
    },
}


@pytest.fixture
def year(install: Install, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    with living(monkeypatch, install(declare())) as begun:
        yield begun


def _first_days(year: Year) -> dict[str, Any]:
    with catalogue_session(year.installation.engine) as session:
        rows = session.scalars(select(Practice).where(Practice.merged_into.is_(None)))
        return {one.slug: one.first_seen for one in rows}


@pytest.mark.parametrize("way", WAYS)
def test_a_site_that_moves_keeps_its_practices(year: Year, way: str) -> None:
    before = _first_days(year)
    year.week()
    counts = year.week(**WAYS[way](year))
    assert (counts["moved"], counts["new"], counts["practices_new"]) == (
        16 if way == "www" else 15, 0, 0,
    )  # fmt: skip
    assert _first_days(year) == before
    assert year.practices(present=False) == []
    assert len(year.documents()) == 16
    assert year.week()["moved"] == 0
    assert (_first_days(year), len(year.documents())) == (before, 16)


def test_a_site_that_moves_while_its_pages_rest(year: Year) -> None:
    assert any(year.week()["left_alone"] == 15 for _ in range(9))
    counts = year.week(**WAYS["slashes"](year))
    assert (counts["moved"], counts["new"]) == (15, 0)


def test_a_domain_that_the_source_declares_later(
    year: Year, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run over the old domain fails and says where the site is; then the operator adds it.

    A later version that reads all answers once more makes no second document of those of before.
    """
    before = _first_days(year)
    new = {
        "host": NEW_HOST,
        "redirect": lambda host, path: f"https://{NEW_HOST}{path}" if host == HOST else None,
    }
    assert year.week(**new)["unreachable"] == 1
    assert f"https://{NEW_HOST}/" in year.why
    year.installation = install(declare(url=f"https://{NEW_HOST}/"), clock=lambda: year.at)
    assert (year.week()["practices_new"], _first_days(year)) == (0, before)
    assert all(url.startswith(f"https://{NEW_HOST}/") for url in year.documents())
    monkeypatch.setattr(documents, "METHOD", "describe-later")
    assert (year.week()["new"], len(year.documents())) == (0, 16)


def test_a_page_that_moves_with_another_text_is_followed_where_the_site_says_so(
    year: Year,
) -> None:
    name = NAMES["en"][1]
    renamed = Site().markup("Harbourlight Plus", ["A mentoring programme: each mentor meets a "
        "mentee every week.", "Volunteers mentor parents who look for work."], "")  # fmt: skip
    old = f"/en/{slug_of(name)}"
    counts = year.week(
        more={"/en/plus": renamed}, redirect=lambda _host, path: "/en/plus" if path == old else None
    )
    assert (counts["moved"], counts["practices_new"]) == (1, 0)
    with catalogue_session(year.installation.engine) as session:
        practice = find_practice(session, slug_of(name))
        assert (practice.name, practice.gone_on) == ("Harbourlight Plus", None)
        assert practice.url == f"https://{HOST}/en/plus"


def test_pages_that_all_lead_to_one_are_not_that_one(year: Year) -> None:
    """A site that closes its programmes leads each of their addresses to what it does now."""
    now = Site().markup("Our mentoring", ["Our mentoring programme pairs mentors with a mentee.",
        "Each mentor meets a mentee every week; volunteers are trained."], "")  # fmt: skip
    counts = year.week(
        more={"/now": now}, redirect=lambda _h, path: "/now" if path[:4] == "/en/" else None
    )
    assert (counts["practices_new"], counts["practices_gone"]) == (1, 5)


def test_a_page_that_moves_back(year: Year) -> None:
    before = _first_days(year)
    away, back = WAYS["slashes"](year), {"address": Site().address, "redirect": Site().redirect}
    year.week(**away)
    counts = year.week(**back)
    assert (counts["moved"], counts["practices_new"]) == (15, 0)
    assert _first_days(year) == before
    assert sum("harbourlight" in url for url in year.documents()) == 1


def test_reviews_decisions_and_history_move_along(year: Year) -> None:
    installation = year.installation
    build_practices(installation)
    slug = slug_of(NAMES["en"][0])
    with catalogue_session(installation.engine) as session:
        practice = find_practice(session, slug)
        query = select(Statement).where(Statement.practice_id == practice.id)
        statement = session.scalars(query.order_by(Statement.start)).first()
        assert statement is not None
        judged = (statement.facet, statement.value)
        judge(session, statement.id, "reject", Coder("ab", "", year.at))
        merge(session, slug, slug_of(NAMES["en"][2]), Coder("ab", "", year.at))
    year.week(**WAYS["www"](year), extra={NAMES["en"][0]: "It was renewed this spring."})
    build_practices(installation)
    with catalogue_session(installation.engine) as session:
        practice = find_practice(session, slug)
        view = current_views(session, [practice.id])[practice.id]
        shown = [value.value for value in view[judged[0]].values]
        assert judged[1] not in shown
        assert find_practice(session, slug_of(NAMES["en"][2])).slug == slug
        (decision,) = standing_decisions(session)
        urls = {session.get_one(Document, one).canonical_url for one in decision.documents}
        assert urls == {f"https://www.{HOST}/en/{slug}"}
        told = [event.what for event in read_history(session, read_holdings(session).entries[slug])]
    assert any(f"moved away from https://{HOST}/en/{slug}" in what for what in told)
    assert practice.first_seen < year.at - timedelta(days=6)
