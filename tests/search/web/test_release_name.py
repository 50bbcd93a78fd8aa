"""One content, one name: on any database, after any way, and whenever it was read last."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, select

from practices_db.engine import catalogue_session
from practices_db.models import Document, Release, Run
from practices_db.vocabulary import vocabulary_version
from search.export.files import FILES, Wanted
from search.export.taking_in import take_in_file
from search.holdings import Holdings, read_holdings
from search.release_name import name_release
from tests.conftest import NOW
from tests.search.web.conftest import Shown


def held(engine: Engine) -> Holdings:
    with catalogue_session(engine) as session:
        return read_holdings(session)


def json_lines(holdings: Holdings) -> bytes:
    return FILES["practices.jsonl"].write(Wanted([*holdings.entries.values()], holdings, ""))


def take_over(shown: Shown, catalogue: Engine, folder: Path) -> Holdings:
    """Bring the content of the shown catalogue into another; returns what was shown."""
    holdings = held(shown.engine)
    path = folder / "practices.jsonl"
    path.write_bytes(json_lines(holdings))
    with catalogue_session(catalogue) as session:
        take_in_file(session, path)
    return holdings


def test_what_was_exported_comes_back_under_its_name(
    shown: Shown, catalogue: Engine, tmp_path: Path
) -> None:
    holdings = take_over(shown, catalogue, tmp_path)
    assert held(catalogue).release == holdings.release


def test_the_name_can_be_worked_out_from_the_file(shown: Shown) -> None:
    holdings = held(shown.engine)
    lines = json_lines(holdings).decode().splitlines()
    assert name_release(map(json.loads, lines), vocabulary_version()) == holdings.release


def test_reading_again_what_did_not_change_keeps_the_name(
    shown: Shown, catalogue: Engine, tmp_path: Path
) -> None:
    before = take_over(shown, catalogue, tmp_path)
    first = held(catalogue)
    later = NOW + timedelta(days=30)
    with catalogue_session(catalogue) as session:
        known = session.scalars(select(Run)).first()
        assert known is not None
        again = Run(
            source_id=known.source_id,
            started_at=later,
            ended_at=later,
            outcome="complete",
            counts={},
        )
        session.add(again)
        for document in session.scalars(select(Document)):
            document.last_seen = later
    now = held(catalogue)
    assert (now.release, now.as_of) == (before.release, later.date())
    assert now.stamp != first.stamp


def test_another_document_is_another_release(
    shown: Shown, catalogue: Engine, tmp_path: Path
) -> None:
    before = take_over(shown, catalogue, tmp_path)
    with catalogue_session(catalogue) as session:
        document = session.scalars(select(Document)).first()
        assert document is not None
        document.verdict_reason = "another reason"
    assert held(catalogue).release != before.release


def test_freezing_changes_the_stamp_and_not_the_name(
    shown: Shown, catalogue: Engine, tmp_path: Path
) -> None:
    before = take_over(shown, catalogue, tmp_path)
    first = held(catalogue)
    with catalogue_session(catalogue) as session:
        row = Release(made_at=NOW, content_hash=first.release, protocol={"title": "T"}, counts={})
        session.add(row)
    now = held(catalogue)
    assert now.release == before.release
    assert now.stamp != first.stamp
    assert [one.title for one in now.frozen] == ["T"]
