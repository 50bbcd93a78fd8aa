"""What was exported comes back into an empty catalogue and goes out again as the same file."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select
from starlette.testclient import TestClient

from practices_db.audit import find_loose_quotes
from practices_db.engine import catalogue_session
from practices_db.models import Base
from search.export.bundle import BadBundle, write_bundle
from search.export.files import FILES, Wanted
from search.export.taking_in import take_in_file
from search.holdings import read_holdings
from tests.search.web.conftest import Shown, make_shown
from tests.search.web.hostile import FORMULA, SCRIPT


@pytest.fixture
def exported(client: TestClient, tmp_path: Path) -> Path:
    """A folder with the files as the site offers them."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("practices.jsonl", "catalogue.sqlite", "practices.csv"):
        (folder / name).write_bytes(client.get(f"/export/{name}").content)
    return folder


@pytest.mark.parametrize("name", ["practices.jsonl", "catalogue.sqlite"])
def test_file_comes_back_without_loss(exported: Path, catalogue: Engine, name: str) -> None:
    with catalogue_session(catalogue) as session:
        assert take_in_file(session, exported / name) == "4 practices"
    with catalogue_session(catalogue) as session:
        assert find_loose_quotes(session) == []
        holdings = read_holdings(session)
    again = FILES["practices.jsonl"].write(Wanted(holdings.present, holdings, ""))
    assert again == (exported / "practices.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["practices.jsonl", "catalogue.sqlite"])
def test_former_slugs_come_back(exported: Path, catalogue: Engine, name: str) -> None:
    """What once was an entry of its own still leads on after a way through a file."""
    path = exported / "practices.jsonl"
    old, new = '"former_slugs": []', '"former_slugs": ["bakery", "old-bakers"]'
    path.write_text(path.read_text().replace(old, new, 1))
    with catalogue_session(catalogue) as session:
        take_in_file(session, path)
        holdings = read_holdings(session)
        entries = list(holdings.entries.values())
        assert holdings.merged == dict.fromkeys(("bakery", "old-bakers"), "bakers-ghent")
        (exported / name).write_bytes(FILES[name].write(Wanted(entries, holdings, "")))
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(delete(table))
    with catalogue_session(catalogue) as session:
        take_in_file(session, exported / name)
        assert read_holdings(session).merged == holdings.merged


def test_bundle_is_known_by_its_first_line(shown: Shown, catalogue: Engine, tmp_path: Path) -> None:
    path = tmp_path / "bundle.jsonl"
    with path.open("w") as out, catalogue_session(shown.engine) as session:
        written = write_bundle(session, out)
    with catalogue_session(catalogue) as session:
        assert take_in_file(session, path) == f"{written} rows"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"slug": "silent-oslo"', '"slug": null', "not as it was exported"),
        ('"state": "not_assessed"', '"state": "stated"', "would not come back"),
        ('"quote": "Retired bakers"', '"quote": "Retired"', "would not come back|not in their"),
        ('"facets"', '"facette"', "not as it was exported"),
    ],
)
def test_changed_file_is_refused_whole(
    exported: Path, catalogue: Engine, old: str, new: str, said: str
) -> None:
    path = exported / "practices.jsonl"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BadBundle, match=said), catalogue_session(catalogue) as session:
        take_in_file(session, path)
    with catalogue_session(catalogue) as session:
        assert read_holdings(session).entries == {}


def test_what_is_no_export_is_refused(exported: Path, catalogue: Engine) -> None:
    (exported / "other.sqlite").write_bytes(b"SQLite format 3\x00" + b"\x00" * 200)
    (exported / "latin.jsonl").write_bytes(b'{"name": "caf\xe9"}\n')
    for name, said in (
        ("practices.csv", "leave out too much"),
        ("other.sqlite", "no exported catalogue"),
        ("latin.jsonl", "not UTF-8"),
        ("absent.jsonl", "cannot be read"),
    ):
        with pytest.raises(BadBundle) as refused, catalogue_session(catalogue) as session:
            take_in_file(session, exported / name)
        assert said in str(refused.value)


def test_hostile_text_comes_back_as_it_was(exported: Path, catalogue: Engine) -> None:
    with catalogue_session(catalogue) as session:
        take_in_file(session, exported / "practices.jsonl")
        entry = read_holdings(session).entries["hostile-name"]
        assert entry.practice.organisation == FORMULA
        assert SCRIPT in entry.practice.name + entry.practice.summary


def judge(shown: Shown) -> None:
    """People accept a value, are at odds over another, and have read one in a text that changed."""
    from practices_db.documents import hash_text
    from practices_db.models import Document, DocumentText, Review, Statement

    with catalogue_session(shown.engine) as session:
        found = session.scalars(select(Statement).order_by(Statement.id)).all()
        words = {"practice_id": found[0].practice_id, "facet": "", "value": "", "note": ""}
        for statement, coder, verdict in (
            (found[0], "a", "accept"),
            (found[1], "a", "accept"),
            (found[1], "b", "reject"),
        ):
            made = {"coder": coder, "verdict": verdict, "made_at": statement.first_seen}
            session.add(Review(statement_id=statement.id, **words, **made))
        found[2].origin = "person"
        document = session.get_one(Document, found[2].document_id)
        new = DocumentText(hash=hash_text("New."), content="New.", language="en", sections=[])
        session.add(new)
        session.flush()
        document.text_hash = new.hash


def test_what_people_decided_comes_back(tmp_path: Path, catalogue: Engine) -> None:
    folder = tmp_path / "judged"
    folder.mkdir()
    judged = make_shown(folder)
    judge(judged)
    with judged.site.session() as session:
        holdings = read_holdings(session)
    written = FILES["practices.jsonl"].write(Wanted(holdings.present, holdings, ""))
    judged.engine.dispose()
    assert b'"verdict": "disputed"' in written
    path = folder / "practices.jsonl"
    path.write_bytes(written)
    with catalogue_session(catalogue) as session:
        take_in_file(session, path)
    with catalogue_session(catalogue) as session:
        holdings = read_holdings(session)
    assert FILES["practices.jsonl"].write(Wanted(holdings.present, holdings, "")) == written
