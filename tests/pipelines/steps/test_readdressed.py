"""A document at an address with a tracking parameter, stored before such were no part of it, moves
to the clean one with its history."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.crawl import addresses
from pipelines.installation import Installation
from pipelines.steps import documents
from pipelines.steps.practices import build_practices
from practices_db.engine import catalogue_session
from practices_db.models import Document, Practice
from practices_db.moves import former_addresses
from tests.pipelines.steps.conftest import HOST, Install, link, page, programme
from tests.pipelines.steps.running import run_both

TRACKED = "mill?utm_source=letter"


def _before(monkeypatch: pytest.MonkeyPatch, installation: Installation) -> None:
    """A run of the version that took tracking parameters for a part of the address."""
    with monkeypatch.context() as patch:
        patch.setattr(addresses, "is_noise", lambda _pair: False)
        addresses.canonical_url.cache_clear()
        run_both(installation)
        build_practices(installation)
    addresses.canonical_url.cache_clear()


def _told(installation: Installation) -> list[tuple[str, bool, list[str]]]:
    """Address, presence and former addresses of the programme's documents."""
    query = select(Document).where(Document.title == "The Mill").order_by(Document.id)
    with catalogue_session(installation.engine) as session:
        return [
            (
                one.canonical_url.removeprefix(f"https://{HOST}/"),
                one.gone_on is None,
                [url.removeprefix(f"https://{HOST}/") for url, _ in former_addresses(one)],
            )
            for one in session.scalars(query)
        ]


def _practices(installation: Installation) -> list[tuple[str, bool]]:
    with catalogue_session(installation.engine) as session:
        return [(one.slug, one.gone_on is None) for one in session.scalars(select(Practice))]


@pytest.mark.parametrize("both", [False, True], ids=["alone", "beside the clean one"])
def test_a_tracked_document_moves_to_the_clean_address(
    site: Path, install: Install, monkeypatch: pytest.MonkeyPatch, both: bool
) -> None:
    page(site, "mill.html", programme("The Mill"))
    link(site, TRACKED, *(["mill"] if both else []))
    _before(monkeypatch, install())
    practices = _practices(install())
    assert [url for url, *_ in _told(install())] == [TRACKED, *(["mill"] if both else [])]

    link(site, TRACKED, "mill")
    counts = run_both(install())
    build_practices(install())
    assert (counts["moved"], counts.get("new", 0)) == (1, 0)
    moved = ("mill", True, [TRACKED])
    if both:
        number = _told(install())[0][0].rpartition("-")[2]
        assert _told(install()) == [(f"mill#left-{number}", False, [TRACKED]), ("mill", True, [])]
    else:
        assert _told(install()) == [moved]
    assert _practices(install()) == practices

    after = _told(install())
    monkeypatch.setattr(documents, "METHOD", "another")  # all answers are read once more
    assert run_both(install()).get("new", 0) == 0
    assert _told(install()) == after


def test_two_tracked_twins_of_one_page_become_one(
    site: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two documents that would stand at one address the first moves; nothing is lost or two."""
    page(site, "mill.html", programme("The Mill"))
    twin = "mill?utm_source=poster"
    link(site, TRACKED, twin)
    _before(monkeypatch, install())
    link(site, "mill")
    run_both(install())
    build_practices(install())
    present = [url for url, there, _ in _told(install()) if there]
    assert present == ["mill"]
    assert [there for _, there in _practices(install())] == [True]


def test_a_tracked_document_whose_clean_twin_is_gone(
    site: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    page(site, "mill.html", programme("The Mill"))
    link(site, TRACKED, "mill")
    _before(monkeypatch, install())
    with catalogue_session(install().engine) as session:
        url = f"https://{HOST}/mill"
        clean = session.scalars(select(Document).where(Document.canonical_url == url)).one()
        clean.gone_on = clean.last_seen
    run_both(install())
    build_practices(install())
    assert [url for url, there, _ in _told(install()) if there] == ["mill"]
    assert [there for _, there in _practices(install())] == [True]
