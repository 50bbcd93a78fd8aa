"""The budget of a day over all sources, and crawls that begin ahead of their turn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.cli.summary import _print_budgets, _print_offline
from pipelines.defs.assets import check_expectation
from pipelines.defs.run import Part
from pipelines.steps.ahead import crawling_ahead
from pipelines.steps.documents import describe_documents
from pipelines.steps.pages import BudgetSpent, SourceUnreachable, fetch_pages
from tests.pipelines.steps.conftest import SLUG, Install, declare, link, page, programme


def _publish(site: Path) -> None:
    names = [f"{number}.html" for number in range(8)]
    for name in names:
        page(site, name, programme(name))
    link(site, *names)


def test_requests_of_a_day_are_bounded_over_all_sources(site: Path, install: Install) -> None:
    _publish(site)
    installation = install()
    poor = replace(installation, settings=replace(installation.settings, daily_requests=5))
    counts = fetch_pages(poor, SLUG)
    assert (counts["fetched"], counts["refused"]) == (5, 1)  # the rest is told once
    with pytest.raises(BudgetSpent, match=r"within 24 hours.*PRACTICES_DAILY_REQUESTS"):
        fetch_pages(poor, SLUG)
    assert fetch_pages(installation, SLUG)["fetched"] == 4


def test_a_site_that_its_budget_does_not_hold_is_named(
    site: Path, install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    _publish(site)
    counts = fetch_pages(install(declare(pages=3)), SLUG)
    assert (counts["fetched"], counts["over_budget"]) == (3, 1)
    whole = fetch_pages(install(), SLUG)
    assert whole["over_budget"] == 0
    _print_budgets([SLUG])
    assert f"Not whole  {SLUG} (raise `pages`" in capsys.readouterr().out
    _print_budgets([])
    assert capsys.readouterr().out == ""


def test_a_source_with_too_few_documents_says_why(site: Path, install: Install) -> None:
    page(site, "index.html", "<noscript>Enable JavaScript</noscript><div id=app></div><script>")
    installation = install()
    fetch_pages(installation, SLUG)
    present = describe_documents(installation, SLUG)["present"]
    few, _ = check_expectation(installation, SLUG, present)
    assert not few.passed
    assert "0 of at least 1 documents" in str(few.description)
    assert "built by scripts in the reader's browser" in str(few.description)


def test_a_crawl_that_began_ahead_is_taken_over_once(site: Path, install: Install) -> None:
    _publish(site)
    installation = install()
    with crawling_ahead(installation, [SLUG, "unknown"]):
        assert fetch_pages(installation, SLUG)["fetched"] == 9
        assert fetch_pages(installation, SLUG)["unchanged"] == 9
    assert not installation.ahead


def test_a_crawl_that_failed_ahead_is_tried_anew(site: Path, install: Install) -> None:
    installation = install(declare(url="https://nowhere.example/", scope=()))
    dead = replace(installation, served={"nowhere.example": site})
    with crawling_ahead(dead, [SLUG, "unknown"]):
        with pytest.raises(SourceUnreachable):
            fetch_pages(dead, SLUG)
        page(site, "index.html", programme("Here"))
        assert fetch_pages(dead, SLUG)["fetched"] == 1


def test_who_failed_before_anything_was_asked_for_is_not_called_out_of_reach(
    install: Install, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = [Part(f"{SLUG}-{number}", well=False, counts={}) for number in range(3)]
    _print_offline(install(), failed)
    assert capsys.readouterr().err == ""
