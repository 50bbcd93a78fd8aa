"""The main job, end to end, as a person runs it: real HTTP, a real database, the real model."""

from __future__ import annotations

import json
from collections import Counter

import yaml
from sqlalchemy import func, select

from practices_db.audit import find_loose_quotes
from practices_db.engine import catalogue_session
from practices_db.models import Document, Fetch, Issue, Practice, Run, Source, Statement
from practices_db.settings import PROJECT_ROOT
from tests.world import World

STARTER = PROJECT_ROOT / "pipelines/starter/programmes.jsonl"
EXPECTED = PROJECT_ROOT / "pipelines/demo/expected.yml"


def test_the_first_run_reads_both_sources_and_says_so(world: World) -> None:
    summary = world.first_run
    assert "2 read, 0 failed" in summary
    assert "practices search" in summary.splitlines()[-1]
    assert "Traceback" not in summary


def test_every_record_of_the_starter_is_there(world: World) -> None:
    records = [json.loads(line) for line in STARTER.read_text().splitlines()]
    with catalogue_session(world.engine) as session:
        query = select(Document.canonical_url, Document.language).join(Source)
        rows = session.execute(query.where(Source.slug == "starter"))
        found = {row.canonical_url: row.language for row in rows}
    assert {url.rpartition("#")[2] for url in found} == {record["id"] for record in records}
    declared = {record["id"]: record["language"] for record in records}
    wrong = {url for url, lang in found.items() if declared[url.rpartition("#")[2]] != lang}
    assert len(wrong) <= 2, wrong  # languages are read from the text, not from the record


def test_every_declared_code_is_a_statement_with_its_quote(world: World) -> None:
    records = [json.loads(line) for line in STARTER.read_text().splitlines()]
    wanted = sum(len(record["target_groups"]) for record in records)
    with catalogue_session(world.engine) as session:
        count = session.scalar(
            select(func.count()).where(
                Statement.facet == "target_group", Statement.origin == "declared"
            )
        )
        assert find_loose_quotes(session) == []
    assert count == wanted


def test_the_demo_site_was_crawled_as_its_list_expects(world: World) -> None:
    pages = yaml.safe_load(EXPECTED.read_text())["pages"]
    with catalogue_session(world.engine) as session:
        documents = session.scalars(
            select(Document).join(Source).where(Source.slug == "demo")
        ).all()
        verdicts = {d.canonical_url.partition("localhost")[2]: d.verdict for d in documents}
        reasons = Counter(session.scalars(select(Fetch.reason).where(Fetch.reason.is_not(None))))
    readable = {path for path, page in pages.items() if page.get("verdict")}
    assert readable - set(verdicts) == set()
    assert reasons["robots"] >= 1
    wrong = {
        p: (pages[p]["verdict"], verdicts[p])
        for p in readable
        if verdicts[p] != pages[p]["verdict"]
    }
    assert len(wrong) <= len(readable) // 10, wrong


def test_nothing_is_left_unexplained(world: World) -> None:
    with catalogue_session(world.engine) as session:
        assert set(session.scalars(select(Run.outcome))) == {"complete"}
        assert all(issue.detail for issue in session.scalars(select(Issue)))
        assert session.scalar(select(func.count()).select_from(Practice)) >= 150


def test_a_second_run_finds_nothing_changed(mine: World) -> None:
    before = mine.fingerprint()
    again = mine.run("run")
    assert "Nothing has changed since the last run." in again
    assert mine.fingerprint() == before
